"""What lies in a study's folder? Its JSON files and tables, read when asked for, a page at a time."""

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from threading import RLock
from typing import Any

from coterie.engine import Columns, Engine, ident, literal
from coterie.ledger.publishing import MANIFEST
from coterie.ledger.reading import traits_of
from coterie.terms import Problem, Statistic, Trait, WrongWords

CUSTOMERS, EVIDENCE = "browsed_customers", "browsed_evidence"
DAYS, MONTHS = "browsed_days", "browsed_months"
_OWN = ("filename", "file_row_number")
_FIELDS = (
    "metric", "population", "estimate", "unit", "baseline", "window", "policy", "low", "high", "level", "how", "p", "q",
    "family", "role", "definition",
)  # fmt: skip


class Folder:
    """The JSON files of a study, each read once; no engine is needed for them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.run = self._read(MANIFEST)
        if self.run.get("status") != "done":
            found = f"the study in {folder} ended as {self.run.get('status')!r}"
            raise WrongWords(Problem("COT-911", found, expected="a study that was done"))

    @cached_property
    def traits(self) -> tuple[Trait, ...]:
        """The traits of its customers."""
        return traits_of(self.run)

    @cached_property
    def metrics(self) -> dict[str, Any]:
        """The content of ``metrics.json``."""
        return self._read("metrics.json")

    @cached_property
    def segments(self) -> dict[str, Any]:
        """The content of ``segments.json``."""
        return self._read("segments.json")

    @cached_property
    def personas(self) -> dict[str, Any]:
        """The content of ``personas.json``: personas and verdict."""
        return self._read("personas.json")

    @cached_property
    def quality(self) -> dict[str, Any]:
        """The content of ``quality.json``."""
        return self._read("quality.json")

    @cached_property
    def figures(self) -> dict[str, Any]:
        """The content of ``figures.json``; a study of an earlier version has none."""
        return self._read("figures.json") if (self.folder / "figures.json").is_file() else {"figures": []}

    def _read(self, name: str) -> dict[str, Any]:
        try:
            found = json.loads((self.folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            raise WrongWords(Problem("COT-911", f"{self.folder / name} cannot be read ({fault})")) from fault
        if not isinstance(found, dict):
            raise WrongWords(Problem("COT-911", f"{self.folder / name} holds no JSON object"))
        return found


class Tables:
    """The customers and statistics of a study, asked through one engine by many threads in turn."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self._engine = engine
        self._turn = RLock()
        paths = {CUSTOMERS: folder / "customers.parquet", EVIDENCE: folder / "evidence.parquet"}
        for name, path in paths.items():
            if not path.is_file():
                raise WrongWords(Problem("COT-911", f"{folder} has no {path.name}"))
            engine.add_parquet(name, [path])
        self._days = folder / "customer_days.parquet"
        self._months = folder / "months.parquet"
        self.columns = tuple(name for name in engine.columns(CUSTOMERS) if name not in _OWN)
        self.customers = engine.count(CUSTOMERS)

    def page(
        self, where: str, order: str, *, descending: bool = True, first: int = 0, size: int = 50
    ) -> tuple[list[dict[str, Any]], int]:
        """Some rows of those who meet a condition, and how many there are.

        where    one SQL expression; its maker answers for it.
        order    a column; ties by id, those without a value last.
        """
        way = "DESC" if descending else "ASC"
        # the places of a page first: sorting whole rows would read every column of everybody
        places = self._ask(
            f"SELECT file_row_number FROM {CUSTOMERS} WHERE {where} "
            f"ORDER BY {ident(order)} {way} NULLS LAST, customer_id LIMIT {int(size)} OFFSET {int(first)}"
        )
        total = self._ask(f"SELECT count(*) FROM {CUSTOMERS} WHERE {where}")[0][0]
        if not places:
            return [], int(total)
        wanted = ", ".join(str(place) for (place,) in places)
        names = ", ".join(ident(name) for name in self.columns)
        rows = self._ask(
            f"SELECT file_row_number, {names} FROM {CUSTOMERS} WHERE file_row_number IN ({wanted}) "
            "ORDER BY file_row_number"
        )
        found = {row[0]: dict(zip(self.columns, row[1:], strict=True)) for row in rows}
        return [found[place] for (place,) in places], int(total)

    def arrays(self, where: str) -> Columns:
        """All columns of those who meet a condition, as arrays sorted by id."""
        names = ", ".join(ident(name) for name in self.columns)
        with self._turn:
            return self._engine.collect(f"SELECT {names} FROM {CUSTOMERS} WHERE {where}", order_by=["customer_id"])

    def customer(self, customer_id: str) -> dict[str, Any] | None:
        """One customer's row, None where nobody has that id."""
        names = ", ".join(ident(name) for name in self.columns)
        found = self._ask(f"SELECT {names} FROM {CUSTOMERS} WHERE customer_id = {literal(customer_id)}")
        return dict(zip(self.columns, found[0], strict=True)) if found else None

    def days_of(self, customer_id: str) -> Columns | None:
        """The days on which a customer bought or brought something back, in order; None in a study of an earlier form.

        Returns    ordered_on, orders, lines, returned_lines, revenue (after returns) and bought (before them).
        """
        if not self._days.is_file():
            return None
        with self._turn:
            if not self._engine.has(DAYS):
                self._engine.add_parquet(DAYS, [self._days])
            # the rows lie by customer, so only the stretch of the file that holds her is read
            sql = f"""SELECT ordered_on, orders, lines, returned_lines, revenue, bought FROM {DAYS}
                      WHERE customer_id = $customer"""
            return self._engine.collect(sql, order_by=["ordered_on"], customer=customer_id)

    @cached_property
    def months_of_shop(self) -> list[dict[str, Any]]:
        """One row a calendar month of the shop, in order; empty in a study of an earlier form."""
        if not self._months.is_file():
            return []
        with self._turn:
            self._engine.add_parquet(MONTHS, [self._months])
            names = [name for name in self._engine.columns(MONTHS) if name not in _OWN]
            rows = self._engine.rows(f"SELECT {', '.join(map(ident, names))} FROM {MONTHS} ORDER BY month")
        return [plain_row(dict(zip(names, row, strict=True))) for row in rows]

    def counts(self, where: str) -> dict[str, int]:
        """How many meet a condition, by segment; "" holds those in none, or everybody without segments."""
        by = '"segment"' if "segment" in self.columns else "NULL"
        sql = f"SELECT {by} AS who, count(*) FROM {CUSTOMERS} WHERE {where} GROUP BY {by} ORDER BY {by}"
        return {str(who or ""): int(n) for who, n in self._ask(sql)}

    def levels(self, column: str, where: str, most: int = 20) -> list[tuple[str, int]]:
        """The most frequent values of a column as text, with how many have them."""
        sql = (
            f"SELECT CAST({ident(column)} AS VARCHAR) AS level, count(*) AS n FROM {CUSTOMERS} "
            f"WHERE {where} AND {ident(column)} IS NOT NULL GROUP BY 1 ORDER BY n DESC, level LIMIT {int(most)}"
        )
        return [(str(level), int(n)) for level, n in self._ask(sql)]

    def months(self, column: str, where: str, until: str) -> dict[str, int]:
        """How many customers have a day of a column up to a day in each month, as "2011-12", in order."""
        sql = (
            f"SELECT substr(CAST({ident(column)} AS VARCHAR), 1, 7) AS month, count(*) FROM {CUSTOMERS} "
            f"WHERE {where} AND CAST({ident(column)} AS VARCHAR) <= {literal(until)} GROUP BY 1 ORDER BY 1"
        )
        return {str(month): int(n) for month, n in self._ask(sql)}

    def quantiles(self, column: str, where: str, at: Sequence[float]) -> list[float | None]:
        """Exact quantiles of a column of numbers."""
        wanted = ", ".join(f"percentile_cont({literal(float(q))}) WITHIN GROUP (ORDER BY {ident(column)})" for q in at)
        return list(self._ask(f"SELECT {wanted} FROM {CUSTOMERS} WHERE {where}")[0])

    def bins(self, column: str, where: str, edges: Sequence[float]) -> list[int]:
        """How many lie in each bin; a bin holds its lower edge, the last one its upper edge too."""
        x = ident(column)
        counts: list[str] = []
        for i, (low, high) in enumerate(pairwise(edges)):
            upper = "<=" if i == len(edges) - 2 else "<"
            counts.append(
                f"count(*) FILTER (WHERE {x} >= {literal(float(low))} AND {x} {upper} {literal(float(high))})"
            )
        return [int(n) for n in self._ask(f"SELECT {', '.join(counts)} FROM {CUSTOMERS} WHERE {where}")[0]]

    def known(self, column: str, where: str) -> tuple[int, int]:
        """How many there are, and of how many the column is known."""
        found = self._ask(f"SELECT count(*), count({ident(column)}) FROM {CUSTOMERS} WHERE {where}")[0]
        return int(found[0]), int(found[1])

    @cached_property
    def statistics(self) -> dict[str, Statistic]:
        """Every statistic of the study, by the key it has in the file."""
        with self._turn:
            names = [name for name in self._engine.columns(EVIDENCE) if name not in _OWN]
            wanted = ", ".join(ident(name) for name in names)
            rows = self._engine.rows(f"SELECT {wanted} FROM {EVIDENCE} ORDER BY key")
        plain = [dict(zip(names, row, strict=True)) for row in rows]
        return {str(row["key"]): _statistic(row) for row in plain}

    def close(self) -> None:
        """Give back the engine's memory."""
        with self._turn:
            self._engine.close()

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        with self._turn:
            return self._engine.rows(sql)


def _statistic(row: Mapping[str, Any]) -> Statistic:
    own = {name: row[name] for name in _FIELDS}
    params = tuple(json.loads(row["params"]).items())
    return Statistic(**own, n=int(row["n"]), params=params, parents=tuple(row["from"] or ()))


def search(text: str) -> str:
    """Those whose id holds a text, in any case, as one SQL expression; no sign in it stands for others.

    >>> search("a_1")
    "contains(lower(customer_id), 'a_1')"
    """
    return f"contains(lower(customer_id), {literal(text.lower())})"


def within(segment: str) -> str:
    """Those in a segment, as one SQL expression."""
    return f'"segment" = {literal(segment)}'


def within_any(segments: Sequence[str]) -> str:
    """Those in one of some segments, as one SQL expression."""
    return f'"segment" IN ({", ".join(literal(each) for each in segments)})'


def these(ids: Sequence[str]) -> str:
    """Those with one of some ids, as one SQL expression.

    >>> these(["a", "b"])
    "customer_id IN ('a', 'b')"
    """
    return f"customer_id IN ({', '.join(literal(each) for each in ids)})"


def known(column: str) -> str:
    """Those of whom a column says something, as one SQL expression."""
    return f"{ident(column)} IS NOT NULL"


def plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON knows it: days as text."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
