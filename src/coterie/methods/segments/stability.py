"""Would these groups come back if other customers like these had walked in? Refits on bootstrap re-draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import seed_of
from coterie.measure.agreement import jaccard, match
from coterie.methods.forms import Form
from coterie.methods.segments.candidates import Candidate, fit_form

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Stability:
    """How the groups of a model fared over re-draws.

    each      mean Jaccard overlap of each group with its best match, 0 to 1; NaN for a group without customers.
    draws     number of re-draws; customers: how many were drawn each time.
    forms     the refitted forms, groups numbered as in the model; those with fewer groups are left out.
    """

    each: "Floats"
    draws: int
    customers: int
    forms: tuple[Form, ...]

    @property
    def mean(self) -> float | None:
        """Mean over groups that have customers."""
        there = self.each[np.isfinite(self.each)]
        return float(there.mean()) if len(there) else None

    @property
    def least(self) -> float | None:
        """The least stable group's overlap."""
        there = self.each[np.isfinite(self.each)]
        return float(there.min()) if len(there) else None


def redraw(
    candidate: Candidate, form: Form, x: "Floats", *, seed: int, draws: int, order: Sequence[int] | None = None
) -> Stability:
    """Refit on re-draws of the same customers with replacement and compare the groups (Hennig 2007, section 2).

    form    the model's form; x: what it reads, of the customers to be drawn from.
    order   how the form's groups were renumbered after fitting (see ``Form.reorder``); None when they were not.
    """
    n = len(x)
    base = form.labels(x)
    found = np.full((draws, form.k), np.nan)
    forms = []
    for b in range(draws):
        rng = np.random.Generator(np.random.PCG64(seed_of(seed, "re-draw", f"{candidate.method}-{candidate.k}-{b}")))
        again = fit_form(candidate, x[np.sort(rng.integers(0, n, n))], seed + b, rough=True)
        labels = again.labels(x)
        found[b] = jaccard(base, labels, form.k, again.k)
        if again.k == form.k:
            forms.append(_aligned(candidate, form.k, base, labels, again, order))
    empty = np.isnan(found).all(axis=0) if draws else np.ones(form.k, dtype=bool)
    each = np.where(empty, np.nan, np.nansum(found, axis=0) / max(draws, 1))
    return Stability(each, draws, n, tuple(forms))


def _aligned(
    candidate: Candidate,
    k: int,
    base: "NDArray[np.int64]",
    labels: "NDArray[np.int64]",
    form: Form,
    order: Sequence[int] | None,
) -> Form:
    if not candidate.clustering:  # groups of a grid are the same cells, whatever the cut points
        return form if order is None else form.reorder(order)
    to = match(base, labels, k, k)
    return form.reorder([int(i) for i in np.argsort(to)])
