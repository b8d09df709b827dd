"""``coterie score`` gives new customers the answer that they would have had in the study."""

import csv
import json
from pathlib import Path

import pytest

from shop import FOUR, Group, generate, write
from terminal import run

KEYS = ("segment", "segment_name", "confidence", "expected_orders", "p_alive", "clv", "clv_low", "clv_high")


def table(path: Path) -> dict[str, dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return {row["customer_id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of 500 customers with attributes, and its sources beside it."""
    folder = tmp_path_factory.mktemp("score")
    made = generate(500, groups=FOUR, days=400)
    write(made.table(), folder / "orders.csv")
    write(made.people_table(), folder / "people.csv")
    done = run(
        "analyze", str(folder / "orders.csv"), "--customers", str(folder / "people.csv"), "-o", str(folder / "out")
    )
    assert done.code == 0, done.err
    return folder


def some(folder: Path, wanted: set[str], name: str = "some.csv") -> Path:
    """The order lines of those customers in a file of their own."""
    with (folder / "orders.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / name).open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(r for r in rows if r["customer_id"] in wanted)
    return folder / name


def test_everybody_scored_again_has_the_segment_and_value_of_the_study(shop: Path, tmp_path: Path) -> None:
    done = run("score", str(shop / "out"), str(shop / "orders.csv"), "-o", str(tmp_path / "new.csv"))
    assert done.code == 0, done.err
    before, after = table(shop / "out" / "customers.csv"), table(tmp_path / "new.csv")
    assert before.keys() == after.keys()
    for who, row in after.items():
        assert row["state"] == "scored"
        assert {k: row[k] for k in KEYS} == {k: before[who][k] for k in KEYS}


def test_one_customer_alone_scores_as_in_the_crowd(shop: Path, tmp_path: Path) -> None:
    before = table(shop / "out" / "customers.csv")
    for who in ("C0000003", "C0000250", "C0000499"):
        path = some(shop, {who}, f"{who}.csv")
        done = run("score", str(shop / "out"), str(path), "-o", str(tmp_path / "one.csv"))
        assert done.code == 0, done.err
        alone = table(tmp_path / "one.csv")
        assert list(alone) == [who]
        assert {k: alone[who][k] for k in KEYS} == {k: before[who][k] for k in KEYS}


def test_a_new_order_moves_today_and_the_customer(shop: Path, tmp_path: Path) -> None:
    path = some(shop, {"C0000003"}, "changed.csv")
    with path.open("a", newline="") as file:
        file.write("C0000003,NEW1,2023-03-01 10:00:00,1,900.00,900.00,wine\n")
    done = run("score", str(shop / "out"), str(path), "--json", "-o", str(tmp_path / "one.csv"))
    said = json.loads(done.out)
    assert said["as_of"] == "2023-03-01"
    assert float(table(tmp_path / "one.csv")["C0000003"]["clv"]) > 0


def test_who_ordered_once_a_day_ago_is_new_and_everybody_has_the_stage_of_the_study(shop: Path, tmp_path: Path) -> None:
    done = run("score", str(shop / "out"), str(shop / "orders.csv"), "-o", str(tmp_path / "all.csv"))
    assert done.code == 0, done.err
    before, after = table(shop / "out" / "customers.csv"), table(tmp_path / "all.csv")
    assert {who: row["lifecycle_stage"] for who, row in after.items()} == {
        who: row["lifecycle_stage"] for who, row in before.items()
    }
    (tmp_path / "one.csv").write_text(
        (shop / "orders.csv").read_text().splitlines()[0] + "\nnobody,N1,2023-03-01 10:00:00,1,9.00,9.00,wine\n"
    )
    done = run("score", str(shop / "out"), str(tmp_path / "one.csv"), "-o", str(tmp_path / "new.csv"))
    assert done.code == 0, done.err
    assert table(tmp_path / "new.csv")["nobody"]["lifecycle_stage"] == "new"
    assert "1  of these new: a single day of orders so far" in done.out


def test_customers_without_orders_are_told_that_there_is_not_enough_yet(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("customer_id,age,city\nnobody,40,Ghent\n", encoding="utf-8")
    done = run("score", str(shop / "out"), "--customers", str(tmp_path / "people.csv"), "-o", str(tmp_path / "n.json"))
    assert done.code == 0, done.err
    row = json.loads((tmp_path / "n.json").read_text())[0]
    assert row["customer_id"] == "nobody"
    assert row["state"] == "not enough data yet" and row["segment"] is None and row["confidence"] is None


def test_attributes_that_tell_the_group_place_customers_with_a_probability_that_holds(tmp_path: Path) -> None:
    groups = (
        Group("rich", 0.5, 3.0, 8.0, age=70.0, income=(1, 1, 60)),
        Group("poor", 0.5, 0.3, 0.2, age=25.0, income=(60, 1, 1)),
    )
    made = generate(2_000, groups=groups, days=400)
    write(made.table(), tmp_path / "orders.parquet")
    write(made.people_table(), tmp_path / "people.csv")
    words = ("--customers", str(tmp_path / "people.csv"))
    assert (
        run("analyze", str(tmp_path / "orders.parquet"), *words, "--method", "tiers", "-o", str(tmp_path / "o")).code
        == 0
    )
    done = run("score", str(tmp_path / "o"), *words, "--json", "-o", str(tmp_path / "new.csv"))
    assert done.code == 0, done.err
    found, truth = table(tmp_path / "new.csv"), table(tmp_path / "o" / "customers.csv")
    told = [who for who, row in found.items() if row["segment"]]
    assert len(told) > 500
    assert {found[who]["state"] for who in told} == {"from what is known"}
    right = sum(found[who]["segment"] == truth[who]["segment"] for who in told) / len(told)
    expected = sum(float(found[who]["confidence"]) for who in told) / len(told)
    assert abs(right - expected) < 0.06
    assert "were right" in json.loads(done.out)["notes"][0]


def test_a_study_of_attributes_alone_scores_one_customer_as_in_the_crowd(shop: Path, tmp_path: Path) -> None:
    with (shop / "people.csv").open(newline="") as file:
        people = list(csv.DictReader(file))
    with (tmp_path / "all.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["customer_id", "spent_on_wine", "visits", "satisfaction"])
        words = ("Low", "Average", "High")
        for n, row in enumerate(people):
            writer.writerow([row["customer_id"], (n * 37) % 211, n % 17, words[(n * 37) % 211 // 71]])
    lines = (tmp_path / "all.csv").read_text().splitlines()
    (tmp_path / "one.csv").write_text("\n".join([lines[0], lines[42]]) + "\n")
    done = run("analyze", "--customers", str(tmp_path / "all.csv"), "-o", str(tmp_path / "out"))
    assert done.code == 0, done.err
    done = run("score", str(tmp_path / "out"), str(tmp_path / "one.csv"), "-o", str(tmp_path / "s.csv"))
    assert done.code == 0, done.err
    who = lines[42].split(",")[0]
    before, alone = table(tmp_path / "out" / "customers.csv")[who], table(tmp_path / "s.csv")[who]
    assert (alone["segment"], alone["confidence"]) == (before["segment"], before["confidence"])


def test_a_folder_that_is_no_study_and_a_strange_ending_are_refused(shop: Path, tmp_path: Path) -> None:
    done = run("score", str(tmp_path), str(shop / "orders.csv"), "-o", str(tmp_path / "new.csv"))
    assert done.code == 2 and "COT-911" in done.err and "Traceback" not in done.err
    done = run("score", str(shop / "out"), str(shop / "orders.csv"), "-o", str(tmp_path / "new.doc"))
    assert done.code == 2 and "COT-121" in done.err
    done = run("score", str(shop / "out"), "-o", str(tmp_path / "new.csv"))
    assert done.code == 2 and "COT-102" in done.err
