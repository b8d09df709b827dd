"""Which typical customers stand for the rest, when traits are numbers and words together? k-prototypes."""

from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.forms import Prototypes
from coterie.methods.segments.kmeans import fit_centres, sorted_sample
from coterie.methods.segments.method import Method
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

LEAST = 100
PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        "category_weight",
        None,
        "What a differing category counts, beside a gap of one in a number; unset: numbers and words weigh alike.",
        0.01,
        100.0,
    ),
    Parameter("starts", 5, "Starts of which the tightest result is kept.", 1, 100),
    Parameter("rounds", 50, "Most rounds of moving prototypes.", 5, 1000),
    Parameter("sample", 20_000, "Customers the prototypes are fitted on when there are more.", 1000, 1_000_000),
)


def fit_prototypes(
    x: "Floats",
    k: int,
    *,
    seed: int,
    rough: bool = False,
    levels: tuple[int, ...] = (),
    category_weight: float | None = None,
    starts: int = 5,
    rounds: int = 50,
    sample: int = 20_000,
) -> Prototypes:
    """k-prototypes (Huang 1998): means of numbers, commonest categories, and a weight between the two.

    x        prepared numbers and codes of categories, nothing missing.
    levels   number of categories of each column, 0 for numbers.
    The weight is, unless given, the mean variance of the numbers over the mean variety of the categories (1 - sum of
    squared shares), so that both take part alike (Szepannek 2018, The R Journal 10); 1 without numbers.
    """
    levels = levels or (0,) * x.shape[1]
    rows = sorted_sample(x, sample, seed)
    weight = category_weight if category_weight is not None else _weight(rows, levels)
    distinct, count = np.unique(rows, axis=0, return_counts=True) if len(rows) else (rows, np.zeros(0, dtype=np.int64))
    if len(distinct) <= k:
        return Prototypes(tuple(tuple(float(v) for v in row) for row in distinct), levels, weight)
    best: tuple[float, Prototypes] | None = None
    for start in range(min(starts, 2) if rough else starts):
        form = Prototypes(_first(distinct, levels, weight, k, seed + start), levels, weight)
        cost, form = _settled(distinct, count, form, min(rounds, 10) if rough else rounds)
        if best is None or cost < best[0] * (1 - 1e-9):
            best = (cost, form)
    assert best is not None
    return Prototypes(tuple(sorted(best[1].centres)), levels, weight)


def _weight(rows: "Floats", levels: tuple[int, ...]) -> float:
    numbers = [float(rows[:, j].var()) for j, count in enumerate(levels) if not count and len(rows)]
    words = []
    for j in [j for j, count in enumerate(levels) if count]:
        share = np.unique(rows[:, j], return_counts=True)[1] / max(len(rows), 1)
        words.append(1 - float((share * share).sum()))
    if not numbers or not words or sum(words) == 0 or sum(numbers) == 0:
        return 1.0
    return float(np.mean(numbers) / np.mean(words))


def _first(rows: "Floats", levels: tuple[int, ...], weight: float, k: int, seed: int) -> tuple[tuple[float, ...], ...]:
    """Customers nearest to the centres that k-means finds when each category is a column of its own."""
    parts = []
    for j, count in enumerate(levels):
        column = rows[:, j]
        if not count:
            parts.append(column[:, None])
        else:
            codes = np.arange(-1, count)
            parts.append((column[:, None] == codes) * np.sqrt(weight / 2))
    wide = np.hstack(parts)
    centres = np.asarray(fit_centres(wide, k, seed=seed % 2**63, starts=1, sample=5_000, rough=True).centres)
    found: list[int] = []
    for centre in centres:
        far = ((wide - centre) ** 2).sum(axis=1)
        far[found] = np.inf
        found.append(int(np.argmin(far)))
    return tuple(tuple(float(v) for v in rows[i]) for i in found)


def _settled(rows: "Floats", count: "Labels", form: Prototypes, rounds: int) -> tuple[float, Prototypes]:
    """Prototypes that no longer move, and the sum of distances to them."""
    for _ in range(rounds):
        labels = form.labels(rows)
        centres = tuple(
            _prototype(rows[labels == g], count[labels == g], form.levels) if (labels == g).any() else centre
            for g, centre in enumerate(form.centres)
        )
        following = Prototypes(centres, form.levels, form.weight)
        if following == form:
            break
        form = following
    return float((form.distances(rows).min(axis=0) * count).sum()), form


def _prototype(rows: "Floats", count: "Labels", levels: tuple[int, ...]) -> tuple[float, ...]:
    found = []
    for j, categories in enumerate(levels):
        if categories:
            votes = np.bincount(rows[:, j].astype(np.int64) + 1, weights=count, minlength=categories + 1)
            found.append(float(np.argmax(votes) - 1))
        else:
            found.append(float(np.average(rows[:, j], weights=count)))
    return tuple(found)


METHOD = Method(
    "prototypes",
    "k-prototypes",
    "k-means for numbers and words together: a group is told by its mean numbers and commonest words.",
    fit_prototypes,
    PARAMETERS,
    LEAST,
    mixed=True,
    categories=True,
    cost=6.0,
)
