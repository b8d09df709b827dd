"""Do the pages of value, customers and exports work as people use them, on a phone and with the keyboard alone too?"""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page, expect

from coterie.studio.projects.models import StudyRecord
from coterie.studio.runs.models import Job
from finished import finished

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Page]
TAILS = (
    "value/", "value/judged/", "value/risk/", "value/cohorts/", "customers/", "customers/?q=nobody",
    "customers/C0000001/", "exports/", "exports/sql/",
)  # fmt: skip
FOUND = "axe.run().then((found) => JSON.stringify(found.violations.map((v) => [v.impact, v.id, v.nodes[0].html])))"
SMALL = """[...document.querySelectorAll('main a, main button, main summary, main input, main select')]
  .filter((e) => e.checkVisibility() && !e.closest('p, .crumbs, h2, .plot, .note, .aside') && e.tabIndex >= 0)
  .map((e) => [e.closest('label') || e, e]).filter(([e]) => e.getBoundingClientRect().height < 23.5)
  .map(([, e]) => `small: ${e.textContent.trim().slice(0, 30) || e.name}`)"""


def place(study: StudyRecord, tail: str = "") -> str:
    return f"/p/corner-shop/s/{study.pk}/{tail}"


def axe(page: Page) -> list[str]:
    """What axe finds serious or critical; put in by the debugger, because the page's policy lets no other script in."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE_FILE_PATH.read_text(encoding="utf-8")})
    told: Any = session.send("Runtime.evaluate", {"expression": FOUND, "awaitPromise": True, "returnByValue": True})
    return re.findall(r'\["(?:serious|critical)".*?\]', told["result"]["value"])


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_no_page_is_wider_than_its_window_and_none_shuts_anybody_out(
    width: int, scheme: str, visit: Visit, analysed: StudyRecord
) -> None:
    page = visit("admin", width=width, scheme=scheme)
    faults = {}
    for address in ("/p/corner-shop/", *(place(analysed, tail) for tail in TAILS)):
        page.goto(address)
        if page.locator("figure.chart").count():
            page.locator("figure.chart").first.scroll_into_view_if_needed()
            expect(page.locator("figure.chart").first).to_have_attribute("data-drawn", "yes")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (address, width)
        faults[address] = [*axe(page), *page.evaluate(SMALL)]
    assert faults == {address: [] for address in faults}


def test_the_first_chart_is_seen_before_the_next_is_drawn(visit: Visit, analysed: StudyRecord) -> None:
    page = visit("viewer")
    page.set_viewport_size({"width": 1280, "height": 3000})
    page.add_init_script("""
        window.seen = [];
        document.addEventListener("chart:drawn", () => { seen.push("chart"); setTimeout(() => seen.push("breath")); });
    """)
    page.goto(place(analysed, "map/"))
    # Waited for by what the page shows: a script handed over as words may not run under the studio's policy.
    expect(page.locator("figure.chart[data-drawn=yes]").nth(1)).to_be_visible()
    assert page.evaluate("seen.slice(0, 3)") == ["chart", "breath", "chart"]


def test_a_number_opens_where_it_comes_from(visit: Visit, analysed: StudyRecord) -> None:
    page = visit("viewer")
    page.goto(place(analysed, "value/"))
    page.locator(".fact data[data-stat]").first.click()
    expect(page.locator("#evidence")).to_be_visible()
    expect(page.locator("#evidence .statistic").first).to_contain_text("64.6")


def test_a_filter_is_taken_at_once_and_the_address_can_be_shared(visit: Visit, analysed: StudyRecord) -> None:
    page = visit("analyst")
    page.goto(place(analysed, "customers/"))
    page.get_by_label("Risk of loss").select_option("high")
    expect(page.locator("h1")).to_contain_text("at high risk")
    page.get_by_label("Order by").select_option("-spend_at_risk")
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Spend at risk")
    first = page.locator("tbody th a").first.inner_text()
    with (finished() / "customers.csv").open(newline="") as file:
        high = [row for row in csv.DictReader(file) if row["risk_band"] == "high"]
    assert first == max(high, key=lambda row: float(row["spend_at_risk"]))["customer_id"]
    other = visit("privacy", width=390)
    other.goto(page.url)
    expect(other.locator("tbody th a").first).to_have_text(first)
    other.get_by_role("link", name=first).click()
    expect(other.locator("h1")).to_contain_text(f"{first} belongs to")


def test_a_list_is_asked_for_with_the_keyboard_alone(visit: Visit, analysed: StudyRecord) -> None:
    page = visit("analyst", width=390)
    page.goto(place(analysed, "exports/?segment=s1"))
    expect(page.get_by_label("Whom")).to_have_value("segment:s1")
    page.get_by_label("Name of the campaign").focus()
    page.keyboard.type("Spring mail")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/jobs/"))
    job = Job.objects.get()
    assert job.arguments == {
        "what": "list", "format": "csv", "segment": "s1", "control": "10%", "campaign": "Spring mail", "stage": "",
    }  # fmt: skip


def test_a_report_comes_as_a_file_and_the_next_page_says_so(visit: Visit, analysed: StudyRecord) -> None:
    page = visit("analyst")
    page.goto(place(analysed, "exports/"))
    with page.expect_download() as coming:
        page.get_by_role("link", name="PDF report").click()
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF-")
    page.reload()
    expect(page.locator(".message.success")).to_contain_text("report.pdf was made")
    expect(page.locator("tbody")).to_contain_text("Report")


def test_the_first_page_leads_from_each_figure_to_what_is_behind_it(visit: Visit, analysed: StudyRecord) -> None:
    page = visit("viewer")
    page.goto("/p/corner-shop/")
    page.locator("#chart-comings").scroll_into_view_if_needed()
    expect(page.locator("#chart-comings")).to_have_attribute("data-drawn", "yes")
    page.get_by_role("link", name=re.compile("^Expected revenue")).click()
    expect(page.locator("h1")).to_contain_text("Your customers will bring about 64.6")
