"""A column of segments in the customers file is compared with the found ones, and never forms them."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sklearn.metrics import adjusted_rand_score

from shop import FOUR, generate, write
from terminal import run


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study whose customers file has the planted groups under the name Customer Segment."""
    folder = tmp_path_factory.mktemp("given")
    made = generate(700, seed=2, groups=FOUR, days=400)
    write(made.table(), folder / "orders.csv")
    lines = [f"{who},Group {'ABCD'[group]}" for who, group in zip(made.ids, made.labels, strict=True)]
    (folder / "people.csv").write_text("\n".join(["customer_id,Customer Segment", *lines]) + "\n")
    words = (str(folder / "orders.csv"), "--customers", str(folder / "people.csv"), "--method", "kmeans")
    done = run("analyze", *words, "-o", str(folder / "out"))
    assert done.code == 0, done.err
    return folder / "out"


def test_the_agreement_in_the_evidence_is_that_of_the_customers_file(out: Path) -> None:
    with (out / "customers.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    again = adjusted_rand_score([r["customer_segment"] for r in rows], [r["segment"] for r in rows])
    found = {(s["metric"], s["population"]): s for s in pq.read_table(out / "evidence.parquet").to_pylist()}
    index = found["adjusted_rand", "given:customer_segment"]
    assert index["estimate"] == pytest.approx(again)
    assert index["low"] <= index["estimate"] <= index["high"]
    assert found["top20_share", "method:given: customer_segment-4"]["policy"] == "holdout"
    assert found["eta2", "method:given: customer_segment-4"]["low"] is not None


def test_it_stands_on_the_scoreboard_as_a_yardstick_and_does_not_form_groups(out: Path) -> None:
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    trait = next(t for t in told["traits"] if t["name"] == "customer_segment")
    assert trait["given"] and not trait["forming"]
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Your own groups, Customer" in page
    assert "Yours may have been made with those days in sight" in page
