"""The figures in the README are those of the last measurement: none is typed by hand."""

import json
import sys
from importlib import util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tables():
    return loaded("tables")


def loaded(name):
    place = util.spec_from_file_location(f"benchmark_{name}", ROOT / "benchmarks" / f"{name}.py")
    module = util.module_from_spec(place)
    sys.modules[place.name] = module
    place.loader.exec_module(module)
    return module


def test_the_readme_shows_what_was_measured(tables):
    readme = (ROOT / "README.md").read_text()
    assert tables.readme_block(tables.results()) in readme, "run make bench, or benchmarks/run.py for one question"


def test_the_page_of_results_shows_what_was_measured(tables):
    assert (ROOT / "benchmarks" / "RESULTS.md").read_text() == tables.page(tables.results())


def test_every_benchmark_has_results_with_machine_and_date(tables):
    rows = tables.results()
    measured = {row["bench"] for row in rows}
    assert measured == {p.stem.removeprefix("bench_") for p in (ROOT / "benchmarks").glob("bench_*.py")}
    assert all(row["machine"] and row["date"] for row in rows)


def test_the_page_about_intervals_shows_what_was_counted():
    coverage = loaded("coverage")
    rows = json.loads(coverage.FILE.read_text())
    assert coverage.block(rows) in coverage.PAGE.read_text(), "run benchmarks/coverage.py"
    asked = [(label, customers, runs) for label, _, customers, runs in coverage.TRUTH.values()]
    assert [(row["model"], row["customers"], row["runs"]) for row in rows] == asked
    assert all(0.93 <= share <= 0.97 for row in rows for share in row["parameters"].values())


def test_the_page_about_models_shows_what_three_shops_did_afterwards():
    holdouts = loaded("holdouts")
    rows = json.loads(holdouts.FILE.read_text())
    assert holdouts.block(rows) in holdouts.PAGE.read_text(), "run benchmarks/holdouts.py"
    assert [row["shop"] for row in rows] == list(holdouts.SHOPS)
    for row in rows:
        ways = {(way["by"], way["way"]): way for way in row["ways"]}
        for (by, name), theirs in ways.items():
            if by == "lifetimes" and "orders" in theirs and name.startswith("BG/NBD"):
                assert ways["coterie", name]["orders"] == pytest.approx(theirs["orders"], rel=1e-5)
    cdnow = rows[0]
    assert cdnow["interval"][1] < cdnow["orders"], "the shortfall is shown"
