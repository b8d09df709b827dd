from datetime import date

import numpy as np
import pytest

import shop
from coterie.features.rfm import buyers
from coterie.features.rhythm import rhythm
from coterie.terms import Window

WHOLE = Window(shop.DAY_0, shop.AS_OF)


@pytest.fixture
def found(engine, small_shop):
    columns = rhythm(engine, WHOLE).columns
    ids = buyers(engine, WHOLE)["customer_id"]
    return {name: dict(zip(ids, values, strict=True)) for name, values in columns.items()}


def test_purchase_days_count_days_not_orders(found):
    assert found["purchase_days"] == {who: k.x + 1 for who, k in shop.KNOWN.items()}


def test_tenure_runs_from_the_first_purchase(found):
    assert found["tenure_days"] == {who: k.T for who, k in shop.KNOWN.items()}


def test_the_median_gap_is_the_middle_gap(found):
    gap = found["median_gap_days"]
    assert (gap["Ann"], gap["Cleo"], gap["Gus"], gap["Jon"]) == (30, 40, 60, 7)
    assert gap["Kim"] == 1  # gaps 1, 60, 1
    assert np.isnan([gap["Bob"], gap["Ivy"]]).all()


def test_regular_customers_vary_by_nothing_and_bursts_by_more_than_one(found):
    variation = found["gap_variation"]
    assert (variation["Ann"], variation["Jon"], variation["Gus"]) == (0, 0, 0)
    gaps = np.array([1.0, 60.0, 1.0])
    assert variation["Kim"] == pytest.approx(gaps.std() / gaps.mean(), rel=1e-12)
    assert np.isnan([variation["Hal"], variation["Bob"]]).all()  # one gap says nothing of regularity


def test_days_after_the_as_of_day_are_unknown(engine, small_shop):
    early = rhythm(engine, Window(shop.DAY_0, date(2023, 2, 1))).columns
    ids = list(buyers(engine, Window(shop.DAY_0, date(2023, 2, 1)))["customer_id"])
    assert early["purchase_days"][ids.index("Ann")] == 2


def test_everything_here_is_tied_to_the_orders(engine, small_shop):
    assert all("orders" in t.derived and not t.forming for t in rhythm(engine, WHOLE).traits)
