"""What is the study in one JSON object? ``metrics.json``: counts, value, segments, scoreboard, and what was skipped."""

from typing import Any

from coterie.report.tables import tidy
from coterie.terms import Estimate, Results, ValueFit, ValueHoldout, ValueScore
from coterie.terms.value import Churn, TraitCheck

Json = dict[str, Any]


def metrics(results: Results) -> Json:
    """The summary of a study; a part that did not run is absent, with its reason under ``skipped``.

    ``seconds`` and ``peak_memory_mb`` differ from run to run: they stand in ``run.json``, so that this file does not.
    """
    out: Json = {"rows": {kind: _rows(results, kind) for kind in sorted(results.dataset.tables)}}
    if results.dataset.has("orders"):
        out["orders"] = _orders(results)
    if results.value is not None:
        out["value"] = _value(results)
    if results.segmentation is not None:
        out["segments"] = _segments(results)
    out["skipped"] = dict(sorted(results.skipped.items()))
    return out


def _rows(results: Results, kind: str) -> Json:
    account = results.dataset.tables[kind].account
    return {name: getattr(account, name) for name in ("read", "accepted", "rejected", "duplicate")}


def _orders(results: Results) -> Json:
    out: Json = {}
    for name in ("customers", "orders", "lines", "revenue", "returns_value"):
        found = results.evidence.find(name, "everyone")
        if found is not None:
            out[name] = _number(found.estimate)
    for name, day in (("first", results.dataset.first_day), ("last", results.dataset.last_day)):
        if day is not None:
            out[name] = day.isoformat()
    return out


def _value(results: Results) -> Json:
    answer = results.value
    assert answer is not None
    out: Json = {
        "model": answer.model,
        "time_unit": answer.unit.value,
        **_fit(answer.fit),
        "horizon_months": answer.horizon.months,
        "value_is": answer.money,
        **_bounds("total_clv", answer.total),
    }
    if answer.calibration is not None:
        out["calibration"] = _fit(answer.calibration)
    if answer.holdout is not None:
        out["holdout"] = _holdout(answer.holdout)
    if answer.churn is not None:
        out["churn"] = _churn(answer.churn)
    if answer.fixed is not None:
        out["traits"] = _fixed(answer.fixed)
    if answer.leaderboard:
        out["leaderboard"] = [_forecast(score) for score in answer.leaderboard]
    return out


def _fit(fit: ValueFit) -> Json:
    params = {name: tidy(value) for name, value in sorted(fit.params.items())}
    return {"params": params, "log_likelihood": tidy(fit.log_likelihood)}


def _holdout(held: ValueHoldout) -> Json:
    return {
        "days": held.days,
        "orders_actual": _number(held.orders_actual),
        **_bounds("orders_expected", held.orders_expected),
        "spend_actual": tidy(held.spend_actual),
        **_bounds("spend_expected", held.spend_expected),
        "top20_share": tidy(held.top20_share),
        "spearman": tidy(held.spearman),
        **({} if held.coverage is None else {"coverage": tidy(held.coverage)}),
    }


def _churn(churn: Churn) -> Json:
    sizes = {name: int((churn.band == k).sum()) for k, name in enumerate(churn.bands)}
    out: Json = {"days": tidy(churn.days), "edges": list(churn.edges), "customers": sizes}
    if churn.check is not None:
        check = churn.check
        out |= {name: tidy(getattr(check, name)) for name in ("lost", "calibration_error", "value_recall")}
        for name, share in (("precision", check.precision), ("recall", check.recall)):
            if share is not None:
                out |= _bounds(name, share)
        if check.lift is not None:
            out["lift"] = tidy(check.lift)
        out["calibration"] = [[tidy(risk), tidy(came)] for risk, came in check.calibration]
    return out


def _fixed(check: TraitCheck) -> Json:
    effects = [{"name": e.name, **_bounds("buying", e.buying), **_bounds("leaving", e.leaving)} for e in check.effects]
    told = {"traits": list(check.traits), "better": check.better, "gain": tidy(check.gain)}
    return {**told, "carries": check.carries, "origins": check.origins, "effects": effects}


def _forecast(score: ValueScore) -> Json:
    names = ("orders_expected", "spend_expected", "orders_mae", "spend_mae", "top20_share", "calibration_error")
    out: Json = {"model": score.name, "kind": score.kind, "chosen": score.chosen}
    out |= {name: tidy(getattr(score, name)) for name in names}
    for name in ("coverage", "inner_deviance"):
        if getattr(score, name) is not None:
            out[name] = tidy(getattr(score, name))
    out["calibration"] = [[tidy(expected), tidy(came)] for expected, came in score.calibration]
    return out


def _segments(results: Results) -> Json:
    found = results.segmentation
    assert found is not None
    out: Json = {"method": found.method, "k": found.k, "sizes": [s.size for s in found.segments]}
    for name in ("silhouette", "rule_fidelity", "agreement"):
        if getattr(found, name) is not None:
            out[name] = tidy(getattr(found, name))
    if found.mean_jaccard is not None and found.min_jaccard is not None:
        out["stability"] = {"mean_jaccard": tidy(found.mean_jaccard), "min_jaccard": tidy(found.min_jaccard)}
    board = []
    for score in found.scoreboard:
        row: Json = {"method": score.method, "k": score.k, "chosen": score.chosen, "candidate": score.candidate}
        for name in ("top20_share", "eta2"):
            if getattr(score, name) is not None:
                row |= _bounds(name, getattr(score, name))
        for name in ("stability", "inner_top20"):
            if getattr(score, name) is not None:
                row[name] = tidy(getattr(score, name))
        board.append(row)
    out["scoreboard"] = board
    return out


def _bounds(name: str, estimate: Estimate) -> Json:
    out: Json = {name: tidy(estimate.value)}
    if estimate.low is not None and estimate.high is not None:
        out |= {f"{name}_low": tidy(estimate.low), f"{name}_high": tidy(estimate.high)}
    return out


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else tidy(value)
