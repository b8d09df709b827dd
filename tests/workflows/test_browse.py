import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from coterie.terms import WrongWords
from coterie.workflows import OpenStudy, open_study
from finished import finished


@pytest.fixture(scope="module")
def study():
    found = open_study(finished())
    yield found
    found.close()


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    return pq.read_table(finished() / "customers.parquet").to_pylist()


def test_a_folder_without_a_study_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongWords, match="COT-911"):
        open_study(tmp_path)


def test_the_files_are_read_without_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def started(*_: object, **__: object) -> None:
        raise RuntimeError("an engine was started")

    monkeypatch.setattr("coterie.workflows.browse.open_engine", started)
    found = open_study(finished())
    assert found.summary and found.segments and found.personas and found.verdict and found.metrics and found.quality
    with pytest.raises(RuntimeError, match="an engine was started"):
        found.statistic("a table needs it")


def test_the_summary_is_told_by_the_files(study: OpenStudy) -> None:
    told, metrics = study.summary, study.metrics
    assert told["headline"] == study.verdict["headline"]["text"]
    assert (told["customers"], told["revenue"]) == (metrics["orders"]["customers"], metrics["orders"]["revenue"])
    assert told["k"] == len(told["segments"]) == len(study.segments)
    assert sum(each["customers"] for each in told["segments"]) == 500
    assert sum(each["share"] for each in told["segments"]) == pytest.approx(1)
    assert [each["colour"] for each in told["segments"]] == [int(each["id"][1:]) - 1 for each in told["segments"]]
    assert json.dumps(told)


def test_segment_persona_and_figure_are_found_by_name(study: OpenStudy) -> None:
    assert study.segment("s1") == study.segments[0] and study.segment("s99") is None
    assert study.persona("s1")["segment"] == "s1" and study.persona("s99") is None
    assert "size-value" in study.figure_names
    figure = study.figure("size-value")
    assert figure["plot"]["data"] and figure["table"]["rows"] and study.figure("nope") is None
    assert study.figure_settings["dark"]


def test_a_statistic_has_its_words_and_its_number(study: OpenStudy) -> None:
    found = study.statistics("segment:s1", "share_of_revenue")
    assert len(found) == 1
    told = study.statistic(found[0]["key"])
    assert told == found[0]
    assert told["what"] == "Share of revenue" and told["text"].endswith("%")
    assert told["whom"] == study.segments[0]["name"]
    assert study.segments[0]["share_of_revenue"]["estimate"] == pytest.approx(told["estimate"])
    assert study.statistic("nope") is None


def test_a_study_is_graded_where_some_customer_fits_less_than_wholly(study: OpenStudy, tmp_path: Path) -> None:
    assert study.is_graded == any(each["estimate"] < 1 for each in study.statistics(metric="confidence"))
    assert study.is_graded
    kept = pq.read_table(finished() / "evidence.parquet")
    told = pc.equal(kept["metric"], "confidence")
    place = kept.column_names.index("estimate")
    whole = kept.set_column(place, "estimate", pc.if_else(told, 1.0, kept["estimate"]))
    for name, rows in (("whole", whole), ("untold", kept.filter(pc.invert(told)))):
        shutil.copytree(finished(), tmp_path / name)
        pq.write_table(rows, tmp_path / name / "evidence.parquet")
        other = open_study(tmp_path / name)
        assert not other.is_graded, name
        other.close()


def test_every_key_that_a_sentence_names_is_there(study: OpenStudy) -> None:
    keys = {key for persona in study.personas for line in persona["sentences"] for key in line["stats"]}
    assert keys and all(study.statistic(key) for key in keys)


def test_pages_walk_through_everybody_once_in_order(study: OpenStudy, rows: list[dict]) -> None:
    pages = [study.members(page=n, size=80) for n in range(1, 8)]
    seen = [row["customer_id"] for page in pages for row in page.rows]
    wanted = sorted(rows, key=lambda row: (-row["clv"], row["customer_id"]))
    assert seen == [row["customer_id"] for row in wanted]
    assert {page.total for page in pages} == {500} and pages[0].pages == 7
    assert study.members(page=99).rows == []


def test_members_are_filtered_by_segment_conditions_and_search_together(study: OpenStudy, rows: list[dict]) -> None:
    where = {"all": [{"trait": "orders", "is": ">=", "value": 2}]}
    found = study.members(segment="s1", where=where, search="c00001", order="orders", descending=False, size=1000)
    wanted = [
        row for row in rows if row["segment"] == "s1" and row["orders"] >= 2 and "c00001" in row["customer_id"].lower()
    ]
    assert wanted and [row["customer_id"] for row in found.rows] == [
        row["customer_id"] for row in sorted(wanted, key=lambda row: (row["orders"], row["customer_id"]))
    ]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"order": "clv; drop"}, "COT-156"),
        ({"page": 0}, "COT-157"),
        ({"size": 1001}, "COT-157"),
        ({"segment": "s1' OR 1=1"}, "COT-123"),
        ({"where": {"all": [{"trait": "nope", "is": "=", "value": 1}]}}, "COT-152"),
    ],
)
def test_what_cannot_be_asked_has_a_code(study: OpenStudy, asked: dict, code: str) -> None:
    with pytest.raises(WrongWords, match=code):
        study.members(**asked)


@pytest.mark.parametrize("text", ["%", "_", "'", "' OR 1=1 --", "$x"])
def test_signs_in_a_search_stand_for_themselves(study: OpenStudy, text: str) -> None:
    assert study.members(search=text).total == 0
    assert study.customer(text) is None


def test_a_customer_is_her_row(study: OpenStudy, rows: list[dict]) -> None:
    found = study.customer(rows[3]["customer_id"])
    assert found is not None and set(found) == set(rows[3])
    assert found["clv"] == rows[3]["clv"] and json.dumps(found)


def test_a_count_agrees_with_the_table(study: OpenStudy, rows: list[dict]) -> None:
    found = study.count({"all": [{"trait": "orders", "is": ">=", "value": 2}]}, floor=2)
    assert found["count"] == sum(row["orders"] >= 2 for row in rows)
    assert found["share"] == pytest.approx(found["count"] / 500)
    for each in found["segments"]:
        mine = sum(row["orders"] >= 2 and row["segment"] == each["id"] for row in rows)
        assert each["count"] in (mine, None)
    assert study.count()["sentence"] == "everyone" and study.count()["count"] == 500


def test_few_people_are_not_counted(study: OpenStudy) -> None:
    found = study.count({"all": [{"trait": "segment", "is": "=", "value": "s1"}]}, floor=450)
    assert found["refused"] and found["count"] is None and found["share"] is None
    assert all(each["count"] is None for each in found["segments"])
    with pytest.raises(WrongWords, match="COT-159"):
        study.distribution("orders", segment="s1", floor=450)


def test_a_distribution_holds_everybody_and_no_bin_of_few(study: OpenStudy, rows: list[dict]) -> None:
    found = study.distribution("recency_days", floor=30)
    counts = [each["count"] for each in found["bins"]]
    assert sum(counts) == found["n"] == 500 and min(counts) >= 30
    assert found["bins"][0]["low"] is None and found["bins"][-1]["high"] is None
    middle = sorted(row["recency_days"] for row in rows)
    assert found["quantiles"]["p50"] == pytest.approx((middle[249] + middle[250]) / 2)


def test_levels_keep_their_order_and_hide_few(study: OpenStudy, rows: list[dict]) -> None:
    found = study.distribution("city", floor=30)
    assert {each["level"]: each["count"] for each in found["levels"]} == {
        city: n if (n := sum(row["city"] == city for row in rows)) >= 30 else None
        for city in {row["city"] for row in rows}
    }
    with pytest.raises(WrongWords, match="COT-152"):
        study.distribution("nope")


def test_every_trait_that_is_offered_can_be_asked(study: OpenStudy) -> None:
    for trait in study.traits:
        assert trait["label"] and trait["meaning"], trait["name"]
        assert study.members(order=trait["name"], size=1).total == 500
        study.count({"all": [{"trait": trait["name"], "is": "known", "value": True}]})


def test_many_threads_read_the_same(study: OpenStudy) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: study.members(page=n % 4 + 1).rows[0]["customer_id"], range(32)))
    assert found == [study.members(page=n % 4 + 1).rows[0]["customer_id"] for n in range(32)]


def test_a_closed_study_starts_again_when_it_is_asked() -> None:
    found = open_study(finished())
    first = found.members().rows
    found.close()
    assert found.members().rows == first
    found.close()
