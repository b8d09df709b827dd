"""How is a list of customers for a campaign told and written?"""

from typing import Any

import numpy as np

from coterie.report.tables import Columns, rounded
from coterie.terms import Audience, SavedCustomers

_VALUES = {"expected_orders": 6, "p_alive": 6, "clv": 2}


def audience_columns(customers: SavedCustomers, found: Audience) -> Columns:
    """One row a listed customer: id, segment, whether she is a control, and her value. No attribute leaves with it."""
    n = len(found.rows)
    out: Columns = {
        "customer_id": np.asarray(customers.table.ids[found.rows], dtype=object),
        "segment": np.full(n, found.segment, dtype=object),
        "segment_name": np.full(n, found.name, dtype=object),
        "control": found.control,
        "campaign": np.full(n, found.campaign, dtype=object),
    }
    for name, digits in _VALUES.items():
        if name in customers.values:
            out[name] = rounded(customers.values[name][found.rows], digits)
    return out


def audience_summary(found: Audience, needed: int | None) -> dict[str, Any]:
    """How many are listed, kept as controls and left out; what each arm needs to show a rise by a fifth."""
    controls = int(found.control.sum())
    return {
        "segment": found.segment,
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


def audience_lines(found: Audience, needed: int | None) -> list[str]:
    """The same for a terminal."""
    said = audience_summary(found, needed)
    out = [
        f"{said['listed']:,} of {said['members']:,} customers of {found.name}: "
        f"{said['contact']:,} to contact, {said['control']:,} as controls (column control), campaign {found.campaign}."
    ]
    if found.in_time:
        out.append(f"{found.in_time:,} left out: their last order is not longer ago than twice their usual gap.")
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
