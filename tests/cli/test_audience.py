"""``coterie audience`` lists a segment with a control group, and nobody who did not agree."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from shop import FOUR, generate, write
from terminal import run


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study whose customers file says who accepts marketing: everybody but each third one; some ids are formulas."""
    folder = tmp_path_factory.mktemp("audience")
    made = generate(800, groups=FOUR, days=400)
    write(made.table(), folder / "orders.csv")
    text = (folder / "orders.csv").read_text().replace("C0000001", "=1+C0000001")
    (folder / "orders.csv").write_text(text)
    ids = [str(i).replace("C0000001", "=1+C0000001") for i in made.ids]
    people = ["customer_id,accepts_marketing"] + [f"{who},{'no' if n % 3 == 0 else 'yes'}" for n, who in enumerate(ids)]
    (folder / "people.csv").write_text("\n".join(people) + "\n")
    words = (str(folder / "orders.csv"), "--customers", str(folder / "people.csv"))
    done = run("analyze", *words, "--method", "tiers", "-o", str(folder / "out"))
    assert done.code == 0, done.err
    return folder / "out"


def test_about_a_tenth_is_drawn_as_controls_and_the_rest_is_to_be_contacted(out: Path, tmp_path: Path) -> None:
    done = run("audience", str(out), "--segment", "s1", "--control", "10%", "--json", "-o", str(tmp_path / "list.csv"))
    assert done.code == 0, done.err
    said, found = json.loads(done.out), rows(tmp_path / "list.csv")
    assert said["listed"] == len(found) == said["contact"] + said["control"]
    controls = sum(row["control"] == "true" for row in found)
    assert controls == said["control"] and 0.02 <= controls / len(found) <= 0.2
    assert {row["segment"] for row in found} == {"s1"}


def test_nobody_is_listed_who_did_not_accept(out: Path, tmp_path: Path) -> None:
    done = run("audience", str(out), "--segment", "s1", "--json", "-o", str(tmp_path / "list.csv"))
    said, found = json.loads(done.out), rows(tmp_path / "list.csv")
    members = [row for row in rows(out / "customers.csv") if row["segment"] == "s1"]
    agreed = {row["customer_id"] for row in members if row["accepts_marketing"] == "true"}
    assert {row["customer_id"] for row in found} == agreed
    assert said["without_consent"] == len(members) - len(agreed) > 0
    assert said["consent_column"] == "accepts_marketing"
    assert "accepts_marketing" not in found[0]


def test_the_draw_repeats_itself_and_another_campaign_draws_others(out: Path, tmp_path: Path) -> None:
    for name, words in (("a", ()), ("b", ()), ("c", ("--campaign", "spring"))):
        done = run(
            "audience", str(out), "--segment", "s1", "--control", "0.5", *words, "-o", str(tmp_path / f"{name}.csv")
        )
        assert done.code == 0, done.err
    a, b, c = ({r["customer_id"] for r in rows(tmp_path / f"{n}.csv") if r["control"] == "true"} for n in "abc")
    assert a == b != c
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_no_spreadsheet_runs_an_id(out: Path, tmp_path: Path) -> None:
    where = {row["customer_id"]: row["segment"] for row in rows(out / "customers.csv")}
    run("audience", str(out), "--segment", where["'=1+C0000001"], "-o", str(tmp_path / "list.csv"))
    assert "'=1+C0000001" in {row["customer_id"] for row in rows(tmp_path / "list.csv")}


def test_a_list_of_very_few_people_is_refused(out: Path, tmp_path: Path) -> None:
    done = run(
        "audience", str(out), "--segment", "s1", "--sure", "1", "--control", "0", "-o", str(tmp_path / "few.csv")
    )
    members = [row for row in rows(out / "customers.csv") if row["segment"] == "s1"]
    sure = [row for row in members if row["accepts_marketing"] == "true" and float(row["confidence"]) >= 1]
    if len(sure) < 30:
        assert done.code == 2 and "COT-124" in done.err and not (tmp_path / "few.csv").exists()
    else:
        assert done.code == 0 and len(rows(tmp_path / "few.csv")) == len(sure)


def test_wrong_words_are_told_with_what_there_is(out: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "list.csv")
    done = run("audience", str(out), "--segment", "nobody", "-o", target)
    assert done.code == 2 and "COT-123" in done.err and "s1" in done.err
    done = run("audience", str(out), "--segment", "s1", "--control", "80%", "-o", target)
    assert done.code == 2 and "COT-122" in done.err
    assert not Path(target).exists()


def test_the_terminal_says_how_many_and_what_can_be_seen(out: Path, tmp_path: Path) -> None:
    name = json.loads((out / "segments.json").read_text())["segments"][0]["name"]
    done = run("audience", str(out), "--segment", name.upper(), "-o", str(tmp_path / "list.csv"))
    assert done.code == 0, done.err
    assert "to contact" in done.out and "no consent" in done.out and "each arm needs" in done.out


def test_whom_the_verdict_counts_as_overdue_one_command_lists(out: Path, tmp_path: Path) -> None:
    told = pq.read_table(out / "evidence.parquet").to_pylist()
    counts = {s["population"]: round(s["estimate"]) for s in told if s["metric"] == "overdue_customers"}
    who, count = max(counts.items(), key=lambda each: each[1])
    done = run(
        "audience", str(out), "--segment", who.removeprefix("segment:"), "--overdue", "--json",
        "-o", str(tmp_path / "late.csv"),
    )  # fmt: skip
    assert done.code == 0, done.err
    said = json.loads(done.out)
    assert said["members"] - said["not_overdue"] == count > said["listed"] > 0
    late = {row["customer_id"]: row for row in rows(out / "customers.csv")}
    for row in rows(tmp_path / "late.csv"):
        mine = late[row["customer_id"]]
        assert float(mine["recency_days"]) > 2 * float(mine["median_gap_days"])
