"""Which small groups really differ from the group they are part of? A drill-down with a floor and a proof."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm

from coterie.methods.forms import Tree
from coterie.methods.segments.explanation import plain_cut
from coterie.methods.segments.kmeans import sorted_sample
from coterie.methods.segments.method import Method
from coterie.methods.segments.preparation import fit_preparation
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

LEAST = 200
PLACES = 16  # cut points tried of each trait
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("floor", 0.02, "Smallest share of customers that a group may have.", 0.005, 0.25),
    Parameter("most", 12, "Most groups.", 2, 20),
    Parameter(
        "difference",
        0.3,
        "How far a group must differ from its parent in a trait that was not cut, in spreads.",
        0.05,
        3.0,
    ),
    Parameter("error", 0.05, "Chance, over all cuts together, of keeping one that is none.", 0.001, 0.5),
    Parameter("sample", 50_000, "Customers it is fitted on when there are more.", 1000, 1_000_000),
)


@dataclass
class _Node:
    """A group on the way down: its rows, and the cut that parts it (-1 for none)."""

    rows: "NDArray[np.int64]"
    trait: int = -1
    threshold: float = 0.0
    children: tuple[int, ...] = ()


@dataclass
class _Field:
    """The customers: raw traits with missing filled, prepared traits, and which half finds cuts."""

    raw: "Floats"
    x: "Floats"
    finds: "Flags"
    floor: int
    difference: float
    z: float
    seen: "list[Floats]" = field(default_factory=list)


def fit_micro(
    x: "Floats",
    k: int = 0,
    *,
    seed: int,
    rough: bool = False,
    floor: float = 0.02,
    most: int = 12,
    difference: float = 0.3,
    error: float = 0.05,
    sample: int = 50_000,
) -> Tree:
    """Part the group with most spread by the cut that takes most spread away, as long as the parts are proven.

    Cuts are found on one half of the customers and proven on the other: each part must differ from its parent in a
    trait other than the one cut, by at least ``difference`` spreads and by more than chance, with Bonferroni's bound
    over all traits and cuts that could be made. A trait that was cut differs by construction and proves nothing.

    x        raw traits, NaN for missing (filled by the median).
    Returns  a tree in the traits' own units, its groups from left to right.
    """
    raw = sorted_sample(x, sample, seed)
    columns = fit_preparation(raw, [str(j) for j in range(x.shape[1])])
    fill = np.array([c.fill for c in columns.columns])
    raw = np.where(np.isnan(raw), fill, raw)
    tests = max(1, 2 * (most - 1) * max(x.shape[1] - 1, 1))
    here = _Field(
        raw,
        columns.apply(raw),
        np.arange(len(raw)) % 2 == 0,
        max(int(np.ceil(floor * len(raw))), 10),
        difference,
        float(norm.isf(error / tests / 2)),
        [np.unique(raw[:, j]) for j in range(raw.shape[1])],
    )
    nodes = [_Node(np.arange(len(raw)))]
    waiting = {0: _best(here, nodes[0])}
    while sum(not n.children for n in nodes) < most:
        at = max((i for i, cut in waiting.items() if cut), key=lambda i: (waiting[i] or (0.0,))[0], default=None)
        if at is None:
            break
        cut = waiting.pop(at)
        assert cut is not None
        _, trait, threshold = cut
        left = here.raw[nodes[at].rows, trait] < threshold
        parts = [_Node(nodes[at].rows[left]), _Node(nodes[at].rows[~left])]
        if not all(_proven(here, nodes[at], part, trait) for part in parts):
            waiting[at] = None
            continue
        nodes[at].trait, nodes[at].threshold = trait, threshold
        nodes[at].children = (len(nodes), len(nodes) + 1)
        for part in parts:
            waiting[len(nodes)] = _best(here, part)
            nodes.append(part)
    return _tree(nodes, fill)


def _best(here: _Field, node: _Node) -> tuple[float, int, float] | None:
    """(spread taken away, trait, threshold) of the best cut that leaves both parts above the floor."""
    rows = node.rows[here.finds[node.rows]]
    if len(node.rows) < 2 * here.floor or len(rows) < 4:
        return None
    x = here.x[rows]
    x = x - x.mean(axis=0)
    best: tuple[float, int, float] | None = None
    for j in range(x.shape[1]):
        values = here.raw[rows, j]
        order = np.argsort(values, kind="stable")
        sums, ordered = np.cumsum(x[order], axis=0), values[order]
        for place in np.unique(np.linspace(0, len(rows), PLACES + 2)[1:-1].astype(np.int64)):
            at = int(np.searchsorted(ordered, ordered[place], side="left"))
            if at == 0:
                at = int(np.searchsorted(ordered, ordered[place], side="right"))
            if at >= len(rows) or not _wide(here, node, j, float(ordered[at])):
                continue
            gain = float((sums[at - 1] ** 2).sum()) * (1 / at + 1 / (len(rows) - at))
            if best is None or gain > best[0] * (1 + 1e-12):
                cut = plain_cut(here.seen[j], float(np.nextafter(ordered[at], -np.inf)))
                best = (gain, j, cut)
    return best


def _wide(here: _Field, node: _Node, trait: int, threshold: float) -> bool:
    below = int((here.raw[node.rows, trait] < threshold).sum())
    return below >= here.floor and len(node.rows) - below >= here.floor


def _proven(here: _Field, parent: _Node, part: _Node, cut: int) -> bool:
    """Whether, on the half that found nothing, the part differs from the rest of its parent in another trait."""
    rest = np.setdiff1d(parent.rows, part.rows, assume_unique=True)
    mine = here.x[part.rows[~here.finds[part.rows]]]
    others = here.x[rest[~here.finds[rest]]]
    if len(mine) < 2 or len(others) < 2:
        return False
    gap = np.abs(mine.mean(axis=0) - others.mean(axis=0))
    error = np.sqrt(mine.var(axis=0, ddof=1) / len(mine) + others.var(axis=0, ddof=1) / len(others))
    whole = np.vstack([mine, others])
    toward = gap * len(others) / len(whole)  # the gap from the parent's mean
    spread = here.x.std(axis=0)
    fine = (gap > here.z * error) & (toward >= here.difference * np.where(spread > 0, spread, np.inf))
    fine[cut] = False
    return bool(fine.any())


def _tree(nodes: list[_Node], fill: "Floats") -> Tree:
    order: list[int] = []
    walk = [0]
    while walk:
        at = walk.pop()
        if nodes[at].children:
            walk += [nodes[at].children[1], nodes[at].children[0]]
        else:
            order.append(at)
    place = {at: g for g, at in enumerate(order)}
    return Tree(
        tuple(n.trait for n in nodes),
        tuple(n.threshold for n in nodes),
        tuple(n.children[0] if n.children else -1 for n in nodes),
        tuple(n.children[1] if n.children else -1 for n in nodes),
        tuple(place.get(i, 0) for i in range(len(nodes))),
        tuple(float(v) for v in fill),
        len(order),
    )


METHOD = Method(
    "micro-segments",
    "micro-segments",
    "Parts customers by plain filters again and again, as long as each part is large enough and proven to differ.",
    fit_micro,
    PARAMETERS,
    LEAST,
    numbers=(),
    prepared=False,
    cost=4.0,
)
