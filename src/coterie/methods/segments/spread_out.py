"""How do customers lie as a cloud of points, categories included? What maps are drawn from."""

from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.forms import matrix
from coterie.methods.segments.preparation import fit_preparation
from coterie.terms import CustomerTable, Segmentation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def spread_out(found: Segmentation, table: CustomerTable) -> tuple[tuple[str, ...], "Floats"]:
    """The prepared forming traits of these customers, and the name of each column.

    Numbers are as k-means reads them. A category is a column a level, "Channel: web", 1 for those who have it and 0 for
    all others; a missing one is 0 in all of them.
    """
    forming = [table.trait(name) for name in found.forming]
    numbers = tuple(t.name for t in forming if t.kind != "categorical")
    raw = matrix(table, numbers)
    parts, names = [fit_preparation(raw, numbers).apply(raw)], list(numbers)
    for trait in forming:
        if trait.kind == "categorical":
            codes = matrix(table, (trait.name,), {trait.name: trait.levels})
            parts.append((codes == np.arange(len(trait.levels))).astype(np.float64))
            names += [f"{trait.label}: {level}" for level in trait.levels]
    return tuple(names), np.column_stack(parts)
