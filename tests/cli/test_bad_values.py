"""Orders that no value model can stand on: does the command say so in a sentence, and answer the rest?"""

import csv
import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

import coterie
from coterie.cli.main import coterie as command_line
from coterie.terms import DataRefused, WrongWords

DAY = date(2023, 1, 1)


def orders(folder: Path, each: Iterable[tuple[int, int, float]]) -> Path:
    """A file of orders from (customer, day, amount)."""
    path = folder / "orders.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["customer_id", "order_id", "ordered_at", "amount"])
        writer.writerows((f"c{who}", f"o{i}", DAY + timedelta(days=d), a) for i, (who, d, a) in enumerate(each))
    return path


def run(path: Path, out: Path, *words: str) -> Result:
    quick = ["--method", "tiers", "--yes", "--acquisition-cost", "10", *words]
    return CliRunner().invoke(command_line, ["analyze", str(path), *quick, "-o", str(out)])


ODD = {
    "all one-time buyers": (
        [(i, i % 300, 10 + i % 7) for i in range(300)],
        "all 300 customers bought on one day only; at least 30 must have come back",
    ),
    "all heavy buyers": (
        [(i, 3 * k, 20) for i in range(150) for k in range(60)],
        "all 150 customers bought equally often, at the same times; at least two kinds are needed",
    ),
    "more returned than bought": (
        [(i, (i + 37 * k) % 300, (5 if k == 0 else -9) - i % 3) for i in range(200) for k in range(3)],
        "all 200 customers bought on one day only",
    ),
    "too few days": (
        [(i, (i * 3 + k * 5) % 40, 10 + (i * k) % 7) for i in range(200) for k in range(3)],
        "at least 56 are needed",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_what_carries_no_value_model_is_answered_without_one(name: str, tmp_path: Path) -> None:
    rows, sentence = ODD[name]
    done = run(orders(tmp_path, rows), tmp_path / "out")
    assert done.exception is None and done.exit_code == 0
    assert sentence in " ".join(done.output.split())
    metrics = json.loads((tmp_path / "out" / "metrics.json").read_text())
    assert "value" not in metrics and sentence in metrics["skipped"]["value"]
    segments = json.loads((tmp_path / "out" / "segments.json").read_text())["segments"]
    assert segments and all("says" in s["payback"] for s in segments if s["size"] >= 30)


def test_nothing_but_negative_amounts_is_refused_with_its_sum(tmp_path: Path) -> None:
    path = orders(tmp_path, [(i, (i + 37 * k) % 300, -5) for i in range(100) for k in range(3)])
    refused = run(path, tmp_path / "out").exception
    assert isinstance(refused, DataRefused)
    assert "all 300 lines are worth 0 or less, −1,500.00 together" in str(refused)


def test_a_single_cohort_has_one_row_in_its_triangle(tmp_path: Path) -> None:
    rows = [
        (i, 0 if k == 0 else (i * 7 + k * 41) % 200 + 1, 10 + i * k % 17) for i in range(200) for k in range(1 + i % 4)
    ]
    path = orders(tmp_path, rows)
    study = coterie.analyze(str(path), method="tiers")
    by_month = next(c for c in study.results.cohorts if c.by == "month")
    assert by_month.names == ("2023-01",) and by_month.size.tolist() == [200]
    assert np.isfinite(by_month.retention[0]).all()
    assert study.results.value is not None and np.isfinite(study.results.value.clv).all()
    study.close()


def test_parameters_on_their_boundary_give_finite_values_and_a_doubt(tmp_path: Path) -> None:
    rows = [(i, i % 20 + k * (5 + i % 9), 10 + i * k % 17) for i in range(300) for k in range(20)]
    study = coterie.analyze(str(orders(tmp_path, rows)), method="tiers")
    answer = study.results.value
    assert answer is not None and answer.fit.converged
    assert answer.fit.boundary or answer.fit.prior
    for name in ("clv", "clv_low", "clv_high", "p_alive", "expected_orders"):
        assert np.isfinite(getattr(answer, name)).all(), name
    assert any("COT-808" in note or "COT-815" in note or "COT-814" in note for note in answer.notes)
    study.close()


@pytest.mark.parametrize(("words", "code"), [(("--horizon", "1200"), "COT-105"), (("--horizon", "0"), "COT-105")])
def test_a_horizon_beyond_reason_is_refused_with_the_range(words, code, tmp_path: Path) -> None:
    wrong = run(tmp_path / "none.csv", tmp_path / "out", *words).exception
    assert isinstance(wrong, WrongWords) and [p.code for p in wrong.problems] == [code]
    assert "1 to 120 months" in str(wrong)


@pytest.mark.parametrize(
    ("x", "t_x", "age", "said"),
    [
        ([2.0, 1.0], [0.0, 3.0], [9.0, 9.0], "frequency above 0 with recency 0 in 1 rows, first in row 0"),
        ([1.0, 1.0], [3.0, 9.5], [9.0, 9.0], "recency above the age T in 1 rows, first in row 1"),
        ([0.0, 0.0], [0.0, 0.0], [9.0, 9.0], "all 2 customers have a frequency of 0"),
        ([-1.0, 1.0], [3.0, 3.0], [9.0, 9.0], "a frequency below 0 in 1 rows"),
    ],
)
@pytest.mark.parametrize("model", ["BgNbd", "MbgNbd", "ParetoNbd"])
def test_histories_that_cannot_be_are_refused_by_every_estimator(model, x, t_x, age, said) -> None:
    with pytest.raises(ValueError, match=r"COT-8\d\d") as wrong:
        getattr(coterie, model)().fit(np.column_stack([x, t_x, age]))
    assert said in str(wrong.value)


def test_negative_spend_is_refused_by_the_spend_model() -> None:
    with pytest.raises(ValueError, match="mean spend that is not above 0 in 1 rows, first in row 1"):
        coterie.GammaGamma().fit(np.column_stack([[2.0, 3.0, 1.0], [5.0, -4.0, 8.0]]))
