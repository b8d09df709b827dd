"""What ``coterie predict`` must give on real data, and what it says when it cannot."""

import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import where
from coterie.terms import WrongWords
from coterie.workflows import asked_of, predict, words_of
from shop import FOUR, generate, write, write_csv
from terminal import run


def predicted(out: Path) -> dict[str, object]:
    return json.loads((out / "metrics.json").read_text())["predict"]


@pytest.fixture(scope="module")
def telco(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file, out = where.data("telco_churn/WA_Fn-UseC_-Telco-Customer-Churn.csv"), tmp_path_factory.mktemp("telco") / "out"
    done = run("predict", str(file), "--target", "Churn", "--duration", "tenure", "--cox", "-o", str(out))
    assert done.code == 0, done.err
    return out


def test_churn_of_a_telephone_company_is_predicted_as_well_as_any_tool_tried(telco: Path) -> None:
    found = predicted(telco)
    assert found["n"] == 7043
    assert found["auc"] >= 0.845
    assert found["log_loss"] <= 0.415
    assert found["ece"] < 0.025
    assert found["baseline"] == pytest.approx(5174 / 7043)


def test_how_long_they_stay_agrees_with_the_published_curve_and_total_charges_is_not_used(telco: Path) -> None:
    found = predicted(telco)
    stay = found["survival"]
    shares = [stay["still_there"][t] for t in ("12", "24", "48", "72")]
    assert shares == pytest.approx([0.8432, 0.7887, 0.7088, 0.5928], abs=5e-5)
    assert found["c_index"] >= 0.855
    assert stay["retention"]["fits"] is False  # 6.7 points off, said and not used
    assert any("6.7 points off" in note for note in found["notes"])
    assert stay["left_out"] == ["total_charges"]
    assert (stay["n"], stay["without_duration"]) == (7032, 11)


def test_coxs_model_orders_them_no_better_and_is_told_beside(telco: Path) -> None:
    board = {each["model"]: each for each in predicted(telco)["survival"]["leaderboard"]}
    assert list(board) == ["hazard", "cox"]
    assert board["hazard"]["used"]
    assert not board["cox"]["used"]
    assert board["cox"]["c_index"] >= 0.855
    assert board["cox"]["c_index"] == pytest.approx(board["hazard"]["c_index"], abs=0.01)


def test_cox_without_a_duration_is_refused() -> None:
    with pytest.raises(WrongWords, match="--cox compares how long customers stay and needs --duration"):
        asked_of("customers.csv", words_of(()), target="Churn", cox=True)


def test_every_customer_of_the_telephone_company_has_reasons(telco: Path) -> None:
    rows = pq.read_table(telco / "predictions.parquet").to_pylist()
    assert len(rows) == 7043
    assert sum(r["reasons"] == "nothing stands out" for r in rows) < 350
    assert sum("Contract" in r["reasons"] for r in rows) > 2000


def test_given_segments_are_learned_and_ids_in_both_files_are_told(tmp_path: Path) -> None:
    train, test = where.data("av_segmentation/Train.csv"), where.data("av_segmentation/Test.csv")
    done = run("predict", str(train), "--target", "Segmentation", "--score", str(test), "-o", str(tmp_path / "out"))
    assert done.code == 0, done.err
    found = predicted(tmp_path / "out")
    assert found["baseline"] == pytest.approx(2268 / 8068)
    assert found["accuracy_low"] > 0.5
    assert found["accuracy_high"] < 0.6  # with the labels of the ids in both files it would be far above
    assert found["scored"] == {"n": 2627, "also_learned_from": 2332}
    assert "2,332 of the 2,627 ids in Test.csv" in done.out


def test_rows_that_name_no_customer_are_called_by_their_place(tmp_path: Path) -> None:
    file = tmp_path / "visits.csv"
    file.write_text("Pages,Weekend,Bought\n" + "".join(f"{i % 9},{i % 7 > 4},{i % 11 > i % 9}\n" for i in range(600)))
    done = run("predict", str(file), "--target", "Bought", "-o", str(tmp_path / "out"))
    assert done.code == 0, done.err
    assert "no column names the customer" in done.out
    rows = pq.read_table(tmp_path / "out" / "predictions.parquet").to_pylist()
    assert rows[0]["customer_id"] == "row 0000001"


def test_frames_can_be_predicted_from_python() -> None:
    frame = pd.DataFrame({"customer_id": [f"c{i:03d}" for i in range(200)], "age": [i % 50 for i in range(200)]})
    frame["left"] = [(i * 7) % 11 > i % 50 / 6 for i in range(200)]
    found = predict(asked_of(frame, words_of(()), target="left", score=frame.head(5)))
    assert list(found.predictions.columns) == [
        "customer_id", "actual", "predicted", "probability", "percentile", "reasons",
    ]  # fmt: skip
    assert found.answer.leaks[-1].sentence.startswith("5 of the 5 ids in the second frame")
    assert "left" in found.summary()
    found.close()


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(generate(400, groups=FOUR, days=360).table(), tmp_path_factory.mktemp("orders") / "orders.parquet")


def test_a_goal_is_asked_of_orders(orders: Path, tmp_path: Path) -> None:
    done = run("predict", str(orders), "--target", "buys within 45 days", "-o", str(tmp_path / "out"))
    assert done.code == 0, done.err
    found = predicted(tmp_path / "out")
    assert found["auc"] > 0.7
    assert "the last 45 days" in found["judged"]
    rows = pq.read_table(tmp_path / "out" / "predictions.parquet").to_pylist()
    best = max(rows, key=lambda r: r["probability"])
    assert best["percentile"] > 99
    assert "actual" not in rows[0]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--target", "Nothing"), 2, "COT-851"),
        (("--target", "Age", "--as-of", "2020-01-01"), 2, "COT-108"),
        (("--target", "buys wine"), 2, "COT-854"),
        (("--target", "buys within 30 days", "--duration", "Age"), 2, "COT-108"),
        (("--target", "Age"), 3, "COT-852"),
        (("--target", "Same"), 3, "COT-853"),
    ],
)
def test_what_cannot_be_predicted_is_said_in_a_sentence(
    tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Customer ID,Age,Same\n" + "".join(f"c{i},{i % 60 + 18.5},x\n" for i in range(90)))
    done = run("predict", str(file), *words, "-o", str(tmp_path / "out"))
    assert (done.code, said in done.err) == (code, True), done.err
    assert "Traceback" not in done.err


def test_a_goal_in_too_few_days_is_refused_with_the_days_needed(tmp_path: Path) -> None:
    done = run(
        "predict", str(write_csv(tmp_path / "o.csv")), "--target", "buys within 90 days", "-o", str(tmp_path / "x")
    )
    assert done.code == 3
    assert "needs 270" in done.err
