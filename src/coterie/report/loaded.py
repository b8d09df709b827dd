"""What was loaded, before anything is analysed? The files of a dataset: its account, its checks, its rejected rows."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from coterie.engine import Engine, ident
from coterie.report.files import FORMULA, REJECTED, REJECTED_BY, accounts, quality, rejected, write_json
from coterie.report.tables import tidy
from coterie.terms import CODES, MONEY_SCALE, SPECS, Dataset, consent_column, short_names

PREVIEW = 10
_HIDDEN = ("file", "line", "ordered_on")


def write_dataset(dataset: Dataset, mapping: str, engine: Engine, folder: Path) -> dict[str, Any]:
    """Write ``mapping.toml``, ``quality.json``, ``rejected.parquet``, ``rejected.csv`` and ``dataset.json``.

    dataset    its tables stand in the engine under the names of their kinds.
    mapping    the text of the mapping file.
    folder     an empty folder; the caller publishes it.
    Returns    the content of ``dataset.json``.
    """
    told = plain_dataset(dataset, engine)
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8", newline="\n")
    write_json(folder / "quality.json", quality(dataset))
    write_json(folder / "dataset.json", told)
    engine.write_parquet(rejected(engine), folder / "rejected.parquet", order_by=REJECTED_BY)
    _write_rejected_csv(engine, folder / "rejected.csv")
    return told


def plain_dataset(dataset: Dataset, engine: Engine) -> dict[str, Any]:
    """Id, currency, days, kinds with account, columns, files and first rows, checks, and the column of consent.

    Money is in currency units. ``consent`` names the column of the customers that most likely says who may be written
    to, None where none does; a person decides.
    """
    known = accounts(dataset)
    return {
        "dataset": dataset.id,
        "currency": dataset.currency,
        "first_day": dataset.first_day,
        "last_day": dataset.last_day,
        "kinds": {kind: {**_kind(dataset, engine, kind), "account": known[kind]} for kind in sorted(dataset.tables)},
        "checks": _checks(dataset),
        "consent": _consent(dataset, engine),
        "rejected": sum(each["rejected"] + each["duplicate"] for each in known.values()),
    }


def _kind(dataset: Dataset, engine: Engine, kind: str) -> dict[str, Any]:
    table, source = dataset.tables[kind], dataset.mapping.sources.get(kind)
    columns = [each for each in engine.columns(kind) if each in (*table.columns, *table.attributes)]
    taken = {c.canonical: c.source for c in source.columns} if source else {}
    taken |= {name: column for column, name in source.attributes} if source else {}
    names = short_names([path for path, _ in table.files])
    return {
        "row": SPECS[kind].row,
        "files": [{"name": name, "sha256": digest} for name, (_, digest) in zip(names, table.files, strict=True)],
        "columns": [_column(kind, name, taken.get(name, "")) for name in columns],
        "ignored": list(source.ignored) if source else [],
        "preview": _preview(engine, kind, columns),
    }


def _column(kind: str, name: str, source: str) -> dict[str, Any]:
    spec = SPECS[kind].column(name)
    return {"name": name, "source": source, "question": spec.asks if spec else "", "attribute": spec is None}


def _preview(engine: Engine, kind: str, columns: list[str]) -> list[list[Any]]:
    """The first accepted rows as texts and numbers; those of a table without lines by their first column."""
    there = engine.columns(kind)
    order = ["file", "line"] if {"file", "line"} <= there.keys() else columns[:1]
    by = ", ".join(ident(name) for name in order)
    wanted = ", ".join(ident(name) for name in columns)
    rows = engine.rows(f"SELECT {wanted} FROM {ident(kind)} ORDER BY {by} LIMIT {PREVIEW}")
    money = [(spec := SPECS[kind].column(name)) is not None and spec.type == "money" for name in columns]
    return [[plain_cell(value, is_money) for value, is_money in zip(row, money, strict=True)] for row in rows]


def plain_cell(value: Any, is_money: bool) -> Any:
    """A cell as JSON has it: money in units of the currency, days and moments as text."""
    if value is None or isinstance(value, str | bool):
        return value
    if is_money and isinstance(value, int):
        return tidy(value / MONEY_SCALE)
    if isinstance(value, Decimal | float):
        return tidy(float(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
    return value.isoformat() if isinstance(value, date) else value


def _checks(dataset: Dataset) -> list[dict[str, Any]]:
    return [
        {
            "code": check.code,
            "grade": check.grade,
            "title": CODES[check.code].title if check.code in CODES else "",
            "found": check.found,
            "kind": check.kind,
            "column": check.column,
            "count": check.count,
            "unit": check.unit,
            "amount": None if check.amount is None else check.amount / MONEY_SCALE,
        }
        for check in dataset.quality.checks
    ]


def _consent(dataset: Dataset, engine: Engine) -> str | None:
    if not dataset.has("customers"):
        return None
    types = engine.columns("customers")
    flags = [name for name in dataset.tables["customers"].attributes if types.get(name) == "BOOLEAN"]
    return consent_column(flags) or None


def _write_rejected_csv(engine: Engine, path: Path) -> None:
    """The rejected rows for a spreadsheet: no text runs as a formula, and money is in currency units."""
    firsts = ", ".join(f"chr({ord(each)})" for each in FORMULA)
    parts = []
    for name in REJECTED:
        cell = ident(name)
        guarded = f"CASE WHEN substr({cell}, 1, 1) IN ({firsts}) THEN chr(39) || {cell} ELSE {cell} END"
        parts.append({"line": cell, "amount": f"{cell} / {float(MONEY_SCALE)!r}"}.get(name, guarded) + f" AS {cell}")
    engine.write_csv(f"SELECT {', '.join(parts)} FROM ({rejected(engine)}) AS r", path, order_by=REJECTED_BY)
