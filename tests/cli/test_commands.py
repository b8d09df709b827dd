"""The commands do what their help says."""

import json
from collections.abc import Callable
from pathlib import Path

from terminal import run


def test_analyze_prints_the_verdict_and_where_the_report_is(tmp_path: Path, a_small_file: Callable[[], Path]) -> None:
    done = run("analyze", str(a_small_file()), "-o", str(tmp_path / "out"))
    assert done.code == 0, done.err
    assert "report.html" in done.out
    assert (tmp_path / "out" / "report.html").is_file()


def test_analyze_json_is_one_object_with_the_promised_keys(tmp_path: Path, a_small_file: Callable[[], Path]) -> None:
    done = run("analyze", str(a_small_file()), "--json", "-o", str(tmp_path / "out"))
    said = json.loads(done.out)
    assert {"rows", "orders", "value", "segments", "seconds", "peak_memory_mb", "skipped"} <= said.keys()


def test_a_run_writes_every_file_of_the_contract(tmp_path: Path, a_small_file: Callable[[], Path]) -> None:
    run("analyze", str(a_small_file()), "-o", str(tmp_path / "out"))
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names == {
        "report.html",
        "customers.parquet",
        "customers.csv",
        "segments.json",
        "personas.json",
        "evidence.parquet",
        "metrics.json",
        "quality.json",
        "rejected.parquet",
        "cohorts.parquet",
        "customer_days.parquet",
        "months.parquet",
        "tracking.parquet",
        "figures.json",
        "models",
        "run.json",
    }


def test_inspect_shows_the_guesses_with_examples(a_small_file: Callable[[], Path]) -> None:
    done = run("inspect", str(a_small_file()))
    assert done.code == 0, done.err
    assert "customer_id" in done.out and "orders" in done.out and "C0000" in done.out


def test_a_saved_mapping_gives_the_same_answer(tmp_path: Path, a_small_file: Callable[[], Path]) -> None:
    path = str(a_small_file())
    saved = str(tmp_path / "mapping.toml")
    assert run("inspect", path, "--save", saved).code == 0
    run("analyze", path, "-o", str(tmp_path / "a"))
    run("analyze", path, "--map", saved, "-o", str(tmp_path / "b"))
    assert (tmp_path / "a" / "customers.csv").read_bytes() == (tmp_path / "b" / "customers.csv").read_bytes()


def test_doctor_names_versions_and_parts() -> None:
    done = run("doctor")
    assert done.code == 0
    assert "duckdb" in done.out and "python" in done.out


def test_help_of_every_verb_can_be_read() -> None:
    for verb in ("analyze", "inspect", "demo", "doctor"):
        done = run(verb, "--help")
        assert done.code == 0
        assert "Usage" in done.out


def test_a_study_without_a_holdout_is_complete_and_says_what_is_missing(
    tmp_path: Path, a_small_file: Callable[[], Path]
) -> None:
    done = run("analyze", str(a_small_file()), "--holdout", "none", "-o", str(tmp_path / "out"))
    assert done.code == 0, done.err
    metrics = json.loads((tmp_path / "out" / "metrics.json").read_text())
    assert "holdout" not in metrics["value"]
    assert all("top20_share" not in row for row in metrics["segments"]["scoreboard"])
