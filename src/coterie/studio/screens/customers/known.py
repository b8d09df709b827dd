"""What is known of one customer? Her segment and why, value, days and traits, and what earlier studies said."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from coterie.studio.projects.models import StudyRecord
from coterie.studio.screens.customers.listing import cell
from coterie.studio.shell.formats import day, interval, money, number, share
from coterie.studio.shell.studies import opened
from coterie.workflows import OpenStudy

GROUPS = {
    "behavioural": "What they did",
    "value": "What they bring",
    "demographic": "Who they are",
    "attitude": "What they think",
    "campaign": "What reached them",
}
SAID = {  # these have a place of their own on the page
    "segment", "segment_name", "confidence", "reasons", "next_step", "next_segment", "next_orders", "clv", "clv_low",
    "clv_high", "p_alive", "expected_orders", "spend_at_risk", "p_no_order", "risk_band", "joined_on", "leaving_on",
    "next_order_on", "next_order_days", "next_order_days_low", "next_order_days_high", "previous_segment",
}  # fmt: skip
BACK = 8  # earlier studies that are asked


def told(study: OpenStudy, row: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """Everything of one row, in words."""
    segment = study.segment(row["segment"]) if row.get("segment") else None
    return {
        "customer": row,
        "segment": segment,
        "headline": headline(study, row, currency),
        "currency": currency,
        "kpis": kpis(study, row, currency),
        "reasons": [part for part in str(row.get("reasons") or "").split("; ") if part],
        "memberships": memberships(study, row),
        "days": days(row),
        "next_step": row.get("next_step") or "",
        "groups": traits(study, row),
    }


def headline(study: OpenStudy, row: Mapping[str, Any], currency: str) -> str:
    """ "C0000001 is one of Champions and will bring about 353 in the next 12 months"."""
    who, name = row["customer_id"], row.get("segment_name")
    start = f"Customer {who} belongs to {name or 'no segment'}"
    if row.get("clv") is None:
        return start
    value = study.metrics.get("value") or {}
    months, kind = number(value.get("horizon_months"), "whole"), value.get("value_is", "revenue")
    worth = money(row["clv"], currency)
    return f"{start} and will bring about {worth} of {kind} in {months} months"


def kpis(study: OpenStudy, row: Mapping[str, Any], currency: str) -> list[dict[str, str]]:
    """The figures at the top; each only where the study has it."""
    band = row.get("risk_band")
    days_ahead = ((study.metrics.get("value") or {}).get("churn") or {}).get("days")
    wanted = (
        ("clv", "Expected value", money(row.get("clv"), currency), sure(row.get("clv_low"), row.get("clv_high"))),
        ("p_alive", "Still a customer", share(row.get("p_alive")), "by the value model"),
        ("expected_orders", "Expected orders", number(row.get("expected_orders")), "in the same months"),
        ("p_no_order", "Risk of loss", share(row.get("p_no_order")),
         f"{band} band: no order in {number(days_ahead, 'whole')} days" if band else ""),
        ("spend_at_risk", "Spend at risk", money(row.get("spend_at_risk"), currency), "risk times spend expected"),
        ("orders", "Orders so far", number(row.get("orders"), "whole"), ""),
        ("revenue", "Revenue so far", money(row.get("revenue"), currency), "returns taken off"),
    )  # fmt: skip
    return [
        {"label": label, "value": value, "note": note}
        for name, label, value, note in wanted
        if row.get(name) is not None
    ]


def sure(low: float | None, high: float | None) -> str:
    """The bounds of a value in words; two bounds that read the same are none.

    >>> sure(0.0, 12.0), sure(0.0, 0.0), sure(None, None)
    ('0 to 12, 80 % sure', 'next to nothing', '')
    """
    said = interval(low, high, "currency")
    if not said or low is None or high is None:
        return ""
    if number(low, "currency") != number(high, "currency"):
        return f"{said}, 80 % sure"
    return "next to nothing" if high < 0.5 else ""


def memberships(study: OpenStudy, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How strongly she belongs to each segment, where the way of grouping says so; the strongest first."""
    found = [{**each, "part": row.get(f"membership_{each['id']}")} for each in study.segments]
    return sorted((each for each in found if each["part"] is not None), key=lambda each: -each["part"])


def days(row: Mapping[str, Any]) -> list[dict[str, str]]:
    """Her days in order: joined, last order, the next one, and when she would be gone."""
    low, high = row.get("next_order_days_low"), row.get("next_order_days_high")
    ahead = f"in {_days(row.get('next_order_days'))}" if row.get("next_order_days") is not None else ""
    span = f"{number(low, 'whole')} to {number(high, 'whole')} days" if low is not None and high is not None else ""
    recency, alive = row.get("recency_days"), row.get("p_alive")
    left = alive is not None and alive <= 0.5  # the day lies behind
    out = [
        ("First order", day(row.get("joined_on")), ""),
        (
            "Last order",
            f"{_days(recency)} ago" if recency is not None else "–",
            "on the last day of the data",
        ),
        (
            "Usual gap",
            _days(row.get("median_gap_days")) if row.get("median_gap_days") is not None else "–",
            "the middle one of their own",
        ),
        ("Next order, if they stay", day(row.get("next_order_on")), "; ".join(part for part in (ahead, span) if part)),
        ("More likely gone since" if left else "Gone, if silent until", day(row.get("leaving_on")), ""),
    ]
    return [{"label": label, "text": text, "note": note} for label, text, note in out if text != "–"]


def _days(count: float | None) -> str:
    said = number(count, "whole")
    return f"{said} day" if said == "1" else f"{said} days"


def traits(study: OpenStudy, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every other trait, by group, with how it is meant."""
    found = [each for each in study.traits if each["name"] not in SAID and not each["name"].startswith("membership_")]
    found.sort(key=lambda each: list(GROUPS).index(each["group"]) if each["group"] in GROUPS else len(GROUPS))
    out = []
    for group, members in groupby(found, key=lambda each: each["group"]):
        rows = [{**each, "text": _text(each, row.get(each["name"]))} for each in members]
        out.append({"name": GROUPS.get(group, str(group).capitalize()), "rows": rows})
    return out


def _text(trait: Mapping[str, Any], value: Any) -> str:
    if value is None or value == "":
        return "not known"
    if trait["kind"] == "date":
        return day(str(value))
    text = cell(value, trait["unit"])
    unit = trait["unit"]
    if not unit or unit in ("share", "currency", "ratio", "sd") or text == "–":
        return text
    return f"{text} {unit.removesuffix('s') if text == '1' else unit}"


def earlier(record: StudyRecord, customer: str) -> list[dict[str, Any]]:
    """What the studies of this project said of her, this one first: segment, chance to be a customer still, value."""
    mine = StudyRecord.objects.filter(project=record.project, state=StudyRecord.State.DONE, number__lte=record.number)
    out = []
    for each in mine.select_related("dataset").order_by("-number")[:BACK]:
        study = opened(each)
        row = study.customer(customer) if study else None
        if study is None or row is None:
            continue
        segment = study.segment(row["segment"]) if row.get("segment") else None
        out.append({"study": each, "row": row, "segment": segment, "here": each.pk == record.pk,
                    "as_of": study.summary.get("as_of")})  # fmt: skip
    return out if len(out) > 1 else []
