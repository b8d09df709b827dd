"""Which way of grouping told the later spend best? The chosen one beside its rivals and the yardsticks."""

import math

import plotly.graph_objects as go

from coterie.report.facts import Cell, Shown, Table, score_fact, score_label, value_of
from coterie.report.figures.theme import ACCENT, CARD, LINE, MUTED, axis, chart, dots, plain, wrapped
from coterie.terms import Results, Score, Statistic
from coterie.terms.numbers import number

_PARTS = (("top20_share", "Later spend brought by the top fifth"), ("eta2", "Differences explained"))

_CRITERIA = (("silhouette", "Silhouette"), ("bic", "BIC"), ("elbow", "Spread left in groups"), ("gap", "Gap"))


def scoreboard_table(results: Results) -> Table:
    """Each method with its figures on the held-out days, its stability and why it was not eligible."""
    scores = _scores(results)
    shown = [(metric, label) for metric, label in _CRITERIA if any(getattr(s, metric) is not None for s in scores)]
    named = tuple(label for _, label in (*_PARTS, *shown))
    head = ("Way of grouping", *named, "Stability", "Smallest group", "Note")
    return Table(head, tuple(_row(results, s, [metric for metric, _ in shown]) for s in scores))


def scoreboard(results: Results) -> go.Figure:
    """Two panels of dots with intervals; the chosen method in the accent colour, yardsticks hollow.

    Raises    ValueError where no scoreboard was made.
    """
    scores = _best(_scores(results))
    panels = [(m, t) for m, t in _PARTS if any(getattr(s, m) is not None for s in scores)]
    if not panels:
        raise ValueError("this study has no scoreboard on held-out days")
    traces = [_panel(results, scores, metric, i) for i, (metric, _) in enumerate(panels)]
    wide = [[0, 0.47], [0.53, 1]] if len(panels) == 2 else [[0, 1]]
    rows = 30 * len(scores)
    layout: dict[str, object] = {}
    phone: dict[str, object] = {"height": 140 + 36 * len(scores) * len(panels)}
    for i, (_, title) in enumerate(panels):
        end = "" if i == 0 else str(i + 1)
        layout[f"xaxis{end}"] = axis(
            title, tickformat=".0%", rangemode="tozero", domain=wide[i], anchor=f"y{end}", nticks=6
        )
        layout[f"yaxis{end}"] = axis(
            autorange="reversed",
            showgrid=True,
            type="category",
            anchor=f"x{end}",
            showticklabels=i == 0,
            gridcolor=LINE,
        )
        phone |= {f"yaxis{end}.tickfont.size": 11, f"data.{i}.y": [wrapped(score_label(s), 16) for s in scores]}
        if len(panels) == 2:
            phone |= {f"xaxis{end}.domain": [0, 1], f"yaxis{end}.domain": [[0.6, 1], [0, 0.4]][i]}
            phone |= {f"yaxis{end}.showticklabels": True, f"xaxis{end}.nticks": 3, f"xaxis{end}.tickangle": 0}
            phone |= {f"xaxis{end}.title.text": "Brought by the top fifth" if i == 0 else title}
    return chart(traces, height=80 + rows, phone=phone, **layout)


def _scores(results: Results) -> list[Score]:
    board = results.segmentation.scoreboard if results.segmentation else ()
    measured = [s for s in board if s.top20_share is not None or s.eta2 is not None or s.inner_top20 is not None]
    return sorted(measured, key=lambda s: (not s.candidate, not s.chosen, s.method, s.k))


def _best(scores: list[Score]) -> list[Score]:
    """The chosen one, of each other kind of method the one that did best on the inner periods, and the yardsticks."""
    best: dict[str, Score] = {}
    for score in sorted(scores, key=lambda s: (not s.chosen, -(s.inner_top20 or 0.0), s.k)):
        best.setdefault(_kind(score), score)
    return [s for s in scores if best[_kind(s)] is s]


def _kind(score: Score) -> str:
    """The method; all grids over recency, orders and spend are one kind."""
    return "grid" if score.candidate and score_label(score).startswith("RFM grid") else score.method


def _row(results: Results, score: Score, criteria: list[str]) -> tuple[Shown, ...]:
    smallest = None
    if score.smallest is not None:
        smallest = Cell(score.smallest, f"scoreboard/{score.method}-{score.k}/smallest", "share")
    facts = [score_fact(results, score, metric) for metric in [*(m for m, _ in _PARTS), *criteria]]
    return (score_label(score), *facts, score_fact(results, score, "stability"), smallest, note(score))


def note(score: Score) -> str:
    """What the last column says of a method: chosen, a yardstick, or why it was not eligible."""
    if score.chosen:
        return "chosen"
    return score.note or ("" if score.candidate else "yardstick, never chosen")


def _panel(results: Results, scores: list[Score], metric: str, panel: int) -> go.Scatter:
    facts = [score_fact(results, s, metric) for s in scores]
    values = [value_of(f) for f in facts]
    low = [f.low if isinstance(f, Statistic) else None for f in facts]
    high = [f.high if isinstance(f, Statistic) else None for f in facts]
    texts = [
        ""
        if math.isnan(v)
        else f"<b>{plain(score_label(s))}</b><br>{number(v, 'share')}"
        + ("" if w is None or h is None else f"<br>{number(w, 'share')} to {number(h, 'share')}")
        for s, v, w, h in zip(scores, values, low, high, strict=True)
    ]
    end = "" if panel == 0 else str(panel + 1)
    trace = dots(
        values,
        low,
        high,
        [wrapped(score_label(s), 28) for s in scores],
        [ACCENT if s.chosen else MUTED if s.candidate else CARD for s in scores],
        texts,
        xaxis=f"x{end}",
        yaxis=f"y{end}",
    )
    trace.marker.line = {"width": 2, "color": [ACCENT if s.chosen else MUTED for s in scores]}
    return trace
