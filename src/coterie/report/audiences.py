"""How is a list of customers for a campaign told and written?"""

from typing import Any

import numpy as np

from coterie.report.tables import Columns, rounded
from coterie.report.words import listing
from coterie.terms import Audience, Likeness, SavedCustomers, SavedStudy, Widening

_VALUES = {"expected_orders": 6, "p_alive": 6, "clv": 2}
OTHERS = 3  # further single changes of a rule that are told


def audience_columns(customers: SavedCustomers, study: SavedStudy, found: Audience) -> Columns:
    """One row a listed customer: id, segment, whether she is a control, and her value. No attribute leaves with it.

    Lookalikes also have their rank, their chance to be on such a list, and the list's held-out precision beside chance;
    customers of a widened rule whether the change let them in.
    """
    n = len(found.rows)
    labels = customers.labels[found.rows].tolist()
    known = [study.segments[label] if label >= 0 else (None, None) for label in labels]
    out: Columns = {
        "customer_id": np.asarray(customers.table.ids[found.rows], dtype=object),
        "segment": _texts([each for each, _ in known]),
        "segment_name": _texts([name for _, name in known]),
        "control": found.control,
        "campaign": np.full(n, found.campaign, dtype=object),
    }
    if found.stage:
        out["lifecycle_stage"] = np.full(n, found.stage.strip().casefold(), dtype=object)
    if found.let_in is not None:
        out["let_in"] = found.let_in
    if found.scores is not None and found.likeness is not None:
        out |= _ranked(found, found.likeness)
    for name, digits in _VALUES.items():
        if name in customers.values:
            out[name] = rounded(customers.values[name][found.rows], digits)
    return out


def list_order(columns: Columns) -> str:
    """The column by which a list is sorted: the rank where it has one."""
    return "rank" if "rank" in columns else "customer_id"


def audience_summary(found: Audience, needed: int | None) -> dict[str, Any]:
    """How many are listed, kept as controls and left out; what each arm needs to show a rise by a fifth."""
    controls = int(found.control.sum())
    out: dict[str, Any] = {
        "segment": found.segment or None,
        "name": found.name,
        "campaign": found.campaign,
        "members": found.members,
        "listed": len(found.rows),
        "control": controls,
        "contact": len(found.rows) - controls,
        "without_consent": found.without_consent,
        "consent_column": found.consent or None,
        "unsure": found.unsure,
        "not_overdue": found.in_time,
        "needed_in_each_arm": needed,
    }
    if found.stage:
        out |= {"stage": found.stage.strip().casefold(), "other_stages": found.at_stage}
    if found.likeness is not None:
        out["likeness"] = _likeness(found.likeness)
    if found.widenings:
        out["rule_changes"] = [widening_plain(each) for each in found.widenings]
    return out


def audience_lines(found: Audience, needed: int | None) -> list[str]:
    """The same for a terminal."""
    said = audience_summary(found, needed)
    who = "customers who meet the widened rule of " if found.widenings else "customers of "
    whom = found.name if not found.segment else f"{who}{found.name}"
    at = f" at the stage {said['stage']}" if found.stage else ""
    out = [
        f"{said['listed']:,} of {said['members']:,} {whom}{at}: "
        f"{said['contact']:,} to contact, {said['control']:,} as controls (column control), campaign {found.campaign}."
    ]
    if found.likeness is not None:
        out += _likeness_lines(found.likeness)
    out += _widening_lines(found.widenings)
    if found.in_time:
        why = "not yet twice their usual gap ago, or no gap known (fewer than three days with an order)"
        out.append(f"{found.in_time:,} left out: last order {why}.")
    if found.consent:
        out.append(f"{found.without_consent:,} left out: no consent in the column {found.consent}.")
    if found.unsure:
        out.append(f"{found.unsure:,} left out: they belong there less surely than was asked.")
    if not found.share:
        out.append("Without controls nobody will know what the campaign changed.")
    elif needed is not None and said["control"] < needed:
        out.append(
            f"To see the share who order rise by a fifth, each arm needs {needed:,} customers; the control group has "
            f"{said['control']:,}. A smaller effect, or this one with chance, will not be seen."
        )
    return out


def _ranked(found: Audience, told: Likeness) -> Columns:
    n = len(found.rows)
    constants = {
        "held_out_precision": told.precision.value,
        "precision_low": told.precision.low,
        "precision_high": told.precision.high,
        "precision_by_chance": told.base,
    }
    return {
        "rank": np.asarray(found.ranks),
        "similarity": rounded(np.asarray(found.scores), 6),
        **{name: rounded(np.full(n, np.nan if v is None else v), 6) for name, v in constants.items()},
    }


def _likeness(told: Likeness) -> dict[str, Any]:
    return {
        "like": told.like,
        "on_the_list": told.listed,
        "unknown_ids": told.unknown,
        "unknown_examples": list(told.examples),
        "counted_to": told.count,
        "precision": round(told.precision.value, 6),
        "precision_low": None if told.precision.low is None else round(told.precision.low, 6),
        "precision_high": None if told.precision.high is None else round(told.precision.high, 6),
        "precision_by_chance": round(told.base, 6),
        "better_than_chance": told.better,
    }


def _likeness_lines(told: Likeness) -> list[str]:
    p = told.precision
    between = "" if p.low is None or p.high is None else f" ({_percent(p.low)} to {_percent(p.high)})"
    out = [
        f"Learned from {told.listed:,} customers on the list {told.like}. Ranked by a model that had not seen them, of "
        f"the first {told.count:,} customers {_percent(p.value)}{between} were on it; by chance {_percent(told.base)}."
    ]
    if told.count > told.listed:
        out.append(f"No ranking could reach more than {_percent(told.listed / told.count)}: the list is shorter.")
    if not told.better:
        out.append("That is no better than chance: the study's traits do not tell who is on this list.")
    if told.unknown:
        more = " ..." if told.unknown > len(told.examples) else ""
        verb = "id on it is no customer" if told.unknown == 1 else "ids on it are no customers"
        out.append(f"{told.unknown:,} {verb} of this study: {', '.join(told.examples)}{more}")
    return out


def widening_plain(each: Widening) -> dict[str, Any]:
    """A change of a rule as JSON knows it."""
    return {
        "moves": [{"trait": t, "sign": s, "from": before, "to": after} for t, s, before, after in each.moves],
        "rule": each.text,
        "passed_customers": round(each.passed, 6),
        "qualified": each.qualified_before,
        "more": each.more,
        "precision_before": round(each.precision_before, 6),
        "precision": round(each.precision, 6),
    }


def _widening_lines(changes: tuple[Widening, ...]) -> list[str]:
    if not changes:
        return []
    best = changes[0]
    out = [
        f"Smallest change: {best.now} instead of {best.was}. {best.more:,} more qualify, "
        f"{best.qualified_before + best.more:,} instead of {best.qualified_before:,} (column let_in). Of those who "
        f"qualify {_percent(best.precision)} are in the segment, before {_percent(best.precision_before)}."
    ]
    others = [f"{each.now} ({each.more:,} more, {_percent(each.precision)})" for each in changes[1 : OTHERS + 1]]
    if others:
        out.append(f"Instead of it, and larger: {listing(others)}.")
    return out


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %" if share >= 0.1 else f"{share * 100:.1f} %"


def _texts(values: list[Any]) -> Any:
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out
