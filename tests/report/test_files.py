import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from coterie.engine import open_engine
from coterie.report import write_files, write_quality
from coterie.report.files import guarded
from coterie.terms import CODES, Assignment, DataRefused, Problem, Results
from report import fake

NAMES = {"report.html", "customers.parquet", "customers.csv", "segments.json", "personas.json", "evidence.parquet",
         "metrics.json", "quality.json", "rejected.parquet", "figures.json"}  # fmt: skip
FOLLOWED = {"cohorts.parquet", "months.parquet", "tracking.parquet"}  # of a study with orders


def written(results: Results, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    with open_engine() as engine:
        write_files(results, engine, folder)
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_study_leaves_every_promised_file_and_the_same_bytes_twice(tmp_path: Path) -> None:
    first, second = (written(fake.fake_results(), tmp_path / name) for name in ("a", "b"))
    assert set(first) == {*NAMES, *FOLLOWED, "models/segments.json", "models/value.json"}
    assert first == second


@pytest.mark.parametrize("make", [fake.without_orders, fake.bare])
def test_missing_parts_leave_the_files_that_remain(make, tmp_path: Path) -> None:
    files = written(make(), tmp_path / "out")
    assert set(files) >= NAMES
    metrics = json.loads(files["metrics.json"])
    assert "value" not in metrics and "orders" not in metrics and metrics["skipped"]


def test_customers_are_sorted_by_id_with_their_segment_and_value(tmp_path: Path) -> None:
    results = fake.fake_results()
    written(results, tmp_path / "out")
    with (tmp_path / "out/customers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = pq.read_table(tmp_path / "out/customers.parquet")
    assert [r["customer_id"] for r in rows] == sorted(results.table.ids) == table.column("customer_id").to_pylist()
    assert list(rows[0]) == table.column_names
    last = ["segment", "segment_name", "confidence", "expected_orders", "p_alive", "clv", "clv_low", "clv_high"]
    assert [name for name in rows[0] if name in last] == last
    assert results.segmentation is not None
    assert rows[7]["segment"] == f"s{results.segmentation.now.labels[7] + 1}"


def test_a_missing_value_is_empty_and_null_not_nan(tmp_path: Path) -> None:
    results = fake.fake_results()
    written(results, tmp_path / "out")
    row = int(np.flatnonzero(np.isnan(results.table.columns["return_share"]))[0])
    assert pq.read_table(tmp_path / "out/customers.parquet").column("return_share")[row].as_py() is None
    with (tmp_path / "out/customers.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file))[row]["return_share"] == ""


def test_memberships_get_a_column_a_segment(tmp_path: Path) -> None:
    results = fake.fake_results()
    assert results.segmentation is not None
    now = results.segmentation.now
    soft = Assignment(now.labels, np.eye(6)[now.labels], now.confidence)
    written(replace(results, segmentation=replace(results.segmentation, now=soft)), tmp_path / "out")
    names = pq.read_table(tmp_path / "out/customers.parquet").column_names
    assert [n for n in names if n.startswith("membership_")] == [f"membership_s{i}" for i in range(1, 7)]


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_is_guarded(lead: str) -> None:
    texts = np.array([f"{lead}SUM(A1)", "plain", None], dtype=object)
    assert guarded({"x": texts})["x"].tolist() == [f"'{lead}SUM(A1)", "plain", None]
    assert guarded({"x": np.array([-1.0])})["x"].tolist() == [-1.0]


def test_segments_carry_their_later_spend_with_interval_and_the_edges_of_bands(tmp_path: Path) -> None:
    segments = json.loads(written(fake.fake_results(), tmp_path / "out")["segments.json"])
    first = segments["segments"][0]
    assert first["holdout_spend_ratio"]["low"] < first["holdout_spend_ratio"]["estimate"] == 3.6
    assert first["rule"]["precision"] == 0.93 and segments["bands"] == {"income": [20000.0, 45000.0]}


def test_every_sentence_in_personas_points_at_evidence_of_the_study(tmp_path: Path) -> None:
    files = written(fake.fake_results(), tmp_path / "out")
    known = set(pq.read_table(tmp_path / "out/evidence.parquet").column("key").to_pylist())
    told = [s for p in json.loads(files["personas.json"])["personas"] for s in p["sentences"]]
    assert {k for s in told for k in s["stats"]} <= known
    assert all(s["stats"] for s in told if s["kind"] in ("measured", "derived"))


def test_money_of_the_accounts_adds_up_in_the_quality_file(tmp_path: Path) -> None:
    orders = json.loads(written(fake.fake_results(), tmp_path / "out")["quality.json"])["accounts"]["orders"]
    parts = sum(orders[f"amount_{part}"] for part in ("accepted", "rejected", "duplicate"))
    assert round(parts, 4) == orders["amount_read"] == 9_747_747.934


def test_refused_data_leave_every_reason(tmp_path: Path) -> None:
    code = sorted(CODES)[0]
    write_quality(DataRefused([Problem(code, "one"), Problem(code, "two")]), tmp_path)
    quality = json.loads((tmp_path / "quality.json").read_text(encoding="utf-8"))
    assert quality["refused"] is True and [p["found"] for p in quality["problems"]] == ["one", "two"]
