"""How are dense places told in few points, so that new customers can be put into them?"""

from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.forms import Reach

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

MOST = 400  # points that are kept of all places together
OUTSIDE = "In no dense place"


def covered(rows: "Floats", groups: "Labels", reach: "Floats", most: int = MOST) -> Reach:
    """A form that puts a customer into the group of the nearest core point within reach.

    Core points are thinned to at most ``most``: one is left out where a kept one of its group lies nearer than a gap,
    and the gap, doubled until few enough are left, is added to the reach. So nobody who was within reach of a core
    point falls out.

    rows      core points in prepared units; groups: of each, 0 to g - 1; reach: of each group.
    Returns   groups in ascending order of their centres, the outside one last.
    """
    found = sorted({int(g) for g in groups})
    centres = {g: tuple(rows[groups == g].mean(axis=0)) for g in found}
    order = sorted(found, key=lambda g: centres[g])
    gap = 0.0
    kept: dict[int, Floats] = {g: np.unique(rows[groups == g], axis=0) for g in found}
    distinct = dict(kept)
    while sum(len(k) for k in kept.values()) > max(most, len(found)):
        gap = gap * 2 if gap else 0.05 * float(np.median([reach[g] for g in found]))
        kept = {g: _thinned(distinct[g], gap) for g in found}
    return Reach(
        tuple(tuple(float(v) for v in point) for g in order for point in kept[g]),
        tuple(place for place, g in enumerate(order) for _ in kept[g]),
        tuple(float(reach[g]) + gap for g in order for _ in kept[g]),
        len(order),
    )


def _thinned(points: "Floats", gap: float) -> "Floats":
    """Points of which no two are nearer than the gap, in order: the first one of each crowd."""
    left = np.arange(len(points))
    kept = []
    while len(left):
        kept.append(int(left[0]))
        far = ((points[left] - points[left[0]]) ** 2).sum(axis=1)
        left = left[far > gap * gap]
    return points[kept]
