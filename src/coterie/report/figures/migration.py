"""Who moved where between two studies? Bands from the groups of the older study to those of the newer one (Sankey)."""

import plotly.graph_objects as go

from coterie.report.facts import Cell, Shown, Table
from coterie.report.figures.theme import INK, MUTED, axis, chart, colour, plain, wrapped
from coterie.terms import CAUSES, Comparison, Flow
from coterie.terms.numbers import day, number

GAP = 0.045  # between the groups of a side, as a share of all customers: room for a line of text
EDGE = 0.02  # width of a group's bar, as a share of the picture
STEPS = 24  # points of a band's bend
Spans = dict[int, tuple[float, float]]  # group -> where its bar begins and ends


def migration_table(found: Comparison) -> Table:
    """The customers of each flow, how many of them moved through what, and the change of their value."""
    priced = any(flow.change is not None for flow in found.flows)
    rows: list[tuple[Shown, ...]] = []
    for i, flow in enumerate(found.flows):
        before, after = _ends(found, flow)
        parts = [Cell(v, f"flows/{i}/{cause}") for v, cause in zip(flow.moved, CAUSES, strict=True)]
        worth = [None if flow.change is None else Cell(flow.change, f"flows/{i}/clv_change", "currency")]
        counted = Cell(flow.customers, f"flows/{i}/customers", "customers")
        rows.append((f"{before} → {after}", counted, *parts, *(worth if priced else [])))
    causes = ("By behaviour", "By the model", "By ageing")
    return Table(("From and to", "Customers", *causes, *(("Change of value",) if priced else ())), tuple(rows))


def migration(found: Comparison) -> go.Figure:
    """A band a flow, as thick as it has customers, in the colour of the group that they come from.

    found     two studies, compared.
    Raises    ValueError where neither study has customers.
    """
    total = sum(flow.customers for flow in found.flows)
    if not total:
        raise ValueError("these studies have no customers, so there are no moves to draw")
    flows = sorted(found.flows, key=lambda f: (_last(f.origin), _last(f.target)))
    left, right = (_spans(flows, side, total) for side in ("origin", "target"))
    at = {"origin": {g: span[0] for g, span in left.items()}, "target": {g: span[0] for g, span in right.items()}}
    traces = []
    for flow in flows:
        begin, end = at["origin"][flow.origin], at["target"][flow.target]
        traces.append(_band(found, flow, begin, end))
        at["origin"][flow.origin] += flow.customers
        at["target"][flow.target] += flow.customers
    sides = ((left, 0.0, "new customers"), (right, 1 - EDGE, "no longer there"))
    notes = [note for side in sides for note in _notes(found, *side)]
    narrow = {f"annotations.{i}.text": wrapped(_called(found, g, none), 24) for i, (g, none) in enumerate(
        (g, none) for spans, _, none in sides for g in spans)}  # fmt: skip
    return chart(
        traces,
        height=140 + 50 * max(len(left), len(right)),
        xaxis=axis(range=[0, 1], showgrid=False, showticklabels=False, showline=False),
        yaxis=axis(autorange="reversed", showgrid=False, showticklabels=False, showline=False),
        shapes=[_bar(found, g, x, span) for spans, x, _ in sides for g, span in spans.items()],
        annotations=[*notes, *_days(found)],
        margin={"l": 8, "r": 16, "t": 34, "b": 8, "pad": 4},
        phone={
            "height": 170 + 66 * max(len(left), len(right)),
            **narrow,
            **{f"annotations.{i}.font.size": 10 for i in range(len(notes))},
        },
    )


def _spans(flows: list[Flow], side: str, total: int) -> Spans:
    """The groups of one side below one another; who is in none comes last."""
    sizes: dict[int, int] = {}
    for flow in flows:
        group = int(getattr(flow, side))
        sizes[group] = sizes.get(group, 0) + flow.customers
    spans, at = {}, 0.0
    for group in sorted(sizes, key=_last):
        spans[group] = (at, at + sizes[group])
        at += sizes[group] + GAP * total
    return spans


def _band(found: Comparison, flow: Flow, begin: float, end: float) -> go.Scatter:
    """A closed outline with a smooth bend: 3 t^2 - 2 t^3 leaves and arrives level."""
    steps = [i / STEPS for i in range(STEPS + 1)]
    x = [EDGE + (1 - 2 * EDGE) * t for t in steps]
    upper = [begin + (end - begin) * (3 * t * t - 2 * t**3) for t in steps]
    lower = [v + flow.customers for v in upper]
    before, after = _ends(found, flow)
    return go.Scatter(
        x=[*x, *reversed(x)],
        y=[*upper, *reversed(lower)],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=_colour(found, flow.origin),
        opacity=0.28 if flow.origin == flow.target else 0.6,
        hoveron="fills",
        text=f"{_people(flow)}<br>{plain(before)} → {plain(after)}",
        hoverinfo="text",
    )


def _bar(found: Comparison, group: int, x: float, span: tuple[float, float]) -> dict[str, object]:
    return {
        "type": "rect", "x0": x, "x1": x + EDGE, "y0": span[0], "y1": span[1],
        "line": {"width": 0}, "fillcolor": _colour(found, group),
    }  # fmt: skip


def _notes(found: Comparison, spans: Spans, x: float, none: str) -> list[dict[str, object]]:
    left = x < 0.5
    place = {"x": x + 1.5 * EDGE if left else x - EDGE / 2, "xanchor": "left" if left else "right"}
    return [
        {
            "text": plain(_called(found, group, none)), "y": (low + high) / 2, "yanchor": "middle", **place,
            "align": place["xanchor"], "showarrow": False, "font": {"size": 12, "color": INK},
        }
        for group, (low, high) in spans.items()
    ]  # fmt: skip


def _days(found: Comparison) -> list[dict[str, object]]:
    """Above each side, the day of its study."""
    said = []
    for x, anchor, study, none in ((0, "left", found.older, "older study"), (1, "right", found.newer, "newer study")):
        text = day(study.window.as_of) if study.window else none
        place = {"x": x, "xanchor": anchor, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 6}
        said.append({"text": text, **place, "showarrow": False, "font": {"size": 13, "color": MUTED}})
    return said


def _ends(found: Comparison, flow: Flow) -> tuple[str, str]:
    return _called(found, flow.origin, "new customers"), _called(found, flow.target, "no longer there")


def _called(found: Comparison, group: int, none: str) -> str:
    return none if group < 0 else found.groups.name(group)


def _colour(found: Comparison, group: int) -> str:
    """By lineage, so that a group has the colour of its own report; grey for nobody's group."""
    digits = "".join(c for c in found.groups.ids[group] if c.isdigit()) if group >= 0 else ""
    return MUTED if group < 0 else colour((int(digits) if digits else group + 1) - 1)


def _last(group: int) -> tuple[bool, int]:
    return group < 0, group


def _people(flow: Flow) -> str:
    return f"{number(flow.customers, 'customers')} {'customer' if flow.customers == 1 else 'customers'}"
