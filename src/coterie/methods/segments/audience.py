"""Which customers of a segment go on a list, and which of them are kept as controls?

Controls are drawn by a hash of campaign and customer id: anybody who has the id can check the draw, the same list drawn
again has the same controls, and customers who join later move nobody from one side to the other.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import hash_rank
from coterie.measure.outcomes import paced_and_late
from coterie.terms import (
    Audience,
    CustomerTable,
    Problem,
    SavedCustomers,
    SavedStudy,
    WrongWords,
    agrees,
    asks_consent,
    consent_column,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

STAGE = "lifecycle_stage"


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
    stage: str = "",
    among: Collection[str] | None = None,
    consent: str = "",
) -> Audience:
    """The customers of a segment, of a lifecycle stage, or of a stage of a segment, with a control group.

    segment     id or name, in any case; "" for all customers.
    share       of controls, 0 to 0.5.
    campaign    what the draw is for; another campaign draws other controls. "" takes the id of the segment.
    sure        least confidence of those who are listed; confidence None takes everybody.
    overdue     only those whose last order is longer ago than twice their own usual gap: whom the verdict counts.
    stage       lifecycle stage: new, active, returned, slipping, lapsed; "" for all.
    among       only those of these ids; None for all.
    consent     the column that says who may be written to; "" takes the one that most likely does.
    Raises      WrongWords (COT-123) where the study has no such segment; COT-127 where nobody has a usual gap; COT-128
                where it knows no such stage.
    """
    who = named(study, segment) if segment else None
    each, name = study.segments[who] if who is not None else ("", "customers")
    inside = customers.labels == who if who is not None else np.ones(len(customers.labels), dtype=bool)
    if among is not None:
        inside &= np.isin(customers.table.ids.astype(str), np.array(sorted(among), dtype=str))
    members = int(inside.sum())
    wanted = _stage(customers, stage) if stage else np.ones(len(inside), dtype=bool)
    elsewhere = int((inside & ~wanted).sum())
    inside = inside & wanted
    before = int(inside.sum())
    if overdue:
        inside &= _late(customers)
    what = "-".join(filter(None, (each, stage))) or ("overdue" if overdue else "")
    found = drawn(
        customers, inside, each, name, share=share, campaign=campaign or what,
        members=members, confidence=confidence, sure=sure, consent=consent,
    )  # fmt: skip
    return replace(found, in_time=before - int(inside.sum()), stage=stage, at_stage=elsewhere)


def drawn(
    customers: SavedCustomers,
    inside: "NDArray[np.bool_]",
    each: str,
    name: str,
    *,
    share: float,
    campaign: str,
    members: int,
    confidence: "NDArray[np.float64] | None" = None,
    sure: float = 0.0,
    order: "NDArray[np.int64] | None" = None,
    count: int = 0,
    consent: str = "",
) -> Audience:
    """A list of those inside who agreed and belong there surely enough, some of them drawn as controls.

    order, count    with them only the first ``count`` who agreed are listed, in that order of all customers.
    """
    column, agreed = _consent(customers, consent)
    without = int((inside & ~agreed).sum())
    inside = inside & agreed
    unsure = 0
    if confidence is not None and sure > 0:
        doubtful = inside & ~(confidence >= sure)
        unsure = int(doubtful.sum())
        inside = inside & ~doubtful
    rows = np.flatnonzero(inside) if order is None else np.sort(order[inside[order]][:count])
    rank = hash_rank(customers.table.ids[rows], 0, f"control {campaign}")
    return Audience(each, name, rows, rank < share, share, campaign, members, without, unsure, column)


def _stage(customers: SavedCustomers, stage: str) -> "NDArray[np.bool_]":
    values = customers.table.columns.get(STAGE)
    known = sorted({str(v) for v in values.tolist() if v is not None}) if values is not None else []
    if values is None or stage.strip().casefold() not in known:
        told = f"stages of this study: {', '.join(known)}" if known else "the study tells no stages"
        raise WrongWords(Problem("COT-128", f"the stage {stage!r}; {told}"))
    return np.array([v == stage.strip().casefold() for v in values.tolist()], dtype=bool)


def _late(customers: SavedCustomers) -> "NDArray[np.bool_]":
    pace = paced_and_late(customers.table)
    if pace is None or not pace[0].any():
        raise WrongWords(Problem("COT-127", "no customer of the study has three days with an order"))
    return pace[1]


def named(study: SavedStudy, segment: str) -> int:
    """Place of the segment of that id or name; WrongWords (COT-123) where there is none."""
    wanted = segment.strip().casefold()
    for label, (each, name) in enumerate(study.segments):
        if wanted in (each.casefold(), name.casefold()):
            return label
    known = ", ".join(f"{each} ({name})" for each, name in study.segments)
    raise WrongWords(Problem("COT-123", f"the study has no segment {segment!r}", expected=f"one of {known}"))


def of_consent(table: CustomerTable) -> dict[str, str]:
    """The columns that tell whether customers agreed to be written to: name in the source -> name of the trait."""
    named = {t.source.removeprefix("customers.") or t.name: t.name for t in table.traits if t.name in table.columns}
    return {source: name for source, name in named.items() if asks_consent(source, table.columns[name].tolist())}


def _consent(customers: SavedCustomers, wanted: str = "") -> tuple[str, "NDArray[np.bool_]"]:
    """The column of consent and who gave it; nobody is asked where the study knows no such column."""
    table = customers.table
    found = of_consent(table)
    column = wanted or found.get(consent_column(found), "")
    if wanted and wanted not in table.columns:
        raise WrongWords(Problem("COT-160", f"the study has no column {wanted!r}"))
    if not column:
        return "", np.ones(len(table), dtype=bool)
    return column, np.array([agrees(v) for v in table.columns[column].tolist()], dtype=bool)
