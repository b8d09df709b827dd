"""What is one segment? Its sentences, its rule, what came later, whom it overlaps with."""

from collections.abc import Mapping
from typing import Any

from coterie.studio.shell.formats import day, interval, money, number
from coterie.terms import WrongWords
from coterie.workflows import OpenStudy

APART = ("definition", "behaviour", "demographic", "attitude")
AHEAD = ("value", "future")
LATER = (
    ("spend_mean", "Spend a customer", "currency"),
    ("orders_mean", "Orders a customer", ""),
    ("repeat_rate", "Ordered again", "share"),
    ("churn", "Did not order", "share"),
)
# column, heading, unit, shown on phones too
MEMBER_COLUMNS = (
    ("confidence", "Fits the segment", "share", True),
    ("orders", "Orders", "whole", False),
    ("revenue", "Revenue", "currency", True),
    ("recency_days", "Days since the last order", "whole", False),
    ("clv", "Expected value", "currency", True),
    ("p_alive", "Still a customer", "share", False),
)
SEEN = 3  # neighbours named


def told(study: OpenStudy, segment: dict[str, Any]) -> dict[str, Any]:
    """Everything about one segment but its members."""
    persona = study.persona(segment["id"])
    sentences = [{**each, "keys": " ".join(each["stats"]), "evidence": each["tag"]} for each in _said(persona)]
    return {
        "segment": segment,
        "segments": study.segments,
        "headline": headline(segment, study.summary.get("currency") or ""),
        "kpis": _kpis(study, segment),
        "apart": [each for each in sentences if each["block"] in APART],
        "ahead": [each for each in sentences if each["block"] in AHEAD],
        "rule": rule(study, segment),
        "differences": _wide(study.figure(f"differences-{segment['id']}")),
        "later": later(study, segment),
        "days": _days(study),
        "overlaps": overlaps(study, segment),
        "soft": any(name.startswith("membership_") for name in study.columns),
    }


def _wide(figure: dict[str, Any] | None) -> dict[str, Any] | None:
    """The figure alone in its row."""
    return None if figure is None else {**figure, "wide": True}


def _said(persona: dict[str, Any] | None) -> list[dict[str, Any]]:
    return list(persona["sentences"]) if persona else []


def headline(segment: Mapping[str, Any], currency: str) -> str:
    """ "Champions: 78 customers, 16 % of all, bring 50 % of revenue"."""
    share = number(segment["share_of_customers"]["estimate"], "share")
    start = f"{segment['name']}: {number(segment['size'], 'whole')} customers, {share} of all"
    revenue = segment.get("share_of_revenue") or {}
    if revenue.get("estimate") is None:
        return start
    return f"{start}, bring {number(revenue['estimate'], 'share')} of revenue"


def _kpis(study: OpenStudy, segment: Mapping[str, Any]) -> list[dict[str, Any]]:
    currency = study.summary.get("currency") or ""
    wanted = (
        ("share_of_customers", "Share of customers", "share", ""),
        ("share_of_revenue", "Share of revenue", "share", ""),
        ("clv_total", "Expected value", "currency", "of the group, ahead"),
        ("value_at_risk", "Yearly spend at risk", "currency", "by the chance that they left"),
        ("mean_p_alive", "Still customers", "share", "by the value model"),
    )
    out = []
    for name, label, unit, note in wanted:
        cell = segment.get(name) or {}
        if cell.get("estimate") is not None:
            value = money(cell["estimate"], currency) if unit == "currency" else number(cell["estimate"], unit)
            span = interval(cell.get("low"), cell.get("high"), unit)
            out.append({"label": label, "value": value, "raw": cell["estimate"], "key": cell["key"],
                        "note": span or note})  # fmt: skip
    found = next(iter(study.statistics(f"segment:{segment['id']}", "stability")), None)
    if found:
        text = "of it comes back when other customers are drawn"
        out.append({"label": "Stability", "value": found["text"], "raw": found["estimate"], "key": found["key"],
                    "note": text})  # fmt: skip
    return out


def rule(study: OpenStudy, segment: Mapping[str, Any]) -> dict[str, Any] | None:
    """The plain filter that comes closest, with how often it is right and how much it finds."""
    known = segment.get("rule") or {}
    if not known.get("text"):
        return None
    population = f"segment:{segment['id']}"
    right = next(iter(study.statistics(population, "rule_precision")), None)
    finds = next(iter(study.statistics(population, "rule_coverage")), None)
    return {"text": known["text"], "precision": right, "coverage": finds}


def later(study: OpenStudy, segment: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What came in the days kept apart: of this segment, and of everybody."""
    mine, all_of = (each.get("holdout") or {} for each in (segment, study.grouping.get("everyone") or {}))
    rows = []
    for name, label, unit in LATER:
        own, everyone = mine.get(name) or {}, all_of.get(name) or {}
        if own.get("estimate") is None:
            continue
        rows.append({"label": label, "unit": unit, "own": own, "everyone": everyone, **_scale(own, everyone)})
    return rows


def _scale(own: Mapping[str, Any], everyone: Mapping[str, Any]) -> dict[str, float]:
    ends = [cell.get(end) for cell in (own, everyone) for end in ("low", "estimate", "high")]
    known = [end for end in ends if end is not None]
    return {"least": min(0.0, *known), "most": max(known)}


def _days(study: OpenStudy) -> str:
    past, last = (study.run.get("days") or {}).get("past"), (study.run.get("days") or {}).get("as_of")
    return f"{day(past)} to {day(last)}" if past and last else ""


def overlaps(study: OpenStudy, segment: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Of which other segments its members have a share too, by the middle member; the strongest first."""
    found = []
    for other in study.segments:
        name = f"membership_{other['id']}"
        if other["id"] == segment["id"] or name not in study.columns:
            continue
        try:
            spread = study.distribution(name, segment["id"])
        except WrongWords:
            continue  # too few customers to be told
        middle = _middle(spread)
        if middle:
            found.append({**other, "middle": middle})
    return sorted(found, key=lambda each: -each["middle"])[:SEEN]


def _middle(spread: Mapping[str, Any]) -> float | None:
    value = (spread.get("quantiles") or {}).get("p50")
    return float(value) if value is not None and value >= 0.01 else None


def member_columns(study: OpenStudy) -> list[tuple[str, str, str, bool]]:
    """What is shown of each customer; how well one fits only where customers differ in it."""
    known = set(study.columns) - (set() if study.is_graded else {"confidence"})
    return [each for each in MEMBER_COLUMNS if each[0] in known]


def member(row: Mapping[str, Any], columns: list[tuple[str, str, str, bool]]) -> dict[str, Any]:
    """A customer as a row of the page."""
    cells = [(heading, _cell(row.get(name), unit), small) for name, heading, unit, small in columns]
    return {"id": row["customer_id"], "segment": row.get("segment_name", ""), "cells": cells}


def _cell(value: Any, unit: str) -> str:
    return number(value, unit) if isinstance(value, int | float) else "–"
