"""Which customers of a segment go on a list, and which of them are kept as controls?

Controls are drawn by a hash of campaign and customer id: anybody who has the id can check the draw, the same list drawn
again has the same controls, and customers who join later move nobody from one side to the other.
"""

from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import hash_rank
from coterie.measure.outcomes import paced_and_late
from coterie.terms import Audience, Problem, SavedCustomers, SavedStudy, WrongWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONSENT = ("consent", "accepts_marketing", "accepts_email_marketing", "marketing_consent", "email_consent", "opt_in")
_YES = {"yes", "y", "true", "t", "1", "1.0", "on"}


def audience(
    study: SavedStudy,
    customers: SavedCustomers,
    confidence: "NDArray[np.float64] | None",
    segment: str,
    *,
    share: float,
    campaign: str = "",
    sure: float = 0.0,
    overdue: bool = False,
) -> Audience:
    """The customers of a segment with a control group.

    segment     id or name, in any case.
    share       of controls, 0 to 0.5.
    campaign    what the draw is for; another campaign draws other controls. "" takes the id of the segment.
    sure        least confidence of those who are listed; confidence None takes everybody.
    overdue     only those whose last order is longer ago than twice their own usual gap: whom the verdict counts.
    Raises      WrongWords (COT-123) where the study has no such segment; COT-127 where nobody has a usual gap.
    """
    label = _label(study, segment)
    each, name = study.segments[label]
    inside = customers.labels == label
    members = int(inside.sum())
    if overdue:
        inside &= _late(customers)
    in_time = members - int(inside.sum())
    column, agreed = _consent(customers)
    without = int((inside & ~agreed).sum())
    inside &= agreed
    unsure = 0
    if confidence is not None and sure > 0:
        doubtful = inside & ~(confidence >= sure)
        unsure = int(doubtful.sum())
        inside &= ~doubtful
    rows = np.flatnonzero(inside)
    rank = hash_rank(customers.table.ids[rows], 0, f"control {campaign or each}")
    return Audience(
        each, name, rows, rank < share, share, campaign or each, members, without, unsure, column, in_time=in_time
    )


def _late(customers: SavedCustomers) -> "NDArray[np.bool_]":
    pace = paced_and_late(customers.table)
    if pace is None or not pace[0].any():
        raise WrongWords(Problem("COT-127", "no customer of the study has three days with an order"))
    return pace[1]


def _label(study: SavedStudy, segment: str) -> int:
    wanted = segment.strip().casefold()
    for label, (each, name) in enumerate(study.segments):
        if wanted in (each.casefold(), name.casefold()):
            return label
    known = ", ".join(f"{each} ({name})" for each, name in study.segments)
    raise WrongWords(Problem("COT-123", f"the study has no segment {segment!r}", expected=f"one of {known}"))


def _consent(customers: SavedCustomers) -> tuple[str, "NDArray[np.bool_]"]:
    """The column of consent and who gave it; nobody is asked where the study knows no such column."""
    table = customers.table
    named = {t.name: t for t in table.traits if t.name in CONSENT or t.source.removeprefix("customers.") in CONSENT}
    for wanted in sorted(named, key=lambda n: CONSENT.index(n) if n in CONSENT else len(CONSENT)):
        values = table.columns.get(wanted)
        if values is not None:
            return wanted, np.array([str(v).strip().lower() in _YES for v in values.tolist()], dtype=bool)
    return "", np.ones(len(table), dtype=bool)
