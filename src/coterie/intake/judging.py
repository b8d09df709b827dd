"""Accepted, rejected with a reason, or a duplicate: the steps that decide it for every row of a source.

The steps of a kind, each readable by its name: ``<kind>_cells`` (cleaned), ``<kind>_values`` (typed), ``<kind>_judged``
(with the ``reason``, NULL for accepted rows), where keys are unique ``<kind>_ranked``, and the accepted rows under the
kind's own name. A reason is "COT-404:quantity": a code and the column whose cell it is about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coterie.engine import Step, ident
from coterie.intake.binding import Bound
from coterie.intake.cells import MOST, blanks, cell, row_text, too_large, value
from coterie.intake.reading import RawTable
from coterie.terms import SPECS

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2100, 12, 31)
NUMBERS = ("money", "quantity", "number")


@dataclass(frozen=True)
class Job:
    """What is to be read: the raw table and its map.

    again     indices of files that are byte for byte an earlier file.
    as_of     last day that may enter, None for no limit.
    dedupe    whether equal lines are duplicates.
    told      whether each row is also kept as one text, which reports, keys and ties need.
    until     last day that can be no mistyped year, None for no limit.
    """

    raw: RawTable
    bound: Bound
    again: tuple[int, ...] = ()
    as_of: date | None = None
    dedupe: bool = False
    told: bool = True
    until: date | None = None

    @property
    def kind(self) -> str:
        """The kind of source."""
        return self.bound.map.kind

    def has(self, canonical: str) -> bool:
        """Whether that canonical column is mapped."""
        return canonical in self.bound.columns


def cells_step(job: Job) -> Step:
    """``<kind>_cells``: one row a row read, every mapped cell cleaned, and the row as one text."""
    why = f"Cells of {job.kind} as written, blank ones NULL."
    return Step(f"{job.kind}_cells", f"select {cells_of(job)} from {job.raw.name}", why, keep=False)


def cells_of(job: Job) -> str:
    """SQL: the columns of ``<kind>_cells`` from a table with the raw columns."""
    spec = SPECS[job.kind]
    parts = ["file", "line", *([f"{row_text(list(job.raw.columns))} as raw"] if job.told else [])]
    parts += [f"{blanks(list(job.raw.columns))} as blanks"] if unique_keys(job) else []
    for canonical, raw in job.bound.columns.items():
        column = spec.column(canonical)
        if column:
            parts.append(f"{cell(raw, column)} as {canonical}__cell")
    parts += [f"c{raw.position}" for raw in job.raw.columns]
    return ", ".join(parts)


def values_step(job: Job) -> Step:
    """``<kind>_values``: the same rows with every mapped cell as its type, NULL where it cannot be read."""
    spec = SPECS[job.kind]
    parts = ["*"]
    for canonical, raw in job.bound.columns.items():
        column, how = spec.column(canonical), job.bound.map.get(canonical)
        if column and how:
            parts.append(f"{value(raw, column, how, f'{canonical}__cell')} as {canonical}")
    why = f"Values of {job.kind}: ids as text, money in ten-thousandths, moments without zone."
    return Step(f"{job.kind}_values", f"select {', '.join(parts)} from {job.kind}_cells", why, keep=False)


def judged_step(job: Job, source: str, *, amount: str = "", first: Sequence[tuple[str, str]] = ()) -> Step:
    """``<kind>_judged``: the same rows with the first reason against each, NULL where there is none.

    source    the table of values.
    amount    SQL of the row's value in ten-thousandths, "" where money has no part in it.
    first     (condition, reason) of the kind's own that come before the general ones.
    """
    whens = [(f"file in ({', '.join(str(i) for i in job.again)})", "COT-421")] if job.again else []
    whens += [*first, *_general(job)]
    if amount:
        whens.append(("net is null", f"COT-409:{'amount' if job.has('amount') else 'unit_price'}"))
    case = " ".join(f"when {condition} then '{reason}'" for condition, reason in whens)
    reason = f"case {case} end" if whens else "cast(null as varchar)"
    priced = f"(select *, {amount} as net from {source}) as priced" if amount else source
    sql = f"select *, {reason} as reason from {priced}"
    return Step(f"{job.kind}_judged", sql, f"Rows of {job.kind} with the reason why one is not accepted.", keep=False)


def _general(job: Job) -> list[tuple[str, str]]:
    whens: list[tuple[str, str]] = []
    for column in SPECS[job.kind].columns:
        name, how = column.name, job.bound.map.get(column.name)
        if how is None or name not in job.bound.columns:
            continue
        if column.required:
            code = "COT-401" if name == "customer_id" else "COT-403" if column.type == "moment" else "COT-408"
            whens.append((f"{name}__cell is null", f"{code}:{name}"))
        if column.type == "moment" and name != "cancelled_at":
            whens.append((f"{name} is null and {name}__cell is not null", f"COT-402:{name}"))
            outside = f"{name} < timestamp '{FIRST_DAY} 00:00:00' or {name} > timestamp '{LAST_DAY} 23:59:59'"
            whens.append((outside, f"COT-405:{name}"))
            if job.as_of and column.required:
                whens.append((f"cast({name} as date) > date '{job.as_of}'", f"COT-406:{name}"))
            if job.until and column.required:
                whens.append((f"cast({name} as date) > date '{job.until}'", f"COT-414:{name}"))
        if column.type in NUMBERS:
            raw = job.bound.columns[name]
            large = f"{name} is null and {name}__cell is not null and {too_large(raw, how, f'{name}__cell')}"
            whens.append((large, f"COT-407:{name}"))
            whens.append((f"{name} is null and {name}__cell is not null", f"COT-404:{name}"))
    return whens


def unique_keys(job: Job) -> list[str]:
    """The columns whose repeated values are duplicates: the declared keys, or the whole row where equal lines go."""
    if job.dedupe and job.kind == "orders":
        return ["raw"]
    return [k for k in job.bound.map.unique if job.has(k)]


def ranked_step(job: Job, source: str) -> Step | None:
    """``<kind>_ranked``: rows whose key stands on an earlier accepted row become duplicates; None without such keys.

    Of rows with one key the one with the fewest blank cells is kept, then the one whose text has the smallest hash, so
    that the order of the rows in the file decides nothing.
    """
    keys = unique_keys(job)
    if not keys:
        return None
    by = f"partition by {', '.join(ident(k) for k in keys)}, reason is null"
    over = f"over ({by} order by blanks, md5(raw), raw, file, line)"
    repeated = "'COT-424'" if keys == ["raw"] else "case when raw = kept_raw then 'COT-422' else 'COT-423' end"
    sql = (
        f"select *, coalesce(reason, case when turn > 1 then {repeated} end) as verdict "
        f"from (select *, row_number() {over} as turn, first_value(raw) {over} as kept_raw from {source}) as turns"
    )
    why = f"Rows of {job.kind}, with repeated keys ({', '.join(keys)}) as duplicates."
    return Step(f"{job.kind}_ranked", sql, why)


def verdict(job: Job) -> str:
    """Name of the column that holds the final reason of a row."""
    return "verdict" if job.kind != "orders" and unique_keys(job) else "reason"


def last_judgement(job: Job) -> str:
    """Name of the table that holds the final reason of every row read."""
    if job.kind == "orders":
        return "orders_lines"
    return f"{job.kind}_ranked" if unique_keys(job) else f"{job.kind}_judged"


def rejected_step(job: Job, source: str) -> Step:
    """``<kind>_rejected``: every row that was not accepted, with reason, place, offending cell and text."""
    columns = set(job.bound.columns)
    cells = " ".join(f"when '{name}' then cast({name}__cell as varchar)" for name in sorted(columns))
    reason = verdict(job)
    pick = f"case split_part({reason}, ':', 2) {cells} end" if cells else "cast(null as varchar)"
    names = " ".join(
        f"when '{name}' then '{raw.name.replace(chr(39), chr(39) * 2)}'"
        for name, raw in sorted(job.bound.columns.items())
    )
    named = f"case split_part({reason}, ':', 2) {names} end" if names else "cast(null as varchar)"
    amount = "net" if job.kind == "orders" else "cast(null as bigint)"
    sql = (
        f"select '{job.kind}' as kind, "
        f"case when split_part({reason}, ':', 1) in ('COT-421', 'COT-422', 'COT-423', 'COT-424') "
        "then 'duplicate' else 'rejected' end as outcome, "
        f"split_part({reason}, ':', 1) as code, cast(file as integer) as file, cast(line as bigint) as line, "
        f'{named} as "column", {pick} as "value", raw, cast({amount} as bigint) as amount '
        f"from {source} where {reason} is not null"
    )
    return Step(f"{job.kind}_rejected", sql, f"Rows of {job.kind} that were not accepted, each with its reason.")


def in_range(sql: str) -> str:
    """SQL: an amount in ten-thousandths as BIGINT, NULL where it is larger than any."""
    return f"case when abs({sql}) <= {MOST}0000 then cast({sql} as bigint) end"
