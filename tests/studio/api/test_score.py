"""Are customers who are told by a program scored as the command line scores them from files?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

import coterie
from coterie import workflows
from coterie.studio.projects.models import StudyRecord
from generated import FOUR, generate, write

NAMES = ("frequency", "recency", "T", "spend")
SAME = ("state", "segment", "segment_name", "confidence", "expected_orders", "p_alive", "clv", "clv_low", "clv_high")


def plain(value: Any) -> Any:
    """NaN and None are both unknown."""
    return None if value is None or value != value else value


@pytest.fixture(scope="module")
def newcomers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shop = generate(150, seed=8, groups=FOUR, days=400)
    return write(shop.table(), tmp_path_factory.mktemp("new") / "orders.parquet")


@pytest.mark.django_db
def test_the_same_customers_get_the_same_numbers_as_from_files(
    analysed: StudyRecord, program: Callable[..., Any], newcomers: Path
) -> None:
    folder = Path(settings.WORKSPACE) / analysed.folder
    scored = workflows.score(folder, str(newcomers))
    expected = {row["customer_id"]: row for row in scored.customers.to_dict("records")}
    told = coterie.analyze(orders=str(newcomers), as_of=str(scored.summary["as_of"]), segments=3, holdout="none")
    summary, table = told.summary_of_value(), told.results.table
    forming = workflows.open_scorer(folder).traits
    histories = zip(summary.ids, summary.x, summary.t_x, summary.T, summary.spend, strict=True)
    history = {str(row[0]): dict(zip(NAMES, row[1:], strict=True)) for row in histories}
    customers = []
    for place, name in enumerate(str(each) for each in table.ids):
        past = {key: plain(float(value)) for key, value in history.get(name, {}).items()}
        if "frequency" in past:
            past["frequency"] = int(past["frequency"])
        traits = {trait.name: plain(float(table.columns[trait.name][place])) for trait in forming}
        customers.append({"id": name, "traits": traits, **past})
    scored.close()
    told.close()
    answer = program("score")("post", "score", {"customers": customers, "bounds": True}).json()
    assert answer["unread"] == []
    assert [each["id"] for each in answer["scores"]] == [each["id"] for each in customers]
    assert sum(each["clv"] is not None for each in answer["scores"]) == len(customers) > 100
    for each in answer["scores"]:
        for name in SAME:
            assert each[name] == plain(expected[each["id"]][name]), (each["id"], name)


@pytest.mark.django_db
def test_one_alone_is_scored_as_in_a_crowd_and_bounds_change_no_value(
    analysed: StudyRecord, program: Callable[..., Any]
) -> None:
    call = program("score")
    many = [
        {
            "id": f"C{i}",
            "traits": {"recency_days": i, "orders": 1 + i % 9, "revenue": 10.0 * i},
            **{"frequency": i % 9, "recency": 40 if i % 9 else 0, "T": 40 + i, "spend": 9.5},
        }
        for i in range(60)
    ]
    crowd = call("post", "score", {"customers": many}).json()["scores"]
    for place in (0, 1, 33):
        alone = call("post", "score", {"customers": [many[place]], "bounds": True}).json()["scores"][0]
        assert alone["clv_low"] <= alone["clv_high"]
        assert {**alone, "clv_low": None, "clv_high": None} == crowd[place]


@pytest.mark.django_db
def test_who_is_hardly_known_has_no_segment_and_words_of_other_traits_are_named(
    analysed: StudyRecord, program: Callable[..., Any]
) -> None:
    call = program("score", "read")
    answer = call("post", "score", {"customers": [{"id": "a", "traits": {"orders": 3, "shoe_size": 42}}]}).json()
    assert answer["unread"] == ["shoe_size"]
    only = answer["scores"][0]
    assert (only["state"], only["segment"], only["clv"]) == ("not enough data yet", None, None)
    deciding = call("get", "studies/newest/scoring").json()
    assert [each["name"] for each in deciding["traits"]] == ["recency_days", "orders", "revenue"]
    assert deciding["unit"] == "day"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("customers", "code"),
    [
        ([{"id": "a"}, {"id": "a"}], "COT-187"),
        ([{"id": "a", "frequency": 2}], "COT-188"),
        ([{"id": "a", "frequency": 2, "recency": 9, "T": 5}], "COT-188"),
        ([{"id": "a", "frequency": 0, "recency": 5, "T": 5}], "COT-188"),
        ([], "COT-186"),
        ([{"id": str(i)} for i in range(1001)], "COT-186"),
    ],
)
def test_what_cannot_be_is_refused(
    analysed: StudyRecord, program: Callable[..., Any], customers: list[Any], code: str
) -> None:
    answer = program("score")("post", "score", {"customers": customers})
    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.django_db
def test_without_a_finished_study_nobody_is_scored(project: Any, program: Callable[..., Any]) -> None:
    answer = program("score")("post", "score", {"customers": [{"id": "a"}]})
    assert (answer.status_code, answer.json()["code"]) == (404, "COT-183")
