"""Shops of any size with planted truth: who would come back, what they would spend, and to which group they belong.

Purchases follow Fader, Hardie and Lee (2005, "Counting your customers the easy way"): a customer buys at random with
rate lambda ~ gamma(r, alpha) and leaves for ever after each *repeat* purchase with probability p ~ beta(a, b). The
value of an order follows Fader and Hardie (2013, "The gamma-gamma model"): z ~ gamma(p, nu), nu ~ gamma(q, v).
Groups multiply rate and spend and have tastes and demographics of their own. NumPy only; the same seed gives the same
shop, and all days are counted from ``START``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet as pq

START = np.datetime64("2022-01-01", "s")
CATEGORIES = ("wine", "cheese", "bread", "tea", "garden", "toys")
INCOMES = ("Low", "Average", "High")
CITIES = ("Antwerp", "Bruges", "Ghent", "Liege")


@dataclass(frozen=True)
class Group:
    """A planted group: its share of customers, how often and how much it buys, what it likes, who it is."""

    name: str
    share: float
    rate: float = 1.0
    spend: float = 1.0
    taste: tuple[float, ...] = (1, 1, 1, 1, 1, 1)
    age: float = 45.0
    income: tuple[float, ...] = (1, 1, 1)
    city: tuple[float, ...] = (1, 1, 1, 1)


ONE = (Group("everyone", 1.0),)
FOUR = (
    Group("gourmets", 0.2, 3.0, 3.0, (20, 12, 1, 1, 1, 1), 58.0, (1, 3, 12), (6, 1, 1, 1)),
    Group("families", 0.3, 2.0, 1.0, (1, 2, 8, 1, 1, 20), 36.0, (2, 8, 2), (1, 1, 8, 1)),
    Group("gardeners", 0.2, 1.0, 1.5, (1, 1, 1, 4, 25, 1), 66.0, (1, 1, 1), (1, 1, 1, 6)),
    Group("passers-by", 0.3, 0.4, 0.6, (1, 1, 6, 14, 1, 1), 29.0, (10, 3, 1), (1, 5, 1, 1)),
)


@dataclass(frozen=True)
class Truth:
    """What was planted: parameters of the purchase model (rate a day) and of the spend model (euros)."""

    r: float = 0.8
    alpha: float = 40.0
    a: float = 0.8
    b: float = 3.0
    p: float = 6.0
    q: float = 4.0
    v: float = 20.0


@dataclass(frozen=True)
class Shop:
    """A generated shop.

    lines    column name -> array; ``customer`` is a position in ``ids`` (-1: no id was written).
    ids      id of each customer; ``labels`` the position of the planted group in ``groups``.
    alive    whether each customer was still a customer at the end.
    people   attributes of each customer: age, income, city, and a lucky number that means nothing.
    planted  defect -> number of lines that carry it.
    """

    lines: dict[str, np.ndarray]
    ids: np.ndarray
    labels: np.ndarray
    alive: np.ndarray
    people: dict[str, np.ndarray]
    groups: tuple[Group, ...]
    truth: Truth
    days: int
    planted: dict[str, int] = field(default_factory=dict)

    @property
    def as_of(self) -> date:
        """The last day on which an honest line can lie."""
        return (START + np.timedelta64(self.days - 1, "D")).astype("datetime64[D]").item()

    def table(self) -> pa.Table:
        """The order lines as an Arrow table, in the order in which they were sold."""
        at = self.lines["customer"]
        ids = pa.array(self.ids, pa.string()).take(pa.array(np.maximum(at, 0)))
        if (at < 0).any():
            ids = pa.compute.if_else(pa.array(at < 0), pa.scalar(None, pa.string()), ids)
        columns: dict[str, Any] = {
            "customer_id": ids,
            "order_id": pa.compute.binary_join_element_wise("O", pa.array(self.lines["order"]).cast(pa.string()), ""),
            "ordered_at": pa.array(self.lines["ordered_at"]),
            "quantity": pa.array(self.lines["quantity"]),
            "unit_price": pa.array(self.lines["cents"] / 100.0),
            "amount": pa.array(self.lines["quantity"] * self.lines["cents"] / 100.0),
            "category": pa.array(CATEGORIES).take(pa.array(self.lines["category"])),
        }
        if "currency" in self.lines:
            columns["currency"] = pa.array(("EUR", "USD")).take(pa.array(self.lines["currency"]))
        return pa.table(columns)

    def people_table(self) -> pa.Table:
        """The customers with their attributes as an Arrow table."""
        return pa.table(
            {"customer_id": pa.array(self.ids, pa.string())} | {k: pa.array(v) for k, v in self.people.items()}
        )

    def shuffled(self, seed: int) -> "Shop":
        """The same lines in another order."""
        order = np.random.default_rng(seed).permutation(len(self.lines["customer"]))
        return replace(self, lines={name: column[order] for name, column in self.lines.items()})


def write(table: pa.Table, path: Path) -> Path:
    """Write a table as Parquet or CSV, by the ending of the path; returns the path."""
    if path.suffix == ".parquet":
        pq.write_table(table, path)
    else:
        pa.csv.write_csv(table, path)
    return path


def generate(
    customers: int,
    seed: int = 0,
    *,
    groups: Sequence[Group] = ONE,
    truth: Truth = Truth(),
    days: int = 540,
    acquisition: int = 180,
    lines_per_order: float = 2.0,
) -> Shop:
    """A shop with that many customers, who each come first on one of the first ``acquisition`` days.

    With the usual truth, 100,000 customers make about 1.3 million lines in two seconds.
    """
    rng = np.random.default_rng([seed, customers])
    shares = np.array([g.share for g in groups])
    labels = rng.choice(len(groups), customers, p=shares / shares.sum())
    who, when, alive = _purchases(rng, labels, groups, truth, days, acquisition)
    order = np.argsort(when, kind="stable")
    who, when = who[order], when[order]
    nu = rng.gamma(truth.q, 1 / truth.v, customers)
    value = rng.gamma(truth.p, 1 / nu[who]) * np.array([g.spend for g in groups])[labels[who]]
    lines = _lines(rng, who, when, value, labels, groups, lines_per_order)
    ids = np.array([f"C{n:07d}" for n in range(customers)], dtype=object)
    return Shop(lines, ids, labels, alive, _people(rng, labels, groups), tuple(groups), truth, days)


def _purchases(
    rng: np.random.Generator, labels: np.ndarray, groups: Sequence[Group], truth: Truth, days: int, acquisition: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Customer and moment (in days) of every purchase, and who is still a customer at the end."""
    n = len(labels)
    rate = rng.gamma(truth.r, 1 / truth.alpha, n) * np.array([g.rate for g in groups])[labels]
    leaves = rng.beta(truth.a, truth.b, n)
    first = rng.uniform(0, acquisition, n)
    who, when, alive = [np.arange(n)], [first], np.ones(n, dtype=bool)
    active, now = np.arange(n), first
    while len(active):
        now = now + rng.exponential(1 / rate[active])
        inside = now < days
        active, now = active[inside], now[inside]
        who.append(active)
        when.append(now)
        gone = rng.random(len(active)) < leaves[active]
        alive[active[gone]] = False
        active, now = active[~gone], now[~gone]
    return np.concatenate(who), np.concatenate(when), alive


def _lines(
    rng: np.random.Generator,
    who: np.ndarray,
    when: np.ndarray,
    value: np.ndarray,
    labels: np.ndarray,
    groups: Sequence[Group],
    lines_per_order: float,
) -> dict[str, np.ndarray]:
    count = 1 + rng.poisson(lines_per_order - 1, len(who))
    of = np.repeat(np.arange(len(who)), count)
    weight = rng.uniform(0.5, 1.5, len(of))
    part = weight / np.bincount(of, weight)[of]
    quantity = rng.integers(1, 4, len(of))
    taste = np.cumsum([np.array(g.taste) / np.sum(g.taste) for g in groups], axis=1)
    at = labels[who[of]]
    category = (rng.random(len(of))[:, None] > taste[at][:, :-1]).sum(axis=1)
    return {
        "customer": who[of],
        "order": of,
        "ordered_at": START + (when[of] * 86400).astype("timedelta64[s]"),
        "quantity": quantity,
        "cents": np.maximum(1, np.rint(value[of] * part / quantity * 100).astype(np.int64)),
        "category": category,
    }


def _people(rng: np.random.Generator, labels: np.ndarray, groups: Sequence[Group]) -> dict[str, np.ndarray]:
    n = len(labels)

    def word(words: tuple[str, ...], weights: list[tuple[float, ...]]) -> np.ndarray:
        edges = np.cumsum([np.array(w) / np.sum(w) for w in weights], axis=1)[labels]
        return np.array(words, dtype=object)[(rng.random(n)[:, None] > edges[:, :-1]).sum(axis=1)]

    age = np.clip(np.rint(np.array([g.age for g in groups])[labels] + rng.normal(0, 8, n)), 18, 95)
    return {
        "age": age.astype(np.int64),
        "income": word(INCOMES, [g.income for g in groups]),
        "city": word(CITIES, [g.city for g in groups]),
        "lucky_number": rng.integers(0, 1000, n),  # pure noise: no group differs in it
    }


def plant(
    shop: Shop,
    seed: int = 0,
    *,
    without_id: float = 0.0,
    returned: float = 0.0,
    equal: float = 0.0,
    free: float = 0.0,
    second_currency: float = 0.0,
    future: float = 0.0,
) -> Shop:
    """The same shop with defects in the given shares of its lines; ``planted`` says how many lines carry each.

    without_id       the customer id is missing.
    returned         a further line, five days later, takes the whole line back.
    equal            the line stands there twice.
    free             the price is zero.
    second_currency  the line is in dollars (any share above 0 adds the currency column).
    future           the line is dated ten years ahead.
    """
    rng = np.random.default_rng([seed, 7])
    lines = {name: column.copy() for name, column in shop.lines.items()}
    n = len(lines["customer"])
    shares = {
        "without_id": without_id,
        "free": free,
        "second_currency": second_currency,
        "future": future,
        "returned": returned,
        "equal": equal,
    }
    ends = np.cumsum([round(share * n) for share in shares.values()])  # no line has two defects, so counts are exact
    picks = dict(zip(shares, np.split(rng.permutation(n)[: ends[-1]], ends[:-1]), strict=True))
    lines["customer"][picks["without_id"]] = -1
    lines["cents"][picks["free"]] = 0
    lines["ordered_at"][picks["future"]] += np.timedelta64(3653, "D")
    if second_currency > 0:
        lines["currency"] = np.zeros(n, dtype=np.int64)
        lines["currency"][picks["second_currency"]] = 1
    back = {name: column[picks["returned"]] for name, column in lines.items()}
    back["quantity"] = -back["quantity"]
    back["ordered_at"] = back["ordered_at"] + np.timedelta64(5, "D")
    twice = {name: column[picks["equal"]] for name, column in lines.items()}
    lines = {name: np.concatenate([column, back[name], twice[name]]) for name, column in lines.items()}
    return replace(shop, lines=lines, planted={name: len(rows) for name, rows in picks.items() if len(rows)})
