"""How far is a customer from belonging to another group? 0 on the border, where the last digit decides."""

from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.forms.centres import Centres
from coterie.methods.forms.form import Form
from coterie.methods.forms.grid import Grid
from coterie.methods.forms.model import Model
from coterie.methods.forms.network import Network
from coterie.methods.forms.prototypes import Prototypes
from coterie.methods.forms.reach import Reach
from coterie.methods.forms.tree import Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def margins(model: Model, raw: "Floats") -> "Floats":
    """The distance of each customer from the nearest border between groups, at least 0.

    Soft groups: the largest membership less the second. Nearest centre or prototype: (second - first) / (second +
    first) distance. Cut points and rules: the gap to the nearest cut of any trait, over 1 + its size. Dense places: the
    gap to the nearest edge of a place, in prepared units. A model with one group has no border: infinite.

    raw       raw traits, columns as in ``model.traits``, NaN where missing.

    >>> margins(Model("kmeans", ("x",), None, Centres(((0.0,), (4.0,)))), np.array([[2.0], [1.0]])).tolist()
    [0.0, 0.5]
    """
    form, x = model.form, model.inputs(raw)
    if form.k < 2 or not len(x):
        return np.full(len(x), np.inf)
    shares = form.memberships(x)
    if shares is not None:
        second, first = np.partition(shares, -2, axis=1)[:, -2:].T
        return np.asarray(first - second)
    far = _distances(form, x)
    if far is not None:
        first, second = np.sqrt(np.partition(far, 1, axis=0)[:2])
        total = first + second
        return np.where(total > 0, (second - first) / np.where(total > 0, total, 1), 0.0)
    return _to_edge(form, x)


def _distances(form: Form, x: "Floats") -> "Floats | None":
    if isinstance(form, Network):
        return Centres(form.centres).distances(form.embedded(x))
    return form.distances(x) if isinstance(form, Centres | Prototypes) else None


def _to_edge(form: Form, x: "Floats") -> "Floats":
    found = np.full(len(x), np.inf)
    if isinstance(form, Reach):
        for point, reach in zip(form.points, form.reach, strict=True):
            found = np.minimum(found, np.abs(np.sqrt(((x - np.array(point)) ** 2).sum(axis=1)) - reach))
        return found
    cuts: list[tuple[int, float]] = []
    if isinstance(form, Grid):
        cuts = [(j, cut) for j, each in enumerate(form.cuts) for cut in each]
    elif isinstance(form, Tree):
        cuts = [(j, cut) for j, cut in zip(form.trait, form.threshold, strict=True) if j >= 0 and j not in form.coded]
    for j, cut in cuts:
        gap = np.abs(x[:, j] - cut) / (1 + abs(cut))
        found = np.fmin(found, gap)
    return found
