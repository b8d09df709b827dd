"""Which columns have the tables that are handed out? Customers, segments, scoreboard and evidence, as named arrays.

The same columns go into files and data frames. Floats are rounded to stated digits: money of a trait to 4 (its own
resolution), values of customers to 2, everything else to 6.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.report.facts import Group, either, groups, score_label
from coterie.terms import Assignment, Estimate, Results, Score, Statistic, Trait, ValueResult

if TYPE_CHECKING:
    from numpy.typing import NDArray

    AnyArray = NDArray[Any]

Columns = dict[str, Any]
RESERVED = (
    "customer_id",
    "segment",
    "segment_name",
    "confidence",
    "expected_orders",
    "p_alive",
    "clv",
    "clv_low",
    "clv_high",
    "mean_repeat_spend",
    "p_no_order",
    "risk_band",
    "spend_at_risk",
    "next_order_days",
    "next_order_days_low",
    "next_order_days_high",
    "next_order_on",
    "joined_on",
    "average_gap_days",
    "leaving_on",
    "relationship_strength",
)
BLOCK = 100_000  # customers that are made ready to be written at a time
_VALUE_DIGITS = {"expected_orders": 6, "p_alive": 6, "clv": 2, "clv_low": 2, "clv_high": 2}


def customer_columns(results: Results) -> Columns:
    """One row a customer, sorted by id: traits, segment, confidence, memberships, value with its bounds.

    Returns   column name -> array. Ordered traits are written as their level, flags as true and false; a missing value
              is masked or None. Traits that bear a name of ``RESERVED``, or one of a membership, end in "_given".
    """
    return next(customer_blocks(results, max(len(results.table), 1)))


def customer_blocks(results: Results, size: int = BLOCK) -> Iterator[Columns]:
    """The columns of :func:`customer_columns`, so many customers at a time: of millions no second copy is held.

    Returns   at least one block, without rows where there are no customers.
    """
    places = _places(results)
    for start in range(0, max(len(results.table), 1), size):
        keep = np.arange(start, min(start + size, len(results.table)))
        found = results.segmentation
        if found is not None:
            found = replace(found, now=_cut(found.now, keep))
        part = replace(results, table=results.table.rows(keep), segmentation=found)
        yield _customers(part, None if places is None else places[keep])


def flag_columns(results: Results) -> frozenset[str]:
    """The columns of the customers table that hold true and false."""
    return frozenset(column_name(t.name) for t in results.table.traits if t.kind == "flag")


def _cut(now: Assignment, keep: "AnyArray") -> Assignment:
    def of(values: "AnyArray | None") -> "AnyArray | None":
        return None if values is None else values[keep]

    return replace(now, labels=now.labels[keep], memberships=of(now.memberships), confidence=of(now.confidence))


def _places(results: Results) -> "AnyArray | None":
    """For each customer of the table where her values stand, -1 for nowhere; None without values."""
    if results.value is None:
        return None
    place = {str(i): row for row, i in enumerate(results.value.ids)}
    return np.array([place.get(str(i), -1) for i in results.table.ids], dtype=np.int64)


def _customers(results: Results, places: "AnyArray | None") -> Columns:
    out: Columns = {"customer_id": results.table.ids}
    for trait in results.table.traits:
        if trait.name in results.table.columns:
            out[column_name(trait.name)] = _trait(trait, results.table.columns[trait.name])
    if results.segmentation is not None:
        out |= _membership(results)
    if results.value is not None and places is not None:
        out |= _values(results.value, places)
    return out


def column_name(trait: str) -> str:
    """The column of a trait in the customers table: its name, unless the table needs that name itself."""
    return f"{trait}_given" if trait in RESERVED or trait.startswith("membership_") else trait


def segment_columns(results: Results) -> Columns:
    """One row a segment, ordered by value: size, shares, what it did in the days held apart, rule, stability."""
    rows = [_segment(results, g) for g in groups(results)]
    return _columns(rows, _SEGMENT_TEXTS)


def scoreboard_columns(results: Results) -> Columns:
    """One row a way of grouping, chosen first among candidates, yardsticks last."""
    board = results.segmentation.scoreboard if results.segmentation else ()
    return _columns([_score(s) for s in board], ("method", "label", "note"))


def evidence_columns(results: Results) -> Columns:
    """One row a statistic, by key."""
    every = list(results.evidence)
    numbers = ("n", "estimate", "low", "high", "level", "p", "q")
    out: Columns = {"key": _texts([s.key for s in every]), "study": _texts([results.dataset.id] * len(every))}
    for name in ("metric", "population", "baseline", "window", "policy"):
        out[name] = _texts([getattr(s, name) for s in every])
    out["params"] = _texts([json.dumps(dict(s.params), sort_keys=True, ensure_ascii=False) for s in every])
    for name in numbers:
        out[name] = (
            np.array([s.n for s in every], np.int64) if name == "n" else _floats([getattr(s, name) for s in every])
        )
    for name in ("how", "unit", "family", "role", "definition"):
        out[name] = _texts([getattr(s, name) for s in every])
    out["from"] = [list(s.parents) for s in every]
    return out


def tidy(value: float, digits: int = 10) -> float:
    """A float to that many significant digits, so that files do not depend on its last bits.

    >>> tidy(0.1 + 0.2)
    0.3
    """
    return float(f"{value:.{digits}g}") + 0.0


def _trait(trait: Trait, values: "AnyArray") -> "AnyArray":
    if trait.kind == "ordered":
        return _texts([None if v != v else trait.levels[int(v)] for v in values.tolist()])
    if trait.kind == "flag" and values.dtype.kind == "f":
        return _texts([None if v != v else bool(v) for v in values.tolist()])
    if values.dtype.kind == "f":
        return rounded(values, 4 if trait.unit == "currency" else 6)
    return values


def rounded(values: "AnyArray", digits: int) -> "AnyArray":
    """Rounded values without a negative zero; what is not finite is masked."""
    return np.ma.masked_invalid(np.round(np.asarray(values, dtype=np.float64), digits) + 0.0)


def _membership(results: Results) -> Columns:
    assert results.segmentation is not None
    shown, now = groups(results), results.segmentation.now
    ids, names = ([g.segment.id for g in shown], [g.name for g in shown])
    out: Columns = {
        "segment": _texts([ids[label] for label in now.labels.tolist()]),
        "segment_name": _texts([names[label] for label in now.labels.tolist()]),
    }
    if now.confidence is not None:
        out["confidence"] = rounded(now.confidence, 6)
    if now.memberships is not None:
        out |= {f"membership_{ids[j]}": rounded(now.memberships[:, j], 6) for j in range(len(ids))}
    return out


def _values(answer: ValueResult, rows: "AnyArray") -> Columns:
    """The values of the customers at those places; masked for customers without one."""
    out: Columns = {}
    for name, digits in _VALUE_DIGITS.items():
        out[name] = rounded(_at(getattr(answer, name), rows), digits)
    if answer.repeat_spend is not None:
        out["mean_repeat_spend"] = rounded(_at(answer.repeat_spend, rows), 6)
    return out | _ahead(answer, rows)


def _at(values: "AnyArray", rows: "AnyArray") -> "AnyArray":
    """The values at those places as floats, NaN at -1."""
    known = rows >= 0
    out = np.full(len(rows), np.nan)
    out[known] = np.asarray(values)[rows[known]]
    return out


def _ahead(answer: ValueResult, rows: "AnyArray") -> Columns:
    """The early warning, and the days until the next order: median and the middle 80 % of those who come back."""
    out: Columns = {}
    if answer.churn is not None:
        out["p_no_order"] = rounded(_at(answer.churn.risk, rows), 6)
        names = [*answer.churn.bands, None]
        band = _at(answer.churn.band, rows)
        out["risk_band"] = _texts([names[-1] if k != k else names[int(k)] for k in band.tolist()])
        out["spend_at_risk"] = rounded(_at(answer.churn.at_risk, rows), 2)
    if answer.next_order is not None:
        days = answer.next_order
        for name, values in (("", days.median), ("_low", days.low), ("_high", days.high)):
            out[f"next_order_days{name}"] = rounded(_at(values, rows), 1)
    return out | _standing(answer, rows)


def _standing(answer: ValueResult, rows: "AnyArray") -> Columns:
    """When each joined, is to order next and may leave, her average gap, and the strength of the relationship."""
    stands, window = answer.relationship, answer.window
    if stands is None or window is None:
        return {}

    def day(ahead: "AnyArray") -> "AnyArray":
        own = _at(ahead, rows)
        known = np.isfinite(own)
        out = np.full(len(own), np.datetime64("NaT"), dtype="datetime64[D]")
        out[known] = np.datetime64(window.as_of) + np.round(own[known]).astype(np.int64)
        return out

    out: Columns = {} if answer.next_order is None else {"next_order_on": day(answer.next_order.median)}
    return out | {
        "joined_on": day(-stands.age),
        "average_gap_days": rounded(_at(stands.average_gap, rows), 1),
        "leaving_on": day(stands.leaving),
        "relationship_strength": rounded(_at(stands.strength, rows), 1),
    }


_SEGMENT_TEXTS = ("segment", "name", "rule")


def _segment(results: Results, group: Group) -> dict[str, Any]:
    def fact(metric: str, part: str = "estimate") -> float | None:
        found = either(results, metric, group.population)
        return None if found is None else getattr(found, part)

    rule = group.segment.rule
    return {
        "segment": group.segment.id,
        "name": group.name,
        "customers": group.segment.size,
        "share_of_customers": group.share.estimate if isinstance(group.share, Statistic) else group.share.value,
        "share_of_revenue": fact("share_of_revenue"),
        "holdout_spend_ratio": fact("holdout_spend_ratio"),
        "holdout_spend_low": fact("holdout_spend_ratio", "low"),
        "holdout_spend_high": fact("holdout_spend_ratio", "high"),
        "clv_total": fact("clv_total"),
        "mean_p_alive": fact("mean_p_alive"),
        "stability": group.segment.stability,
        "rule": rule.text if rule else None,
        "rule_precision": rule.precision if rule else None,
        "rule_coverage": rule.coverage if rule else None,
    }


def _score(score: Score) -> dict[str, Any]:
    def bounds(name: str, of: Estimate | None) -> dict[str, float | None]:
        return (
            {name: of.value, f"{name}_low": of.low, f"{name}_high": of.high}
            if of
            else dict.fromkeys((name, f"{name}_low", f"{name}_high"))
        )

    return {
        "method": score.method,
        "k": score.k,
        "label": score_label(score),
        **bounds("top20_share", score.top20_share),
        **bounds("eta2", score.eta2),
        "stability": score.stability,
        "inner_top20": score.inner_top20,
        "inner_eta2": score.inner_eta2,
        "inner_se": score.inner_se,
        "silhouette": score.silhouette,
        "bic": score.bic,
        "elbow": score.elbow,
        "gap": score.gap,
        "smallest": score.smallest,
        "candidate": score.candidate,
        "chosen": score.chosen,
        "note": score.note,
    }


def _columns(rows: list[dict[str, Any]], texts: tuple[str, ...]) -> Columns:
    out: Columns = {}
    for name in rows[0] if rows else ():
        values = [row[name] for row in rows]
        if name in texts or isinstance(values[0], bool):
            out[name] = _texts(values)
        elif isinstance(values[0], int):
            out[name] = np.array(values, dtype=np.int64)
        else:
            out[name] = _floats(values)
    return out


def _texts(values: list[Any]) -> "AnyArray":
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


def _floats(values: list[float | None]) -> "AnyArray":
    plain = np.array([np.nan if v is None else tidy(float(v)) for v in values], dtype=np.float64)
    return np.ma.masked_invalid(plain)
