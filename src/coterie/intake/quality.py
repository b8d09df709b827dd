"""What is wrong with the data, how badly, and what to do? The checks that are alike for all kinds of sources."""

from collections.abc import Sequence

from coterie.engine import Engine
from coterie.intake.facts import veiled
from coterie.intake.judging import Job, last_judgement, verdict
from coterie.intake.numbers import text_of
from coterie.intake.orders import ORDER_CELLS
from coterie.terms import CODES, SPECS, Check, ColumnMap, Problem, as_money
from coterie.terms.numbers import lowered, number
from coterie.terms.quality import Grade

EXAMPLES = 5
UNSURE = 0.7


def money(units: int | None) -> str:
    """An amount for a sentence: "21,740.98".

    >>> money(217_409_800), money(-5_000)
    ('21,740.98', '−0.50')
    """
    told = f"{as_money(units or 0):,.2f}"
    return "0.00" if told == "-0.00" else told.replace("-", "\u2212")


def exact(units: int) -> str:
    """An amount as a cell holds it, to the last digit that is kept.

    >>> exact(217_409_800), exact(15)
    ('21,740.98', '0.0015')
    """
    told = f"{as_money(units):,.4f}"
    return told[:-2] if told.endswith("00") else told.rstrip("0")


def worth(units: int | None) -> str:
    """What rows amount to, for a sentence about them; nothing below 0 is called a worth.

    >>> worth(217_409_800), worth(-2_808_000)
    ('worth 21,740.98', '−280.80 together')
    """
    return f"{money(units)} together" if (units or 0) < 0 else f"worth {money(units)}"


def many(count: int, noun: str, verbs: tuple[str, str] = ("", "")) -> str:
    """A count with its noun and, where the sentence goes on, its verb.

    >>> many(1, "line"), many(1200, "line", ("is", "are"))
    ('1 line', '1,200 lines are')
    """
    one = count == 1
    return f"{count:,} {noun}{'' if one else 's'} {verbs[0] if one else verbs[1]}".rstrip()


def examples(engine: Engine, table: str, where: str, job: Job, canonical: str) -> tuple[dict[str, str], ...]:
    """Up to five rows of a table as examples: file, line, column, value."""
    raw = job.bound.columns.get(canonical)
    found = engine.rows(
        f"select file, line, cast({canonical} as varchar) from {table} where {where} "
        f"order by file, line limit {EXAMPLES}"
    )
    files = job.raw.files
    return tuple(
        {
            "file": files[int(file)].name if file is not None else "",
            "line": str(line),
            "column": raw.name if raw else canonical,
            "value": _shown(value, canonical, job),
        }
        for file, line, value in found
    )


def _shown(value: str | None, canonical: str, job: Job) -> str:
    column = SPECS[job.kind].column(canonical)
    if value is None:
        return ""
    return exact(int(value)) if column and column.type == "money" else value


def as_check(problem: Problem, kind: str) -> Check:
    """A problem with the data that stops the work, as a blocking check."""
    where = f"{problem.where}: " if str(problem.where) else ""
    return Check(problem.code, "block", f"{where}{problem.found}", kind, problem.where.column, remedy=problem.remedy)


def rejection_checks(engine: Engine, jobs: Sequence[Job]) -> list[Check]:
    """One check a reason: how many rows were not accepted, what they were worth, with examples."""
    out = []
    titles = {"COT-410": "COT-526", "COT-411": "COT-525", "COT-412": "COT-527", "COT-413": "COT-537"}
    for job in jobs:
        found = engine.rows(
            'select code, outcome, count(*), sum(amount), min("column") from rejected where kind = $kind '
            "group by 1, 2 order by 1, 2",
            kind=job.kind,
        )
        read = max(job.raw.rows + job.raw.bad, 1)
        for code, outcome, n, amount, column in found:
            sum_ = f", {worth(int(amount))}" if amount is not None else ""
            what = CODES[code].title if code in CODES else "Unreadable record"
            orders = _orders_of(engine, job, code) if code in titles else ""
            whole = f", {orders}" if orders else ""
            said = f"{int(n):,} of {read:,} rows of {job.kind}{whole}{sum_}: {what[0].lower()}{what[1:]}"
            check = "COT-535" if outcome == "duplicate" else titles.get(code, "COT-529")
            check = "COT-532" if code == "COT-423" else check
            grave = check == "COT-532" or (check == "COT-529" and n > 0.05 * read)
            out.append(
                Check(
                    check,
                    "warn" if grave else "info",
                    f"{said} ({code})",
                    job.kind,
                    column or "",
                    int(n),
                    amount=None if amount is None else int(amount),
                    examples=_rejected_examples(engine, job, code),
                    remedy=CODES[code].remedy if code in CODES else "",
                )
            )
    return out


def _orders_of(engine: Engine, job: Job, code: str) -> str:
    if not job.has("order_id"):
        return ""
    table, reason = last_judgement(job), verdict(job)
    n = engine.one(f"select count(distinct order_id) from {table} where {reason} like $code", code=f"{code}%")[0]
    return many(int(n), "order")


def _rejected_examples(engine: Engine, job: Job, code: str) -> tuple[dict[str, str], ...]:
    found = engine.rows(
        'select file, line, coalesce("column", \'\'), coalesce("value", case when "column" is null '
        "then substr(raw, 1, 200) else '' end) from rejected "
        f"where kind = $kind and code = $code order by file, line limit {EXAMPLES}",
        kind=job.kind,
        code=code,
    )
    return tuple(
        {"file": str(f), "line": str(line), "column": str(column), "value": veiled(str(value))}
        for f, line, column, value in found
    )


def reading_checks(job: Job) -> list[Check]:
    """What may be wrong about reading a source: columns that are not sure, sheets left out, an encoding guessed."""
    out = [_unsure(job, each) for each in job.bound.map.columns if each.sure < UNSURE]
    for file in job.raw.files:
        if more := file.facts.get("tables not read"):
            found = f"of {file.name} the sheet {file.facts['sheet']} is read; {more} may hold a table too"
            out.append(Check("COT-542", "warn", found, job.kind, count=more.count(", ") + 1, unit="sheets"))
    guessed = [f for f in job.raw.files if "guessed" in f.facts.get("encoding", "")]
    if guessed:
        more = f" and {len(guessed) - 1} more files" if len(guessed) > 1 else ""
        found = f"{guessed[0].name}{more}: read as {guessed[0].facts['encoding']}"
        shown = tuple(
            {"file": f.name, "line": "", "column": "", "value": f.facts["encoding"]} for f in guessed[:EXAMPLES]
        )
        out.append(Check("COT-540", "info", found, job.kind, "", len(guessed), "files", None, shown))
    return out


def _unsure(job: Job, guess: ColumnMap) -> Check:
    """A guess that may be wrong: which column, what it is taken to tell, what follows and how to say otherwise."""
    spec = SPECS[job.kind].column(guess.canonical)
    shown = f" ({', '.join(guess.examples)})" if guess.examples else ""
    asks = spec.asks if spec else guess.canonical
    by = "name and values" if job.raw.header else "values alone"
    found = (
        f'{_column(job, guess)}{shown} is taken for "{asks}", a guess from its {by}, {number(guess.sure, "share")} sure'
    )
    remedy = f"If another column holds it, name that one: --map {job.kind}.{guess.canonical}=COLUMN"
    amount = job.bound.map.get("amount")
    if guess.canonical == "quantity" and amount and amount.by == "guess":
        found += f". The amounts in {_column(job, amount)} are taken for the whole line, not for one piece"
        remedy = (
            f"Where they are the price of one piece: --map {job.kind}.unit_price={amount.source} "
            f"--map {job.kind}.amount= ; where this is no number of pieces: --map {job.kind}.quantity="
        )
    return Check("COT-314", "warn", found, job.kind, guess.source, remedy=remedy)


def _column(job: Job, guess: ColumnMap) -> str:
    return guess.source if job.raw.header else f"column {guess.source}"


def missing_checks(engine: Engine, job: Job) -> list[Check]:
    """One check for each column that is used and has blank cells; cells of a whole order may be blank on its lines."""
    columns = {c: raw for c, raw in job.bound.columns.items() if not (job.bound.map.fill and c in ORDER_CELLS)}
    used = [(raw, _meant(job, c)) for c, raw in columns.items()] + [(raw, "") for raw, _ in job.bound.attributes]
    if not used or not job.raw.rows:
        return []
    counts = ", ".join(
        f"count({text_of(f'c{c.position}', c.type) if c.type == 'text' else f'c{c.position}'})" for c, _ in used
    )
    filled = engine.one(f"select {counts} from {job.raw.name}")
    needed = {raw.position for c, raw in columns.items() if _is_needed(job, c)}
    out = []
    for (column, said), n in zip(used, filled, strict=True):
        blank = job.raw.rows - int(n)
        if not blank:
            continue
        share = blank / job.raw.rows
        part = number(share, "share, one decimal")
        found = f"{column.name}{said}: {blank:,} of {job.raw.rows:,} cells are blank ({part})"
        grade: Grade = "warn" if share > 0.2 and column.position in needed else "info"
        out.append(Check("COT-510", grade, found, job.kind, column.name, blank, "cells"))
    return out


def _meant(job: Job, canonical: str) -> str:
    """What a column is taken to tell, as the page of the columns asks for it: " (who bought)"."""
    column = SPECS[job.kind].column(canonical)
    return f" ({lowered(column.asks.rstrip('?'))})" if column else ""


def _is_needed(job: Job, canonical: str) -> bool:
    column = SPECS[job.kind].column(canonical)
    return canonical in ("amount", "unit_price", "quantity") or (column is not None and column.required)


def empty_checks(engine: Engine, jobs: Sequence[Job]) -> list[Check]:
    """Kinds of which nothing is left."""
    out = []
    for job in jobs:
        if engine.count(job.kind):
            continue
        read = job.raw.rows + job.raw.bad
        reasons = engine.rows(
            "select code, reason, count(*) from rejected where kind = $kind group by 1, 2 order by 3 desc, 1 limit 3",
            kind=job.kind,
        )
        why = "; ".join(f"{int(n):,} {code} {title}" for code, title, n in reasons)
        places = _rejected_examples(engine, job, reasons[0][0]) if reasons else ()
        first = places[0] if places else {}
        at = (
            f". The first: {first['file']}, line {first['line']}, {first['column']} = {first['value']}" if first else ""
        )
        codes = {r[0] for r in reasons}
        code = "COT-506" if codes == {"COT-406"} else "COT-507" if codes == {"COT-414"} else "COT-501"
        found = f"no row of {job.kind} is left of {read:,} read" + (f" ({why})" if why else "") + at
        out.append(Check(code, "block", found, job.kind, count=read, examples=places))
    return out
