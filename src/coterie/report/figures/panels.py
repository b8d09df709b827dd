"""How do the groups stand in several figures at once? Small pictures side by side, below one another on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from coterie.report.facts import Group
from coterie.report.figures.theme import LINE, MUTED, axis, chart, colour, dots, plain, wrapped
from coterie.terms import Statistic
from coterie.terms.numbers import number

GAP, ROW, FRAME = 0.06, 28, 74  # between panels as a share of the width; pixels of a group and of a panel's axis


@dataclass(frozen=True)
class Panel:
    """One figure of all groups: what it is, its statistic of each group (None where it has none), and everybody's."""

    title: str
    unit: str
    facts: tuple[Statistic | None, ...]
    everyone: Statistic | None = None


def panel_chart(panels: Sequence[Panel], groups: Sequence[Group], across: int = 3) -> go.Figure:
    """Dots with intervals, a row a group, a panel a figure; the dotted line is everybody.

    across    panels side by side on a desk.
    """
    across = min(across, len(panels))
    rows = -(-len(panels) // across)
    plot = ROW * len(groups)
    layout, phone = _axes(panels, across, rows, plot)
    names = [wrapped(g.name, 24) for g in groups]
    shapes = [_everyone(p.everyone, i) for i, p in enumerate(panels) if p.everyone is not None]
    phone["height"] = (plot + FRAME) * len(panels)
    return chart(
        [_dots(p, groups, names, i) for i, p in enumerate(panels)],
        height=(plot + FRAME) * rows,
        shapes=shapes,
        phone=phone,
        **layout,
    )


def _axes(panels: Sequence[Panel], across: int, rows: int, plot: int) -> tuple[dict[str, object], dict[str, object]]:
    """The layout of both widths: on a phone one panel a row."""
    layout: dict[str, object] = {}
    phone: dict[str, object] = {}
    wide = (1 - GAP * (across - 1)) / across
    for i, panel in enumerate(panels):
        end = suffix(i)
        column, row = i % across, i // across
        left = column * (wide + GAP)
        layout[f"xaxis{end}"] = axis(
            plain(panel.title), domain=[left, left + wide], anchor=f"y{end}", nticks=4, tickangle=0,
            rangemode="tozero", tickformat=tick_format(panel.unit, [f.estimate for f in panel.facts if f is not None]),
        )  # fmt: skip
        layout[f"yaxis{end}"] = axis(
            autorange="reversed", type="category", anchor=f"x{end}", showgrid=True, gridcolor=LINE,
            showticklabels=column == 0, domain=span(row, rows, plot),
        )  # fmt: skip
        phone |= {
            f"xaxis{end}.domain": [0, 1],
            f"yaxis{end}.domain": span(i, len(panels), plot),
            f"yaxis{end}.showticklabels": True,
            f"yaxis{end}.tickfont.size": 11,
        }
    return layout, phone


def span(row: int, rows: int, plot: int, frame: int = FRAME) -> list[float]:
    """From where to where a row of panels reaches, from the bottom: between two rows lies the upper one's axis.

    plot     pixels of a panel without its axis; frame: of an axis with its title. The last one lies in the margin.
    """
    whole = rows * plot + (rows - 1) * frame
    top = 1 - row * (plot + frame) / whole
    return [round(max(top - plot / whole, 0.0), 4), round(top, 4)]


def tick_format(unit: str, values: Sequence[float]) -> str:
    """How Plotly writes the numbers of an axis: shares in per cent, small numbers with two digits, else thousands as k.

    >>> tick_format("share", [0.2]), tick_format("", [0.31]), tick_format("currency", [1200.0])
    ('.0%', '.2~f', '~s')
    """
    if unit == "share":
        return ".0%"
    return "~s" if max((abs(v) for v in values), default=0.0) >= 1 else ".2~f"


def suffix(i: int) -> str:
    """What Plotly appends to the name of the i-th axis."""
    return "" if i == 0 else str(i + 1)


def _dots(panel: Panel, groups: Sequence[Group], names: list[str], i: int) -> go.Scatter:
    there = [(g, name, f) for g, name, f in zip(groups, names, panel.facts, strict=True) if f is not None]
    return dots(
        [f.estimate for _, _, f in there],
        [f.low for _, _, f in there],
        [f.high for _, _, f in there],
        [name for _, name, _ in there],
        [colour(g.colour) for g, _, _ in there],
        [_hover(panel, g.name, f) for g, _, f in there],
        xaxis=f"x{suffix(i)}",
        yaxis=f"y{suffix(i)}",
        cliponaxis=False,  # a dot at zero is a whole dot
    )


def _hover(panel: Panel, name: str, fact: Statistic) -> str:
    between = ""
    if fact.low is not None and fact.high is not None:
        between = f"<br>{number(fact.low, panel.unit)} to {number(fact.high, panel.unit)}"
    return f"<b>{plain(name)}</b><br>{plain(panel.title)}: {number(fact.estimate, panel.unit)}{between}"


def _everyone(fact: Statistic, i: int) -> dict[str, object]:
    end = suffix(i)
    return {
        "type": "line",
        "xref": f"x{end}",
        "yref": f"y{end} domain",
        "x0": fact.estimate,
        "x1": fact.estimate,
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"color": MUTED, "width": 1.5, "dash": "dot"},
    }
