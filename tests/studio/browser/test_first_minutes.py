"""The marketer's first ten minutes: from an empty workspace to a persona in her words and a list with a control group.

Once at a desk, once on a phone, and once without a mouse.
"""

import csv
import io
import re
from pathlib import Path
from typing import Any

import playwright.sync_api as playwright
import pytest
from playwright.sync_api import Locator, expect

from browsing import orders
from looking import Sight, window
from visitors import PASSWORD

NAMES = b"client,bill,sold_on,pieces,price_each,sum,shelf"


class Hands:
    """Somebody at a page, with a mouse or a finger."""

    def __init__(self, sight: Sight) -> None:
        self.sight, self.page = sight, sight.page

    def reach(self, thing: Locator) -> None:
        thing.scroll_into_view_if_needed()

    def press(self, thing: Locator) -> None:
        thing.click()

    def write(self, thing: Locator, words: str) -> None:
        thing.fill(words)

    def choose(self, thing: Locator, words: str) -> None:
        thing.select_option(words)

    def attach(self, thing: Locator, name: str, data: bytes) -> None:
        thing.set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})

    def reads(self, words: str) -> None:
        """The page says this in its heading, fits into the window, and has complained of nothing."""
        expect(self.page.locator("h1")).to_contain_text(re.compile(words))
        assert self.sight.too_wide() == ""
        assert self.sight.complaints() == []


class Keys(Hands):
    """Somebody who has no mouse: Tab, Enter, space, arrows and letters; what has the focus is seen to have it."""

    def reach(self, thing: Locator) -> None:
        expect(thing).to_be_visible()
        for _ in range(400):
            if thing.evaluate("each => document.activeElement === each"):
                return
            assert self.sight.tab() == ""
        raise AssertionError(f"Tab does not lead to {thing}")

    def press(self, thing: Locator) -> None:
        self.reach(thing)
        self.page.keyboard.press("Enter")

    def write(self, thing: Locator, words: str) -> None:
        self.reach(thing)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def choose(self, thing: Locator, words: str) -> None:
        self.reach(thing)
        for key in ("Home", *["ArrowDown"] * 60):
            self.page.keyboard.press(key)
            if thing.evaluate("each => each.value") == words:
                return
        raise AssertionError(f"no key leads to {words!r}")

    def attach(self, thing: Locator, name: str, data: bytes) -> None:
        self.reach(thing)
        with self.page.expect_file_chooser() as asked:
            self.page.keyboard.press("Space")
        asked.value.set_files({"name": name, "mimeType": "text/csv", "buffer": data})


def opened(hands: Hands) -> None:
    """The first account; no password stands there already."""
    page = hands.page
    page.goto("/")
    hands.reads("Who are you")
    for label, words in (("Your name", "Mia"), ("E-mail address", "mia@shop.example"), ("Password", PASSWORD)):
        hands.write(page.get_by_label(label, exact=True), words)
    hands.write(page.get_by_label("Name of your shop or brand"), "Corner Shop")
    hands.press(page.get_by_role("button", name="Open the studio"))
    page.wait_for_url("**/p/corner-shop/")


def brought(hands: Hands) -> None:
    """A file under names of its own; a guess put right; imported; the rows that were left out are told."""
    page = hands.page
    hands.press(page.get_by_role("link", name="Upload my orders").first)
    hands.reads("Three columns are enough")
    data = orders()
    hands.attach(page.get_by_label("Choose files"), "till.csv", NAMES + data[data.index(b"\n") :])
    hands.press(page.get_by_role("button", name="Upload and look"))
    hands.reads("rows would be taken|needed before the import")
    hands.press(page.locator("summary", has_text="More that this file could tell"))
    hands.choose(page.get_by_label("Which order?"), "bill")
    hands.choose(page.get_by_label("Which category?"), "shelf")
    hands.press(page.get_by_role("button", name="Look again with my changes"))
    expect(page.get_by_text("You said so.")).to_have_count(2)
    hands.press(page.get_by_role("button", name="Import", exact=True).last)
    hands.reads(r"3,862 of 3,867 rows are in; 5 were left out")
    hands.press(page.get_by_role("link", name="See all rows left out"))
    hands.reads("5 rows left out")
    expect(page.get_by_text("2022-13-").first).to_be_visible()
    page.go_back()


def analysed(hands: Hands) -> None:
    """An analysis with the answers that stand there; its progress; its segments; one of them."""
    page = hands.page
    hands.press(page.get_by_role("link", name="Find my segments"))
    hands.reads("Find the groups in your data")
    hands.press(page.get_by_role("button", name="Find the groups"))
    hands.reads("Analysis (waits|is under way|is done)")
    hands.reads("Analysis is done")
    hands.press(page.get_by_role("link", name="Open the segments"))
    hands.reads("groups; .* of revenue")
    hands.press(page.locator("main a[href*='/segments/s1/']").first)
    hands.reads(r"customers, \d+\s%")


def told(hands: Hands, tmp_path: Path) -> None:
    """A persona with a name and two lines of hers, as PDF; a list with a control group."""
    page = hands.page
    study = page.url.split("/segments/")[0]
    page.goto(f"{study}/personas/s1/")
    hands.press(page.get_by_role("link", name="Edit", exact=True))
    hands.reads("What you know of")
    hands.write(page.get_by_label("Name", exact=True), "Cellar owners")
    lines = page.locator(".work .row textarea")
    for number, words in enumerate(("They come for the wine.", "They tell their friends.")):
        hands.write(lines.nth(number), words)
    hands.press(page.get_by_role("button", name="Save", exact=True))
    expect(page.locator(".message.success")).to_contain_text("Saved as version 1 of Cellar owners: 3 changes")
    hands.reads("^Cellar owners")
    hands.press(page.locator(".who .pop > summary"))
    with page.expect_download() as coming:
        hands.press(page.get_by_role("link", name="PDF"))
    assert coming.value.suggested_filename == "cellar-owners.pdf"
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF-")

    page.goto(f"{study}/exports/")
    hands.reads("may be taken as a list")
    hands.write(page.get_by_label("Control group, percent"), "20")
    hands.write(page.get_by_label("Name of the campaign"), "Autumn")
    hands.press(page.get_by_role("button", name="Make the file"))
    hands.reads("Export is done")
    with page.expect_download() as coming:
        hands.press(page.get_by_role("link", name="Download the file"))
    kept = tmp_path / "list.csv"
    coming.value.save_as(kept)
    rows = list(csv.DictReader(io.StringIO(kept.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 400
    controls = [row for row in rows if "control" in row.values() or row.get("control") in ("yes", "true", "True", "1")]
    assert 400 * 0.1 < len(controls) < 400 * 0.3
    assert hands.sight.complaints() == []


@pytest.mark.parametrize(
    ("kind", "width", "height"),
    [(Hands, 1280, 900), (Hands, 390, 844), (Keys, 1280, 900)],
    ids=["desk", "phone", "keyboard"],
)
def test_the_first_ten_minutes(
    kind: type[Hands], width: int, height: int, chromium: playwright.Browser, empty: Any, tmp_path: Path
) -> None:
    address, _ = empty()
    more: dict[str, Any] = {"has_touch": True, "is_mobile": True} if width < 500 else {}
    with window(chromium, address, width, height, **more) as sight:
        hands = kind(sight)
        opened(hands)
        brought(hands)
        analysed(hands)
        told(hands, tmp_path)
