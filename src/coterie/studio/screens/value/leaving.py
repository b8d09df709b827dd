"""Whom may we lose? Bands of risk with what is at stake, how good the warning was, and who has most to lose."""

from typing import Any

from coterie.studio.screens.value.facts import card, everyone, level
from coterie.studio.shell.formats import money, number, share
from coterie.workflows import OpenStudy

FIRST = 25
BANDS = ("high", "middle", "low")


def risk(study: OpenStudy, currency: str) -> dict[str, Any]:
    """The bands from high to low, and how the warning did on the days kept apart."""
    churn = (study.metrics.get("value") or {}).get("churn")
    if not churn:
        return {"headline": "", "bands": []}
    days = number(churn["days"], "whole")
    rows, total = bands(study, churn), sum(churn["customers"].values())
    high = rows[0]
    stake = f"; {money(high['stake']['estimate'], currency)} of spend is at risk with them" if high["stake"] else ""
    now = everyone(study)
    return {
        "headline": f"{number(high['customers'], 'whole')} of {number(total, 'whole')} customers will probably not "
        f"order in the next {days} days{stake}",
        "definition": f"Lost means here: no order within {days} days. The risk is the chance of that, by the model.",
        "bands": rows,
        "days": days,
        "currency": currency,
        "most": max(row["customers"] for row in rows),
        "kpis": [
            each
            for each in (
                card(
                    "Right about the high band", now.get("warning_precision"), note=level(now.get("warning_precision"))
                ),
                card("Of the lost, warned about", now.get("warning_recall"), note=level(now.get("warning_recall"))),
                card("Of the spend at risk, really lost", now.get("warning_value_recall")),
                card("Riskiest tenth against all", now.get("warning_lift"), note="share lost, times the average"),
                card("Really lost", now.get("lost"), note="of customers, in the days kept apart"),
            )
            if each
        ],
    }


def bands(study: OpenStudy, churn: dict[str, Any]) -> list[dict[str, Any]]:
    """One row a band, with its edges, customers and spend at risk."""
    low, high = churn["edges"]
    edges = {"high": (high, 1.0), "middle": (low, high), "low": (0.0, low)}
    out = []
    for name in BANDS:
        ends = edges[name]
        told = f"from {round(100 * ends[0])}% to {round(100 * ends[1])}% of"
        stats = {
            each["metric"]: each
            for metric in ("customers_in_band", "spend_at_risk")
            for each in study.statistics("everyone", metric)
            if told in each["definition"]
        }
        out.append(
            {
                "name": name,
                "range": f"{share(ends[0])} to {share(ends[1])}",
                "customers": churn["customers"][name],
                "count": stats.get("customers_in_band"),
                "stake": stats.get("spend_at_risk"),
            }
        )
    return out


def first(study: OpenStudy) -> dict[str, Any]:
    """The customers with the highest spend at risk; nothing where the study does not reckon it."""
    if "spend_at_risk" not in study.columns:
        return {"people": []}
    page = study.members(order="spend_at_risk", size=FIRST)
    colours = {each["id"]: each["colour"] for each in study.segments}
    return {"people": [{**row, "colour": colours.get(row.get("segment"))} for row in page.rows], "total": page.total}
