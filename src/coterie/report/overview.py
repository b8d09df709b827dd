"""What is a study in a few words? Its headline, its totals and its groups, from the files of its folder."""

from collections.abc import Mapping
from typing import Any

from coterie.terms.numbers import number

COLOURS = 12


def study_summary(
    run: Mapping[str, Any], metrics: Mapping[str, Any], segments: Mapping[str, Any], personas: Mapping[str, Any]
) -> dict[str, Any]:
    """Headline, customers, orders, revenue, number of groups, method, as-of day, and the groups in short.

    run, metrics, segments, personas    contents of the JSON files of the study.
    Returns    JSON-able; what the study does not have is None.
    """
    groups = segments_of(segments)
    orders, verdict = metrics.get("orders", {}), personas.get("verdict")
    customers = orders.get("customers") or sum(each["size"] for each in groups) or _customers(metrics)
    return {
        "headline": verdict["headline"]["text"] if verdict else _headline(customers, len(groups)),
        "customers": customers,
        "orders": orders.get("orders"),
        "revenue": orders.get("revenue"),
        "currency": run.get("currency", ""),
        "total_clv": metrics.get("value", {}).get("total_clv"),
        "k": segments.get("k"),
        "method": segments.get("method"),
        "as_of": (run.get("days") or {}).get("as_of"),
        "segments": [_short(each, customers) for each in groups],
    }


def segments_of(segments: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The segments of ``segments.json``, each with its colour; one without is of an earlier version."""
    return [
        {**each, "colour": each.get("colour", _colour(each["id"], i))} for i, each in enumerate(segments["segments"])
    ]


def _colour(segment: str, index: int) -> int:
    digits = "".join(c for c in segment if c.isdigit())
    return ((int(digits) if digits else index + 1) - 1) % COLOURS


def _short(segment: Mapping[str, Any], customers: int) -> dict[str, Any]:
    share = segment.get("share_of_customers", {}).get("estimate")
    if share is None and customers:
        share = segment["size"] / customers
    return {
        "id": segment["id"],
        "name": segment["name"],
        "customers": segment["size"],
        "share": share,
        "share_of_revenue": segment.get("share_of_revenue", {}).get("estimate"),
        "colour": segment["colour"],
    }


def _customers(metrics: Mapping[str, Any]) -> int:
    return int(metrics.get("rows", {}).get("customers", {}).get("accepted", 0))


def _headline(customers: int, groups: int) -> str:
    told = number(customers, "customers")
    return f"{told} customers in {groups} groups" if groups else f"{told} customers; no groups could be formed"
