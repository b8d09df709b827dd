"""Are the customers on the page those of the file, chosen and ordered as was asked, and hidden from who may not?"""

import csv
import re
from collections.abc import Callable
from html import unescape

import playwright.sync_api as playwright
import pytest
from django.test import Client
from django.utils import timezone

from coterie.studio.projects.models import Project, SavedSegment, StudyRecord
from coterie.studio.shell.formats import money, share
from coterie.workflows import OpenStudy
from finished import finished

pytestmark = pytest.mark.django_db
Clients = Callable[..., Client]


@pytest.fixture(scope="module")
def people() -> list[dict[str, str]]:
    with (finished() / "customers.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def page_of(client: Client, study: StudyRecord, tail: str = "") -> str:
    answer = client.get(f"/p/corner-shop/s/{study.pk}/customers/{tail}")
    assert answer.status_code == 200, tail
    return unescape(answer.content.decode())


def ids(page: str) -> list[str]:
    return re.findall(r'customers/([^/"]+)/">', page)


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
    assert found
    return found[1]


def by(people: list[dict[str, str]], column: str, *, down: bool = True) -> list[str]:
    sign = -1 if down else 1
    return [r["customer_id"] for r in sorted(people, key=lambda r: (sign * float(r[column]), r["customer_id"]))]


def test_all_customers_come_by_value_and_the_page_says_how_many(
    analysed: StudyRecord, studio_client: Clients, people: list[dict[str, str]]
) -> None:
    page = page_of(studio_client("analyst"), analysed)
    assert ids(page) == by(people, "clv")[:25]
    assert heading(page) == "500 customers, one by one"
    assert "Page 1 of 20, 500 customers" in page


def test_how_well_customers_fit_is_shown_only_where_they_differ_in_it(
    analysed: StudyRecord, studio_client: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, segment = studio_client("analyst"), f"/p/corner-shop/s/{analysed.pk}/segments/s1/"
    assert "Fits the segment" in page_of(client, analysed)
    assert "Fits the segment" in client.get(segment).content.decode()
    monkeypatch.setattr(OpenStudy, "is_graded", property(lambda _: False))
    assert "Fits the segment" not in page_of(client, analysed, "?sort=confidence")
    assert "Fits the segment" not in client.get(segment).content.decode()


def test_filters_and_order_stand_in_the_address_and_on_the_next_page_too(
    analysed: StudyRecord, studio_client: Clients, people: list[dict[str, str]]
) -> None:
    asked = [r for r in people if r["segment"] == "s4" and r["risk_band"] == "high"]
    wanted = by(asked, "orders", down=False)
    page = page_of(studio_client("analyst"), analysed, "?segment=s4&risk=high&sort=orders")
    assert heading(page) == f"{len(asked)} customers of Needs attention at high risk"
    assert ids(page) == wanted[:25]
    following = re.search(r'rel="next" href="(\?[^"]+)"', page)
    assert following
    assert ids(page_of(studio_client("analyst"), analysed, following[1])) == wanted[25:50]


@pytest.mark.parametrize("band", ["high", "middle", "low"])
def test_each_band_of_risk_can_be_chosen(
    band: str, analysed: StudyRecord, studio_client: Clients, people: list[dict[str, str]]
) -> None:
    count = sum(row["risk_band"] == band for row in people)
    page = page_of(studio_client("analyst"), analysed, f"?risk={band}")
    assert heading(page) == f"{count} customers at {band} risk"


def test_stage_value_search_and_saved_segments_choose_together(
    analysed: StudyRecord, project: Project, studio_client: Clients, people: list[dict[str, str]]
) -> None:
    conditions = {"all": [{"trait": "age", "is": ">=", "value": 50}]}
    saved = SavedSegment.objects.create(project=project, name="Over fifty", conditions=conditions)
    asked = [
        r
        for r in people
        if r["lifecycle_stage"] == "lapsed"
        and 5 <= float(r["clv"]) <= 60
        and float(r["age"]) >= 50
        and "1" in r["customer_id"]
    ]
    page = page_of(studio_client("analyst"), analysed, f"?stage=lapsed&least=5&most=60&q=1&saved={saved.pk}&size=100")
    assert 0 < len(asked) < 100
    assert ids(page) == by(asked, "clv")


def test_nothing_found_is_not_an_empty_project(analysed: StudyRecord, studio_client: Clients) -> None:
    page = page_of(studio_client("analyst"), analysed, "?q=nobody-has-this-id")
    assert 'data-state="filtered"' in page
    assert "Clear the filter" in page


@pytest.mark.parametrize("tail", ["?segment=s99&sort=no_such&page=-4&size=7", "?page=99999", "?least=abc&most=1e999"])
def test_a_mended_address_still_shows_customers_or_says_that_there_are_none(
    tail: str, analysed: StudyRecord, studio_client: Clients
) -> None:
    assert heading(page_of(studio_client("analyst"), analysed, tail))


def test_one_customer_has_the_numbers_of_the_file(
    analysed: StudyRecord, studio_client: Clients, people: list[dict[str, str]]
) -> None:
    row = next(r for r in people if r["customer_id"] == "C0000001")
    page = page_of(studio_client("privacy"), analysed, "C0000001/")
    assert money(float(row["clv"]), "EUR") in heading(page)
    for name in ("p_alive", "p_no_order", "confidence"):
        assert share(float(row[name])) in page, name
    for reason in row["reasons"].split("; "):
        assert f"<li>{reason}</li>" in page
    assert row["segment_name"] in page
    other = next(r for r in people if r["next_step"])
    assert other["next_step"] in page_of(studio_client("analyst"), analysed, f"{other['customer_id']}/")


def test_one_customer_is_followed_through_earlier_studies(
    analysed: StudyRecord, project: Project, studio_client: Clients
) -> None:
    assert "Study by study" not in page_of(studio_client("analyst"), analysed, "C0000001/")
    later = StudyRecord.objects.create(
        project=project, dataset=analysed.dataset, number=2, folder=analysed.folder, state="done", previous=analysed,
        summary=analysed.summary, finished=timezone.now(),
    )  # fmt: skip
    page = page_of(studio_client("analyst"), later, "C0000001/")
    assert "Study by study" in page
    assert f"/s/{analysed.pk}/customers/C0000001/" in page


def test_an_unknown_customer_is_not_found_and_no_id_breaks_the_page(
    analysed: StudyRecord, studio_client: Clients
) -> None:
    for odd in ("C9", "..%2F..%2Fetc", "%3Cscript%3E", "a%27%20OR%201%3D1"):
        answer = studio_client("analyst").get(f"/p/corner-shop/s/{analysed.pk}/customers/{odd}/")
        assert answer.status_code == 404, odd


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_who_may_not_see_single_customers_sees_none(role: str, analysed: StudyRecord, studio_client: Clients) -> None:
    for tail in ("", "C0000001/"):
        answer = studio_client(role).get(f"/p/corner-shop/s/{analysed.pk}/customers/{tail}")
        assert answer.status_code == 403
        assert "C0000001 belongs" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_on_a_tablet_the_table_fits_its_card(analysed: StudyRecord, visit: Callable[..., playwright.Page]) -> None:
    page = visit("analyst", 768)
    page.goto(f"/p/corner-shop/s/{analysed.pk}/customers/")
    wide, room = page.evaluate("(e => [e.scrollWidth, e.clientWidth])(document.querySelector('.card.wide'))")
    assert wide <= room
