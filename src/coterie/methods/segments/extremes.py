"""Whose traits lay so far out that the groups were formed with a bound in their place?

Nobody is left out for being extreme: distances read the bound, everything else reads the value itself.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.methods.forms import Model, matrix
from coterie.terms import CustomerTable, Segmentation, Trait

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXTREMES = Trait(
    "set_to_bound", "Set to a bound for grouping", "behavioural", "id",
    meaning="The traits whose value lay far outside those of other customers, so that grouping read a bound instead.",
    source="the groups",
)  # fmt: skip


def with_extremes(table: CustomerTable, found: Segmentation) -> CustomerTable:
    """The table with the labels of each customer's traits that were set to a bound, missing where none was.

    Unchanged where the model bounds nothing, as grids and tiers do.
    """
    outside = beyond(table, found)
    if not outside:
        return table
    told: list[list[str]] = [[] for _ in range(len(table))]
    for name, rows in outside.items():
        label = table.trait(name).label
        for i in np.flatnonzero(rows).tolist():
            told[i].append(label)
    column = np.array(["; ".join(each) or None for each in told], dtype=object)
    return table.with_columns({EXTREMES.name: column}, (EXTREMES,))


def beyond(table: CustomerTable, found: Segmentation) -> "dict[str, NDArray[np.bool_]]":
    """For each forming trait of which somebody's value lies beyond the model's bounds: whose does."""
    data: Any = found.model
    if not data or data.get("preparation") is None:
        return {}
    model = Model.from_json(data)
    assert model.preparation is not None
    x = matrix(table, model.traits, model.levels)
    rows = {c.name: (x[:, j] < c.low) | (x[:, j] > c.high) for j, c in enumerate(model.preparation.columns)}
    return {name: outside for name, outside in rows.items() if name not in model.levels and outside.any()}
