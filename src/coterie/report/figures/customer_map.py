"""Do the groups lie apart? Customers in the two directions in which they differ most, and beside their neighbours."""

import numpy as np
import plotly.graph_objects as go

from coterie.report.facts import Cell, Shown, Table, groups
from coterie.report.figures.theme import INK, axis, chart, colour, plain, wrapped
from coterie.report.words import trait_label
from coterie.terms import CustomerMap, NeighbourMap, Results

HEAVY = 0.35  # weight from which a trait names a direction
NAMED = 2
_WAYS = (("across", "To the right"), ("up", "Upwards"))


def customer_map_table(results: Results) -> Table:
    """Customers drawn of each segment, and where its middle lies."""
    found = _map(results)
    if found is None:
        return Table((), ())
    rows: list[tuple[Shown, ...]] = []
    for group in groups(results):
        centre, where = found.centres[group.index], f"map/{group.segment.id}"
        drawn = Cell(int((found.labels == group.index).sum()), f"{where}/drawn", "customers")
        middle = [None, None] if centre is None else [
            Cell(v, f"{where}/{way}") for v, (way, _) in zip(centre, _WAYS, strict=True)
        ]  # fmt: skip
        rows.append((group.name, drawn, *middle))
    return Table(("Segment", "Customers drawn", "Middle, across", "Middle, up"), tuple(rows))


def customer_map(results: Results) -> go.Figure:
    """A dot a customer, without her id: near dots are alike in the traits that made the groups.

    Raises    ValueError where the study has no segments, or its customers differ in one trait only.
    """
    found = _map(results)
    if found is None:
        raise ValueError("this study has no map of customers: they do not differ in two traits or more")
    traces = [_dots(found, g.index, g.name, g.colour) for g in groups(results) if (found.labels == g.index).any()]
    across, up = (direction(results, place) for place in (0, 1))
    return chart(
        traces,
        height=480,
        showlegend=True,
        legend={
            "orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemsizing": "constant",
            "font": {"size": 12, "color": INK},
        },
        xaxis=axis(plain(across), showticklabels=False),
        yaxis=axis(plain(up), showticklabels=False),
        phone={
            "height": 560,
            "xaxis.title.text": wrapped(across, 40),
            "xaxis.title.font.size": 12,
            "yaxis.title.text": wrapped(up, 40),
            "yaxis.title.font.size": 12,
            "legend.font.size": 11,
        },
    )  # fmt: skip


def neighbour_map_table(results: Results) -> Table:
    """Customers drawn of each segment."""
    found = None if results.segmentation is None else results.segmentation.neighbours
    if found is None:
        return Table((), ())
    rows = [
        (g.name, Cell(int((found.labels == g.index).sum()), f"neighbours/{g.segment.id}/drawn", "customers"))
        for g in groups(results)
    ]
    return Table(("Segment", "Customers drawn"), tuple(rows))


def neighbour_map(results: Results) -> go.Figure:
    """A dot a customer, without her id: nearest neighbours stand side by side, and directions mean nothing.

    Raises    ValueError where the study has no such map.
    """
    found = None if results.segmentation is None else results.segmentation.neighbours
    if found is None:
        raise ValueError("this study has no map of neighbours: it is drawn with --method all")
    traces = [_dots(found, g.index, g.name, g.colour) for g in groups(results) if np.any(found.labels == g.index)]
    return chart(
        traces,
        height=480,
        showlegend=True,
        legend={
            "orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemsizing": "constant",
            "font": {"size": 12, "color": INK},
        },
        xaxis=axis("", showticklabels=False),
        yaxis=axis("", showticklabels=False),
        phone={"height": 520, "legend.font.size": 11},
    )  # fmt: skip


def direction(results: Results, place: int) -> str:
    """What it means to stand further to the right (0) or further up (1), by the traits that weigh most.

    "To the right: more of orders and spend, less of days since the last order".
    """
    found = _map(results)
    if found is None:
        return ""
    weights = sorted(
        ((w[place], trait_label(t, results.table)) for t, w in zip(found.traits, found.weights, strict=True)),
        key=lambda each: (-abs(each[0]), each[1]),
    )
    heavy = [each for each in weights if abs(each[0]) >= HEAVY] or weights[:1]
    parts = [f"{label} {'↑' if w > 0 else '↓'}" for w, label in heavy[:NAMED]]
    return f"{_WAYS[place][1]}: {', '.join(parts)}"


def _dots(found: CustomerMap | NeighbourMap, index: int, name: str, number: int) -> go.Scatter:
    here = found.places[found.labels == index]
    return go.Scatter(
        x=[round(v, 2) for v in here[:, 0].tolist()],
        y=[round(v, 2) for v in here[:, 1].tolist()],
        mode="markers",
        name=plain(name),
        marker={"size": 6, "color": colour(number), "opacity": 0.65, "line": {"width": 0}},
        hovertext=plain(name),
        hoverinfo="text",
    )


def _map(results: Results) -> CustomerMap | None:
    return None if results.segmentation is None else results.segmentation.map
