"""Into which bands does a number fall? Bands of equal size, of given edges, or such that a target differs between them.

Band i holds the values from edge i-1 up to, but not including, edge i: equal values are never split. The raw value is
always kept beside its band.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from coterie.features.naming import is_income, words_of
from coterie.terms import CustomerTable, Problem, Trait, WrongWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BANDS = 5
LEAST_SHARE = 0.05  # of the customers in a supervised band
LEAST_GAIN = 0.01  # of the target's variation that one more supervised edge must explain


def quantile_edges(values: "Floats", bands: int = BANDS) -> tuple[float, ...]:
    """Inner edges that give bands of about equal size, rounded to three digits so that they can be said aloud.

    values    numbers, NaN for missing; bands at least 2.
    Returns   ascending edges, fewer than ``bands`` - 1 where values repeat; none where one band would hold all.

    >>> quantile_edges(np.arange(101.0), bands=4)
    (25.0, 50.0, 75.0)
    """
    known = np.sort(values[~np.isnan(values)])
    if len(known) == 0:
        return ()
    cuts = [_rounded(float(known[int(len(known) * i / bands)])) for i in range(1, bands)]
    return tuple(sorted({c for c in cuts if known[0] < c <= known[-1]}))


def supervised_edges(values: "Floats", target: "Floats", bands: int = BANDS) -> tuple[float, ...]:
    """Inner edges between which the mean of a target differs most: a shallow regression tree on one number.

    Each step adds the edge that takes away most of the target's squared deviation (Breiman, Friedman, Olshen and Stone
    1984, "Classification and Regression Trees", section 8.3), as long as it explains at least 1 % of all of it and each
    band keeps at least 5 % of the customers.

    values    numbers, NaN for missing (left out).
    target    a number for each value, NaN for unknown (left out); for instance revenue.

    >>> income = np.arange(100.0)
    >>> supervised_edges(income, np.where(income < 40, 1.0, 5.0))
    (39.5,)
    """
    known = ~(np.isnan(values) | np.isnan(target))
    order = np.lexsort((target[known], values[known]))
    x, y = values[known][order], target[known][order]
    if len(x) < 2:
        return ()
    least = max(1, int(np.ceil(LEAST_SHARE * len(x))))
    total = float(((y - y.mean()) ** 2).sum())
    parts, cuts = [(0, len(x))], list[int]()
    while len(cuts) < bands - 1:
        gain, cut, part = max((*_best(x, y, start, end, least), (start, end)) for start, end in parts)
        if gain <= LEAST_GAIN * total or cut == 0:
            break
        cuts.append(cut)
        parts.remove(part)
        parts += [(part[0], cut), (cut, part[1])]
    return tuple(sorted({float((x[c - 1] + x[c]) / 2) for c in cuts}))


def band_of(values: "Floats", edges: Sequence[float]) -> "Floats":
    """The position of each value's band, from 0; NaN stays NaN.

    >>> band_of(np.array([1.0, 2.0, 9.0, np.nan]), (2.0, 5.0)).tolist()
    [0.0, 1.0, 2.0, nan]
    """
    places = np.searchsorted(np.asarray(edges, dtype=np.float64), values, side="right").astype(np.float64)
    return np.where(np.isnan(values), np.nan, places)


def band_labels(edges: Sequence[float]) -> tuple[str, ...]:
    """What the bands are called, from low to high.

    >>> band_labels((20000.0, 35000.5))
    ('under 20,000', '20,000 to under 35,000.5', '35,000.5 or more')
    """
    said = [f"{e:,.0f}" if e == int(e) else f"{e:,.6g}" for e in edges]
    between = [f"{low} to under {high}" for low, high in pairwise(said)]
    return (f"under {said[0]}", *between, f"{said[-1]} or more")


def with_bands(
    table: CustomerTable, asked: Mapping[str, tuple[float, ...] | str], target: str = "revenue"
) -> CustomerTable:
    """The same table with bands of every number that was asked for, and of income unasked.

    asked     trait name (or the name of its source column) -> "quantile", "supervised" or ascending inner edges.
    target    the trait that supervised bands separate; another value trait takes its place where it is absent.

    Returns   the table with ``edges`` on each banded trait and an ordered trait ``<name>_band`` beside it.
    Raises    WrongWords (COT-604) for a name that is no number here, or for edges that do not ascend.
    """
    wanted: dict[str, tuple[float, ...] | str] = {
        t.name: "quantile" for t in table.traits if t.kind == "numeric" and is_income(words_of(t.name))
    }
    for name, how in asked.items():
        wanted[_numeric(table, name).name] = how
    for name, how in wanted.items():
        table = _banded(table, table.trait(name), _edges(table, name, how, target))
    return table


def _numeric(table: CustomerTable, name: str) -> Trait:
    for trait in table.traits:
        if name in (trait.name, trait.source.removeprefix("customers.")) and trait.kind == "numeric":
            return trait
    raise WrongWords(Problem("COT-604", f"[bands] names {name}, which is no attribute with numbers here"))


def _edges(table: CustomerTable, name: str, how: tuple[float, ...] | str, target: str) -> tuple[float, ...]:
    values = table.columns[name]
    if how == "quantile":
        return quantile_edges(values)
    if how == "supervised":
        return supervised_edges(values, _target(table, name, target))
    if isinstance(how, str) or not how or list(how) != sorted(set(how)):
        raise WrongWords(Problem("COT-604", f"[bands] {name} = {how!r}"))
    return tuple(float(e) for e in how)


def _target(table: CustomerTable, name: str, target: str) -> "Floats":
    usable = [t.name for t in table.traits if t.group == "value" and t.kind == "numeric" and t.name != name]
    if not usable:
        raise WrongWords(Problem("COT-604", f"[bands] {name} = 'supervised', but no value tells customers apart"))
    chosen = target if target in usable else usable[0]
    values: Floats = table.columns[chosen]
    return values


def _banded(table: CustomerTable, trait: Trait, edges: tuple[float, ...]) -> CustomerTable:
    if not edges:
        return table
    levels = band_labels(edges)
    band = Trait(
        name=f"{trait.name}_band",
        label=f"{trait.label} (band)",
        group=trait.group,
        kind="ordered",
        meaning=f"{trait.label} in bands: {', '.join(levels)}.",
        source=trait.source,
        levels=levels,
        derived=(trait.name, *trait.derived),
        sensitive=trait.sensitive,
        edges=edges,
    )
    traits = tuple(replace(t, edges=edges) if t.name == trait.name else t for t in table.traits)
    changed = replace(table, traits=traits)
    if any(t.name == band.name for t in table.traits):
        return changed
    return changed.with_columns({band.name: band_of(table.columns[trait.name], edges)}, [band])


def _best(x: "Floats", y: "Floats", start: int, end: int, least: int) -> tuple[float, int]:
    """The gain of the best cut of x[start:end] and the position of the first value right of it; (0, 0) for none."""
    ys, xs = y[start:end], x[start:end]
    n = len(ys)
    cut = np.arange(1, n)
    left = np.cumsum(ys)[:-1]
    gain = left**2 / cut + (ys.sum() - left) ** 2 / (n - cut) - ys.sum() ** 2 / n
    allowed = (xs[1:] > xs[:-1]) & (cut >= least) & (n - cut >= least)
    if not allowed.any():
        return 0.0, 0
    place = int(np.argmax(np.where(allowed, gain, -np.inf)))
    return float(gain[place]), start + int(cut[place])


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")
