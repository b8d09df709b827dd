"""The engine tables as intake leaves them, made from rows of text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

import shop
from coterie.engine import Engine, Step, open_engine
from coterie.features import prepare
from coterie.terms import Account, Dataset, QualityReport, SourceTable
from coterie.terms import Mapping as SourceMapping

ORDERS = {
    "customer_id": "VARCHAR",
    "order_id": "VARCHAR",
    "ordered_at": "TIMESTAMP",
    "quantity": "DECIMAL(18,3)",
    "unit_price": "DECIMAL(18,4)",
    "amount": "DECIMAL(18,4)",
    "discount": "DECIMAL(18,4)",
    "product_id": "VARCHAR",
    "product": "VARCHAR",
    "category": "VARCHAR",
    "channel": "VARCHAR",
    "currency": "VARCHAR",
}
EVENTS = {
    "customer_id": "VARCHAR",
    "session_id": "VARCHAR",
    "event": "VARCHAR",
    "occurred_at": "TIMESTAMP",
    "page": "VARCHAR",
    "value": "DECIMAL(18,4)",
}
MONEY = ("unit_price", "amount", "discount", "value")
Rows = Sequence[Mapping[str, str | None]]


@dataclass(frozen=True)
class Stand:
    """Puts rows into an engine as accepted tables and says what is mapped."""

    engine: Engine

    def data(
        self,
        orders: Rows = (),
        events: Rows = (),
        products: Rows = (),
        customers: Mapping[str, Any] | None = None,
        mapping: SourceMapping | None = None,
    ) -> Dataset:
        tables: dict[str, SourceTable] = {}
        first = last = None
        if orders:
            tables["orders"] = self._orders(orders)
            first, last = self.engine.one("SELECT min(ordered_on), max(ordered_on) FROM orders")
        if events:
            tables["events"] = self._cast("events", events, EVENTS, "1 AS file")
        if products:
            fields = dict.fromkeys(("product_id", "product", "category"), "VARCHAR")
            tables["products"] = self._cast("products", products, fields, "1 AS file")
        if customers:
            self.engine.add_frame("customers", pa.table(dict(customers)))
            tables["customers"] = _source("customers", len(next(iter(customers.values()))), ("customer_id",))
        dataset = Dataset(tables, mapping or SourceMapping(), QualityReport(), "0" * 64, "", first, last)
        prepare(self.engine, dataset)
        return dataset

    def _orders(self, rows: Rows) -> SourceTable:
        more = "CAST(ordered_at AS DATE) AS ordered_on, amount < 0 AS is_return, 1 AS file, line"
        return self._cast("orders", rows, ORDERS, more)

    def _cast(self, kind: str, rows: Rows, types: Mapping[str, str], more: str) -> SourceTable:
        mapped = tuple(name for name in types if any(row.get(name) is not None for row in rows))
        raw = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in types}
        self.engine.add_frame("raw", pa.table({**raw, "line": pa.array(range(len(rows)))}))
        cast = ", ".join(
            f"CAST(CAST({n} AS {t}) * 10000 AS BIGINT) AS {n}" if n in MONEY else f"CAST({n} AS {t}) AS {n}"
            for n, t in types.items()
        )
        inner = f"SELECT {cast}, line FROM raw"
        columns = ", ".join(types)
        self.engine.run(Step(kind, f"SELECT {columns}, {more} FROM ({inner}) AS typed", "rows of a test"))
        return _source(kind, len(rows), mapped)


def _source(kind: str, rows: int, columns: tuple[str, ...]) -> SourceTable:
    return SourceTable(kind, Account(rows, rows, 0, 0), columns)


@pytest.fixture
def engine() -> Iterator[Engine]:
    with open_engine(memory_mb=512, threads=2) as opened:
        yield opened


@pytest.fixture
def stand(engine: Engine) -> Stand:
    return Stand(engine)


@pytest.fixture
def small_shop(stand: Stand) -> Dataset:
    return stand.data(shop.lines())


@pytest.fixture
def line() -> Callable[..., dict[str, str | None]]:
    """One order line: customer, day, amount, then any further columns; an order a day unless named."""

    def make(customer: str, day: date | str, amount: float, **more: Any) -> dict[str, str | None]:
        row = {"customer_id": customer, "order_id": f"{customer}@{day}", "ordered_at": str(day), "amount": f"{amount}"}
        return {**row, **{name: None if value is None else str(value) for name, value in more.items()}}

    return make
