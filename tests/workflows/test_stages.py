"""The stage is a column of customers.csv, and the micro-segments of segments.json count it."""

import json
from collections import Counter
from pathlib import Path

import coterie
from shop import FOUR, generate, write


def test_micro_segments_are_counts_over_the_customers(tmp_path: Path) -> None:
    made = generate(600, seed=6, groups=FOUR, days=400)
    write(made.table(), tmp_path / "orders.parquet")
    study = coterie.analyze(str(tmp_path / "orders.parquet"), method="tiers")
    study.save(tmp_path / "out")
    told = json.loads((tmp_path / "out" / "segments.json").read_text(encoding="utf-8"))["micro_segments"]
    customers = study.customers
    stages = customers["lifecycle_stage"].tolist()
    count = Counter(zip(customers["segment"].tolist(), stages, strict=True))
    assert {"new", "active", "slipping", "lapsed"} >= {each["stage"] for each in told} - {"returned"} and told
    for each in told:
        assert each["customers"]["estimate"] == count[each["segment"], each["stage"]] >= 30
