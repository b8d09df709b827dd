"""Which segment of an earlier study does each segment continue, and where was each customer then?"""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from coterie.measure.migration import lineage
from coterie.methods.segments.placing import again
from coterie.terms import CustomerTable, SavedCustomers, SavedStudy, Segmentation, Trait

if TYPE_CHECKING:
    from numpy.typing import NDArray

SOURCE = "an earlier study"
PREVIOUS = Trait(
    "previous_segment", "Segment in the earlier study", "behavioural", "categorical",
    meaning="The segment in which the earlier study had this customer; missing for those it did not know.",
    source=SOURCE,
)  # fmt: skip
CHANGED = Trait(
    "changed_on", "Day of the last change of segment", "behavioural", "date",
    meaning="The as-of day of the study in which this customer's segment last changed; missing where it never did.",
    source=SOURCE,
)  # fmt: skip


def continued(found: Segmentation, table: CustomerTable, earlier: SavedStudy) -> Segmentation:
    """The same segmentation with the ids of the earlier segments that its own continue.

    table    all customers as of today: both models group them, and optimal matching on the overlap pairs the groups.
             A segment without a forerunner gets an id that the earlier study has not used.
    """
    own = [(s.id, s.name) for s in found.segments]
    groups, number = lineage(again(earlier, table), found.now.labels, earlier.segments, own)
    ids = [groups.ids[int(g)] for g in number]
    return replace(found, segments=tuple(replace(s, id=i) for s, i in zip(found.segments, ids, strict=True)))


def with_previous(
    table: CustomerTable, found: Segmentation, earlier: SavedStudy, customers: SavedCustomers
) -> CustomerTable:
    """The table with each customer's previous segment and the day on which her segment last changed.

    found       continued from the earlier study, so that ids mean the same in both.
    customers   of the earlier study.
    """
    place = {each: i for i, each in enumerate(customers.table.ids.tolist())}
    at = np.array([place.get(each, -1) for each in table.ids.tolist()], dtype=np.int64)
    known = np.append(customers.labels, -1)[at]
    before = np.array([earlier.ids[g] if g >= 0 else None for g in known.tolist()], dtype=object)
    names = [s.id for s in found.segments]
    now = np.array([names[g] for g in found.now.labels.tolist()], dtype=object)
    trait = replace(PREVIOUS, levels=tuple(sorted(set(earlier.ids))))
    return table.with_columns(
        {PREVIOUS.name: before, CHANGED.name: _changed(table, before, now, customers, at)}, (trait, CHANGED)
    )


def _changed(
    table: CustomerTable,
    before: "NDArray[np.object_]",
    now: "NDArray[np.object_]",
    customers: SavedCustomers,
    at: "NDArray[np.int64]",
) -> "NDArray[np.datetime64]":
    never = np.datetime64("NaT", "D")
    earlier = np.full(len(customers.table), never) if customers.changed_on is None else customers.changed_on
    days = np.append(earlier.astype("datetime64[D]"), never)[at]
    today = never if table.window is None else np.datetime64(table.window.as_of, "D")
    other = np.array([b is not None and b != n for b, n in zip(before.tolist(), now.tolist(), strict=True)])
    return np.where(other, today, days)
