"""What is wrong with the order lines? Blocks that refuse them, and findings that a reader should know."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from statistics import median

from coterie.engine import Engine, Step
from coterie.intake.accounts import NEGATIVE_PRICE, ZERO_PRICE, Tally, cancellation
from coterie.intake.facts import veiled
from coterie.intake.judging import Job, last_judgement
from coterie.intake.quality import examples, many, money, worth
from coterie.terms import Check
from coterie.terms.numbers import day, number

FEW_CUSTOMERS, FEW_DAYS = 500, 180
FAR = 180  # days
PASTED = 0.1  # share of lines with a twin beyond which a file was rather exported or pasted twice than bought from so
_TELLING = ("quantity", "unit_price", "amount")


@dataclass(frozen=True)
class Totals:
    """Facts of the accepted order lines, from one scan."""

    lines: int
    customers: int
    first: date
    last: date
    amount: int
    positive: int
    returns: int
    returns_amount: int
    worth: int  # lines whose amount is not zero
    currencies: int


def totals(engine: Engine) -> Totals | None:
    """Facts of the accepted lines; None where there are none."""
    found = engine.one(
        "select count(*), count(distinct customer_id), min(ordered_on), max(ordered_on), coalesce(sum(amount), 0), "
        "coalesce(sum(case when amount > 0 then amount end), 0), count(case when is_return then 1 end), "
        "coalesce(sum(case when is_return then amount end), 0), count(case when amount <> 0 then 1 end), "
        "count(distinct currency) from orders"
    )
    if not found[0]:
        return None
    lines, customers, first, last, *rest = found
    amount, positive, returns, returns_amount, worth, currencies = (int(n) for n in rest)
    return Totals(int(lines), int(customers), first, last, amount, positive, returns, returns_amount, worth, currencies)


def order_checks(engine: Engine, job: Job, seen: Tally, whole: Totals) -> list[Check]:
    """All checks of the order lines."""
    return [
        *_blocks(engine, job, whole),
        *_price_checks(engine, job, seen),
        *_return_checks(engine, job, seen, whole),
        *_equal_check(engine, job, whole),
        *_size_checks(engine, job),
        *_day_checks(engine, job, whole),
        *_customer_checks(engine, job, whole),
    ]


def _blocks(engine: Engine, job: Job, whole: Totals) -> list[Check]:
    out = []
    if whole.customers == 1:
        name = engine.one("select min(customer_id) from orders")[0]
        found = f'{_every(whole.lines, "belong")} to customer "{name}"'
        out.append(_check("COT-502", "block", found, whole.lines, "customer_id"))
    if whole.first == whole.last:
        out.append(
            _check("COT-503", "block", f"{_every(whole.lines, 'are')} of {day(whole.first)}", whole.lines, "ordered_at")
        )
    if not whole.worth:
        out.append(_check("COT-504", "block", f"{_every(whole.lines, 'are')} worth 0", whole.lines, "amount"))
    if whole.worth and not whole.positive:
        found = f"{_every(whole.lines, 'are')} worth 0 or less, {money(whole.amount)} together"
        shown = examples(engine, "orders", "amount < 0", job, "amount")
        out.append(_check("COT-508", "block", found, whole.lines, "amount", whole.amount, shown))
    if whole.currencies > 1:
        parts = engine.rows("select currency, count(*), sum(amount) from orders group by 1 order by 2 desc, 1 limit 6")
        said = ", ".join(f"{c or 'none'} {many(int(n), 'line')} {worth(int(a))}" for c, n, a in parts)
        shown = examples(engine, "orders", f"currency <> '{parts[0][0]}'", job, "currency")
        few = sum(int(n) for _, n, _ in parts[1:])
        out.append(_check("COT-505", "block", f"{whole.currencies} currencies: {said}", few, "currency", None, shown))
    return out


def _every(lines: int, verb: str) -> str:
    """The subject and verb of a sentence about all lines.

    >>> _every(1, "are"), _every(1200, "belong")
    ('the only line is', 'all 1,200 lines belong')
    """
    if lines == 1:
        return "the only line " + {"are": "is", "belong": "belongs"}[verb]
    return f"all {lines:,} lines {verb}"


def _price_checks(engine: Engine, job: Job, seen: Tally) -> list[Check]:
    out = []
    if seen.zero:
        shown = _examples(engine, job, ZERO_PRICE, "unit_price")
        out.append(
            _check("COT-516", "info", f"{many(seen.zero, 'line')} with a price of 0", seen.zero, "unit_price", 0, shown)
        )
    if seen.negative:
        shown = _examples(engine, job, NEGATIVE_PRICE, "unit_price")
        found = f"{many(seen.negative, 'line')} with a price below 0, {worth(seen.negative_amount)}"
        out.append(_check("COT-517", "warn", found, seen.negative, "unit_price", seen.negative_amount, shown))
    if seen.untied:
        found = f"in {seen.untied:,} of {seen.rows:,} lines the amount is not price times quantity"
        grade = "warn" if seen.untied > 0.05 * seen.rows else "info"
        out.append(_check("COT-534", grade, found, seen.untied, "amount"))
    return out


def _return_checks(engine: Engine, job: Job, seen: Tally, whole: Totals) -> list[Check]:
    out = []
    if seen.cancelled:
        shown = _examples(engine, job, cancellation(job), "order_id")
        found = f"{many(seen.cancelled, 'line')} of cancelled invoices, {worth(seen.cancelled_amount)}, netted"
        out.append(_check("COT-518", "info", found, seen.cancelled, "order_id", seen.cancelled_amount, shown))
    if whole.returns:
        share = -whole.returns_amount / whole.positive if whole.positive else 0.0
        shown = examples(engine, "orders", "is_return", job, "amount")
        found = (
            f"{whole.returns:,} of {whole.lines:,} accepted lines are returns, {worth(whole.returns_amount)} "
            f"({number(share, 'share, one decimal')} of sales)"
        )
        grade = "warn" if share > 0.2 else "info"
        out.append(_check("COT-519", grade, found, whole.returns, "amount", whole.returns_amount, shown))
    if job.bound.map.fill and job.has("refunded"):
        refunds = "abs(refunded)"
        n, back, most = engine.one(
            f"select count(*), coalesce(sum({refunds}), 0), coalesce(sum(least({refunds}, greatest(order_net, 0))), 0) "
            f"from {last_judgement(job)} where turn = 1 and refunded <> 0"
        )
        if n:
            found = f"{many(int(n), 'order')} with {money(int(back))} paid back, of which {money(int(most))} for goods"
            out.append(_check("COT-530", "info", found, int(n), "refunded", -int(most), unit="orders"))
    return out


def _equal_check(engine: Engine, job: Job, whole: Totals) -> list[Check]:
    if job.dedupe:
        return []
    sql = (
        f"select t.n, t.file, t.line, l.net as each from ({_twins(engine, job)}) as t "
        "join orders_lines as l on t.file = l.file and t.line = l.line"
    )
    engine.run(Step("orders_twins", sql, "Lines that occur more than once, with how often again and their value."))
    n, amount = engine.one("select coalesce(sum(n), 0), coalesce(sum(n * each), 0) from orders_twins")
    if not n:
        return []
    top = engine.rows("select file, line, n from orders_twins order by n desc, file, line limit 5")
    shown = tuple(
        {"file": job.raw.files[int(file)].name, "line": str(line), "column": "", "value": f"{int(k) + 1} times"}
        for file, line, k in top
    )
    same = "equals" if n == 1 else "equal"
    found = f"{many(int(n), 'line')}, {worth(int(amount))}, {same} another line in every cell; none is dropped"
    grade = "warn" if n > PASTED * whole.lines else "info"
    return [_check("COT-511", grade, found, int(n), "", int(amount), shown)]


def _twins(engine: Engine, job: Job) -> str:
    """SQL: for each set of equal rows how many there are beyond the first, and where that is.

    Rows with equal cells have equal values, and few others do: so some values, which are short, are grouped first, and
    the cells as written only of rows whose values are not alone. A number of an order tells its customer and moment.
    """
    again = f"file not in ({', '.join(str(i) for i in job.again)})" if job.again else "true"
    whose = ("order_id",) if job.has("order_id") else ("customer_id", "ordered_at")
    names = [name for name in (*whose, *_TELLING) if job.has(name)]
    by = ", ".join(names)
    alike = f"select {by} from orders_lines where {again} group by {by} having count(*) > 1"
    same = " and ".join(f"l.{name} is not distinct from s.{name}" for name in names)
    sql = f"select l.file, l.line from orders_lines as l join ({alike}) as s on {same} where {again}"
    engine.run(Step("orders_alike", sql, "Lines with the order and the amounts of another line."))
    cells = ", ".join(f"r.c{c.position}" for c in job.raw.columns)
    return (
        f"select count(*) - 1 as n, min(r.file) as file, min(r.line) as line from {job.raw.name} as r "
        f"join orders_alike as a on r.file = a.file and r.line = a.line group by {cells} having count(*) > 1"
    )


def _size_checks(engine: Engine, job: Job) -> list[Check]:
    out = []
    for code, column in (("COT-512", "quantity"), ("COT-513", "amount")):
        if not job.has(column) and column == "quantity":
            continue
        usual = engine.one(f"select percentile_cont(0.99) within group (order by abs({column})) from orders")[0]
        if not usual:
            continue
        whole = 10_000 if column == "amount" else 1
        edge = ceil(50 * usual / whole) * whole
        where = f"abs({column}) > {edge}"
        n, amount = engine.one(f"select count(*), coalesce(sum(amount), 0) from orders where {where}")
        if n:
            shown = examples(engine, "orders", where, job, column)
            size = f"an amount beyond {money(edge)}" if column == "amount" else f"a quantity beyond {edge:,}"
            found = f"{many(int(n), 'line')} with {size}, {worth(int(amount))}"
            out.append(_check(code, "warn", found, int(n), column, int(amount), shown))
    return out


def _day_checks(engine: Engine, job: Job, whole: Totals) -> list[Check]:
    days = engine.rows("select ordered_on, count(*) from orders group by 1 order by 1")
    dates, counts = [d for d, _ in days], [int(n) for _, n in days]
    ends = f"the last order is of {day(whole.last)}, the first of {day(whole.first)}"
    out = [_check("COT-528", "info", ends, 0, "ordered_at")]
    out += _far_days(engine, job, dates, counts)
    steps = [(b - a).days for a, b in pairwise(dates)]
    if len(dates) >= 30 and median(steps) <= 2:
        wide = [(a, s) for a, s in zip(dates, steps, strict=False) if s > max(7, 5 * median(steps))]
        if wide:
            shown = tuple(
                {
                    "file": "",
                    "line": "",
                    "column": "ordered_at",
                    "value": f"{day(a + timedelta(days=1))} to {day(a + timedelta(days=s - 1))}",
                }
                for a, s in wide[:5]
            )
            said = ", ".join(x["value"] for x in shown)
            gaps = "a stretch of days" if len(wide) == 1 else f"{len(wide)} stretches of days"
            out.append(
                _check("COT-514", "warn", f"no order in {gaps}: {said}", len(wide), "ordered_at",
                       None, shown, "stretches")
            )  # fmt: skip
    return out


def _far_days(engine: Engine, job: Job, dates: list[date], counts: list[int]) -> list[Check]:
    """Rows at either end that lie far from the rest and are few."""
    total, out = sum(counts), []
    for ends, before in ((range(len(dates) - 1), True), (range(len(dates) - 1, 0, -1), False)):
        few = 0
        for i in ends:
            few += counts[i]
            gap = (dates[i + 1] - dates[i]).days if before else (dates[i] - dates[i - 1]).days
            if few > max(0.001 * total, 1) or few > 0.05 * total:
                break
            if gap > FAR:
                where = f"ordered_on {'<=' if before else '>='} date '{dates[i]}'"
                shown = examples(engine, "orders", where, job, "ordered_at")
                side, other = ("before", dates[i + 1]) if before else ("after", dates[i - 1])
                found = (
                    f"{many(few, 'line', ('lies', 'lie'))} {gap:,} days {side} all others, which "
                    f"{'begin' if before else 'end'} on {day(other)}"
                )
                out.append(_check("COT-515", "warn", found, few, "ordered_at", None, shown))
                break
    return out


def _shortened_ids(engine: Engine, job: Job) -> list[Check]:
    """Customer numbers that a spreadsheet wrote as 1.23E+15: different customers may have become one."""
    where = "customer_id like '%E+%' and regexp_full_match(customer_id, '[0-9](\\.[0-9]+)?E[+][0-9]{2,}')"
    n, ids, amount = engine.one(
        f"select count(*), count(distinct customer_id), coalesce(sum(amount), 0) from orders where {where}"
    )
    if not n:
        return []
    shown = examples(engine, "orders", where, job, "customer_id")
    found = (
        f"{many(int(n), 'line')}, {worth(int(amount))}, of {many(int(ids), 'customer number')} that a spreadsheet has "
        f"shortened, such as {shown[0]['value']}"
    )
    return [_check("COT-539", "warn", found, int(n), "customer_id", int(amount), shown)]


def _customer_checks(engine: Engine, job: Job, whole: Totals) -> list[Check]:
    out = []
    top, amount = engine.rows(
        "select customer_id, sum(amount) as worth from orders group by 1 order by worth desc, customer_id limit 1"
    )[0]
    if whole.amount > 0 and whole.customers > 1 and int(amount) > whole.amount / 2:
        share = int(amount) / whole.amount
        found = f'customer "{veiled(str(top))}" brings {money(int(amount))}, {number(share, "share")} of all revenue'
        out.append(_check("COT-520", "warn", found, 1, "customer_id", int(amount), unit="customers"))
    out += _shortened_ids(engine, job)
    days = (whole.last - whole.first).days + 1
    few = (
        [f"{many(whole.customers, 'customer')} (reliable segments need {FEW_CUSTOMERS})"]
        if whole.customers < FEW_CUSTOMERS
        else []
    )
    few += [f"{many(days, 'day')} (reliable segments need {FEW_DAYS})"] if days < FEW_DAYS else []
    if few:
        out.append(_check("COT-524", "warn", "the orders span " + " and ".join(few), whole.customers, unit="customers"))
    return out


def _examples(engine: Engine, job: Job, where: str, column: str) -> tuple[dict[str, str], ...]:
    """Examples among the accepted lines where there are some, otherwise among all lines."""
    accepted = examples(engine, "orders", where.replace("net", "amount"), job, column)
    return accepted or examples(engine, last_judgement(job), where, job, column)


def _check(
    code: str,
    grade: str,
    found: str,
    count: int,
    column: str = "",
    amount: int | None = None,
    shown: tuple[dict[str, str], ...] = (),
    unit: str = "lines",
) -> Check:
    return Check(code, grade, found, "orders", column, count, unit, amount, shown)  # type: ignore[arg-type]
