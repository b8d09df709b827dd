"""The statistics of intake: rows and money of every source, of every reason, of every check."""

from coterie.terms import Check, Dataset, SourceTable, Statistic, as_money

_ROWS = ("read", "accepted", "rejected", "duplicate")


def evidence(dataset: Dataset) -> list[Statistic]:
    """All statistics of a dataset; the population is the kind of source.

    rows_<end>, amount_<end>   rows and value by where they ended; amounts for orders only.
    rows_rejected, amount_rejected with the parameter ``code``: by reason.
    check, check_amount with the parameters ``code`` and ``column``: by quality check.
    """
    out: list[Statistic] = []
    for kind in sorted(dataset.tables):
        out += _account(dataset.tables[kind])
    merged: dict[tuple[str, str, str, str], list[Check]] = {}
    for check in dataset.quality.checks:
        merged.setdefault((check.code, check.kind, check.column, _reason(check)), []).append(check)
    for (code, kind, column, reason), same in sorted(merged.items()):
        out += _check(code, kind or "study", column, reason, same)
    return out


def _account(table: SourceTable) -> list[Statistic]:
    account, out = table.account, []
    for end in _ROWS:
        rows = float(getattr(account, end))
        said = f"Rows of {table.kind} {end}."
        out.append(Statistic(f"rows_{end}", table.kind, rows, account.read, "rows", definition=said))
        if table.kind == "orders":
            amount = as_money(getattr(account, f"amount_{end}"))
            said = f"Value of the rows of {table.kind} {end}, as far as it can be read."
            out.append(
                Statistic(f"amount_{end}", table.kind, amount, int(rows), "currency", how="sum", definition=said)
            )
    return out


def _reason(check: Check) -> str:
    """The row code at the end of a rejection check's sentence, "" for other checks."""
    text = check.found
    return (
        text[text.rfind("(") + 1 : -1] if text.endswith(")") and text[text.rfind("(") + 1 :].startswith("COT-") else ""
    )


def _check(code: str, kind: str, column: str, reason: str, same: list[Check]) -> list[Statistic]:
    count, out = sum(c.count for c in same), []
    amounts = [c.amount for c in same if c.amount is not None]
    params: tuple[tuple[str, str], ...] = (("code", code), ("column", column))
    params += (("reason", reason),) if reason else ()
    found = same[0].found
    out.append(Statistic("check", kind, float(count), count, same[0].unit, params=params, definition=found))
    money = as_money(sum(amounts)) if amounts else None
    if money is not None:
        out.append(
            Statistic("check_amount", kind, money, count, "currency", params=params, how="sum", definition=found)
        )
    if reason and code not in ("COT-535", "COT-532"):
        key = (("code", reason),)
        out.append(Statistic("rows_rejected", kind, float(count), count, "rows", params=key, definition=found))
        if money is not None:
            out.append(
                Statistic("amount_rejected", kind, money, count, "currency", params=key, how="sum", definition=found)
            )
    return out
