"""Can the forecast be trusted? The leaderboard, forecasts beside outcomes, what moves them, and who is still there."""

import plotly.graph_objects as go

from coterie.report.facts import Table
from coterie.report.figures.theme import ACCENT, LINE, MUTED, axis, chart, dots, plain, wrapped
from coterie.terms import Results, Statistic
from coterie.terms.numbers import number
from coterie.terms.prediction import Prediction

SHOWN = 12


def leaderboard_table(results: Results, answer: Prediction) -> Table:
    """Log loss, distance to the best, AUC and accuracy of every model, simplest first."""
    rows = tuple(
        (
            f"{rung.label} (used)" if rung.chosen else rung.label,
            *(results.evidence.find(m, f"model:{rung.name}") for m in ("log_loss", "log_loss_gap", "auc", "accuracy")),
        )
        for rung in answer.leaderboard
    )
    return Table(("Model", "Log loss", "Above the best", "Area under the curve", "Accuracy"), rows)


def calibration_table(results: Results, answer: Prediction) -> Table:
    """Mean forecast and what came, in ten bins."""
    rows = []
    for each in answer.bins:
        who = f"forecasts of {100 * each.low:.0f} to {100 * each.high:.0f} %"
        rows.append((who, results.evidence.find("forecast", who), results.evidence.find("outcome", who)))
    return Table(("Customers with", "Forecast, mean", "What came"), tuple(rows))


def calibration(results: Results, answer: Prediction) -> go.Figure:
    """Outcome over forecast with its interval; on the dashed line a forecast means what it says."""
    pairs = [(f, o) for _, f, o in calibration_table(results, answer).rows]
    shown = [(f, o) for f, o in pairs if isinstance(f, Statistic) and isinstance(o, Statistic)]
    up = [(o.high if o.high is not None else o.estimate) - o.estimate for _, o in shown]
    down = [o.estimate - (o.low if o.low is not None else o.estimate) for _, o in shown]
    trace = go.Scatter(
        x=[f.estimate for f, _ in shown],
        y=[o.estimate for _, o in shown],
        mode="markers",
        marker={"size": 10, "color": ACCENT},
        error_y={"type": "data", "array": up, "arrayminus": down, "thickness": 2, "width": 0, "color": MUTED},
        hovertext=[f"forecast {number(f.estimate, 'share')}, came {number(o.estimate, 'share')}" for f, o in shown],
        hoverinfo="text",
    )
    line = {"type": "line", "x0": 0, "y0": 0, "x1": 1, "y1": 1, "line": {"color": MUTED, "width": 1.5, "dash": "dot"}}
    share = {"range": [-0.02, 1.02], "tickformat": ".0%"}
    return chart([trace], height=360, shapes=[line], xaxis=axis("Forecast", **share), yaxis=axis("What came", **share))


def weights_table(results: Results, answer: Prediction) -> Table:
    """How much each trait moves the forecasts, strongest first."""
    shown = answer.weights[:SHOWN]
    rows = tuple((w.label, results.evidence.find(f"weight:{w.trait}", "prediction")) for w in shown)
    return Table(("Trait", "Moves the log-odds by, mean"), rows)


def weights(results: Results, answer: Prediction) -> go.Figure:
    """A dot a trait."""
    rows = [(str(name), s) for name, s in weights_table(results, answer).rows if isinstance(s, Statistic)]
    trace = dots(
        [s.estimate for _, s in rows],
        [None] * len(rows),
        [None] * len(rows),
        [wrapped(name, 24) for name, _ in rows],
        [ACCENT] * len(rows),
        [f"<b>{plain(name)}</b><br>{number(s.estimate)}" for name, s in rows],
    )
    return chart(
        [trace],
        height=90 + 34 * max(len(rows), 1),
        xaxis=axis("Mean difference in log-odds", rangemode="tozero"),
        yaxis=axis(autorange="reversed", showgrid=False, type="category"),
    )


def survival_table(results: Results, answer: Prediction) -> Table:
    """The share still there after a few times."""
    found = [s for s in results.evidence if s.metric == "still_there"]
    found.sort(key=lambda s: float(dict(s.params)["after"]))
    rows = [(f"after {dict(s.params)['after']}", s) for s in found]
    rows += [
        (f"after {dict(s.params)['after']}, by the model", s)
        for s in results.evidence
        if s.metric == "still_there_by_model"
    ]
    return Table(("Time", "Still there"), tuple(rows)) if answer.stay else Table((), ())


def survival(results: Results, answer: Prediction) -> go.Figure:
    """The Kaplan-Meier curve with its band.

    Raises    ValueError where no duration was given.
    """
    if answer.stay is None:
        raise ValueError("no duration was given, so there is no curve of who is still there")
    times = [0.0, *(t for t, _ in answer.stay.curve)]
    share = [1.0, *(s.value for _, s in answer.stay.curve)]
    low = [1.0, *(s.value if s.low is None else s.low for _, s in answer.stay.curve)]
    high = [1.0, *(s.value if s.high is None else s.high for _, s in answer.stay.curve)]
    step = {"shape": "hv", "width": 0}
    traces = [
        go.Scatter(x=times, y=high, mode="lines", line=step, hoverinfo="skip"),
        go.Scatter(x=times, y=low, mode="lines", line=step, fill="tonexty", fillcolor=LINE, hoverinfo="skip"),
        go.Scatter(
            x=times,
            y=share,
            mode="lines",
            line={"shape": "hv", "width": 2.5, "color": ACCENT},
            hovertext=[f"after {t:g}: {number(s, 'share')}" for t, s in zip(times, share, strict=True)],
            hoverinfo="text",
        ),
    ]
    if answer.stay.retained is not None and answer.stay.retained.fits:
        ahead = answer.stay.retained.ahead
        traces.append(
            go.Scatter(
                x=[t for t, _ in ahead],
                y=[s for _, s in ahead],
                mode="lines",
                line={"width": 1.5, "dash": "dot", "color": MUTED},
                hovertext=[f"by the model, after {t:g}: {number(s, 'share')}" for t, s in ahead],
                hoverinfo="text",
            )
        )
    title = plain(answer.stay.duration)
    return chart(
        traces,
        height=360,
        xaxis=axis(title, rangemode="tozero"),
        yaxis=axis("Still there", range=[0, 1.02], tickformat=".0%"),
    )
