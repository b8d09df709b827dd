"""Which columns have months, cohorts and the tracking of orders? One row a month, a cell of a triangle, a week."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import Engine
from coterie.report.tables import Columns, rounded
from coterie.terms import Results, Statistic
from coterie.terms.cohorts import Cohorts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    AnyArray = NDArray[Any]

DAYS = "customer_days"


def cohort_columns(results: Results) -> Columns:
    """One row a group and month since the first order that enough customers could be followed to.

    Returns   by, cohort, month, customers (of the group), seen (of them, followed so far), retention, ltv, ltv_se.
    """
    rows = [(c, i, m) for c in results.cohorts for i, m in zip(*np.nonzero(np.isfinite(c.ltv)), strict=True)]

    def numbers(name: str, digits: int) -> "AnyArray":
        return rounded(np.array([getattr(c, name)[i, m] for c, i, m in rows], dtype=np.float64), digits)

    return {
        "by": _texts([c.by for c, _, _ in rows]),
        "cohort": _texts([c.names[i] for c, i, _ in rows]),
        "month": np.array([m for _, _, m in rows], dtype=np.int64),
        "customers": np.array([c.size[i] for c, i, _ in rows], dtype=np.int64),
        "seen": np.array([c.seen[i, m] for c, i, m in rows], dtype=np.int64),
        "retention": numbers("retention", 6),
        "ltv": numbers("ltv", 4),
        "ltv_se": numbers("ltv_se", 4),
    }


def tracking_columns(results: Results) -> Columns:
    """One row a week of seven days: its first day, repeat purchase days, what the model expects, whether held out."""
    found = results.tracking
    if found is None:
        empty = np.empty(0)
        return {"week": np.empty(0, dtype="datetime64[D]"), "actual": empty, "expected": empty, "held": empty > 0}
    return {
        "week": np.array(found.starts, dtype="datetime64[D]"),
        "actual": rounded(found.actual, 6),
        "expected": rounded(found.expected, 6),
        "held": found.held,
    }


def month_columns(results: Results) -> Columns:
    """One row a calendar month: orders, revenue, who bought, who came first, who came back, who fell silent.

    Returns   month (its first day), whole, orders, revenue, customers, joined, returned; with events visits; where
              values were estimated also held (customers at its beginning), silent, and churn, the share of them who
              fell silent.
    """
    found = results.months
    if found is None:
        return {"month": np.empty(0, dtype="datetime64[D]")}
    out: Columns = {
        "month": np.array(found.months, dtype="datetime64[D]"),
        "whole": found.whole,
        "orders": found.orders,
        "revenue": rounded(found.revenue, 4),
        "customers": found.customers,
        "joined": found.joined,
        "returned": found.customers - found.joined,
    }
    if found.visits is not None:
        out["visits"] = found.visits
    if found.held is None or found.silent is None or found.churn is None:
        return out
    return out | {"held": found.held, "silent": found.silent, "churn": rounded(found.churn, 6)}


def of_kind(results: Results, by: str) -> Cohorts | None:
    """The cohorts of one kind, where they have a cell to show."""
    found = next((c for c in results.cohorts if c.by == by), None)
    return found if found is not None and bool(np.isfinite(found.ltv).any()) else None


def _texts(values: list[str]) -> "AnyArray":
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


def write_onward(results: Results, engine: Engine, folder: Path) -> None:
    """Write the tables of months, customers' days, cohorts and tracking; a study without orders has none of them."""
    if results.timeline is None:
        return
    if results.months is not None:
        engine.add_frame("report_months", month_columns(results))
        engine.write_parquet("SELECT * FROM report_months", folder / "months.parquet", order_by=["month"])
    if engine.has(DAYS):  # by customer, so that one is read without the rest
        days = folder / "customer_days.parquet"
        engine.write_parquet(f"SELECT * FROM {DAYS}", days, order_by=["customer_id", "ordered_on"])
    engine.add_frame("report_cohorts", cohort_columns(results))
    engine.write_parquet("SELECT * FROM report_cohorts", folder / "cohorts.parquet", order_by=["by", "cohort", "month"])
    if results.tracking is not None:
        engine.add_frame("report_tracking", tracking_columns(results))
        engine.write_parquet("SELECT * FROM report_tracking", folder / "tracking.parquet", order_by=["week"])


def payback_of(mine: Mapping[str, Statistic]) -> dict[str, Any]:
    """The payback of one population in words and figures; empty where no cost was given.

    mine    its statistics by metric.
    """
    seen, earned, months = (mine.get(f"payback_{name}") for name in ("seen", "earned", "months"))
    if seen is None or earned is None:
        return {}
    out: dict[str, Any] = {"says": payback_words(months, seen), "seen_months": seen.estimate}
    for name, found in (("months", months), ("earned", earned)):
        if found is not None:
            out[name] = {"estimate": found.estimate, "low": found.low, "high": found.high, "key": found.key}
    return out


def payback_words(months: Statistic | None, seen: Statistic) -> str:
    """When the margin had repaid the cost: "after 3 months (2 to 5)", or that it had not within the months seen."""
    if months is None:
        return f"not within the {seen.estimate:.0f} months seen"
    if months.estimate == 0:
        text = "within the first month"
    else:
        text = f"after {months.estimate:.0f} {'month' if months.estimate == 1 else 'months'}"
    if months.low is None:
        return text
    if months.high is None:
        return f"{text} ({months.low:.0f} or later, perhaps not within the {seen.estimate:.0f} months seen)"
    return text if months.low == months.high else f"{text} ({months.low:.0f} to {months.high:.0f})"


def chances_of(results: Results, population: str) -> dict[str, float]:
    """The probability that a customer of this segment is worth more than one of each other, by the other's id."""
    return {
        s.baseline.removeprefix("segment:"): s.estimate
        for s in results.evidence
        if s.metric == "probability_worth_more" and s.population == population
    }
