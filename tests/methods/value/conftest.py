"""Real purchase histories, and generated ones with planted truth."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

import where
from coterie.terms import BtydSummary, CustomerTable, Slice, TimeUnit, Window
from regions import valued

CDNOW = {"r": 0.243, "alpha": 30.898, "a": 0.793, "b": 2.426, "p": 6.25, "q": 3.74, "v": 15.44}  # alpha in days
START = date(2021, 1, 1)


def summarised(days: pd.DataFrame, window: Window, unit: TimeUnit) -> BtydSummary:
    """x, t_x, T and mean repeat spend from one row a customer and purchase day (customer, day, spend)."""
    seen = days[days["day"] <= pd.Timestamp(window.as_of)].sort_values(["customer", "day"])
    grouped = seen.groupby("customer")
    first, last = grouped["day"].min(), grouped["day"].max()
    x = grouped.size().to_numpy(dtype=np.float64) - 1
    repeat = (grouped["spend"].sum() - grouped["spend"].first()).to_numpy()
    spend = np.where((x > 0) & (repeat > 0), repeat / np.maximum(x, 1), np.nan)
    return BtydSummary(
        ids=first.index.to_numpy(dtype=object),
        x=x,
        t_x=(last - first).dt.days.to_numpy(dtype=np.float64) / unit.days,
        T=(pd.Timestamp(window.as_of) - first).dt.days.to_numpy(dtype=np.float64) / unit.days,
        spend=spend,
        window=window,
        unit=unit,
    )


def sliced(days: pd.DataFrame, summary: BtydSummary, until: date) -> Slice:
    """What the customers of a summary did after it, up to and including a day."""
    end = summary.window.as_of
    later = days[(days["day"] > pd.Timestamp(end)) & (days["day"] <= pd.Timestamp(until))].groupby("customer")
    spend = later["spend"].sum().reindex(summary.ids, fill_value=0).to_numpy(dtype=np.float64)
    orders = later.size().reindex(summary.ids, fill_value=0).to_numpy(dtype=np.float64)
    past = CustomerTable(summary.ids, {}, (), summary.window)
    return Slice(past, Window(end + timedelta(days=1), until), spend, orders, orders)


@pytest.fixture(scope="session")
def carried():
    """Values that rest on a region: histories, customers, answer."""
    return valued(2.0)


@pytest.fixture(scope="session")
def cdnow_days() -> pd.DataFrame:
    """Purchase days of the CDNOW sample."""
    path = where.data("cdnow/CDNOW_sample.txt")
    rows = [line.split() for line in path.read_text().splitlines() if line.strip()]
    lines = pd.DataFrame({"customer": [r[1] for r in rows], "day": [r[2] for r in rows], "spend": [r[4] for r in rows]})
    lines["day"] = pd.to_datetime(lines["day"], format="%Y%m%d")
    lines["spend"] = lines["spend"].astype(float)
    return lines.groupby(["customer", "day"], as_index=False)["spend"].sum()


@pytest.fixture(scope="session")
def retail_days() -> pd.DataFrame:
    """Purchase days of Online Retail: lines with a customer, a quantity and a price above 0."""
    columns = ["CustomerID", "InvoiceDate", "Quantity", "UnitPrice"]
    lines = pd.read_parquet(where.data("online_retail/online_retail.parquet"), columns=columns)
    lines = lines[lines["CustomerID"].notna() & (lines["Quantity"] > 0) & (lines["UnitPrice"] > 0)]
    days = pd.DataFrame(
        {
            "customer": lines["CustomerID"].astype(int).astype(str),
            "day": lines["InvoiceDate"].dt.normalize(),
            "spend": lines["Quantity"] * lines["UnitPrice"],
        }
    )
    return days.groupby(["customer", "day"], as_index=False)["spend"].sum()


@pytest.fixture(scope="session")
def summarise() -> Callable[..., BtydSummary]:
    """The function that makes a summary from purchase days."""
    return summarised


@pytest.fixture(scope="session")
def slice_after() -> Callable[..., Slice]:
    """The function that makes a slice from purchase days."""
    return sliced


def generated(
    customers: int, seed: int, *, ahead: float = 0.0, days: int = 540, truth: dict[str, float] | None = None
) -> tuple[BtydSummary, np.ndarray, np.ndarray]:
    """A summary in days of customers with planted truth, and their purchases and spend in the ``ahead`` days after it.

    Purchases are counted one by one and times are exact, so the model holds to the letter.
    """
    known = {**CDNOW, **(truth or {})}
    rng = np.random.default_rng([seed, customers])
    T = rng.uniform(1, days, customers)
    rate = rng.gamma(known["r"], 1 / known["alpha"], customers)
    leaves, nu = rng.beta(known["a"], known["b"], customers), rng.gamma(known["q"], 1 / known["v"], customers)
    now, x, t_x, later = (np.zeros(customers) for _ in range(4))
    active = np.arange(customers)
    while len(active):
        now[active] += rng.exponential(1 / rate[active])
        active = active[now[active] <= T[active] + ahead]
        before = active[now[active] <= T[active]]
        x[before] += 1
        t_x[before] = now[before]
        later[active[now[active] > T[active]]] += 1
        active = active[rng.random(len(active)) >= leaves[active]]
    spend = np.where(x > 0, rng.gamma(known["p"] * np.maximum(x, 1)) / nu / np.maximum(x, 1), np.nan)
    after = np.where(later > 0, rng.gamma(known["p"] * np.maximum(later, 1)) / nu, 0.0)
    window = Window(START, START + timedelta(days=days))
    ids = np.array([f"C{n:06d}" for n in range(customers)], dtype=object)
    return BtydSummary(ids, x, t_x, T, spend, window, TimeUnit.DAY), later, after


@pytest.fixture(scope="session")
def planted() -> Callable[..., tuple[BtydSummary, np.ndarray, np.ndarray]]:
    """The function that generates histories with planted truth."""
    return generated


@pytest.fixture(scope="session")
def shuffle() -> Callable[[BtydSummary, int], tuple[BtydSummary, np.ndarray]]:
    """The function that shuffles a summary's customers and gives them ids in their new order."""

    def shuffled(summary: BtydSummary, seed: int) -> tuple[BtydSummary, np.ndarray]:
        order = np.random.default_rng(seed).permutation(len(summary.x))
        columns = {name: getattr(summary, name)[order] for name in ("x", "t_x", "T", "spend")}
        return replace(summary, **columns), order

    return shuffled


def digest(*arrays: np.ndarray) -> str:
    """A hash of the bytes of arrays."""
    return hashlib.sha256(b"".join(np.ascontiguousarray(a).tobytes() for a in arrays)).hexdigest()
