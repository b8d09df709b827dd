"""What lies in the folder of a prediction? The page, one row a customer with reasons, metrics, evidence, the model."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import Engine, ident
from coterie.report.files import guarded, quality, write_json
from coterie.report.metrics import metrics
from coterie.report.page.predict import render_prediction, title
from coterie.report.tables import Columns, evidence_columns, rounded, tidy
from coterie.terms import Estimate, Results
from coterie.terms.numbers import NBSP
from coterie.terms.prediction import Prediction, Retained, Stay

if TYPE_CHECKING:
    from numpy.typing import NDArray

_REJECTED = ("kind", "outcome", "code", "reason", "file", "line", "column", "value", "raw", "amount")
_SHOWN = ("auc", "accuracy", "baseline", "log_loss", "baseline_log_loss", "ece")


def write_prediction(results: Results, answer: Prediction, engine: Engine, folder: Path) -> None:
    """Write all files of a prediction but ``run.json`` into a folder that exists.

    ``predictions.*`` has the customers of the file, ``scored.*`` those of a second file where one was given.
    """
    (folder / "models").mkdir()
    (folder / "report.html").write_text(render_prediction(results, answer), encoding="utf-8", newline="\n")
    _write(engine, folder, "predictions", prediction_columns(answer))
    if answer.scored is not None:
        _write(engine, folder, "scored", scored_columns(answer))
    engine.add_frame("report_evidence", evidence_columns(results))
    engine.write_parquet(
        'SELECT * REPLACE (CAST("from" AS VARCHAR[]) AS "from") FROM report_evidence',
        folder / "evidence.parquet",
        order_by=["key"],
    )
    wanted = ", ".join(ident(name) for name in _REJECTED)
    order = ["kind", "file", "line", "code", "column", "raw"]
    engine.write_parquet(f"SELECT {wanted} FROM rejected", folder / "rejected.parquet", order_by=order)
    write_json(folder / "metrics.json", prediction_metrics(results, answer))
    write_json(folder / "quality.json", quality(results.dataset))
    write_json(folder / "models" / "predict.json", answer.model, digits=17)


def prediction_metrics(results: Results, answer: Prediction) -> dict[str, Any]:
    """The summary of a prediction: rows, ``predict``, and what was skipped."""
    scores = {name: tidy(answer.scores[name].value) for name in _SHOWN if name in answer.scores}
    spans = {
        f"{name}_{end}": tidy(value)
        for name in _SHOWN
        if name in answer.scores
        for end, value in (("low", answer.scores[name].low), ("high", answer.scores[name].high))
        if value is not None
    }
    board = [
        {
            "model": rung.name,
            "label": rung.label,
            "chosen": rung.chosen,
            **_span("log_loss", rung.log_loss),
            "log_loss_gap": tidy(rung.gap.value),
            "auc": tidy(rung.auc.value),
            "accuracy": tidy(rung.accuracy.value),
        }
        for rung in answer.leaderboard
    ]
    leaks = [
        {"kind": leak.kind, "column": leak.column, "value": tidy(leak.value), "n": leak.n, "left_out": leak.left_out,
         "found": leak.sentence}
        for leak in answer.leaks
    ]  # fmt: skip
    out = {
        "target": answer.target,
        "classes": list(answer.classes),
        "positive": None if answer.positive is None else answer.classes[answer.positive],
        "n": answer.n,
        "model": answer.chosen,
        "judged": answer.judged,
        **scores,
        **spans,
        "leaderboard": board,
        "leaks": leaks,
        "notes": list(answer.notes),
        **(_stay(answer.stay) if answer.stay else {}),
    }
    if answer.scored is not None:
        known = int(answer.scored.known.sum())
        out["scored"] = {"n": len(answer.scored.ids), "also_learned_from": known}
    return {**metrics(results), "predict": out}


def prediction_columns(answer: Prediction) -> Columns:
    """One row a customer: what is known, what is predicted, with probability, percentile and reasons."""
    out: Columns = {"customer_id": answer.ids}
    if (answer.actual >= 0).any():
        out["actual"] = _words([None if i < 0 else answer.classes[i] for i in answer.actual.tolist()])
    out |= _probabilities(answer, answer.probabilities)
    if answer.positive is not None:
        out["percentile"] = rounded(answer.percentile, 2)
    out["reasons"] = answer.reasons
    return out


def scored_columns(answer: Prediction) -> Columns:
    """One row a customer of the second file; ``also_learned_from`` says that the id stands in the first one too."""
    assert answer.scored is not None
    out: Columns = {"customer_id": answer.scored.ids, **_probabilities(answer, answer.scored.probabilities)}
    out["also_learned_from"] = answer.scored.known
    out["reasons"] = answer.scored.reasons
    return out


def prediction_summary(answer: Prediction, folder: Path | None = None) -> str:
    """The answer in a few lines for a terminal."""
    lines = [title(answer), ""]
    names = {"auc": "AUC", "accuracy": "Accuracy", "baseline": "Baseline accuracy", "log_loss": "Log loss",
             "ece": "Calibration error"}  # fmt: skip
    found = {names[name]: answer.scores[name] for name in names if name in answer.scores}
    if answer.stay is not None:
        found["c-index"] = answer.stay.c_index
    lines += [f"  {name:<20}{_said(value)}" for name, value in found.items()]
    lines += [f"  {'Model':<20}{answer.chosen_label}, judged on {answer.judged}", ""]
    lines += [f"{'Left out' if leak.left_out else 'Note'}: {leak.sentence}." for leak in answer.leaks]
    lines += [f"Note: {note}." for note in answer.notes]
    if folder is not None:
        lines += ["", f"Report: {Path(folder) / 'report.html'}"]
    return "\n".join(lines).replace(NBSP, " ")


def _said(value: Estimate) -> str:
    span = "" if value.low is None or value.high is None else f"  ({value.low:.3f} to {value.high:.3f})"
    return f"{value.value:.4f}{span}"


def _probabilities(answer: Prediction, p: "NDArray[np.float64]") -> Columns:
    out: Columns = {"predicted": _words([answer.classes[i] for i in p.argmax(axis=1).tolist()])}
    if answer.positive is not None:
        return {**out, "probability": rounded(p[:, answer.positive], 6)}
    return {**out, **{f"probability_{c}": rounded(p[:, i], 6) for i, c in enumerate(answer.classes)}}


def _words(values: list[str | None]) -> "NDArray[np.object_]":
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


def _span(name: str, value: Estimate) -> dict[str, Any]:
    if value.low is None or value.high is None:
        return {name: tidy(value.value)}
    return {name: tidy(value.value), f"{name}_low": tidy(value.low), f"{name}_high": tidy(value.high)}


def _stay(stay: Stay) -> dict[str, Any]:
    times = [t for t, _ in stay.curve]
    shown = {f"{t:g}": tidy(stay.at(t).value) for t in times}
    return {
        **_span("c_index", stay.c_index),
        "survival": {
            "duration": stay.duration,
            "n": stay.n,
            "ended": stay.ended,
            "without_duration": stay.zero,
            "left_out": list(stay.left_out),
            "leaderboard": [
                {"model": each.name, "label": each.label, "used": each.used, **_span("c_index", each.c_index)}
                for each in stay.orderings
            ],
            "still_there": shown,
            **({"retention": _retained(stay.retained)} if stay.retained else {}),
        },
    }


def _retained(found: Retained) -> dict[str, Any]:
    last, share = found.ahead[-1]
    return {
        "model": "shifted beta-geometric",
        "alpha": tidy(found.alpha),
        "beta": tidy(found.beta),
        "log_likelihood": tidy(found.log_likelihood),
        "largest_distance": tidy(found.off),
        "fits": found.fits,
        "still_there": {f"{last:g}": tidy(share)},
    }


def _write(engine: Engine, folder: Path, name: str, columns: Columns) -> None:
    engine.add_frame(f"report_{name}", columns)
    engine.write_parquet(f"SELECT * FROM report_{name}", folder / f"{name}.parquet", order_by=["customer_id"])
    engine.add_frame(f"report_{name}_csv", guarded(columns))
    engine.write_csv(f"SELECT * FROM report_{name}_csv", folder / f"{name}.csv", order_by=["customer_id"])
