"""Which groups are large, and which bring the money? Share of customers against share of revenue."""

import math

import plotly.graph_objects as go

from coterie.report.facts import Group, Table, groups, value_of, worth_label
from coterie.report.figures.labels import placed
from coterie.report.figures.theme import CARD, INK, MUTED, axis, chart, colour, plain, wrapped
from coterie.terms import Results
from coterie.terms.numbers import number

_RIGHT, _UP, _BELOW, _PHONE = 1.35, 1.2, 0.18, 0.4  # room around the bubbles, in units of the largest share


def size_value_table(results: Results) -> Table:
    """Share of customers, share of revenue and expected value of each segment."""
    rows = tuple((g.name, g.share, g.revenue, g.value) for g in _drawn(results))
    return Table(("Segment", "Share of customers", "Share of revenue", worth_label(results)), rows)


def size_value(results: Results) -> go.Figure:
    """A bubble a segment: right is larger, up brings more; the area is its expected value where there is one.

    Raises    ValueError where the study has no segments with revenue.
    """
    shown = _drawn(results)
    if not shown:
        raise ValueError("this study has no segments with revenue to draw")
    x, y = [value_of(g.share) for g in shown], [value_of(g.revenue) for g in shown]
    top = 1.12 * max(*x, *y)
    worth = [max(0.0, value_of(g.value if g.value else g.revenue)) for g in shown]
    sizes = [14 + 36 * math.sqrt(w / (max(worth) or 1.0)) for w in worth]
    texts = [wrapped(g.name, 18) for g in shown]
    bubbles = go.Scatter(
        x=x,
        y=y,
        mode="markers+text",
        text=texts,
        textposition=_sides(x, y, sizes, texts, (470.0, 240.0)),
        textfont={"size": 12, "color": INK},
        marker={
            "size": sizes,
            "color": [colour(g.colour) for g in shown],
            "opacity": 0.9,
            "line": {"color": CARD, "width": 1.5},
        },
        hovertext=[_hover(g, worth_label(results)) for g in shown],
        hoverinfo="text",
        cliponaxis=False,
    )
    equal = {
        "type": "line",
        "x0": 0,
        "y0": 0,
        "x1": top,
        "y1": top,
        "layer": "below",
        "line": {"color": MUTED, "width": 1.5, "dash": "dot"},
    }
    return chart(
        [bubbles],
        height=310,
        xaxis=axis("Share of customers", range=[0, _RIGHT * max(x)], tickformat=".0%"),
        yaxis=axis(
            "Share of revenue", range=[-_BELOW * max(y), _UP * max(y)], tickformat=".0%", tickvals=_ticks(max(y))
        ),
        shapes=[equal],
        phone={
            "height": 400,
            "yaxis.range": [-_PHONE * max(y), _UP * max(y)],
            "data.0.textfont.size": 11,
            "data.0.textposition": _sides(x, y, sizes, texts, (245.0, 330.0), _PHONE),
        },
    )


def _ticks(top: float) -> list[float]:
    """Steps of 10 or 20 % from 0: there is room below 0 for labels, and no share."""
    step = 0.2 if top > 0.45 else 0.1
    return [round(step * i, 1) for i in range(int(_UP * top / step) + 1)]


def _sides(
    x: list[float],
    y: list[float],
    sizes: list[float],
    texts: list[str],
    plot: tuple[float, float],
    below: float = _BELOW,
) -> list[str]:
    wide, high = plot
    points = [
        (u / (_RIGHT * max(x)) * wide, (1 - (v / max(y) + below) / (_UP + below)) * high)
        for u, v in zip(x, y, strict=True)
    ]
    return placed(points, [s / 2 for s in sizes], texts, plot)


def _drawn(results: Results) -> list[Group]:
    return [g for g in groups(results) if g.revenue is not None]


def _hover(group: Group, worth: str) -> str:
    lines = [f"<b>{plain(group.name)}</b>", f"{number(value_of(group.share), 'share')} of customers"]
    lines.append(f"{number(value_of(group.revenue), 'share')} of revenue")
    if group.value is not None:
        lines.append(f"{worth.lower()} {number(group.value.estimate, 'currency')}")
    return "<br>".join(lines)
