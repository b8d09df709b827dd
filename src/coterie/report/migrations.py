"""How is a comparison of two studies told? In a few lines, as one object, and as a list of customers."""

from typing import Any

import numpy as np

from coterie.report.tables import Columns, rounded
from coterie.terms import CAUSES, Comparison, Flow
from coterie.terms.numbers import number

SHOWN = 12
SAID = {"behaviour": "changed behaviour", "model": "a changed model", "ageing": "ageing"}


def migration_columns(found: Comparison) -> Columns:
    """One row a customer of either study: segment before and after, the cause of her move, and CLV with its change."""
    groups = found.groups
    gone, came = found.origin < 0, found.target < 0
    moved = (found.origin != found.target) & ~gone & ~came
    cause = np.array(CAUSES, dtype=object)[np.argmax(np.round(found.moved, 9), axis=1)]
    out: Columns = {
        "customer_id": found.ids,
        "segment_before": _texts([groups.ids[g] if g >= 0 else None for g in found.origin.tolist()]),
        "segment_before_name": _texts([groups.names[g] if g >= 0 else None for g in found.origin.tolist()]),
        "segment_after": _texts([groups.ids[g] if g >= 0 else None for g in found.target.tolist()]),
        "segment_after_name": _texts([groups.names[g] if g >= 0 else None for g in found.target.tolist()]),
        "moved": moved,
        "cause": _texts([str(c) if m else None for c, m in zip(cause.tolist(), moved.tolist(), strict=True)]),
    }
    out |= {f"moved_by_{name}": rounded(found.moved[:, j], 6) for j, name in enumerate(CAUSES)}
    if found.worth_before is not None and found.worth_after is not None and found.worth_moved is not None:
        out["clv_before"], out["clv_after"] = rounded(found.worth_before, 2), rounded(found.worth_after, 2)
        out |= {f"clv_by_{name}": rounded(found.worth_moved[:, j], 2) for j, name in enumerate(CAUSES)}
    return out


def flow_columns(found: Comparison) -> Columns:
    """One row a flow, as in the summary."""
    rows = [_flow(found, each) for each in found.flows]
    return {name: _column([row[name] for row in rows]) for name in rows[0]} if rows else {}


def comparison_summary(found: Comparison) -> dict[str, Any]:
    """Groups with their lineage, flows by cause and in CLV, totals and notes; no single customer."""
    inside = [f for f in found.flows if f.origin >= 0 and f.target >= 0]
    moved = [f for f in inside if f.origin != f.target]
    out: dict[str, Any] = {
        "older": _study(found.older),
        "newer": _study(found.newer),
        "days": found.days,
        "customers": {
            "both": sum(f.customers for f in inside),
            "only_older": sum(f.customers for f in found.flows if f.target < 0),
            "only_newer": sum(f.customers for f in found.flows if f.origin < 0),
        },
        "moved": {"customers": sum(f.customers for f in moved), **_by(moved, "moved")},
        "groups": [
            {
                "id": each,
                "name": found.groups.names[g],
                "before": int((found.origin == g).sum()) if found.groups.before[g] else None,
                "after": int((found.target == g).sum()) if found.groups.after[g] else None,
                "likeness": found.groups.likeness[g],
            }
            for g, each in enumerate(found.groups.ids)
        ],
        "flows": [_flow(found, f) for f in found.flows],
        "notes": list(found.notes),
    }
    if found.worth_before is not None and found.worth_after is not None:
        joined = sum(f.worth_after or 0.0 for f in found.flows if f.origin < 0)
        lost = sum(f.worth_before or 0.0 for f in found.flows if f.target < 0)
        out["clv"] = {
            "horizon_months": found.horizon_months,
            "before": float(found.worth_before.sum()),
            "after": float(found.worth_after.sum()),
            "change": float(found.worth_after.sum() - found.worth_before.sum()),
            **{f"by_{name}": value for name, value in _by(inside, "worth_moved").items()},
            "by_new_customers": joined,
            "by_customers_gone": -lost,
        }
    return out


def comparison_lines(found: Comparison) -> list[str]:
    """The comparison for a terminal: who moved, through what, the largest flows, and what it is worth."""
    lines = totals(found)
    movers = [f for f in found.flows if f.origin != f.target and f.origin >= 0 and f.target >= 0]
    if movers:
        lines += ["", f"{'customers':>9}  {'behaviour':>9} {'model':>7} {'ageing':>7}  {'value':>11}  from -> to"]
        lines += [_line(found, f) for f in movers[:SHOWN]]
        rest = sum(f.customers for f in movers[SHOWN:])
        lines += [f"{rest:>9,}  in {len(movers) - SHOWN} smaller flows"] if rest else []
    return lines + remarks(found)


def totals(found: Comparison) -> list[str]:
    """Who is in both studies, who moved and through what, who came and went, and what it is worth; a line each."""
    said = comparison_summary(found)
    everybody, moved = said["customers"], said["moved"]
    share = moved["customers"] / everybody["both"] if everybody["both"] else 0.0
    lines = [
        f"{everybody['both']:,} customers are in both studies, {found.days} days apart; "
        f"{moved['customers']:,} ({number(share, 'share')}) are in another segment.",
        "  Through " + ", ".join(f"{SAID[c]} {moved[c]:,.0f}" for c in CAUSES) + ".",
        f"  {everybody['only_newer']:,} are new, {everybody['only_older']:,} are no longer there.",
    ]
    if "clv" in said:
        clv = said["clv"]
        parts = ", ".join(f"{SAID[c]} {signed(clv[f'by_{c}'])}" for c in CAUSES)
        lines.append(
            f"  Value over {clv['horizon_months']} months: {clv['before']:,.0f} to {clv['after']:,.0f} "
            f"({signed(clv['change'])}): {parts}, new customers {signed(clv['by_new_customers'])}, "
            f"customers gone {signed(clv['by_customers_gone'])}."
        )
    return lines


def signed(change: float) -> str:
    """A change of value with its sign; nothing has none.

    >>> signed(1234.4), signed(-310.0), signed(-0.0)
    ('+1,234', '−310', '0')
    """
    return f"+{number(change, 'whole')}" if change >= 0.5 else number(change, "whole")


def remarks(found: Comparison) -> list[str]:
    """Segments that began or ended, and what makes the comparison doubtful."""
    new = [n for n, b in zip(found.groups.names, found.groups.before, strict=True) if not b]
    ended = [n for n, a in zip(found.groups.names, found.groups.after, strict=True) if not a]
    lines = [f"New segments: {', '.join(new)}."] if new else []
    lines += [f"Segments that ended: {', '.join(ended)}."] if ended else []
    return lines + list(found.notes)


def _line(found: Comparison, flow: Flow) -> str:
    by = flow.moved
    money = "" if flow.change is None else signed(flow.change)
    way = f"{found.groups.name(flow.origin)} -> {found.groups.name(flow.target)}"
    return f"{flow.customers:>9,}  {by[0]:>9,.0f} {by[1]:>7,.0f} {by[2]:>7,.0f}  {money:>11}  {way}"


def _flow(found: Comparison, flow: Flow) -> dict[str, Any]:
    groups = found.groups
    out: dict[str, Any] = {
        "from": groups.ids[flow.origin] if flow.origin >= 0 else None,
        "from_name": groups.name(flow.origin),
        "to": groups.ids[flow.target] if flow.target >= 0 else None,
        "to_name": groups.name(flow.target),
        "customers": flow.customers,
        **{name: flow.moved[j] for j, name in enumerate(CAUSES)},
    }
    if flow.worth_moved is not None:
        out |= {"clv_before": flow.worth_before, "clv_after": flow.worth_after, "clv_change": flow.change}
        out |= {f"clv_by_{name}": flow.worth_moved[j] for j, name in enumerate(CAUSES)}
    return out


def _by(flows: list[Flow], field: str) -> dict[str, float]:
    parts = [getattr(f, field) or (0.0, 0.0, 0.0) for f in flows]
    return {name: float(sum(p[j] for p in parts)) for j, name in enumerate(CAUSES)}


def _study(study: Any) -> dict[str, Any]:
    return {"folder": str(study.folder), "as_of": study.window.as_of.isoformat() if study.window else None}


def _texts(values: list[Any]) -> Any:
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


def _column(values: list[Any]) -> Any:
    if all(isinstance(v, str) or v is None for v in values):
        return _texts(values)
    return np.array([np.nan if v is None else v for v in values])
