"""Is the value model better than a simple guess? Every way of forecasting, beside what came in the days kept apart."""

import plotly.graph_objects as go

from coterie.report.facts import Shown, Table
from coterie.report.figures.theme import ACCENT, CARD, LINE, MUTED, axis, baseline, chart, dots, plain, wrapped
from coterie.terms import Results, Statistic, ValueScore
from coterie.terms.numbers import number

_PANELS = (("orders_error", "Orders, against what came"), ("spend_error", "Spend, against what came"))
_COLUMNS = (
    ("orders_expected", "Orders expected"),
    ("orders_error", "Against what came"),
    ("spend_expected", "Spend expected"),
    ("spend_error", "Against what came"),
    ("orders_mae", "A customer's orders are off by"),
    ("spend_mae", "A customer's spend is off by"),
    ("top20_share", "Spend brought by the top fifth"),
    ("coverage", "Customers inside their 80 % interval"),
)


def forecasts_table(results: Results) -> Table:
    """What each way expected, how far that was from what came, in all and a customer, and how well it ranks."""
    board = _board(results)
    rows: list[tuple[Shown, ...]] = [(_name(s), *(_fact(results, s, metric) for metric, _ in _COLUMNS)) for s in board]
    if board:
        came = {f"{what}_expected": _came(results, what) for what in ("orders", "spend")}
        rows.append(("What came", *(came.get(metric) for metric, _ in _COLUMNS)))
    return Table(("Way of forecasting", *(label for _, label in _COLUMNS)), tuple(rows))


def forecasts(results: Results) -> go.Figure:
    """Two panels of dots: how far the total of each way was from what came; the one used filled, naive ways hollow.

    Raises    ValueError where no days were kept apart to judge a forecast on.
    """
    board = _board(results)
    if not board:
        raise ValueError("this study judged no forecast on days kept apart")
    high, layout = 34 * len(board), {}
    phone: dict[str, object] = {"height": 150 + 42 * 2 * len(board)}
    for i, (_, title) in enumerate(_PANELS):
        end = "" if i == 0 else str(i + 1)
        layout[f"xaxis{end}"] = axis(
            title, tickformat="+.0%", domain=[[0, 0.47], [0.53, 1]][i], anchor=f"y{end}", nticks=6
        )
        layout[f"yaxis{end}"] = axis(
            autorange="reversed", type="category", anchor=f"x{end}", showticklabels=i == 0, gridcolor=LINE
        )
        phone |= {f"xaxis{end}.domain": [0, 1], f"yaxis{end}.domain": [[0.56, 1], [0, 0.44]][i]}
        phone |= {f"yaxis{end}.showticklabels": True, f"yaxis{end}.tickfont.size": 11, f"xaxis{end}.tickangle": 0}
        phone |= {f"xaxis{end}.nticks": 3, f"xaxis{end}.title.text": title.split(",")[0]}
        phone |= {f"data.{i}.y": [wrapped(_name(s), 16) for s in board]}
    shapes = [baseline(0.0, yref="y domain"), baseline(0.0, yref="y2 domain", xref="x2")]
    traces = [_panel(results, board, metric, i) for i, (metric, _) in enumerate(_PANELS)]
    return chart(traces, height=90 + high, phone=phone, shapes=shapes, **layout)


def _panel(results: Results, board: tuple[ValueScore, ...], metric: str, panel: int) -> go.Scatter:
    facts = [_fact(results, s, metric) for s in board]
    end = "" if panel == 0 else str(panel + 1)
    trace = dots(
        [float("nan") if f is None else f.estimate for f in facts],
        [None] * len(board),
        [None] * len(board),
        [wrapped(_name(s), 26) for s in board],
        [ACCENT if s.chosen else CARD if s.kind == "naive" else MUTED for s in board],
        [
            "" if f is None else f"<b>{plain(_name(s))}</b><br>{number(f.estimate, 'share')} against what came"
            for s, f in zip(board, facts, strict=True)
        ],
        xaxis=f"x{end}",
        yaxis=f"y{end}",
    )
    trace.marker.line = {"width": 2, "color": [ACCENT if s.chosen else MUTED for s in board]}
    return trace


def _board(results: Results) -> tuple[ValueScore, ...]:
    """The one that is used first, then models, learned and naive ways."""
    board = results.value.leaderboard if results.value else ()
    return tuple(sorted(board, key=lambda s: (not s.chosen, ("model", "learned", "naive").index(s.kind))))


def _name(score: ValueScore) -> str:
    return f"{score.label} (used)" if score.chosen else score.label


def _fact(results: Results, score: ValueScore, metric: str) -> Statistic | None:
    return results.evidence.find(metric, f"forecast:{score.name}", policy="holdout")


def _came(results: Results, what: str) -> Statistic | None:
    return results.evidence.find(f"{what}_actual", "everyone", policy="holdout")
