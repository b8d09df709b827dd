"""Which plain filter stands in for each group, and how well?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.tree import DecisionTreeClassifier

from coterie.methods.forms import Path, Tree
from coterie.methods.segments.words import Bound, conditions_text
from coterie.terms import Rule, Trait
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

Condition = tuple[int, str, Bound]
DEPTH = 4
SAMPLE = 50_000
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("depth", DEPTH, "Most questions from the top of the tree to a group; more are truer and longer.", 1, 6),
)


@dataclass(frozen=True)
class Explanation:
    """A shallow tree that imitates the groups.

    fidelity   share of customers whom the tree puts into their own group, 0 to 1.
    rules      one filter per group, None where no filter selects anybody of it.
    """

    tree: Tree
    fidelity: float
    rules: tuple[Rule | None, ...]


def explain(x: "Floats", labels: "Labels", k: int, traits: Sequence[Trait], depth: int = DEPTH) -> Explanation | None:
    """A tree over all groups and the best filter for each one; None where there is nothing to tell apart.

    x       raw traits, shape (customers, traits), NaN for missing; thresholds are rounded to plain numbers that part
            the customers just the same. Categories are the places of their levels.
    The filter of a group is the tree's leaf, or the leaf of a tree of that group against the rest, with the highest
    harmonic mean of precision and coverage. Both are counted by applying the filter.
    """
    if k < 2 or not x.shape[1] or len(np.unique(labels)) < 2:
        return None
    seen = [np.unique(x[~np.isnan(x[:, j]), j]) for j in range(x.shape[1])]
    if not any(len(values) > 1 for values in seen):
        return None
    coded = tuple(j for j, trait in enumerate(traits) if trait.kind == "categorical")
    fill = np.array([float(np.median(x[~np.isnan(x[:, j]), j])) if len(v) else 0.0 for j, v in enumerate(seen)])
    fill[list(coded)] = -1.0
    filled = np.where(np.isnan(x), fill, x)
    tree = _grown(filled, labels, k, fill, seen, depth, coded)
    rules = []
    for group in range(k):
        inside = labels == group
        paths = [path for leaf, path in tree.paths().items() if tree.group[leaf] == group and path]
        if inside.any() and not inside.all():
            alone = _grown(filled, inside.astype(np.int64), 2, fill, seen, depth, coded)
            paths += [path for leaf, path in alone.paths().items() if path]
        rules.append(_best(x, inside, paths, traits))
    return Explanation(tree, float(np.mean(tree.labels(x) == labels)), tuple(rules))


def select(x: "Floats", conditions: Sequence[Condition]) -> "NDArray[np.bool_]":
    """Which rows meet all conditions; a missing value meets none.

    conditions    (position of the trait, ">=" or "<", threshold), or (position, "in", places of levels).
    """
    keep = np.ones(len(x), dtype=bool)
    for j, sign, bound in conditions:
        if isinstance(bound, tuple):
            keep &= np.isin(x[:, j], bound)
        else:
            keep &= x[:, j] >= bound if sign == ">=" else x[:, j] < bound
    return keep


def _grown(
    filled: "Floats",
    labels: "Labels",
    k: int,
    fill: "Floats",
    seen: Sequence["Floats"],
    depth: int,
    coded: tuple[int, ...],
) -> Tree:
    step = max(1, len(filled) // SAMPLE)
    rows, targets = filled[::step], labels[::step]
    asked: list[tuple[int, float | None]] = [(j, None) for j in range(rows.shape[1]) if j not in coded]
    asked += [(j, float(code)) for j in coded for code in seen[j]]
    rows = np.column_stack([rows[:, j] if code is None else rows[:, j] == code for j, code in asked])
    least = max(2, len(rows) // 200)
    grown = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=least, random_state=0).fit(rows, targets).tree_
    nodes = [asked[f] if f >= 0 else (-1, 0.0) for f in grown.feature]
    threshold = [
        plain_cut(seen[j], float(t)) if code is None else code
        for (j, code), t in zip(nodes, grown.threshold, strict=True)
    ]
    known = np.unique(targets)
    group = known[np.argmax(grown.value[:, 0, :], axis=1)]
    return Tree(
        tuple(j for j, _ in nodes),
        tuple(threshold),
        tuple(int(i) for i in grown.children_left),
        tuple(int(i) for i in grown.children_right),
        tuple(int(g) for g in group),
        tuple(float(v) for v in fill),
        k,
        coded,
    )


def plain_cut(values: "Floats", threshold: float) -> float:
    """The roundest number that parts ascending distinct values as ``<= threshold`` and ``> threshold`` do.

    >>> plain_cut(np.array([1.0, 2, 3, 8]), 5.5), plain_cut(np.array([0.121, 0.139]), 0.13)
    (8.0, 0.13)
    """
    at = int(np.searchsorted(values, threshold, side="right"))
    if at == 0 or at == len(values):
        return threshold
    low, high = float(values[at - 1]), float(values[at])
    for digits in range(-12, 13):
        rounded = round(float(np.floor(round(high * 10.0**digits, 6))) / 10.0**digits, max(digits, 0))
        if low < rounded <= high:
            return rounded
    return high


def _best(x: "Floats", inside: "NDArray[np.bool_]", paths: Sequence[Path], traits: Sequence[Trait]) -> Rule | None:
    best: tuple[float, int, Rule] | None = None
    for path in paths:
        conditions = _merged(path, traits)
        chosen = select(x, conditions)
        both = int((chosen & inside).sum())
        if not both:
            continue
        precision, coverage = both / int(chosen.sum()), both / int(inside.sum())
        worth = round(2 * precision * coverage / (precision + coverage), 9)
        if best is None or (worth, -len(conditions)) > best[:2]:
            named = tuple((traits[j].name, sign, _words(traits[j], bound)) for j, sign, bound in conditions)
            text = conditions_text([(traits[j], sign, bound) for j, sign, bound in conditions])
            best = (worth, -len(conditions), Rule(text, named, precision, coverage))
    return None if best is None else best[2]


def _words(trait: Trait, bound: Bound) -> float | tuple[str, ...]:
    return tuple(trait.levels[int(place)] for place in bound) if isinstance(bound, tuple) else bound


def _merged(path: Path, traits: Sequence[Trait]) -> list[Condition]:
    """The tightest bound on each side of each trait, or the levels left of it, in the order in which the tree asks."""
    bounds: dict[tuple[int, str], float] = {}
    levels: dict[int, set[float]] = {}
    for j, sign, threshold in path:
        if sign in ("=", "!="):
            left = levels.setdefault(j, {float(place) for place in range(len(traits[j].levels))})
            levels[j] = left & {threshold} if sign == "=" else left - {threshold}
            continue
        known = bounds.get((j, sign))
        tighter = max if sign == ">=" else min
        bounds[(j, sign)] = threshold if known is None else tighter(known, threshold)
    found: list[Condition] = []
    for j in dict.fromkeys(j for j, _, _ in path):
        found += [(j, sign, bounds[(j, sign)]) for sign in (">=", "<") if (j, sign) in bounds]
        found += [(j, "in", tuple(sorted(levels[j])))] if j in levels else []
    return found
