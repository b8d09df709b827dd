"""Parameters that a person sets reach the method, and stand in what is written."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from coterie.cli.main import coterie
from coterie.terms import WrongWords


def test_a_parameter_that_is_set_reaches_the_model_and_the_manifest(a_small_file, tmp_path: Path) -> None:
    words = ["--method", "fuzzy", "--segments", "4", "--set", "fuzziness=1.8", "--yes", "-o", str(tmp_path / "out")]
    done = CliRunner().invoke(coterie, ["analyze", str(a_small_file()), *words], catch_exceptions=False)
    assert done.exit_code == 0
    manifest = json.loads((tmp_path / "out" / "run.json").read_text())
    assert manifest["parameters"]["settings"] == {"fuzzy.fuzziness": 1.8}
    model = json.loads((tmp_path / "out" / "models" / "segments.json").read_text())["model"]
    assert model["form"]["fuzziness"] == 1.8
    header = (tmp_path / "out" / "customers.csv").read_text().splitlines()[0]
    assert all(f"membership_s{i}" in header for i in (1, 2, 3, 4))


def test_what_is_out_of_range_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    words = ["nowhere.csv", "--method", "dbscan", "--set", "eps=-1", "--budget", "0", "-o", str(tmp_path / "out")]
    done = CliRunner().invoke(coterie, ["analyze", *words])
    assert isinstance(done.exception, WrongWords)
    assert [p.code for p in done.exception.problems] == ["COT-707", "COT-706"]


@pytest.mark.parametrize("word", ["fuzziness", "linkage", "eps", "category_weight", "a number from 1.05 to 4"])
def test_the_help_names_every_parameter_with_its_range(word: str) -> None:
    assert word in CliRunner().invoke(coterie, ["analyze", "--help"], terminal_width=200).output
