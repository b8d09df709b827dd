"""By what was the number of groups chosen? Every criterion over the number of groups, a line a method."""

import plotly.graph_objects as go

from coterie.report.facts import SEARCHED, Shown, Table, score_fact, score_label, value_of
from coterie.report.figures.panels import GAP, span, suffix, tick_format
from coterie.report.figures.theme import ACCENT, INK, axis, chart, colour, plain
from coterie.report.words import method_label
from coterie.terms import Results, Score
from coterie.terms.numbers import number

CRITERIA = (
    ("inner_top20", "Later spend by the top fifth", "share", "higher is better"),
    ("silhouette", "Silhouette", "", "higher is better"),
    ("stability", "Stability", "share", "higher is better"),
    ("bic", "BIC", "", "lower is better"),
    ("elbow", "Spread left in groups", "share", "lower, until it bends"),
    ("gap", "Gap", "", "higher is better"),
)
PLOT, AXIS, ACROSS, MANY = 170, 92, 3, 10


def criteria_table(results: Results) -> Table:
    """Each method and number of groups with all its criteria; empty where there are no two to compare."""
    scores = _scores(results)
    shown = _shown(scores)
    if not shown:
        return Table((), ())
    rows: list[tuple[Shown, ...]] = [
        (score_label(s), *(score_fact(results, s, metric) for metric, _, _, _ in shown)) for s in scores
    ]
    return Table(("Way of grouping", *(f"{label} ({better})" for _, label, _, better in shown)), tuple(rows))


def criteria(results: Results) -> go.Figure:
    """A panel a criterion: the number of groups across, a line a method, the choice as a larger dot.

    Raises    ValueError where the number of groups was not searched.
    """
    scores = _scores(results)
    shown = _shown(scores)
    if not shown:
        raise ValueError("this study did not search the number of groups")
    methods = list(dict.fromkeys(s.method for s in scores))
    traces = []
    for i, (metric, label, unit, _) in enumerate(shown):
        for n, method in enumerate(methods):
            line = [s for s in scores if s.method == method and score_fact(results, s, metric) is not None]
            if line:
                traces.append(_line(results, line, metric, label, unit, n, i))
    rows = -(-len(shown) // ACROSS)
    layout, phone = _axes(scores, shown, rows, dense=len({s.k for s in scores}) > MANY)
    return chart(
        traces,
        height=(PLOT + AXIS) * rows + 30,
        showlegend=True,
        legend={"orientation": "h", "y": 1.03, "yanchor": "bottom", "x": 0, "font": {"size": 12, "color": INK}},
        phone=phone,
        **layout,
    )


def _axes(
    scores: list[Score], shown: list[tuple[str, str, str, str]], rows: int, *, dense: bool
) -> tuple[dict[str, object], dict[str, object]]:
    layout: dict[str, object] = {}
    phone: dict[str, object] = {"height": (PLOT + AXIS) * len(shown) + 60}
    across = min(ACROSS, len(shown))
    wide = (1 - GAP * (across - 1)) / across
    for i, (metric, label, unit, better) in enumerate(shown):
        values = [v for v in (getattr(s, metric) for s in scores) if v is not None]
        end, left = suffix(i), (i % across) * (wide + GAP)
        title = f"{plain(label)}<br>{better}"
        layout[f"xaxis{end}"] = axis(
            title, domain=[left, left + wide], anchor=f"y{end}", dtick=2 if dense else 1, showgrid=False
        )
        layout[f"yaxis{end}"] = axis(
            anchor=f"x{end}", domain=span(i // across, rows, PLOT, AXIS), nticks=5, tickformat=tick_format(unit, values)
        )
        phone |= {f"xaxis{end}.domain": [0, 1], f"yaxis{end}.domain": span(i, len(shown), PLOT, AXIS)}
    return layout, phone


def _scores(results: Results) -> list[Score]:
    """The rows of the scoreboard whose number of groups was searched, by method and number."""
    board = results.segmentation.scoreboard if results.segmentation else ()
    return sorted((s for s in board if s.candidate and s.method in SEARCHED), key=lambda s: (s.method, s.k))


def _shown(scores: list[Score]) -> list[tuple[str, str, str, str]]:
    return [each for each in CRITERIA if sum(getattr(s, each[0]) is not None for s in scores) > 1]


def _line(
    results: Results, scores: list[Score], metric: str, label: str, unit: str, method: int, panel: int
) -> go.Scatter:
    end = suffix(panel)
    values = [value_of(score_fact(results, s, metric)) for s in scores]
    name = method_label(scores[0].method)
    return go.Scatter(
        x=[s.k for s in scores],
        y=values,
        mode="lines+markers",
        name=plain(name),
        legendgroup=name,
        showlegend=panel == 0,
        line={"color": colour(method), "width": 2},
        marker={
            "size": [12 if s.chosen else 6 for s in scores],
            "color": [ACCENT if s.chosen else colour(method) for s in scores],
            "line": {"width": 0},
            "opacity": 1,
        },
        hovertext=[
            f"<b>{plain(score_label(s))}</b><br>{plain(label)}: {number(v, unit)}" + ("<br>chosen" if s.chosen else "")
            for s, v in zip(scores, values, strict=True)
        ],
        hoverinfo="text",
        xaxis=f"x{end}",
        yaxis=f"y{end}",
    )
