"""Which parts of a segment are new, active, slipping or gone? The segments crossed with the lifecycle stage."""

from typing import Any

import numpy as np

from coterie.measure.intervals import share_interval
from coterie.terms import CustomerTable, Segmentation, Statistic

STAGE, REVENUE = "lifecycle_stage", "revenue"
TOO_FEW = "too few to name"


def stage_statistics(table: CustomerTable, segmentation: Segmentation, *, floor: int) -> list[Statistic]:
    """Micro-segments: each segment's customers of each stage, where they are at least ``floor``.

    Population "micro:<segment>/<stage>": customers, share_of_segment (Wilson's interval) and revenue. Stages with fewer
    customers stand together under "too few to name", by number only. Nothing where the table has no stage.
    """
    trait = next((t for t in table.traits if t.name == STAGE and t.name in table.columns), None)
    if trait is None:
        return []
    code = {level: i for i, level in enumerate(trait.levels)}
    stage = np.array([code.get(each, -1) for each in table.columns[STAGE].tolist()], dtype=np.int64)
    money = np.nan_to_num(np.asarray(table.columns.get(REVENUE, np.zeros(len(table))), dtype=np.float64))
    common: dict[str, Any] = {"window": str(table.window or ""), "role": "described"}
    found: list[Statistic] = []
    for g, segment in enumerate(segmentation.segments):
        inside, few = segmentation.now.labels == g, 0
        for i, level in enumerate(trait.levels):
            here = inside & (stage == i)
            n = int(here.sum())
            if n < max(floor, 1):
                few += n
                continue
            found += _part(f"micro:{segment.id}/{level}", n, int(inside.sum()), float(money[here].sum()), common)
        if few:
            said = "Customers of stages of the segment that have too few to be named."
            who = f"micro:{segment.id}/{TOO_FEW}"
            found.append(Statistic("customers", who, few, few, "customers", definition=said, **common))
    return found


def _part(who: str, n: int, of: int, money: float, common: dict[str, Any]) -> list[Statistic]:
    return [
        Statistic("customers", who, n, n, "customers", definition="Customers of the segment at that stage.", **common),
        Statistic.of(
            "share_of_segment", who, share_interval(n, of), of, unit="share",
            definition="Customers of the segment at that stage / customers of the segment.", **common,
        ),
        Statistic("revenue", who, money, n, "currency", how="sum", definition="Their net revenue so far.", **common),
    ]  # fmt: skip
