"""The published CDNOW purchases: 39 weeks to group on, 39 weeks to judge on."""

import numpy as np
import pandas as pd
import pytest

import where
from coterie.measure.judging import Judge, deciles
from coterie.methods.segments import KMeans, Preparation, RfmGrid

PAST = pd.Timestamp("1997-09-30")


@pytest.fixture(scope="module")
def cdnow():
    path = where.data("cdnow/CDNOW_master.txt")
    names = ["customer", "day", "pieces", "amount"]
    lines = pd.read_csv(path, sep=r"\s+", skiprows=1, names=names, dtype={"customer": str})
    lines["day"] = pd.to_datetime(lines["day"].astype(str))
    past = lines[lines["day"] <= PAST].groupby("customer")
    rfm = pd.DataFrame(
        {
            "recency": (PAST - past["day"].max()).dt.days,
            "orders": past["day"].nunique(),
            "revenue": past["amount"].sum().round(2),
        }
    )
    spend = lines[lines["day"] > PAST].groupby("customer")["amount"].sum().round(2).reindex(rfm.index).fillna(0)
    return rfm, Judge(rfm.index.to_numpy(object), spend.to_numpy(), seed=0, draws=100)


def test_shuffled_customers_keep_their_groups_where_the_copied_recipe_moves_a_quarter(cdnow):
    rfm, _ = cdnow
    order = np.random.default_rng(0).permutation(len(rfm))
    x = rfm.to_numpy(float)
    for grid in ("shopify11", "klaviyo6", "classic10"):
        labels = RfmGrid(grid).fit(x).labels_
        assert (RfmGrid(grid).fit(x[order]).labels_ == labels[order]).all()


def test_methods_capture_what_they_did_when_measured_before(cdnow):
    rfm, judge = cdnow
    x = rfm.to_numpy(float)
    classic = judge.judge(RfmGrid("classic10").fit(x).labels_, 10)
    spend = judge.judge(deciles(x[:, 2]), 10)
    labels = KMeans(10).fit_predict(Preparation().fit_transform(x))
    clusters = judge.judge(labels, 10)
    assert classic.top20.value == pytest.approx(0.63, abs=0.03)
    assert classic.eta2.value == pytest.approx(0.13, abs=0.02)
    assert spend.top20.value == pytest.approx(0.66, abs=0.02)
    assert spend.eta2.value == pytest.approx(0.20, abs=0.02)
    assert clusters.top20.value == pytest.approx(0.67, abs=0.02)
    assert clusters.eta2.value == pytest.approx(0.28, abs=0.04)


def test_ties_on_a_cut_are_counted(cdnow):
    rfm, _ = cdnow
    grid = RfmGrid("shopify11").fit(rfm.to_numpy(float))
    assert grid.on_a_cut_[1] > 1000
