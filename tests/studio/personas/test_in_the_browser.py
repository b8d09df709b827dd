"""Does it work as people use it: with the mouse, with the keyboard, on a phone?"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page, expect

from coterie.studio.projects.models import ExportRecord, StudyRecord

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Page]


def place(study: StudyRecord, tail: str = "") -> str:
    return f"/p/corner-shop/s/{study.pk}/personas/{tail}"


def test_a_persona_is_renamed_edited_taken_away_and_kept_by_the_next_study(
    visit: Visit, analysed: StudyRecord, request: pytest.FixtureRequest
) -> None:
    page = visit("analyst")
    page.goto(place(analysed))
    page.get_by_role("link", name="Champions").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Name").fill("Cellar owners")
    lines = page.locator("textarea")
    for start, text in (("Age:", "They are older."), ("Tea:", "Tea is for guests.")):
        index = next(i for i in range(lines.count()) if lines.nth(i).input_value().startswith(start))
        lines.nth(index).fill(text)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".message.success")).to_have_text("Saved as version 1 of Cellar owners: 3 changes.")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()

    page.locator(".who .pop > summary").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="PDF").click()
    assert coming.value.suggested_filename == "cellar-owners.pdf"
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF-")
    expect(page.locator(".message.success")).to_contain_text("Cellar owners as PDF: on its way")
    assert ExportRecord.objects.get().what == "persona: Cellar owners"

    later = request.getfixturevalue("later")
    page.goto(place(later, "s1/"))
    expect(page.locator(".who h2")).to_have_text("Cellar owners")
    expect(page.get_by_text("Tea is for guests.")).to_be_visible()
    expect(page.locator("s", has_text="They are older.")).to_be_visible()
    expect(page.locator(".said.struck .gone").first).to_contain_text("No longer told by the study")
    page.get_by_role("link", name="What moved").first.click()
    expect(page.locator("h1")).to_contain_text("All six personas moved since Study 1")
    expect(page.locator("#moved-s1 li.struck del", has_text="They are older.")).to_be_visible()


def test_a_tag_opens_what_the_line_rests_on(visit: Visit, analysed: StudyRecord) -> None:
    page = visit("viewer")
    page.goto(place(analysed, "s1/"))
    page.locator(".truths .said a.tag").first.click()
    expect(page.locator("#evidence")).to_be_visible()
    expect(page.locator("#evidence .statistic").first).to_be_visible()
    assert page.url.endswith("/s1/")


def test_the_keyboard_alone_is_enough_to_edit_and_to_undo(visit: Visit, analysed: StudyRecord) -> None:
    page = visit("editor")
    page.goto(place(analysed, "s1/"))
    _press_to(page, "Edit")
    expect(page).to_have_url(re.compile("/s1/edit/$"))
    page.get_by_label("Name").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Stars")
    page.keyboard.press("Enter")
    expect(page.locator(".who h2")).to_have_text("Stars")
    _press_to(page, "Undo")
    expect(page.locator(".who h2")).to_have_text("Champions")


def test_without_scripts_a_tag_leads_to_its_numbers_and_an_edit_is_saved(visit: Visit, analysed: StudyRecord) -> None:
    page = visit("editor", java_script_enabled=False)
    page.goto(place(analysed, "s1/"))
    page.locator(".truths .said a.tag").first.click()
    expect(page.locator("h1")).to_contain_text("numbers, and where they come from")
    page.goto(place(analysed, "s1/edit/"))
    page.get_by_label("Goals").fill("Good wine")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".beside").get_by_text("Good wine")).to_be_visible()


@pytest.mark.parametrize("segment", ["s1", "s3", "s6"])
def test_a_persona_is_printed_on_one_sheet(segment: str, visit: Visit, analysed: StudyRecord) -> None:
    page = visit("editor")
    page.goto(place(analysed, f"{segment}/print/"))
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


PAGES = ("", "s1/", "s1/edit/", "s1/history/", "s1/merge/", "s1/print/", "moved/", "versions/import/")


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_no_page_is_wider_than_its_window_and_none_shuts_anybody_out(
    width: int, scheme: str, visit: Visit, later: StudyRecord
) -> None:
    page = visit("admin", width=width, scheme=scheme)
    page.goto(place(later, "s1/"))
    page.locator(".more > summary").click()
    page.get_by_role("button", name="Another picture").click()
    expect(page.locator(".message.success")).to_be_visible()
    faults = {}
    for tail in PAGES:
        page.goto(place(later, tail))
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (tail, width)
        faults[tail] = [*_axe(page), *page.evaluate(SMALL)]
    assert faults == {tail: [] for tail in PAGES}


SMALL = """[...document.querySelectorAll('main a, main button, main summary, main input, main select')]
  .filter((e) => e.checkVisibility() && !e.closest('p, .crumbs, .tags, h2, td, .aside') && e.tabIndex >= 0)
  .map((e) => [e.closest('label') || e, e]).filter(([e]) => e.getBoundingClientRect().height < 23.5)
  .map(([, e]) => `small: ${e.textContent.trim().slice(0, 30) || e.name}`)"""


FOUND = "axe.run().then((found) => JSON.stringify(found.violations.map((v) => [v.impact, v.id, v.nodes[0].html])))"


def _axe(page: Page) -> list[str]:
    """What axe finds serious or critical; put in by the debugger, because the page's policy lets no other script in."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE_FILE_PATH.read_text(encoding="utf-8")})
    told: Any = session.send(
        "Runtime.evaluate",
        {"expression": FOUND, "awaitPromise": True, "returnByValue": True},
    )  # fmt: skip
    return re.findall(r'\["(?:serious|critical)".*?\]', told["result"]["value"])


def _press_to(page: Page, name: str) -> None:
    """Go on with Tab until what is called so has the focus, then press Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab does not lead to {name}")
