"""In a real browser: choosing a segment anywhere filters all views, and the builder counts what is typed last."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from coterie.studio.projects.models import SavedSegment, StudyRecord
from coterie.workflows import open_study
from finished import finished

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = pytest.mark.django_db(transaction=True)


def opened(page: Any, path: str) -> Any:
    assert page.goto(path).status == 200, path
    return page


def test_a_segment_chosen_in_table_legend_or_bubble_filters_every_view_and_stands_in_the_address(
    visit: Callable[..., Any], analysed: StudyRecord
) -> None:
    page = opened(visit(), f"/p/corner-shop/s/{analysed.pk}/")
    study = open_study(finished())
    page.get_by_role("link", name="show below Loyal").click()
    expect(page.locator(".choosing a.here")).to_have_text("Loyal")
    expect(page).to_have_url(re.compile(r"\?segment=s2$"))
    expect(page.locator("tr.chosen th")).to_have_text("Loyal")
    expect(page.locator("#linked .rule")).to_have_text(study.segment("s2")["rule"]["text"])
    expect(page.locator("#linked")).to_contain_text("97 customers in all")
    page.locator("#chart-map").scroll_into_view_if_needed()
    expect(page.locator("#chart-map")).to_have_attribute("data-drawn", "yes")
    page.locator("#chart-map .legendtoggle").first.click()
    expect(page.locator(".choosing a.here")).to_have_text("Champions")
    page.locator("#pick-s3").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?segment=s3$"))
    expect(page.locator("#pick-s3")).to_be_focused()
    page.go_back()
    expect(page.locator(".choosing a.here")).to_have_text("Champions")
    page.reload()
    expect(page.locator(".choosing a.here")).to_have_text("Champions")


def test_a_number_opens_its_evidence_and_escape_closes_it(visit: Callable[..., Any], analysed: StudyRecord) -> None:
    page = opened(visit(), f"/p/corner-shop/s/{analysed.pk}/")
    page.get_by_role("button", name="held out").first.click()
    expect(page.locator("#evidence .statistic").first).to_be_visible()
    expect(page.locator("#evidence")).to_contain_text("Rests on")
    page.keyboard.press("Escape")
    expect(page.locator("#evidence")).to_be_hidden()


def test_the_builder_counts_what_was_typed_last_and_saves_it(visit: Callable[..., Any], analysed: StudyRecord) -> None:
    page = opened(visit(), f"/p/corner-shop/s/{analysed.pk}/builder/")
    page.get_by_label("Trait").select_option("orders")
    page.get_by_label("Value").press_sequentially("12", delay=40)
    page.get_by_label("Value").fill("3")
    told = open_study(finished()).count({"all": [{"trait": "orders", "is": ">=", "value": 3}]})
    expect(page.locator("h1")).to_have_text(f"{told['count']} customers meet this")
    expect(page.locator("#count")).to_contain_text("Orders is at least 3.")
    with page.expect_response(lambda answer: "/builder/?" in answer.url):  # who leaves a field is answered once more
        page.get_by_label("Value").blur()
    expect(page.locator("#count.htmx-request")).to_have_count(0)
    page.get_by_label("Keep it under a name").fill("Three or more")
    page.get_by_role("button", name="Save the segment").click()
    expect(page.locator(".messages")).to_contain_text("Three or more is saved")
    assert SavedSegment.objects.get().conditions == {"all": [{"trait": "orders", "is": ">=", "value": 3.0}]}


TAILS = (
    "",
    "map/?segment=s1",
    "scoreboard/",
    "segments/s1/",
    "record/",
    "builder/?g0-how=all&g0-0-trait=city",
    "compare/",
)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (768, "light"), (1440, "dark")])
def test_every_page_fits_its_width_and_says_nothing_on_the_console(
    visit: Callable[..., Any], analysed: StudyRecord, width: int, scheme: str
) -> None:
    page = visit(width=width, scheme=scheme)
    for path in [*(f"/p/corner-shop/s/{analysed.pk}/{tail}" for tail in TAILS), "/p/corner-shop/new/",
                 "/p/corner-shop/studies/", "/p/corner-shop/saved/"]:  # fmt: skip
        opened(page, path)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
        small = page.evaluate(
            "() => [...document.querySelectorAll('main a.button, main button, main select, .choosing a, .studytabs a')]"
            ".filter((e) => !e.closest('.plot') && e.checkVisibility() && e.getBoundingClientRect().height < 24)"
            ".map((e) => e.textContent)"
        )
        assert small == [], path
