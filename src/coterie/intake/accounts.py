"""Where did every row end, and what was it worth? The sums of a kind, reckoned twice and compared."""

from dataclasses import dataclass

from coterie.engine import Engine, Step
from coterie.intake.judging import Job, last_judgement, verdict
from coterie.intake.orders import columns_present
from coterie.terms import CODES, Account, SourceTable


@dataclass(frozen=True)
class Tally:
    """Facts of all order lines read, accepted or not, from one scan of the judged lines.

    rows, amount              all lines and their value as far as it can be read.
    zero, negative            lines with a price of zero, below zero, and the value of the latter.
    cancelled                 lines of invoices whose number begins with C, with their value.
    untied                    lines whose amount is not price times quantity.
    """

    rows: int
    amount: int
    zero: int = 0
    negative: int = 0
    negative_amount: int = 0
    cancelled: int = 0
    cancelled_amount: int = 0
    untied: int = 0


ZERO_PRICE = "unit_price = 0"
NEGATIVE_PRICE = "unit_price < 0"
CANCELLATION = "order_id like 'C%' and try_cast(substr(order_id, 2) as bigint) is not null and net < 0"
CANCELLATION_BY_QUANTITY = "order_id like 'C%' and try_cast(substr(order_id, 2) as bigint) is not null and quantity < 0"


def cancellation(job: Job) -> str:
    """SQL: whether a line belongs to an invoice that cancels another, "" where it cannot be told."""
    if not job.has("order_id"):
        return ""
    return CANCELLATION_BY_QUANTITY if job.has("quantity") else CANCELLATION


def tally(engine: Engine, job: Job) -> Tally:
    """One scan over all judged order lines."""
    price, off = job.has("unit_price"), cancellation(job)
    untied = "false"
    if price and job.has("quantity") and job.has("amount"):
        untied = "abs(quantity * cast(unit_price as decimal(19,0)) - net) > 100"
    conditions = [ZERO_PRICE if price else "false", NEGATIVE_PRICE if price else "false", off or "false", untied]
    counts = [f"count(case when {c} then 1 end)" for c in conditions]
    sums = [f"coalesce(sum(case when {c} then net end), 0)" for c in conditions[1:3]]
    table = last_judgement(job)
    found = engine.one(f"select count(*), coalesce(sum(net), 0), {', '.join(counts + sums)} from {table}")
    rows, amount, zero, negative, cancelled, untied_rows, negative_amount, cancelled_amount = (int(n) for n in found)
    return Tally(rows, amount, zero, negative, negative_amount, cancelled, cancelled_amount, untied_rows)


def rejected_table(engine: Engine, jobs: list[Job]) -> None:
    """``rejected``: all rows of all kinds that were not accepted, with the records that could not be split."""
    parts = []
    for job in jobs:
        columns = 'kind, outcome, code, file, line, "column", "value", raw, amount'
        parts.append(f"select {columns} from {job.kind}_rejected")
        parts.append(
            f"select '{job.kind}' as kind, 'rejected' as outcome, code, cast(file as integer) as file, "
            'cast(line as bigint) as line, cast(null as varchar) as "column", reason as "value", raw, '
            f"cast(null as bigint) as amount from {job.raw.name}_bad"
        )
    names = " ".join(
        f"when kind = '{job.kind}' and file = {i} then '{f.name.replace(chr(39), chr(39) * 2)}'"
        for job in jobs
        for i, f in enumerate(job.raw.files)
    )
    file = f"case {names} end" if names else "cast(null as varchar)"
    sql = (
        f'select kind, outcome, code, {_reason()} as reason, {file} as file, line, "column", "value", raw, amount '
        f"from ({' union all '.join(parts)}) as parts"
    )
    engine.run(Step("rejected", sql, "Every row that was not accepted: reason, file, line, text and value."))


def _reason() -> str:
    """SQL: the catalogue's words for a code."""
    whens = " ".join(f"when '{code.id}' then '{code.title.replace(chr(39), chr(39) * 2)}'" for code in CODES.values())
    return f"case code {whens} end"


def source_table(engine: Engine, job: Job, attributes: tuple[str, ...], tallied: Tally | None) -> SourceTable:
    """The account of a kind; a row or an amount that is nowhere is a fault of the program and raises ValueError."""
    ends = engine.rows(
        "select outcome, count(*), coalesce(sum(amount), 0) from rejected where kind = $kind group by 1 order by 1",
        kind=job.kind,
    )
    rows = {outcome: int(n) for outcome, n, _ in ends}
    money = {outcome: int(amount) for outcome, _, amount in ends}
    rejected, duplicate = rows.get("rejected", 0), rows.get("duplicate", 0)
    last, reason = last_judgement(job), verdict(job)
    amount = refunds = 0
    if job.kind == "orders":
        accepted, amount = (int(n) for n in engine.one("select count(*), coalesce(sum(amount), 0) from orders"))
    else:
        accepted = engine.count(job.kind)
    if job.bound.map.fill:
        # Return lines made of refunded amounts are no rows of the file; their value was read in it all the same.
        lines, value = engine.one(f"select count(*), coalesce(sum(net), 0) from {last} where {reason} is null")
        accepted, refunds = int(lines), amount - int(value)
    account = Account(
        read=job.raw.rows + job.raw.bad,
        accepted=accepted,
        rejected=rejected,
        duplicate=duplicate,
        amount_read=(tallied.amount if tallied else 0) + refunds,
        amount_accepted=amount,
        amount_rejected=money.get("rejected", 0),
        amount_duplicate=money.get("duplicate", 0),
    )
    files = tuple((f.path, f.sha256) for f in job.raw.files)
    return SourceTable(job.kind, account, columns_present(job), attributes, files)
