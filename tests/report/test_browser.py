"""The report in a real browser, from disk, on a phone and on a desk, light and dark."""

import re
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from coterie.report import render
from patience import LONG, SLOW
from report import fake

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CONTRAST = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255;
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const low = [];
  for (const e of document.querySelectorAll("main *, header *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || e.closest("svg, script, .aside, .skip, noscript") || !e.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) low.push(e.className + ": " + e.textContent.trim().slice(0, 40));
  }
  return low;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("page")
    long = ("A group with <b>a very long name</b> that nobody would choose", *fake.NAMES[1:])
    for name, results in (("whole", fake.fake_results()), ("long", fake.fake_results(long)),
                          ("none", fake.without_orders()), ("bare", fake.bare())):  # fmt: skip
        (out / f"{name}.html").write_text(render(results), encoding="utf-8")
    return out


class Visit:
    """A page that was opened and scrolled through, with everything it said and asked for."""

    def __init__(self, chromium, path: Path, width: int, scheme: str = "light") -> None:
        self.context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.context.set_default_timeout(SLOW)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())

    def scroll(self) -> "Visit":
        self.page.evaluate("document.querySelectorAll('details:has(> figure.chart)').forEach((d) => (d.open = true))")
        for figure in self.page.locator("figure.chart").all():
            figure.scroll_into_view_if_needed()
            playwright.expect(figure).to_have_attribute("data-drawn", "yes")
            playwright.expect(figure.locator(".main-svg").first).to_be_visible()
        return self

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *error: object) -> None:
        self.context.close()


def soon(visit: Visit, true: Callable[[], bool]) -> bool:
    """Whether it becomes true: charts are redrawn when the machine has time."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        if true():
            return True
        visit.page.wait_for_timeout(100)
    return False


@pytest.mark.parametrize("name", ["whole", "long", "none", "bare"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_page_is_quiet_asks_nobody_and_fits(chromium, folder: Path, name: str, width: int, scheme: str) -> None:
    with Visit(chromium, folder / f"{name}.html", width, scheme) as visit:
        visit.scroll()
        assert visit.said == []
        assert [u for u in visit.asked if not u.startswith(("file:", "data:", "blob:"))] == []
        assert visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_no_button_shares_a_chart(chromium, folder: Path) -> None:
    with Visit(chromium, folder / "whole.html", 1280) as visit:
        visit.scroll()
        buttons = visit.page.evaluate(
            "[...document.querySelectorAll('a, button')].map((b) => (b.dataset.title || '') + ' ' "
            "+ (b.dataset.attr || '') + ' ' + b.textContent + ' ' "
            "+ (b.getAttribute('aria-label') || '') + ' ' + (b.href || ''))"
        )
        assert len(buttons) > 20
        assert [b for b in buttons if re.search(r"share chart|cloud|plotly\.com", b, re.IGNORECASE)] == []
        assert visit.page.get_by_role("button", name=re.compile("share", re.IGNORECASE)).count() == 0


def test_a_tag_opens_its_statistic_by_keyboard(chromium, folder: Path) -> None:
    with Visit(chromium, folder / "whole.html", 1280) as visit:
        visit.page.locator("button.tag").first.focus()
        visit.page.keyboard.press("Enter")
        dialog = visit.page.get_by_role("dialog")
        playwright.expect(dialog).to_be_visible()
        playwright.expect(dialog).to_contain_text("Observations")
        visit.page.keyboard.press("Escape")
        playwright.expect(dialog).to_be_hidden()
        assert visit.page.evaluate("document.activeElement.className") == "tag"


def test_all_statistics_can_be_searched(chromium, folder: Path) -> None:
    with Visit(chromium, folder / "whole.html", 390) as visit:
        visit.page.locator("#all-statistics summary").click()
        visit.page.locator("#filter").fill("Share of home and gift")
        rows = visit.page.locator("#statistics li button")
        playwright.expect(rows.first).to_contain_text("home and gift")
        rows.first.click()
        playwright.expect(visit.page.get_by_role("dialog")).to_contain_text("Share of home and gift")


def test_charts_follow_light_and_dark_without_reloading(chromium, folder: Path) -> None:
    with Visit(chromium, folder / "whole.html", 1280) as visit:
        visit.scroll()
        paper = visit.page.locator("#chart-size-value rect.bg, #chart-size-value .main-svg").first
        shade = "(e) => getComputedStyle(e).backgroundColor + getComputedStyle(e).fill"
        before = paper.evaluate(shade)
        visit.page.emulate_media(color_scheme="dark")
        assert soon(visit, lambda: paper.evaluate(shade) != before)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(chromium, folder: Path, scheme: str) -> None:
    with Visit(chromium, folder / "whole.html", 1280, scheme) as visit:
        visit.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        assert visit.page.evaluate(CONTRAST) == []


def test_charts_shrink_with_the_window(chromium, folder: Path) -> None:
    with Visit(chromium, folder / "whole.html", 1280) as visit:
        visit.scroll()
        visit.page.set_viewport_size({"width": 390, "height": 800})
        widest = "Math.max(...[...document.querySelectorAll('.main-svg')].map((s) => s.clientWidth))"
        assert soon(visit, lambda: visit.page.evaluate(widest) <= 358)
        over = "document.documentElement.scrollWidth - window.innerWidth"
        assert soon(visit, lambda: visit.page.evaluate(over) <= 0)


def test_a_chart_that_was_folded_while_the_window_shrank_fits_when_it_is_unfolded(chromium, folder: Path) -> None:
    with Visit(chromium, folder / "whole.html", 1280) as visit:
        visit.scroll()
        fold = "document.querySelector('details:has(> #chart-map)').open = "
        visit.page.evaluate(f"{fold} false")
        visit.page.set_viewport_size({"width": 390, "height": 800})
        visit.page.evaluate(f"{fold} true")
        width = "document.querySelector('#chart-map .main-svg').clientWidth"
        assert soon(visit, lambda: 250 < visit.page.evaluate(width) <= 358)


@pytest.mark.parametrize("width", [360, 768, 1000])
def test_no_width_scrolls_sideways(chromium, folder: Path, width: int) -> None:
    with Visit(chromium, folder / "long.html", width) as visit:
        assert visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_the_first_screen_of_a_phone_says_what_to_do(chromium, folder: Path) -> None:
    with Visit(chromium, folder / "whole.html", 390) as visit:
        first = visit.page.locator(".verdict.act li").first.bounding_box()
        assert first["y"] < 844


def test_without_scripts_every_text_and_table_can_be_read(chromium, folder: Path) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.goto((folder / "whole.html").as_uri())
        assert page.locator(".plot").first.is_hidden()
        figure = page.locator("#chart-scoreboard")
        figure.locator("summary").click()
        assert figure.locator("table").is_visible()
        assert page.locator("#personas .said").first.is_visible()
    finally:
        context.close()


def test_headings_step_down_one_level_at_a_time(chromium, folder: Path) -> None:
    with Visit(chromium, folder / "whole.html", 1280) as visit:
        levels = visit.page.evaluate(
            "[...document.querySelectorAll('main :is(h1,h2,h3,h4)')].map((h) => +h.tagName[1])"
        )
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_name_their_rows_and_columns_and_figures_their_subject(chromium, folder: Path) -> None:
    with Visit(chromium, folder / "whole.html", 1280) as visit:
        bare = "(s) => [...document.querySelectorAll(s)].length"
        assert visit.page.evaluate(bare, "main thead th:not([scope=col]), main tbody th:not([scope=row])") == 0
        assert visit.page.evaluate(bare, "figure:not(:has(figcaption))") == 0
        assert (
            visit.page.evaluate(
                bare,
                "main :is(button:not([type]), svg:not([aria-hidden], [role=img], .plot svg), .plot:not([role=img]))",
            )
            == 0
        )


def test_charts_fit_the_paper(chromium, folder: Path) -> None:
    with Visit(chromium, folder / "whole.html", 1280, "dark") as visit:
        visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        widths = "[...document.querySelectorAll('.main-svg')].map((s) => s.clientWidth).filter(Boolean)"
        assert soon(visit, lambda: 0 < max(visit.page.evaluate(widths), default=0) <= 718)


def test_nothing_moves_for_those_who_asked_for_rest(chromium, folder: Path) -> None:
    with Visit(chromium, folder / "whole.html", 1280) as visit:
        visit.page.emulate_media(reduced_motion="reduce")
        moving = "[...document.querySelectorAll('main *')].filter((e) => getComputedStyle(e).animationName !== 'none')"
        assert visit.page.evaluate(f"{moving}.length") == 0
