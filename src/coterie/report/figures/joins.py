"""Which groups lie within which? The last joins of hierarchical grouping, drawn as a tree (dendrogram)."""

from collections.abc import Mapping

import plotly.graph_objects as go

from coterie.report.facts import Cell, Shown, Table
from coterie.report.figures.theme import ACCENT, MUTED, axis, chart
from coterie.terms import Results
from coterie.terms.numbers import number

DRAWN = 24  # joins in the picture
LISTED = 12
Merge = tuple[float, ...]  # the two that are joined, the height of the join, the customers in both
Points = list[float | None]


def joins_table(results: Results) -> Table:
    """The last joins, from the top: the groups that it leaves, how unlike the two were, and the customers in both."""
    merges = _merges(results)
    rows: list[tuple[Shown, ...]] = []
    for left, (_, _, height, size) in enumerate(reversed(merges[-LISTED:]), start=1):
        where = f"model/merges/{len(merges) - left}"
        name = "all in one" if left == 1 else f"{left} groups"
        rows.append((name, Cell(height, f"{where}/height"), Cell(size, f"{where}/customers", "customers")))
    return Table(("What the join leaves", "How unlike the two were", "Customers joined"), tuple(rows))


def joins(results: Results) -> go.Figure:
    """A tree of joins: the higher a bar, the less alike are the two that it joins. Dashed: the groups of this study.

    Raises    ValueError where the groups were not found by hierarchical grouping.
    """
    merges = _merges(results)
    if not merges or results.segmentation is None:
        raise ValueError("this study did not join customers step by step, so there is no tree to draw")
    k, places, leaves = results.segmentation.k, _places(merges), len(merges) + 1
    first, cut = max(len(merges) - DRAWN, 0), max(len(merges) - k + 1, 0)
    traces = [
        _bars(merges, places, range(first, cut), MUTED),
        _bars(merges, places, range(max(cut, first), leaves - 1)),
    ]
    told = range(first, len(merges))
    traces.append(
        go.Scatter(
            x=[places[leaves + i] for i in told],
            y=[merges[i][2] for i in told],
            mode="markers",
            marker={"size": 5, "color": [ACCENT if i >= cut else MUTED for i in told]},
            hovertext=[f"joins {number(merges[i][3], 'customers')} customers" for i in told],
            hoverinfo="text",
        )
    )
    return chart(
        traces,
        height=380,
        xaxis=axis(showgrid=False, showticklabels=False),
        yaxis=axis("How unlike the two are", rangemode="tozero"),
        shapes=_cut(merges, k),
    )


def _bars(merges: tuple[Merge, ...], places: dict[int, float], which: range, colour: str = ACCENT) -> go.Scatter:
    x: Points = []
    y: Points = []
    for i in which:
        a, b, height, _ = merges[i]
        left, right = sorted((places[int(c)], _height(merges, int(c))) for c in (a, b))
        x += [left[0], left[0], right[0], right[0], None]
        y += [left[1], height, height, right[1], None]
    return go.Scatter(x=x, y=y, mode="lines", line={"color": colour, "width": 1.8}, hoverinfo="skip")


def _cut(merges: tuple[Merge, ...], k: int) -> list[dict[str, object]]:
    """The line between the join that would leave fewer groups and the one before."""
    if not 2 <= k <= len(merges):
        return []
    height = (merges[len(merges) - k][2] + merges[len(merges) - k + 1][2]) / 2
    line = {"color": MUTED, "width": 1.5, "dash": "dot"}
    return [{"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": height, "y1": height, "line": line}]


def _places(merges: tuple[Merge, ...]) -> dict[int, float]:
    """Where each branch stands: leaves of the picture side by side, a join in the middle of its two."""
    leaves, first = len(merges) + 1, max(len(merges) - DRAWN, 0)
    places: dict[int, float] = {}
    open_ = [leaves + len(merges) - 1]
    while open_:  # leaves from left to right
        node = open_.pop()
        if node < leaves + first:
            places[node] = float(len(places))
        else:
            a, b = (int(c) for c in merges[node - leaves][:2])
            open_ += [b, a]
    for i in range(first, len(merges)):
        a, b = (int(c) for c in merges[i][:2])
        places[leaves + i] = (places[a] + places[b]) / 2
    return places


def _height(merges: tuple[Merge, ...], node: int) -> float:
    """Where a branch begins: at its own join, at 0 where that is below the picture."""
    leaves, first = len(merges) + 1, max(len(merges) - DRAWN, 0)
    return merges[node - leaves][2] if node >= leaves + first else 0.0


def _merges(results: Results) -> tuple[Merge, ...]:
    form = results.segmentation.model.get("form") if results.segmentation else None
    found = form.get("merges", ()) if isinstance(form, Mapping) else ()
    return tuple(tuple(float(v) for v in merge) for merge in found)
