"""How does the shop stand, and since when? Figures with interval and change, month by month and study by study."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from coterie.studio.projects.models import Project, StudyRecord
from coterie.studio.shell.formats import interval, money, number, share
from coterie.studio.shell.studies import mark, opened
from coterie.workflows import OpenStudy, open_study

LENGTHS = (("holdout_churn", "holdout_days"), ("total_clv", "horizon_months"))  # a figure, and over how long it is
BACK = 12  # studies in the table
SAME, LEAST = 0.0005, 0.05  # a change below this, and points below these, are none


def dashboard(project: Project, record: StudyRecord) -> dict[str, Any]:
    """Cards, the figures over time, and a row a study; nothing where the files of the study are gone."""
    study = opened(record)
    if study is None:
        return {}
    before = _before(record)
    told = [each for each in map(history_row, _studies(project, record)) if each]
    figures = [each for each in (study.figure("months"), study.comings(), study.figure("tracking")) if each]
    return {
        "kpis": cards(record, study, before),
        "act": [{**each, "keys": " ".join(each["stats"])} for each in (study.verdict or {}).get("act", ())],
        "segments": study.segments,
        "since": before,
        "history": told if len(told) > 1 else [],
        "figures": figures,
        "book": study.figure_settings,
        "currency": currency_of(record),
    }


def cards(record: StudyRecord, study: OpenStudy, before: StudyRecord | None) -> list[dict[str, Any]]:
    """The figures at the top, each with interval, change, and where it leads."""
    now, past = known(study), known(opened(before)) if before else {}
    for metric, length in LENGTHS:  # over more days less is left: only like is held against like
        if _length(now, length) != _length(past, length):
            past.pop(metric, None)
    root = f"/p/{record.project.slug}/s/{record.pk}/"
    days = number((now.get("holdout_days") or {}).get("estimate"), "whole")
    kind = (study.metrics.get("value") or {}).get("value_is", "value")
    months = number((now.get("horizon_months") or {}).get("estimate"), "whole")
    wanted = (
        ("Customers", "customers", root, ""),
        ("Purchases", "orders", root, "orders, returns left out"),
        ("Visits and clicks", "events", root, "rows of what customers did on the site"),
        ("Revenue", "revenue", root, "returns taken off"),
        ("Bought again", "repeat_share", f"{root}value/cohorts/", ""),
        (f"Did not order in the last {days} days", "holdout_churn", f"{root}value/risk/", ""),
        (f"Expected {kind}, next {months} months", "total_clv", f"{root}value/", ""),
        ("Still customers", "mean_p_alive", f"{root}value/", "on average, by the value model"),
    )
    out = []
    for label, metric, url, note in wanted:
        found = now.get(metric)
        if found is None or (metric == "events" and not found["estimate"]):
            continue
        said = found["interval"] and f"{found['interval']}, {number(found['level'], 'share')} sure"
        parts = [part for part in (said or note, change(found, past.get(metric), before)) if part]
        value = money(found["estimate"], currency_of(record)) if found["unit"] == "currency" else found["text"]
        out.append({"label": label, "value": value, "raw": found["estimate"], "key": found["key"], "url": url,
                    "note": " · ".join(parts)})  # fmt: skip
    return out


def change(now: Mapping[str, Any], past: Mapping[str, Any] | None, before: StudyRecord | None) -> str:
    """ "+12 % since study 1"; shares in points, "" where there is nothing to compare with."""
    if past is None or before is None or not past["estimate"]:
        return ""
    since = f"since study\u00a0{before.number}"
    if now["unit"] == "share":
        points = 100 * (now["estimate"] - past["estimate"])
        moved = f"{_signed(f'{abs(points):.1f}', points)} points {since}"
        return moved if abs(points) >= LEAST else f"as in study\u00a0{before.number}"
    part = now["estimate"] / past["estimate"] - 1
    return f"{_signed(share(abs(part)), part)} {since}" if abs(part) >= SAME else f"as in study\u00a0{before.number}"


def _length(found: Mapping[str, Mapping[str, Any]], name: str) -> object:
    return found.get(name, {}).get("estimate")


def _signed(text: str, value: float) -> str:
    return f"{'+' if value > 0 else '−'}{text}"


def known(study: OpenStudy | None) -> dict[str, dict[str, Any]]:
    """Statistics of everybody by metric, the days kept apart and the rows of events beside them."""
    if study is None:
        return {}
    found = {each["metric"]: each for each in study.statistics("everyone") if each["metric"] != "days"}
    held = [each for each in study.statistics("everyone", "days") if each["definition"] == "days kept apart"]
    events = study.statistics("events", "rows_accepted")
    return found | ({"holdout_days": held[0]} if held else {}) | ({"events": events[0]} if events else {})


def history_row(record: StudyRecord) -> dict[str, Any] | None:
    """One study as a row: the same figures, each with its text."""
    key = mark(record)
    return {"study": record, **_figures(key, currency_of(record))} if key else None


@lru_cache(maxsize=256)
def _figures(key: tuple[str, int, int], currency: str) -> dict[str, Any]:
    """Read once for each state of a study's folder: a dozen studies are not opened for one page each time."""
    study = open_study(key[0])
    now = known(study)
    days, cells = (now.get("holdout_days") or {}).get("estimate"), []
    for metric in ("customers", "orders", "revenue", "repeat_share", "holdout_churn", "total_clv"):
        found = now.get(metric)
        text = (
            "–"
            if found is None
            else money(found["estimate"], currency)
            if found["unit"] == "currency"
            else found["text"]
        )
        span = interval(found["low"], found["high"], found["unit"]) if found else ""
        if metric == "holdout_churn" and found:
            span = f"{span}, in {number(days, 'whole')} days"
        cells.append({"text": text, "interval": span})
    return {"as_of": study.summary.get("as_of"), "k": study.summary.get("k"), "cells": cells}


def currency_of(record: StudyRecord) -> str:
    """The currency of the data, else that of the project, else none."""
    return str(record.summary.get("currency") or record.project.currency or "")


def _before(record: StudyRecord) -> StudyRecord | None:
    if record.previous is not None and record.previous.state == StudyRecord.State.DONE:
        return record.previous
    done = StudyRecord.objects.filter(project=record.project, dataset=record.dataset, state=StudyRecord.State.DONE)
    return done.filter(number__lt=record.number).first()


def _studies(project: Project, record: StudyRecord) -> list[StudyRecord]:
    done = StudyRecord.objects.filter(project=project, state=StudyRecord.State.DONE, number__lte=record.number)
    return list(done.select_related("dataset", "project")[:BACK])
