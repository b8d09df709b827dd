"""``coterie audience`` lists a segment with a control group, and nobody who did not agree."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import coterie
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
        assert "fewer than 30 customers" in done.err
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


def test_all_who_are_overdue_are_listed_where_no_segment_is_named(out: Path, tmp_path: Path) -> None:
    done = run("audience", str(out), "--overdue", "-o", str(tmp_path / "late.csv"))
    assert done.code == 0, done.err
    agreed = [row for row in rows(out / "customers.csv") if row["accepts_marketing"] == "true"]
    paced = [row for row in agreed if float(row["purchase_days"]) >= 3]
    late = {row["customer_id"] for row in paced if float(row["recency_days"]) > 2 * float(row["median_gap_days"])}
    assert {row["customer_id"] for row in rows(tmp_path / "late.csv")} == late
    assert "campaign overdue" in done.out


def test_a_stage_is_listed_alone_and_within_a_segment(out: Path, tmp_path: Path) -> None:
    everyone = rows(out / "customers.csv")
    done = run("audience", str(out), "--stage", "active", "--json", "-o", str(tmp_path / "all.csv"))
    assert done.code == 0, done.err
    here = {r["customer_id"] for r in everyone if r["lifecycle_stage"] == "active" and r["accepts_marketing"] == "true"}
    assert {r["customer_id"] for r in rows(tmp_path / "all.csv")} == here and json.loads(done.out)["stage"] == "active"
    done = run("audience", str(out), "--stage", "Active", "--segment", "s1", "-o", str(tmp_path / "some.csv"))
    assert done.code == 0, done.err
    mine = {r["customer_id"] for r in everyone if r["segment"] == "s1"}
    assert {r["customer_id"] for r in rows(tmp_path / "some.csv")} == here & mine != here
    done = run("audience", str(out), "--stage", "sleepy", "-o", str(tmp_path / "none.csv"))
    assert done.code == 2 and "COT-128" in done.err and "active" in done.err


def test_lookalikes_of_a_file_are_ranked_with_their_precision_in_the_file(out: Path, tmp_path: Path) -> None:
    """The list: every customer with at least the median spend, so that the traits of the study tell who is on it."""
    everyone = rows(out / "customers.csv")
    half = sorted(float(r["revenue"]) for r in everyone)[len(everyone) // 2]
    given = [r["customer_id"] for r in everyone if float(r["revenue"]) >= half]
    (tmp_path / "ids.csv").write_text("\n".join(["client", *given[::2], "nobody"]) + "\n")
    words = ("--like", str(tmp_path / "ids.csv"), "--count", "60", "--json", "-o", str(tmp_path / "like.csv"))
    done = run("audience", str(out), *words)
    assert done.code == 0, done.err
    said, found = json.loads(done.out)["likeness"], rows(tmp_path / "like.csv")
    assert said["on_the_list"] == len(given[::2]) and said["unknown_examples"] == ["nobody"]
    assert said["better_than_chance"] and said["precision_low"] < said["precision"] < said["precision_high"]
    assert [int(r["rank"]) for r in found] == list(range(1, 61))
    assert not {r["customer_id"] for r in found} & set(given[::2])
    assert {float(r["held_out_precision"]) for r in found} == {said["precision"]}
    likely = [float(r["similarity"]) for r in found]
    assert likely == sorted(likely, reverse=True)


def test_lookalikes_of_a_segment_and_of_ids_in_python(out: Path) -> None:
    everyone = rows(out / "customers.csv")
    of_segment = coterie.audience(out, like="s1", count=40)
    assert set(of_segment.customers["segment"]) <= {"s2", "s3", "s4", "s5", "s6"} and len(of_segment.customers) == 40
    of_segment.close()
    ids = [r["customer_id"].removeprefix("'") for r in everyone if r["segment"] == "s1"]
    of_ids = coterie.audience(out, like=ids, count=40)
    assert of_ids.summary["likeness"]["on_the_list"] == len(ids) and of_ids.summary["likeness"]["unknown_ids"] == 0
    of_ids.close()


def test_a_widened_rule_lists_who_meets_it(out: Path, tmp_path: Path) -> None:
    done = run("audience", str(out), "--segment", "s2", "--reach", "50", "--json", "-o", str(tmp_path / "more.csv"))
    assert done.code == 0, done.err
    said = json.loads(done.out)
    change = said["rule_changes"][0]
    rule = next(s["rule"] for s in json.loads((out / "segments.json").read_text())["segments"] if s["id"] == "s2")
    moved = {(m["trait"], m["sign"]): m["to"] for m in change["moves"]}

    def meets(row: dict[str, str], conditions: list[list[str | float]]) -> bool:
        return all(
            float(row[str(t)]) >= float(at) if sign == ">=" else float(row[str(t)]) < float(at)
            for t, sign, at in conditions
        )

    everyone = rows(out / "customers.csv")
    before = [r for r in everyone if meets(r, rule["conditions"])]
    after = [r for r in everyone if meets(r, [[t, s, moved.get((t, s), at)] for t, s, at in rule["conditions"]])]
    assert len(before) == change["qualified"] and len(after) - len(before) == change["more"] >= 50
    assert sum(r["segment"] == "s2" for r in after) / len(after) == pytest.approx(change["precision"], abs=1e-6)
    agreed = {r["customer_id"] for r in after if r["accepts_marketing"] == "true"}
    listed = rows(tmp_path / "more.csv")
    assert {r["customer_id"] for r in listed} == agreed
    new = {r["customer_id"] for r in listed if r["let_in"] == "true"}
    assert new == agreed - {r["customer_id"] for r in before}


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--like", "s1"),
        ("--count", "50"),
        ("--reach", "50"),
        ("--segment", "s1", "--like", "s2", "--count", "50"),
        ("--segment", "s1", "--stage", "active", "--reach", "50"),
        ("--like", "s1", "--count", "50", "--stage", "active"),
    ],
)
def test_words_that_do_not_go_together_are_refused(out: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run("audience", str(out), *words, "-o", str(tmp_path / "x.csv"))
    assert done.code == 2 and "COT-129" in done.err and not (tmp_path / "x.csv").exists()


def test_a_list_that_cannot_be_told_or_learned_from_is_refused(out: Path, tmp_path: Path) -> None:
    (tmp_path / "few.csv").write_text("customer_id\nC0000002\nC0000003\nme\n")
    (tmp_path / "odd.csv").write_text("colour,shape\nred,round\nblue,flat\n")
    for given, code, said in (("few.csv", "COT-125", "2 of the study's"), ("odd.csv", "COT-126", "colour, shape")):
        words = ("--like", str(tmp_path / given), "--count", "50")
        done = run("audience", str(out), *words, "-o", str(tmp_path / "x.csv"))
        assert done.code == 2 and code in done.err and said in done.err
    done = run("audience", str(out), "--like", "nowhere", "--count", "50", "-o", str(tmp_path / "x.csv"))
    assert done.code == 2 and "COT-126" in done.err and "neither a file nor a segment" in done.err
