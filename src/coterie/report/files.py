"""What lies in the folder of a study? Every file but ``run.json``, with the same bytes for the same results."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np

from coterie.engine import Engine, ident
from coterie.report.audiences import widening_plain
from coterie.report.facts import Group, groups
from coterie.report.metrics import metrics
from coterie.report.onward import chances_of, payback_of, write_onward
from coterie.report.page import pictures, render
from coterie.report.tables import Columns, customer_blocks, evidence_columns, flag_columns, tidy
from coterie.terms import (
    CODES,
    MONEY_SCALE,
    DataRefused,
    Dataset,
    QualityReport,
    Results,
    Sentence,
    Statistic,
    ValueFit,
)

REJECTED = ("kind", "outcome", "code", "reason", "file", "line", "column", "value", "raw", "amount")
REJECTED_BY = ("kind", "file", "line", "code", "column", "raw")
CATEGORY = "holdout_category_share:"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_files(results: Results, engine: Engine, folder: Path) -> None:
    """Write the report, tables and JSON files of a study into a folder that exists.

    results   the study.
    engine    the engine that read it: it holds the rejected rows and writes Parquet and CSV.
    folder    an empty folder; the caller publishes it.
    """
    (folder / "models").mkdir()
    (folder / "report.html").write_text(render(results), encoding="utf-8", newline="\n")
    _write_tables(results, engine, folder)
    write_json(folder / "metrics.json", metrics(results))
    write_json(folder / "quality.json", quality(results.dataset))
    write_json(folder / "segments.json", segments(results))
    write_json(folder / "personas.json", personas(results))
    write_json(folder / "figures.json", pictures(results), indent=None)
    for name, model in models(results).items():
        write_json(folder / "models" / f"{name}.json", model, digits=17)  # exact: a new customer scores alike


def write_quality(refused: DataRefused, folder: Path) -> None:
    """Write ``quality.json`` for data that were refused: the problems, and the checks as far as intake came."""
    report = refused.quality if isinstance(refused.quality, QualityReport) else QualityReport()
    problems = [
        {
            "code": p.code,
            "found": p.found,
            "expected": p.expected or CODES[p.code].expected,
            "remedy": p.remedy or CODES[p.code].remedy,
            "where": plain(p.where),
        }
        for p in refused.problems
    ]
    write_json(folder / "quality.json", {"refused": True, "problems": problems, **_checks(report)})


def write_json(path: Path, thing: object, digits: int = 10, indent: int | None = 1) -> None:
    """Write JSON with sorted keys and floats of so many significant digits; what is not finite becomes null."""
    text = json.dumps(plain(thing, digits), sort_keys=True, indent=indent, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def plain(thing: Any, digits: int = 10) -> Any:
    """Nouns, arrays and days as what JSON knows.

    >>> plain({"day": date(2026, 1, 31), "x": float("nan"), "y": (0.1 + 0.2,)})
    {'day': '2026-01-31', 'x': None, 'y': [0.3]}
    """
    if isinstance(thing, Enum):
        return thing.value
    if thing is None or isinstance(thing, str | bool | int):
        return thing
    if isinstance(thing, float | np.floating):
        return tidy(float(thing), digits) if math.isfinite(thing) else None
    if isinstance(thing, date):
        return thing.isoformat()
    if is_dataclass(thing) and not isinstance(thing, type):
        return plain(asdict(thing), digits)
    if isinstance(thing, Mapping):
        return {str(k): plain(v, digits) for k, v in thing.items()}
    if isinstance(thing, np.ndarray | np.generic):
        return plain(thing.tolist(), digits)
    if isinstance(thing, list | tuple | set | frozenset):
        return [plain(v, digits) for v in (sorted(thing) if isinstance(thing, set | frozenset) else thing)]
    return str(thing)


def quality(dataset: Dataset) -> dict[str, Any]:
    """Where every row and all money ended, and each check with its count, value and examples."""
    return {
        "refused": False,
        "dataset": dataset.id,
        "currency": dataset.currency,
        "accounts": accounts(dataset),
        **_checks(dataset.quality),
    }


def accounts(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """Of each kind of source, where its rows and its money ended; money in currency units."""
    money = ("amount_read", "amount_accepted", "amount_rejected", "amount_duplicate")
    found = {kind: asdict(table.account) for kind, table in dataset.tables.items()}
    return {kind: {**each, **{name: each[name] / MONEY_SCALE for name in money}} for kind, each in found.items()}


def _checks(report: QualityReport) -> dict[str, Any]:
    checks = []
    for check in report.checks:
        amount = None if check.amount is None else check.amount / MONEY_SCALE
        code = CODES.get(check.code)
        checks.append(
            {
                **asdict(check),
                "amount": amount,
                "title": code.title if code else "",
                "remedy": check.remedy or (code.remedy if code else ""),
            }
        )
    return {"checks": checks, "sources": report.sources}


def segments(results: Results) -> dict[str, Any]:
    """Segments with size, shares, profile, rule, stability and what they did in the held-out days, with interval."""
    found = results.segmentation
    bands = {t.name: list(t.edges) for t in results.table.traits if t.edges}
    if found is None:
        return {"segments": [], "bands": bands, "skipped": dict(results.skipped)}
    return {
        "method": found.method,
        "k": found.k,
        "forming": list(found.forming),
        "reason": found.reason,
        "unjudged": found.unjudged,
        "on_a_cut": dict(found.on_a_cut),
        "bands": bands,
        "rule_fidelity": found.rule_fidelity,
        "agreement": found.agreement,
        "everyone": {"holdout": holdout_table({s.metric: s for s in results.evidence if s.population == "everyone"})},
        "segments": [_segment(results, g) for g in groups(results)],
        "micro_segments": micro_segments(results),
    }


def _segment(results: Results, group: Group) -> dict[str, Any]:
    mine = {s.metric: s for s in results.evidence if s.population == group.population and s.baseline != "rest"}
    wanted = (
        "share_of_customers",
        "share_of_revenue",
        "revenue",
        "holdout_spend_ratio",
        "holdout_spend_mean",
        "holdout_repeat_rate",
        "clv_total",
        "clv_mean",
        "mean_p_alive",
        "value_at_risk",
        "expected_orders",
        "test_size",
    )
    return {
        "id": group.segment.id,
        "name": group.name,
        "colour": group.colour,
        "size": group.segment.size,
        "stability": group.segment.stability,
        "profile": dict(group.segment.profile),
        "rule": plain(group.segment.rule) if group.segment.rule else None,
        "reach": widening_plain(group.segment.reach) if group.segment.reach else None,
        **{name: _figure(mine[name]) for name in wanted if name in mine},
        "holdout": holdout_table(mine),
        "payback": payback_of(mine),
        "worth_more_than": chances_of(results, group.population),
    }


def micro_segments(results: Results) -> list[dict[str, Any]]:
    """Each segment's customers of each lifecycle stage, those with too few left out."""
    found: dict[str, dict[str, Any]] = {}
    for s in results.evidence:
        if s.population.startswith("micro:"):
            found.setdefault(s.population, {})[s.metric] = _figure(s)
    told = [(who.removeprefix("micro:").split("/"), found[who]) for who in sorted(found)]
    return [{"segment": at[0], "stage": at[1], **each} for at, each in told if len(each) > 1]


def holdout_table(mine: dict[str, Statistic]) -> dict[str, Any]:
    """What one population did in the days kept apart: spend, orders, who ordered, who did not, and categories."""
    names = {name: f"holdout_{name}" for name in ("spend_mean", "orders_mean", "repeat_rate", "churn")}
    out: dict[str, Any] = {name: _figure(mine[metric]) for name, metric in names.items() if metric in mine}
    shares = {m.removeprefix(CATEGORY): _figure(s) for m, s in mine.items() if m.startswith(CATEGORY)}
    return out | ({"categories": shares} if shares else {})


def _figure(statistic: Statistic) -> dict[str, Any]:
    out: dict[str, Any] = {"estimate": statistic.estimate, "n": statistic.n, "key": statistic.key}
    if statistic.low is not None or statistic.high is not None:
        out |= {"low": statistic.low, "high": statistic.high, "level": statistic.level}
    return out


def personas(results: Results) -> dict[str, Any]:
    """Personas and verdict; each sentence with its kind, grade and the keys of the statistics it rests on."""
    told = [
        {
            "segment": p.segment,
            "name": p.name,
            "seed": p.seed,
            "headline": _sentence(p.headline),
            "sentences": [_sentence(s) for s in p.sentences],
        }
        for p in results.personas
    ]
    if results.verdict is None:
        return {"personas": told, "verdict": None}
    v = results.verdict
    verdict = {name: [_sentence(s) for s in getattr(v, name)] for name in ("act", "check", "unsupported")}
    return {"personas": told, "verdict": {"headline": _sentence(v.headline), **verdict}}


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {**asdict(sentence), "stats": list(sentence.stats)}


def models(results: Results) -> dict[str, dict[str, Any]]:
    """What scores new customers, as readable JSON: one entry a model that this study has."""
    out: dict[str, dict[str, Any]] = {}
    if results.segmentation is not None:
        found = results.segmentation
        out["segments"] = {
            "method": found.method,
            "k": found.k,
            "forming": list(found.forming),
            "segments": [{"id": g.segment.id, "name": g.name} for g in groups(results)],
            "model": dict(found.model),
        }
    if results.value is not None:
        value = results.value
        out["value"] = {
            "model": value.model,
            "time_unit": value.unit,
            "horizon_months": value.horizon.months,
            "discount": value.discount,
            "margin": value.margin,
            "fit": _fit(value.fit),
            "calibration": None if value.calibration is None else _fit(value.calibration),
        }
    return out


def _fit(fit: ValueFit) -> dict[str, Any]:
    """A fit; what it knows of traits stands there where it knows any."""
    told = asdict(fit)
    if not fit.design.columns:
        for name in ("design", "buying", "leaving"):
            del told[name]
    return told


def _write_tables(results: Results, engine: Engine, folder: Path) -> None:
    flags = flag_columns(results)
    engine.write_blocks(customer_blocks(results), folder / "customers.parquet", flags)
    engine.write_blocks((guarded(block) for block in customer_blocks(results)), folder / "customers.csv", flags)
    engine.add_frame("report_evidence", evidence_columns(results))
    engine.write_parquet(
        'SELECT * REPLACE (CAST("from" AS VARCHAR[]) AS "from") FROM report_evidence',
        folder / "evidence.parquet",
        order_by=["key"],
    )
    write_onward(results, engine, folder)
    engine.write_parquet(rejected(engine), folder / "rejected.parquet", order_by=REJECTED_BY)


def guarded(columns: Columns) -> Columns:
    """The columns with every text that a spreadsheet would run as a formula led by an apostrophe."""
    return {name: _guarded(values) for name, values in columns.items()}


def _guarded(values: Any) -> Any:
    if getattr(getattr(values, "dtype", None), "kind", "") != "O":
        return values
    out = values.copy()
    out[:] = [f"'{v}" if isinstance(v, str) and v.startswith(FORMULA) else v for v in values.tolist()]
    return out


def rejected(engine: Engine) -> str:
    """SQL: every row that was not accepted, with its reason, file, line and text; no row where nothing was read."""
    if engine.has("rejected"):
        return "SELECT " + ", ".join(ident(name) for name in REJECTED) + " FROM rejected"
    numbers = {"line": "BIGINT", "amount": "BIGINT"}
    empty = ", ".join(f"CAST(NULL AS {numbers.get(n, 'VARCHAR')}) AS {ident(n)}" for n in REJECTED)
    return f"SELECT * FROM (SELECT {empty}) AS nothing WHERE FALSE"
