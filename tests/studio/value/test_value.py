"""Do the pages of value say what the files of the study say, and only to whom they may?"""

import csv
import json
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from coterie.studio.projects.models import Project, StudyRecord
from coterie.studio.shell.formats import money, number, share
from finished import finished

pytestmark = pytest.mark.django_db
Clients = Callable[..., Client]
TABS = ("value/", "value/judged/", "value/risk/", "value/cohorts/")


@pytest.fixture(scope="module")
def metrics() -> dict[str, Any]:
    return json.loads((finished() / "metrics.json").read_text())["value"]


def page_of(client: Client, study: StudyRecord, tail: str) -> str:
    answer = client.get(f"/p/corner-shop/s/{study.pk}/{tail}")
    assert answer.status_code == 200, tail
    return unescape(answer.content.decode())


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
    assert found
    return found[1]


def stat(page: str, text: str) -> float:
    """The exact number behind a text of the page."""
    found = re.search(rf'<data value="([^"]+)" data-stat="[0-9a-f]+">{re.escape(text)}</data>', page)
    assert found, text
    return float(found[1])


def test_the_total_and_the_segments_are_those_of_the_files(
    analysed: StudyRecord, studio_client: Clients, metrics: dict[str, Any]
) -> None:
    page = page_of(studio_client("viewer"), analysed, "value/")
    assert money(metrics["total_clv"], "EUR") in heading(page)
    assert stat(page, money(metrics["total_clv"], "EUR")) == pytest.approx(metrics["total_clv"])
    segments = json.loads((finished() / "segments.json").read_text())["segments"]
    for segment in segments:
        cell = segment["clv_total"]
        said = f'<data value="{cell["estimate"]}" data-stat="{cell["key"]}">{money(cell["estimate"], "EUR")}</data>'
        assert said in page, segment["name"]


def test_the_judgement_is_that_of_the_files_and_beside_the_ways_that_need_no_model(
    analysed: StudyRecord, studio_client: Clients, metrics: dict[str, Any]
) -> None:
    page, held = page_of(studio_client("viewer"), analysed, "value/judged/"), metrics["holdout"]
    assert stat(page, money(held["spend_expected"], "EUR")) == pytest.approx(held["spend_expected"])
    assert stat(page, money(held["spend_actual"], "EUR")) == pytest.approx(held["spend_actual"])
    inside = held["spend_expected_low"] <= held["spend_actual"] <= held["spend_expected_high"]
    assert f"lies {'inside' if inside else 'outside'} the interval" in page
    assert len(metrics["leaderboard"]) > 4
    for score in metrics["leaderboard"]:
        assert f'<data value="{score["spend_mae"]}"' in page, score["model"]
    assert "the last period repeated" in page


def test_the_bands_of_risk_are_those_of_the_files(
    analysed: StudyRecord, studio_client: Clients, metrics: dict[str, Any]
) -> None:
    page = page_of(studio_client("viewer"), analysed, "value/risk/")
    churn = metrics["churn"]
    assert f"{churn['customers']['high']} of 500 customers" in heading(page)
    for count in churn["customers"].values():
        assert stat(page, number(count, "whole")) == count
    assert f"no order within {number(churn['days'], 'whole')} days" in page
    assert share(churn["precision"]) in page


def test_who_may_see_single_customers_sees_those_with_most_to_lose_first(
    analysed: StudyRecord, studio_client: Clients
) -> None:
    with (finished() / "customers.csv").open(newline="") as file:
        people = sorted(csv.DictReader(file), key=lambda row: (-float(row["spend_at_risk"]), row["customer_id"]))
    page = page_of(studio_client("analyst"), analysed, "value/risk/")
    assert re.findall(r'customers/(C\d+)/"', page) == [row["customer_id"] for row in people[:25]]
    assert money(float(people[0]["spend_at_risk"]), "EUR") in page
    seen = page_of(studio_client("viewer"), analysed, "value/risk/")
    assert not re.search(r"C0\d{6}", seen)
    assert "Analyst, Privacy officer and Admin may see single customers" in seen


def test_cohorts_are_drawn_by_month_and_by_what_came_first(analysed: StudyRecord, studio_client: Clients) -> None:
    page = page_of(studio_client("viewer"), analysed, "value/cohorts/")
    for name in ("cohort-retention", "cohort-value", "value-by-category", "value-by-segment"):
        assert f'id="chart-{name}"' in page
    figures = json.loads((finished() / "figures.json").read_text())["figures"]
    rows = next(each for each in figures if each["name"] == "cohort-retention")["table"]["rows"]
    first = date.fromisoformat(f"{rows[0][0]['text']}-01").strftime("%B %Y")
    assert (
        heading(page)
        .replace("\u00a0", " ")
        .endswith(f"of those of {first}, {rows[0][2]['text']}".replace("\u00a0", " "))
    )


@pytest.mark.parametrize("tail", TABS)
def test_every_page_has_the_way_to_the_others_and_says_which_it_is(
    tail: str, analysed: StudyRecord, studio_client: Clients
) -> None:
    page = page_of(studio_client("viewer"), analysed, tail)
    tabs = page[page.index('aria-label="Value"') :]
    tabs = tabs[: tabs.index("</nav>")]
    assert [f"/s/{analysed.pk}/{each}" in tabs for each in TABS] == [True] * 4
    assert re.search(rf'/{tail}" class="here" aria-current="page"', tabs)


def test_a_study_without_values_says_why(
    analysed: StudyRecord, studio_client: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "coterie.workflows.OpenStudy.metrics", {"skipped": {"value": "no orders were given"}}, raising=True
    )
    for tail in TABS[:3]:
        assert "This study does not say" in (page := page_of(studio_client("viewer"), analysed, tail)) or (
            "not judged" in page
        )
        assert "No orders were given." in page


def test_before_the_first_study_the_page_says_what_will_be_there(project: Project, studio_client: Clients) -> None:
    page = studio_client("viewer").get("/p/corner-shop/value/").content.decode()
    assert 'data-state="empty"' in page
    assert "What are your customers worth?" in page


def test_the_short_address_leads_to_the_newest_study(analysed: StudyRecord, studio_client: Clients) -> None:
    answer = studio_client("viewer").get("/p/corner-shop/value/")
    assert answer.headers["Location"] == f"/p/corner-shop/s/{analysed.pk}/value/"
