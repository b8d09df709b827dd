"""Order lines: what is a line worth, what is a return, and what is no order at all?

Money is rounded to ten-thousandths before it is multiplied, and each line is rounded once, so that sums do not depend
on the order of the rows. Cancelled invoices and returns are lines with a negative value: they net.

A shop export with cells of the order on its first line only (``SourceMap.fill``) takes three more steps:
``orders_filled`` (the cells on every line), ``orders_settled`` (the order's discount spread over its lines, so that
they sum to the order's subtotal), and a return line for what was refunded, up to the value of the goods.
"""

from coterie.engine import Step
from coterie.intake.cells import MOST
from coterie.intake.judging import (
    Job,
    cells_of,
    cells_step,
    in_range,
    judged_step,
    ranked_step,
    rejected_step,
    unique_keys,
    values_step,
)
from coterie.terms import SPECS

CANCELLED = (
    "voided", "void", "cancelled", "canceled", "failed", "expired", "declined", "trash", "draft", "checkout-draft",
    "storniert", "abgebrochen", "fehlgeschlagen", "annule", "annulé", "annulée", "cancelado", "cancelada", "fallido",
    "wc-cancelled", "wc-failed",
)  # fmt: skip
REFUNDED = ("refunded", "wc-refunded", "erstattet", "rembourse", "remboursé", "remboursée", "reembolsado")
ORDER_CELLS = (
    "customer_id", "ordered_at", "channel", "currency", "status", "cancelled_at", "order_subtotal", "order_discount",
    "refunded", "payment", "tags",
)  # fmt: skip
_TYPES = {
    "quantity": "decimal(18,3)", "unit_price": "bigint", "discount": "bigint", "product_id": "varchar",
    "product": "varchar", "category": "varchar", "channel": "varchar", "currency": "varchar",
}  # fmt: skip
_LINE_CELLS = ("quantity", "unit_price", "amount", *list(_TYPES)[2:])


def order_steps(job: Job) -> list[Step]:
    """The steps that make ``orders`` and ``orders_rejected`` from the raw table."""
    steps = [cells_step(job), values_step(job)]
    source = "orders_values"
    if job.bound.map.fill and job.has("order_id"):
        steps += [_filled_step(job), _settled_step(job)]
        source, amount = "orders_settled", "settled"
    else:
        amount = _line_amount(job)
    judged = judged_step(job, source, amount=amount, first=_no_orders(job))
    ranked = ranked_step(job, judged.name)
    steps += [judged, *([ranked] if ranked else []), _lines_step(job, ranked)]
    return [*steps, _accepted_step(job), _unread_step(job), rejected_step(job, "orders_unread")]


def _lines_step(job: Job, ranked: Step | None) -> Step:
    """``orders_lines``: the one scan that reads and judges; everything after it reads this table."""
    names = [n for n in dict.fromkeys((*job.bound.columns, *_TYPES)) if job.has(n)]
    names += ["gross", "order_net", "turn", "whole_order"] if job.bound.map.fill and job.has("order_id") else []
    reason = "verdict as reason" if ranked else "reason"
    source = ranked.name if ranked else "orders_judged"
    sql = f"select file, line, {', '.join(names)}, net, {reason} from {source}"
    return Step(
        "orders_lines", sql, "Every order line read, typed, with its value and the reason if it is not accepted."
    )


def _unread_step(job: Job) -> Step:
    """``orders_unread``: the rows that were not accepted, found again in the source as they were written."""
    found = (
        f"select r.*, l.net, l.reason from {job.raw.name} as r join orders_lines as l "
        "on r.file = l.file and r.line = l.line where l.reason is not null"
    )
    sql = f"select {cells_of(job)}, net, reason from ({found}) as found"
    return Step("orders_unread", sql, "Order lines that were not accepted, with their cells as written.")


def _line_amount(job: Job) -> str:
    amount = "amount" if job.has("amount") else ""
    if job.has("unit_price"):
        product = _product() if job.has("quantity") else "unit_price"
        amount = f"case when amount is not null then amount else {product} end" if amount else product
    return f"cast({amount or 'null'} as bigint)"


def _product() -> str:
    """SQL: quantity times price, through decimals only for fractions and sizes that need them.

    Decimals of 37 digits take ten times as long as whole numbers; what the first case takes stays in range.
    """
    whole = f"quantity = floor(quantity) and abs(quantity) <= 10000 and abs(unit_price) <= {MOST}"
    exact = in_range("round(quantity * cast(unit_price as decimal(19,0)), 0)")
    return f"case when {whole} then cast(quantity as bigint) * unit_price else {exact} end"


def _no_orders(job: Job) -> list[tuple[str, str]]:
    """Conditions under which a line belongs to no order that took place."""
    whens: list[tuple[str, str]] = []
    if job.has("payment"):
        whens.append(("lower(payment) like '%bogus%' or lower(payment) in ('test', 'testing')", "COT-411:payment"))
    if job.has("tags"):
        whens.append(("', ' || lower(tags) || ',' like '%, test,%'", "COT-411:tags"))
    if job.has("status"):
        cancelled, refunded = (", ".join(f"'{w}'" for w in words) for words in (CANCELLED, REFUNDED))
        whens.append(("lower(status) = 'test'", "COT-411:status"))
        whens.append((f"lower(status) in ({cancelled})", "COT-410:status"))
        if not job.has("refunded"):
            whens.append((f"lower(status) in ({refunded})", "COT-413:status"))
    if job.has("cancelled_at"):
        whens.append(("cancelled_at__cell is not null", "COT-410:cancelled_at"))
    if job.bound.map.fill:
        whens.append(("order_net = 0", f"COT-412:{'order_subtotal' if job.has('order_subtotal') else 'unit_price'}"))
    return whens


def _filled_step(job: Job) -> Step:
    parts = ["file", "line", "raw", *(["blanks"] if unique_keys(job) else [])]
    for name in job.bound.columns:
        whole = "coalesce({0}, max({0}) over whole) as {0}" if name in ORDER_CELLS else "{0}"
        parts += [whole.format(name), whole.format(f"{name}__cell")]
    price = "coalesce(unit_price, 0)" if job.has("unit_price") else "0"
    count = "cast(coalesce(quantity, 1) as decimal(18,3))" if job.has("quantity") else "1"
    gross = in_range(f"round({count} * cast({price} as decimal(19,0)), 0)")
    if job.has("amount") and not job.has("unit_price"):
        gross = "coalesce(amount, 0)"
    off = "coalesce(abs(discount), 0)" if job.has("discount") else "0"
    # A line without order number stands for itself.
    order = "coalesce(order_id, '@' || cast(file as varchar) || ':' || cast(line as varchar))"
    sql = (
        f"select {', '.join(parts)}, {gross} as gross, {off} as line_off, {order} as whole_order "
        f"from orders_values window whole as (partition by {order})"
    )
    return Step("orders_filled", sql, "Lines of a shop export with the cells of their order on every line.")


def _settled_step(job: Job) -> Step:
    """Amounts that tie: the lines of an order sum to its subtotal, or to its prices less the order's discount."""
    lines = "sum(gross) over whole"
    off = "sum(line_off) over whole"
    total_off = f"greatest(coalesce(abs(order_discount), 0), {off})" if job.has("order_discount") else off
    net = f"{lines} - {total_off}"
    net = f"coalesce(order_subtotal, {net})" if job.has("order_subtotal") else net
    article = ", ".join(f"coalesce({c}, '')" for c in ("product_id", "product") if job.has(c))
    by = f"gross - line_off desc, gross desc, {article + ', ' if article else ''}raw, file, line"
    running = f"sum(gross - line_off) over (partition by whole_order order by {by} rows unbounded preceding)"
    turn = f"row_number() over (partition by whole_order order by {by})"
    inner = (
        f"select *, cast({net} as bigint) as order_net, cast(sum(gross - line_off) over whole as bigint) "
        f"as order_lines, cast({running} as bigint) as running, {turn} as turn "
        "from orders_filled window whole as (partition by whole_order)"
    )

    # Shares are differences of a running total rounded once, so that they sum to the whole to the last digit.
    def share(upto: str) -> str:
        return f"floor(cast(order_net as double) * cast({upto} as double) / cast(order_lines as double) + 0.5)"

    even = "case when turn = 1 then order_net else 0 end"
    spread = f"cast({share('running')} - {share('(running - (gross - line_off))')} as bigint)"
    settled = (
        f"case when order_net = order_lines then gross - line_off when order_lines = 0 then {even} else {spread} end"
    )
    sql = f"select *, cast({settled} as bigint) as settled from ({inner}) as orders_ran"
    return Step("orders_settled", sql, "Lines of a shop export, the order's discount spread over them by value.")


def _accepted_step(job: Job) -> Step:
    day = "cast(ordered_at as date)"
    order_id = f"customer_id || '@' || cast({day} as varchar)"
    order_id = f"coalesce(order_id, {order_id})" if job.has("order_id") else order_id
    parts = [f"customer_id, {order_id} as order_id, ordered_at, {day} as ordered_on"]
    values = {n: n if job.has(n) else f"cast(null as {t})" for n, t in _TYPES.items()}
    if job.bound.map.fill:
        values["discount"] = "gross - net"
    returned = "net < 0 or quantity < 0" if job.has("quantity") else "net < 0"
    parts += [f"{'net' if n == 'amount' else values[n]} as {n}" for n in _LINE_CELLS]
    parts += [
        f"coalesce({returned}, false) as is_return",
        "cast(file as integer) as file",
        "cast(line as bigint) as line",
    ]
    sql = f"select {', '.join(parts)} from orders_lines where reason is null"
    if job.bound.map.fill and job.has("refunded"):
        sql += f" union all {_refund_lines(values, order_id)}"
    return Step(
        "orders", sql, "Accepted order lines: amount is the net value of the line, returns are negative.", keep=False
    )


def _refund_lines(values: dict[str, str], order_id: str) -> str:
    """One return line an order that was paid back; the export does not say which articles came back."""
    back = "least(abs(refunded), greatest(order_net, 0))"
    own = {"quantity": "cast(0 as decimal(18,3))", "amount": f"cast(-{back} as bigint)"}
    own |= {n: values[n] for n in ("channel", "currency")}
    cells = ", ".join(f"{own.get(n, f'cast(null as {_TYPES.get(n)})')} as {n}" for n in _LINE_CELLS)
    # The order's first accepted line carries the refund, whichever that is.
    lines = (
        "select *, row_number() over (partition by whole_order order by turn) as standing "
        "from orders_lines where reason is null"
    )
    return (
        f"select customer_id, {order_id} as order_id, ordered_at, cast(ordered_at as date) as ordered_on, {cells}, "
        "true as is_return, cast(file as integer) as file, cast(line as bigint) as line from "
        f"({lines}) as standing_lines where standing = 1 and {back} > 0"
    )


def columns_present(job: Job) -> tuple[str, ...]:
    """Canonical columns that the source has, in canonical order."""
    have = {c for c in SPECS[job.kind].names if job.has(c)}
    derived = {"amount"} if job.kind == "orders" else set()
    return tuple(n for n in SPECS[job.kind].names if n in have | derived)
