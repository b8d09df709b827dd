"""What is wrong with attributes? Columns that never change, absurd values, copies, customers of one source only."""

from collections.abc import Sequence

from coterie.engine import Engine, ident
from coterie.intake.attributes import Attribute
from coterie.intake.judging import Job
from coterie.intake.names import normal
from coterie.intake.quality import many
from coterie.terms import Check

ALONE = "Give more customers, or check with coterie inspect which column names them"
OLDEST_BIRTH = 1905
FAR = 10  # times the distance between the quartiles
_BIRTH = {"birth", "born", "geburt", "geburtsjahr", "naissance", "nacimiento"}


def attribute_checks(engine: Engine, job: Job, attributes: Sequence[Attribute]) -> list[Check]:
    """Checks of the attributes of an open kind, and of the kind as a whole."""
    rows = engine.count(job.kind)
    if not rows:
        return []
    out = []
    if job.kind == "customers" and rows == 1:
        out.append(
            Check(
                "COT-502",
                "block",
                f"{job.raw.files[0].name} has one customer",
                job.kind,
                "customer_id",
                1,
                "customers",
                remedy=ALONE,
            )
        )
    for each in attributes:
        out += _one(engine, job, each, rows)
    if job.kind == "customers" and len(attributes) >= 3:
        out += _copies(engine, job, attributes)
    return out


def _one(engine: Engine, job: Job, attribute: Attribute, rows: int) -> list[Check]:
    out, column, name = [], ident(attribute.name), attribute.raw.name
    filled, low, high = engine.one(f"select count({column}), min({column}), max({column}) from {ident(job.kind)}")
    if filled == rows and rows > 1 and low == high:
        shown = f"{low:g}" if isinstance(low, float) else str(low)
        found = f"{name} is always {shown}"
        out.append(Check("COT-521", "info", found, job.kind, name, rows))
    if attribute.lost:
        what = "date" if attribute.type == "DATE" else "number"
        found = f"{name}: {many(attribute.lost, 'cell', ('is', 'are'))} no {what} as the others are"
        out.append(
            Check(
                "COT-536",
                "warn",
                found,
                job.kind,
                name,
                attribute.lost,
                "cells",
                examples=_lost(engine, job, attribute),
            )
        )
    if attribute.type == "DOUBLE" and filled >= 20 and low != high:
        out += _absurd(engine, job, attribute)
    return out


def _lost(engine: Engine, job: Job, attribute: Attribute) -> tuple[dict[str, str], ...]:
    where = f"{attribute.text} is not null and {attribute.sql} is null"
    return _examples(engine, job, attribute, where)


def _absurd(engine: Engine, job: Job, attribute: Attribute) -> list[Check]:
    column = ident(attribute.name)
    quarter, most = engine.one(
        f"select percentile_cont(0.25) within group (order by {column}), "
        f"percentile_cont(0.75) within group (order by {column}) from {ident(job.kind)}"
    )
    words = set(normal(attribute.raw.name).split())
    low, high = quarter - FAR * (most - quarter), most + FAR * (most - quarter)
    why = f"outside {low:,.6g} to {high:,.6g}"
    if words & _BIRTH and 1900 < quarter < 2100:
        low, high, why = float(OLDEST_BIRTH), float("inf"), f"before {OLDEST_BIRTH}"
    elif "age" in words or "alter" in words:
        low, high, why = 0.0, 115.0, "outside 0 to 115"
    elif quarter == most:
        return []
    upper = "" if high == float("inf") else f" or v > cast({high!r} as double)"
    value = f"({attribute.sql})"
    where = f"v < cast({low!r} as double){upper}"
    n = int(
        engine.one(f"select count(*) from (select {column} as v from {ident(job.kind)}) as values_of where {where}")[0]
    )
    if not n:
        return []
    shown = _examples(engine, job, attribute, where.replace("v ", f"{value} "))
    said = ", ".join(e["value"] for e in shown[:3])
    found = f"{attribute.raw.name}: {many(n, 'value')} {why} ({said})"
    return [Check("COT-522", "warn", found, job.kind, attribute.raw.name, n, examples=shown)]


def _examples(engine: Engine, job: Job, attribute: Attribute, where: str) -> tuple[dict[str, str], ...]:
    found = engine.rows(
        f"select file, line, {attribute.text} from {job.raw.name} where {where} order by file, line limit 5"
    )
    return tuple(
        {"file": job.raw.files[int(f)].name, "line": str(line), "column": attribute.raw.name, "value": str(value)}
        for f, line, value in found
    )


def _copies(engine: Engine, job: Job, attributes: Sequence[Attribute]) -> list[Check]:
    names = ", ".join(ident(a.name) for a in attributes)
    n = engine.one(
        "select coalesce(sum(n - 1), 0) from "
        f"(select count(*) as n from {ident(job.kind)} group by {names} having count(*) > 1) as groups"
    )[0]
    if not n:
        return []
    found = f"{many(int(n), 'customer', ('equals', 'equal'))} another customer in every attribute; none is dropped"
    return [Check("COT-531", "info", found, job.kind, count=int(n), unit="customers")]


def meeting_checks(engine: Engine, kinds: Sequence[str]) -> list[Check]:
    """How many customers of the orders do the other sources know?"""
    out: list[Check] = []
    if "orders" not in kinds:
        return out
    for kind in ("customers", "events"):
        if kind not in kinds:
            continue
        both, bought, known = engine.one(
            "select count(case when a.customer_id is not null and b.customer_id is not null then 1 end), "
            "count(a.customer_id), count(b.customer_id) from "
            "(select distinct customer_id from orders) as a full outer join "
            f"(select distinct customer_id from {kind}) as b on a.customer_id = b.customer_id"
        )
        if both == bought == known:
            continue
        found = (
            f"{int(both):,} of {int(bought):,} customers with orders are also in the source of {kind}, which names "
            f"{int(known):,}"
        )
        grade = "warn" if both < 0.05 * min(bought, known) else "info"
        out.append(Check("COT-533", grade, found, kind, "customer_id", int(bought - both), "customers"))  # type: ignore[arg-type]
    return out
