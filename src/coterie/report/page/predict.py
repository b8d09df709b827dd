"""How does a prediction become one page? Verdict first, then the models, what moves them, leaks, data and evidence."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from coterie.report.facts import Shown, Table
from coterie.report.figures import forecast
from coterie.report.page.charts import Chart, embedded
from coterie.report.page.head import Card
from coterie.report.page.how import how
from coterie.report.page.numbers import Numbers
from coterie.report.page.quality import quality
from coterie.report.page.shell import page
from coterie.terms import Results, Statistic
from coterie.terms.prediction import Prediction


def render_prediction(results: Results, answer: Prediction) -> str:
    """The report of a prediction: one self-contained HTML page that asks nothing of any server.

    results   the table learned from and the evidence, without segments and value.
    answer    the prediction whose statistics stand in that evidence.
    """
    numbers = Numbers(results.evidence, labels=_labels(results, answer))
    return page(
        "predict.html.j2",
        results,
        title=title(answer),
        heading=numbers.told(title(answer), [s.key for s in results.evidence if s.population == "prediction"]),
        subtitle=_subtitle(results, answer, numbers),
        cards=_cards(results, numbers),
        charts=_charts(results, answer, numbers),
        board=_rows(numbers, forecast.leaderboard_table(results, answer)),
        notes=[numbers.told(note[:1].upper() + note[1:] + ".") for note in answer.notes],
        leaks=[(leak.left_out, numbers.told(leak.sentence + ".", _leak_keys(results))) for leak in answer.leaks],
        answer=answer,
        quality=replace(quality(results, numbers), missing=()),
        how=how(results, numbers),
        together={"relations": (), "redundant": ()},  # a prediction relates traits to its target alone
    )


def title(answer: Prediction) -> str:
    """The answer in one sentence: whether customers can be told apart, and by how much."""
    from_, loss = answer.scores["baseline_log_loss"].value, answer.scores["log_loss"]
    if answer.chosen == "base_rate" or loss.value >= from_:
        return f"{answer.target} cannot be predicted from these columns"
    if answer.positive is None:
        right, base = answer.scores["accuracy"].value, answer.scores["baseline"].value
        return f"{answer.target}: {100 * right:.1f} % predicted rightly, where guessing gets {100 * base:.1f} %"
    what = answer.classes[answer.positive]
    named = answer.target if what in ("yes", "1", "true") else f"{answer.target} = {what}"
    share = answer.scores["auc"].value
    return f"{named}: of two customers who differ, the right one ranks higher in {100 * share:.1f} % of cases"


def _labels(results: Results, answer: Prediction) -> set[str]:
    names = {t.label for t in results.table.traits} | {level for t in results.table.traits for level in t.levels}
    names |= {answer.target, *answer.classes, answer.scored.source if answer.scored else ""}
    return {name for name in names if any(c.isalpha() for c in name)}


def _subtitle(results: Results, answer: Prediction, numbers: Numbers) -> Markup:
    known = numbers.show(results.evidence.find("customers", "prediction"))
    model = Markup('<span class="method">{}</span>').format(answer.chosen_label)
    judged = Markup("<bdi>{}</bdi>, {} customers judged on {}").format(
        results.title, known, Markup('<span data-quote="judged">{}</span>').format(answer.judged)
    )
    return judged + Markup(" · ") + model


def _cards(results: Results, numbers: Numbers) -> tuple[Card, ...]:
    find = results.evidence.find
    one = "share, one decimal"
    wanted = (
        ("Area under the curve", "auc", "exact", ""),
        ("Predicted rightly", "accuracy", one, ""),
        ("The most frequent value", "baseline", one, "what guessing gets"),
        ("Log loss", "log_loss", "exact", ""),
        ("Calibration error", "ece", one, ""),
        ("Pairs ordered rightly", "c_index", "exact", ""),
    )
    out = []
    for label, metric, unit, note in wanted:
        found = find(metric, "prediction")
        if isinstance(found, Statistic):
            beside = Markup("{}").format(note) if note else numbers.interval(found, unit, level=True)
            out.append(Card(Markup("{}").format(label), numbers.show(found, unit), beside, found.key))
    return tuple(out)


def _charts(results: Results, answer: Prediction, numbers: Numbers) -> dict[str, Chart]:
    drawn: tuple[tuple[str, str, str, Callable[..., Any], Callable[..., Table]], ...] = (
        (
            "calibration",
            "Does a forecast mean what it says?",
            "Customers in bins by their forecast; the bar is the interval of what came.",
            forecast.calibration,
            forecast.calibration_table,
        ),
        (
            "weights",
            "What moves the forecasts",
            "How far a trait moves a customer's forecast from that of a typical value. It says what goes together with "
            "the target, not what causes it.",
            forecast.weights,
            forecast.weights_table,
        ),
        (
            "survival",
            "How long customers stay",
            "Share still there by time, with its interval. Those who have not ended yet count as long as they "
            "were seen. A dotted line, where there is one, looks beyond them (shifted beta-geometric model).",
            forecast.survival,
            forecast.survival_table,
        ),
    )
    out = {}
    for name, heading, caption, draw, tabulate in drawn:
        table = tabulate(results, answer)
        if not table:
            continue
        figure = draw(results, answer)
        head, rows = _rows(numbers, table)
        shown = Markup("{}").format(numbers.told(caption))
        data = embedded(json.loads(figure.to_json(engine="json")))
        out[name] = Chart(f"chart-{name}", heading, shown, data, int(figure.layout.height), head, rows)
    return out


def _rows(numbers: Numbers, table: Table) -> tuple[tuple[str, ...], tuple[tuple[Markup, ...], ...]]:
    rows = []
    for first, *rest in table.rows:
        cells = [Markup("<bdi>{}</bdi>").format(first)]
        for cell in rest:
            unit = _unit(cell)
            span = numbers.interval(cell, unit)
            cells.append(
                numbers.show(cell, unit) + (Markup(' <span class="span">{}</span>').format(span) if span else "")
            )
        rows.append(tuple(cells))
    return table.head, tuple(rows)


def _unit(shown: Shown) -> str | None:
    """Scores differ in their third digit: they are told with it."""
    if not isinstance(shown, Statistic) or shown.unit:
        return "share, one decimal" if isinstance(shown, Statistic) and shown.unit == "share" else None
    return "exact"


def _leak_keys(results: Results) -> list[str]:
    return [s.key for s in results.evidence if s.metric.startswith("leak_")]
