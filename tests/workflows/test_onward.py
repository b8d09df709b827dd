"""Are cohorts, payback, tracking and the chances of segments what the orders themselves say?"""

import json

import numpy as np
import pandas as pd
import pytest

import coterie
from shop import FOUR, generate


@pytest.fixture(scope="module")
def shop():
    return generate(1500, groups=FOUR, days=540).table()


@pytest.fixture(scope="module")
def study(shop):
    found = coterie.analyze(orders=shop, margin=0.5, acquisition_cost=20)
    yield found
    found.close()


@pytest.fixture(scope="module")
def folder(study, tmp_path_factory: pytest.TempPathFactory):
    return study.save(tmp_path_factory.mktemp("onward") / "out")


def test_a_triangle_equals_one_counted_from_the_raw_orders(shop, folder) -> None:
    raw = shop.to_pandas()
    raw["day"] = pd.to_datetime(raw["ordered_at"]).dt.normalize()
    raw["month"] = raw["day"].dt.to_period("M")
    first = raw[raw["amount"] >= 0].groupby("customer_id")["month"].min()
    raw["first"] = raw["customer_id"].map(first)
    raw["age"] = (raw["month"] - raw["first"]).map(lambda each: each.n)
    over = (raw["day"].max() + pd.Timedelta(days=1)).to_period("M") - 1
    found = pd.read_parquet(folder / "cohorts.parquet")
    found = found[(found["by"] == "month") & (found["cohort"] != "other")]
    assert len(found) > 30
    for row in found.itertuples():
        cohort = raw[raw["first"] == pd.Period(row.cohort)]
        assert row.customers == cohort["customer_id"].nunique() >= 30
        assert pd.Period(row.cohort) + row.month <= over
        came = cohort[(cohort["age"] == row.month) & (cohort["amount"] >= 0)]["customer_id"].nunique()
        assert row.retention == pytest.approx(came / row.customers, abs=1e-6)
        spent = cohort[cohort["age"] <= row.month]["amount"].sum()
        assert row.ltv == pytest.approx(0.5 * spent / row.customers, abs=1e-3)


def test_groups_by_what_came_first_hold_every_customer_once(shop, folder) -> None:
    found = pd.read_parquet(folder / "cohorts.parquet")
    start = found[found["month"] == 0]
    for by in ("category", "segment"):
        assert start[start["by"] == by]["customers"].sum() == shop.to_pandas()["customer_id"].nunique(), by


def test_payback_is_the_month_in_which_the_mean_margin_reaches_the_cost(folder) -> None:
    evidence = pd.read_parquet(folder / "evidence.parquet").set_index(["metric", "population"])
    curve = pd.read_parquet(folder / "cohorts.parquet")
    segments = json.loads((folder / "segments.json").read_text())["segments"]
    assert segments
    for segment in segments:
        own = curve[(curve["by"] == "segment") & (curve["cohort"] == segment["id"])].sort_values("month").head(13)
        reached = own[own["ltv"] >= 20]["month"]
        told = segment["payback"]
        if len(reached):
            assert told["months"]["estimate"] == reached.iloc[0]
            assert told["months"]["low"] <= reached.iloc[0]
            assert evidence.loc[("payback_months", f"segment:{segment['id']}"), "estimate"] == reached.iloc[0]
        else:
            assert "months" not in told and "not within" in told["says"]


def test_any_two_segments_have_chances_that_sum_to_one(folder) -> None:
    segments = {s["id"]: s["worth_more_than"] for s in json.loads((folder / "segments.json").read_text())["segments"]}
    for one, chances in segments.items():
        assert set(chances) == set(segments) - {one}
        for other, chance in chances.items():
            assert chance + segments[other][one] == pytest.approx(1)


def test_the_weeks_hold_the_orders_of_those_who_had_come(study, folder) -> None:
    weeks = pd.read_parquet(folder / "tracking.parquet")
    assert (weeks["week"].diff().dropna().dt.days == 7).all()
    assert weeks["held"].any() and not weeks["held"].all()
    seen = weeks[~weeks["held"]]
    assert seen["expected"].sum() == pytest.approx(seen["actual"].sum(), rel=0.15)
    assert pd.Timestamp(weeks[weeks["held"]]["week"].iloc[0]).date() == study.results.timeline.holdout.start


def test_customers_say_when_they_joined_and_may_leave(study) -> None:
    people, as_of = study.customers, np.datetime64(study.results.timeline.whole.as_of)
    assert (people["joined_on"].to_numpy().astype("datetime64[D]") <= as_of).all()
    assert people["relationship_strength"].between(0, 100).all()
    gone = people["leaving_on"].notna() & (people["leaving_on"].to_numpy().astype("datetime64[D]") < as_of)
    assert gone.any() and (people["p_alive"][gone] <= 0.5).all()
    assert (people["next_order_on"].to_numpy().astype("datetime64[D]") >= as_of).all()
