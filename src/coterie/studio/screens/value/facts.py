"""What does the study say of value? The words and numbers of its pages, each with the key of its statistic."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from coterie.studio.shell.formats import interval, money, number, share
from coterie.workflows import OpenStudy

WORTH = ("clv", "alive", "recency-frequency")
JUDGED = ("forecasts", "tracking")
RISK = ("alive",)
Cell = dict[str, Any]


def worth(study: OpenStudy, currency: str) -> dict[str, Any]:
    """Total, its parts and the segments, in order of value."""
    value = study.metrics.get("value")
    if not value:
        return {"headline": "", "rows": []}
    known = everyone(study)
    months = number(value["horizon_months"], "whole")
    span = interval(value.get("total_clv_low"), value.get("total_clv_high"), "currency")
    return {
        "headline": f"Your customers will bring about {money(value['total_clv'], currency)} of "
        f"{value['value_is']} in the next {months} months"
        + (f", between {span.replace(' to ', ' and ')}" if span else ""),
        "value_is": value["value_is"],
        "currency": currency,
        "months": months,
        "model": value["model"],
        "kpis": [each for each in _worth_cards(known, value, currency, months) if each],
        "rows": segments(study),
        **_has(study),
    }


def _worth_cards(known: Mapping[str, Cell], value: Mapping[str, Any], currency: str, months: str) -> list[Any]:
    total, rate = known.get("total_clv"), known.get("discount_rate")
    counted = f"money a year later counts {rate['text']} less" if rate and rate["estimate"] else ""
    return [
        card(f"Expected {value['value_is']}, next {months} months", total, currency=currency, note=level(total)),
        card("Expected orders", known.get("expected_orders"), note=level(known.get("expected_orders"))),
        card("Still customers", known.get("mean_p_alive"), note="of all, on average, by the model"),
        card("Counted as", None, text=str(value["value_is"]).capitalize(), note=counted),
    ]


def segments(study: OpenStudy) -> list[dict[str, Any]]:
    """A row a segment: what it is worth, how sure, who is still there, what is at risk."""
    rows = [each for each in study.segments if known(each, "clv_total")]
    total = sum(each["clv_total"]["estimate"] for each in rows)
    told = [
        {
            **each,
            "part": each["clv_total"]["estimate"] / total if total else None,
            "repaid": (each.get("payback") or {}).get("says", ""),
        }
        for each in rows
    ]
    return sorted(told, key=lambda each: -each["clv_total"]["estimate"])


def _has(study: OpenStudy) -> dict[str, bool]:
    rows = [each for each in study.segments if known(each, "clv_total")]
    return {
        "has_risk": any(known(each, "value_at_risk") for each in rows),
        "has_payback": any((each.get("payback") or {}).get("says") for each in rows),
    }


def judged(study: OpenStudy, currency: str) -> dict[str, Any]:
    """How the forecast did on the days kept apart, and beside the others."""
    value = study.metrics.get("value") or {}
    held = value.get("holdout")
    if not held:
        return {"headline": "", "kpis": []}
    now = everyone(study)
    days = number(held["days"], "whole")
    off = held["spend_expected"] / held["spend_actual"] - 1 if held["spend_actual"] else None
    way = "more" if (off or 0) > 0 else "less"
    told = f", {share(abs(off))} {way} than came" if off is not None else ""
    return {
        "headline": f"For {days} days that it had not seen, the model expected "
        f"{money(held['spend_expected'], currency)}{told}",
        "within": _within(held),
        "kpis": [each for each in _judged_cards(now, currency) if each],
        "days": days,
        "currency": currency,
        "board": board(study),
        "model": value["model"],
        "churn": value.get("churn"),
        "parameters": [{**each, "name": each["metric"].partition(":")[2]} for each in _parameters(study)],
    }


def _within(held: Mapping[str, Any]) -> str:
    low, high, came = held.get("spend_expected_low"), held.get("spend_expected_high"), held["spend_actual"]
    if low is None or high is None:
        return ""
    inside = "inside" if low <= came <= high else "outside"
    return f"What came lies {inside} the interval that it gave, {interval(low, high, 'currency')}."


def _judged_cards(now: Mapping[str, Cell], currency: str) -> list[Any]:
    orders, spend = now.get("orders_expected"), now.get("spend_expected")
    return [
        card("Spend expected", spend, currency=currency, note=level(spend)),
        card("Spend that came", now.get("spend_actual"), currency=currency),
        card("Orders expected", orders, note=level(orders)),
        card("Orders that came", now.get("orders_actual")),
        card("Brought by the top fifth", now.get("top20_share"), note="of the spend, by who was ranked highest before"),
        card("Inside their interval", now.get("coverage"), note="of customers; 80 % were promised"),
    ]


def board(study: OpenStudy) -> dict[str, Any] | None:
    """Ways of forecasting beside what came, as the report has them; None where none was judged."""
    found = study.figure("forecasts")
    return found["table"] if found else None


def _parameters(study: OpenStudy) -> list[Cell]:
    found = [each for each in study.statistics("everyone") if each["metric"].startswith("param:")]
    whole = [each for each in found if each["window"] != "calibration"]
    return sorted(whole, key=lambda each: (each["window"], each["metric"]))


def cohort_names(study: OpenStudy) -> tuple[str, ...]:
    """The triangles that the study has, those by month first."""
    names = [each for each in study.figure_names if each.startswith(("cohort-", "value-by-"))]
    return tuple(sorted(names, key=lambda each: not each.startswith("cohort-")))


def cohorts(study: OpenStudy) -> str:
    """The heading: of those who came first in the first and in the last month that is over, how many came again."""
    found = study.figure("cohort-retention")
    rows = [
        row
        for row in (found["table"]["rows"] if found else [])
        if len(row) > 2 and row[2].get("value") is not None and _month(row[0]["text"])
    ]
    if not rows:
        return "How did customers go on who came at the same time?"
    last, first = rows[-1], rows[0]
    told = f"Of those who came first in {_month(last[0]['text'])}, {share(last[2]['value'])} bought again a month later"
    return told if len(rows) < 2 else f"{told}; of those of {_month(first[0]['text'])}, {share(first[2]['value'])}"


def _month(label: str) -> str:
    """ "2017-01" as "January 2017"; nothing where a row is of no single month."""
    try:
        return date.fromisoformat(f"{label}-01").strftime("%B %Y")
    except ValueError:
        return ""


def everyone(study: OpenStudy) -> dict[str, Cell]:
    """The statistics of everybody by metric; where there are several, those of the days ahead or kept apart."""
    return {each["metric"]: each for each in study.statistics("everyone")}


def known(segment: Mapping[str, Any], name: str) -> bool:
    """Has this segment a number of that name?"""
    return isinstance(segment.get(name), Mapping) and segment[name].get("estimate") is not None


def card(label: str, found: Cell | None, currency: str = "", note: str = "", text: str = "") -> dict[str, Any] | None:
    """A figure as a card of the page; None where the study does not have it."""
    if found is None:
        return {"label": label, "value": text, "note": note} if text else None
    value = money(found["estimate"], currency) if found["unit"] == "currency" else found["text"]
    return {"label": label, "value": value, "raw": found["estimate"], "key": found["key"], "note": note}


def level(found: Cell | None) -> str:
    """ "39.7 k to 97.9 k, 95 %"."""
    if not found or not found["interval"]:
        return ""
    return f"{found['interval']}, {number(found['level'], 'share')} sure"
