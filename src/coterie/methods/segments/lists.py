"""Which customers are listed because they are like others, or because a rule was widened?"""

from dataclasses import replace

import numpy as np

from coterie.methods.segments.audience import drawn, named
from coterie.methods.segments.lookalikes import alike, on_the_list
from coterie.methods.segments.widening import qualify, widen
from coterie.terms import Audience, SavedCustomers, SavedStudy


def like_others(
    study: SavedStudy,
    customers: SavedCustomers,
    ids: tuple[str, ...] | None,
    head: str,
    name: str,
    *,
    count: int,
    share: float,
    campaign: str = "",
) -> Audience:
    """The customers most like those on a list who are not on it, the most alike first, with a control group.

    ids      on the list; None where ``name`` is a segment of the study, whose customers are the list then.
    head     what headed the ids (see ``lookalikes.on_the_list``).
    name     of the list, in words.
    count    how many are listed, of those who agreed.
    Raises   WrongWords (COT-125) where the list is too small to learn from.
    """
    unknown: tuple[str, ...] = ()
    if ids is None:
        label = named(study, name)
        listed = customers.labels == label
        name = study.segments[label][1]
    else:
        listed, unknown = on_the_list(customers, ids, head)
    order, chance, told = alike(study, customers, listed, count, name, unknown)
    found = drawn(
        customers, ~listed, "", f"customers like {name}",
        share=share, campaign=campaign or f"like {name}", members=int((~listed).sum()), order=order, count=count,
    )  # fmt: skip
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    ranks = np.argsort(np.argsort(place[found.rows])) + 1
    return replace(found, scores=chance[found.rows], ranks=ranks, likeness=told)


def widened(
    study: SavedStudy, customers: SavedCustomers, segment: str, more: int, *, share: float, campaign: str = ""
) -> Audience:
    """Who meets the rule of a segment after its smallest change that lets so many more qualify, with a control group.

    Raises    WrongWords (COT-123, COT-129, COT-130).
    """
    label = named(study, segment)
    each, name = study.segments[label]
    found = widen(study, customers, label, more)
    before = qualify(study, customers, label)
    after = qualify(study, customers, label, found[0])
    listed = drawn(
        customers, after, each, name, share=share, campaign=campaign or f"{each} widened", members=int(after.sum())
    )
    return replace(listed, widenings=found, let_in=~before[listed.rows])
