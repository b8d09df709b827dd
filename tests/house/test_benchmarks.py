"""The figures in the README are those of the last measurement: none is typed by hand."""

import sys
from importlib import util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tables():
    place = util.spec_from_file_location("benchmark_tables", ROOT / "benchmarks" / "tables.py")
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
