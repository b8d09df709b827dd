"""One segment's table of the days kept apart, worked out again from the raw orders."""

import json
from pathlib import Path

import pytest

import coterie
from shop import FOUR, generate, write


def test_the_table_of_a_segment_is_that_of_the_raw_orders(tmp_path: Path) -> None:
    made = generate(500, seed=4, groups=FOUR, days=400)
    write(made.table(), tmp_path / "orders.parquet")
    study = coterie.analyze(str(tmp_path / "orders.parquet"), method="tiers")
    study.save(tmp_path / "out")
    found, timeline = study.results.segmentation, study.results.timeline
    assert found is not None and found.past is not None and timeline is not None and timeline.holdout is not None
    lines = made.table().to_pandas().dropna(subset=["customer_id"])
    days = lines["ordered_at"].dt.date
    before = lines[(days <= timeline.past.as_of) & (lines["amount"] >= 0)]
    later = lines[(days >= timeline.holdout.start) & (days <= timeline.holdout.as_of)]
    ids = sorted(before["customer_id"].unique())
    mine = {who for who, label in zip(ids, found.past.labels, strict=True) if label == 0}
    later = later[later["customer_id"].isin(mine)]
    bought = later[later["amount"] >= 0]

    told = json.loads((tmp_path / "out" / "segments.json").read_text(encoding="utf-8"))
    table = told["segments"][0]["holdout"]
    orders = bought.groupby("customer_id")["order_id"].nunique()
    assert table["spend_mean"]["estimate"] == pytest.approx(later["amount"].sum() / len(mine), abs=0.01)
    assert table["orders_mean"]["estimate"] == pytest.approx(orders.sum() / len(mine))
    assert table["repeat_rate"]["estimate"] == pytest.approx(len(orders) / len(mine))
    assert table["churn"]["estimate"] == pytest.approx(1 - len(orders) / len(mine))
    shares = bought.groupby("category")["amount"].sum() / bought["amount"].sum()
    assert {c: s["estimate"] for c, s in table["categories"].items()} == pytest.approx(shares.to_dict(), abs=1e-4)
    assert all(s["low"] <= s["estimate"] <= s["high"] for s in (table["orders_mean"], *table["categories"].values()))
    assert set(told["everyone"]["holdout"]["categories"]) == set(table["categories"])
