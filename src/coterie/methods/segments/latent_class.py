"""Which kinds of customers could have given these answers? Latent class analysis of categories and bands."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import seed_of
from coterie.methods.forms import Form, Latent
from coterie.methods.segments.kmeans import sorted_sample
from coterie.methods.segments.method import Method
from coterie.methods.segments.rfm_grid import quantile_cuts
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

LEAST = 100
FEW = 12  # distinct values up to which a trait's own values are its levels
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("bands", 4, "Levels that a trait with many values is cut into, of about equal size.", 2, 10),
    Parameter("starts", 8, "Random starts of which the most likely result is kept.", 1, 100),
    Parameter("rounds", 300, "Most rounds of estimation.", 10, 5000),
    Parameter(
        "prior", 1.0, "Customers of each class added to its levels at even odds; keeps chances off 0.", 0.01, 10.0
    ),
    Parameter("sample", 20_000, "Customers it is fitted on when there are more.", 1000, 1_000_000),
)


@dataclass(frozen=True)
class _Patterns:
    """Distinct rows of levels with how often each occurs; ``hot`` marks the level of each trait, 0 where missing."""

    hot: "Floats"
    count: "Floats"
    sizes: tuple[int, ...]


def fit_latent(
    x: "Floats",
    k: int,
    *,
    seed: int,
    rough: bool = False,
    levels: tuple[int, ...] = (),
    bands: int = 4,
    starts: int = 8,
    rounds: int = 300,
    prior: float = 1.0,
    sample: int = 20_000,
) -> Latent:
    """Latent classes by EM (Lazarsfeld and Henry 1968; Goodman 1974), on distinct patterns with their counts.

    x        raw traits, NaN for missing; categories as codes.
    levels   number of categories of each column, 0 for numbers, which are cut into bands that never part equal values.
    Returns  classes in descending order of size, then of their chances.
    """
    cuts = tuple(_cuts(x[:, j], levels[j] if j < len(levels) else 0, bands) for j in range(x.shape[1]))
    one = Latent((1.0,), cuts, (tuple((1.0,) * (len(c) + 1) for c in cuts),))
    patterns = _patterns(one.levels(sorted_sample(np.nan_to_num(x, nan=np.nan), sample, seed)), cuts)
    k = max(1, min(k, len(patterns.count)))
    best: tuple[float, Floats, Floats] | None = None
    for start in range(min(starts, 2) if rough else starts):
        rng = np.random.Generator(np.random.PCG64(seed_of(seed, "latent class", str(start))))
        found = _estimated(patterns, k, rng, min(rounds, 60) if rough else rounds, prior, 1e-4 if rough else 1e-7)
        if best is None or found[0] > best[0] + 1e-9 * abs(best[0]):
            best = found
    assert best is not None
    _, weights, chances = best
    order = sorted(range(k), key=lambda g: (-round(float(weights[g]), 12), tuple(chances[g])))
    edges = np.cumsum([0, *patterns.sizes])
    tables = tuple(tuple(tuple(float(v) for v in chances[g, a:b]) for a, b in pairwise(edges)) for g in order)
    return Latent(tuple(float(weights[g]) for g in order), cuts, tables)


def bic(form: Form, x: "Floats") -> float:
    """BIC (Schwarz 1978) of latent classes: -2 log L + free parameters x log n, lower is better.

    Free parameters: k - 1 sizes and, for each class and trait, one less than its levels.
    """
    if not isinstance(form, Latent) or not len(x):
        return float("nan")
    logs = form.logs(x)
    top = logs.max(axis=0)
    total = float((top + np.log(np.exp(logs - top).sum(axis=0))).sum())
    free = form.k - 1 + form.k * sum(len(c) for c in form.cuts)
    return -2 * total + free * float(np.log(len(x)))


def _cuts(values: "Floats", categories: int, bands: int) -> tuple[float, ...]:
    if categories:
        return tuple(i + 0.5 for i in range(categories - 1))
    known = np.unique(values[~np.isnan(values)])
    if len(known) <= min(FEW, bands + 1):
        return tuple(float(v) for v in (known[1:] + known[:-1]) / 2)
    return tuple(sorted(set(quantile_cuts(values, bands))))


def _patterns(level: "Labels", cuts: tuple[tuple[float, ...], ...]) -> _Patterns:
    sizes = tuple(len(c) + 1 for c in cuts)
    distinct, count = np.unique(level, axis=0, return_counts=True)
    hot = np.zeros((len(distinct), int(sum(sizes))))
    start = 0
    for j, size in enumerate(sizes):
        known = distinct[:, j] >= 0
        hot[known, start + distinct[known, j]] = 1
        start += size
    return _Patterns(hot, count.astype(np.float64), sizes)


def _estimated(
    p: _Patterns, k: int, rng: np.random.Generator, rounds: int, prior: float, tolerance: float
) -> tuple[float, "Floats", "Floats"]:
    """Log-likelihood, class sizes and chances [class, level of all traits] of one start."""
    share = rng.dirichlet(np.ones(k), len(p.count))
    edges = np.cumsum([0, *p.sizes])
    pieces = list(pairwise(edges))
    before = -np.inf
    weights, chances = np.ones(k) / k, np.zeros((k, p.hot.shape[1]))
    for _ in range(rounds):
        mass = share * p.count[:, None]
        weights = (mass.sum(axis=0) + 1 / k) / (p.count.sum() + 1)
        chances = mass.T @ p.hot
        for a, b in pieces:
            chances[:, a:b] += prior / (b - a)
            chances[:, a:b] /= chances[:, a:b].sum(axis=1, keepdims=True)
        logs = p.hot @ np.log(chances).T + np.log(weights)
        top = logs.max(axis=1, keepdims=True)
        share = np.exp(logs - top)
        total = share.sum(axis=1, keepdims=True)
        share /= total
        now = float(((top + np.log(total))[:, 0] * p.count).sum())
        if now - before <= tolerance * max(1.0, abs(now)):
            break
        before = now
    return now, weights, chances


METHOD = Method(
    "latent-class",
    "latent classes",
    "Kinds of customers that explain which categories and bands go together; made for survey answers and words.",
    fit_latent,
    PARAMETERS,
    LEAST,
    prepared=False,
    mixed=True,
    soft=True,
    cost=2.0,
    bic=bic,
)
