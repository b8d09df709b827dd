"""A prediction's page and files, from a small planted file through the command line."""

import csv
import json
import re
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from report.page_text import digits
from terminal import run


def customers(path: Path, n: int = 500, shuffle: int = 0) -> Path:
    """Customers of whom the young and the monthly payers leave; one column holds the answer by another name."""
    dice = np.random.default_rng(7)
    rows = []
    for i in range(n):
        age, monthly = int(dice.integers(18, 80)), bool(dice.integers(0, 2))
        months = int(dice.integers(1, 60))
        left = dice.random() < 1 / (1 + np.exp(0.06 * (age - 45) - 2 * (monthly - 0.5)))
        rows.append([f"c{i:04d}", age, "monthly" if monthly else "yearly", months, "final" if left else "", left])
    if shuffle:
        order = np.random.default_rng(shuffle).permutation(n)
        rows = [rows[i] for i in order]
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Customer ID", "Age", "Pays", "Months", "Invoice", "Left"])
        out.writerows([[*r[:5], "Yes" if r[5] else "No"] for r in rows])
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("predict")
    file, out = customers(place / "people.csv"), place / "out"
    new = customers(place / "new.csv", 40)
    done = run("predict", str(file), "--target", "Left", "--duration", "Months", "--score", str(new), "-o", str(out))
    assert done.code == 0, done.err
    (place / "said.txt").write_text(done.out)
    return out


def own(folder: Path) -> str:
    page = (folder / "report.html").read_text()
    return re.sub(r'<script type="text/plain" id="plotly">.*?</script>', "", page, flags=re.DOTALL)


def test_the_folder_has_the_files_of_a_result(folder: Path) -> None:
    names = {p.name for p in folder.iterdir()}
    assert names == {
        "report.html", "metrics.json", "quality.json", "run.json", "evidence.parquet", "rejected.parquet", "models",
        "predictions.csv", "predictions.parquet", "scored.csv", "scored.parquet",
    }  # fmt: skip


def test_metrics_have_the_keys_that_were_promised(folder: Path) -> None:
    found = json.loads((folder / "metrics.json").read_text())["predict"]
    promised = ("target", "n", "model", "auc", "accuracy", "baseline", "log_loss", "ece", "c_index", "leaderboard")
    assert [name for name in promised if name not in found] == []
    assert (found["target"], found["n"], found["positive"]) == ("Left", 500, "yes")
    assert 0.65 < found["auc"] < 0.95
    assert found["auc_low"] < found["auc"] < found["auc_high"]
    assert sum(row["chosen"] for row in found["leaderboard"]) == 1


def test_the_answer_by_another_name_is_told_and_left_out(folder: Path) -> None:
    found = json.loads((folder / "metrics.json").read_text())["predict"]["leaks"]
    assert {(leak["kind"], leak["column"]) for leak in found if leak["left_out"]} >= {("alone", "invoice")}
    assert "invoice" not in (folder / "models" / "predict.json").read_text()


def test_there_is_a_row_a_customer_with_reasons(folder: Path) -> None:
    rows = pq.read_table(folder / "predictions.parquet").to_pylist()
    assert [r["customer_id"] for r in rows] == sorted(r["customer_id"] for r in rows)
    assert len(rows) == 500
    assert all(0 < r["probability"] < 1 and r["reasons"] for r in rows)
    likely, unlikely = (f(rows, key=lambda r: r["probability"]) for f in (max, min))
    assert "raises the odds" in likely["reasons"]
    assert "lowers the odds" in unlikely["reasons"]


def test_ids_in_both_files_are_told(folder: Path) -> None:
    assert "40 of the 40 ids in new.csv also stand" in (folder.parent / "said.txt").read_text()
    assert pq.read_table(folder / "scored.parquet").column("also_learned_from").to_pylist() == [True] * 40


def test_every_digit_of_the_page_is_tied_to_a_statistic_or_a_cell(folder: Path) -> None:
    assert digits(own(folder)).loose == []


def test_every_tied_statistic_is_in_the_evidence(folder: Path) -> None:
    keys = {key for kind, key in digits(own(folder)).tied if kind == "data-stat"}
    assert keys <= set(pq.read_table(folder / "evidence.parquet").column("key").to_pylist())


def test_the_page_asks_nothing_of_any_server(folder: Path) -> None:
    assert re.findall(r'(?:src|href|action)\s*=\s*["\']?(?!#|data:)[^"\'\s>]+', own(folder)) == []
    assert "default-src 'none'" in own(folder)


def test_shuffled_rows_and_another_run_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    file, new = customers(tmp_path / "people.csv", shuffle=3), customers(tmp_path / "new.csv", 40)
    out = tmp_path / "out"
    run("predict", str(file), "--target", "Left", "--duration", "Months", "--score", str(new), "-o", str(out))
    for name in ("predictions.csv", "scored.csv", "metrics.json"):
        assert (out / name).read_bytes() == (folder / name).read_bytes(), name
