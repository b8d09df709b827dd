"""What is wrong with a page that a real browser shows? Complaints, requests elsewhere, width, targets, heading, axe."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from patience import SLOW
from visitors import PASSWORD

SIZES = ((1440, 900), (1280, 900), (768, 1024), (390, 844), (360, 740), (844, 390))  # the last: a phone on its side
AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOUD = ("error", "warning")
BAD = ("serious", "critical")

# What somebody touches must be 24 px high and wide, except a link within a line of text (WCAG 2.2, 2.5.8); a box to
# tick is as large as the label around it, or beside it.
SMALL = """() => {
  const found = [];
  const shown = element => element.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const things = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]";
  for (const each of document.querySelectorAll(things)) {
    if (!shown(each) || each.disabled || each.closest("svg, .modebar, .aside, .skip")) continue;
    const box = each.getBoundingClientRect();
    if (!box.width || (box.width >= 24 && box.height >= 24)) continue;
    const labels = [...(each.labels || [])].map(label => label.getBoundingClientRect());
    if (labels.some(label => label.height >= 24 && label.width >= 24)) continue;
    const around = each.parentElement;
    const inline = getComputedStyle(each).display === "inline" && each.tagName === "A" &&
      [...around.childNodes].some(node => node !== each && node.textContent.trim().length > 1);
    if (inline) continue;
    found.push(`${each.outerHTML.slice(0, 120)} ${Math.round(box.width)}x${Math.round(box.height)}`);
  }
  return found;
}"""
STILL = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))))"
WIDE = """() => {
  const room = document.documentElement.clientWidth, over = document.documentElement.scrollWidth - room;
  if (over <= 0) return "";
  const all = [...document.querySelectorAll("main *, header *")];
  const out = all.filter(each => each.getBoundingClientRect().right > room + 1);
  return `${over} px too wide: ` + out.slice(-3).map(e => e.outerHTML.slice(0, 100)).join(" | ");
}"""

# What is drawn of a thing, or of its label where the thing itself is not seen: lines around it, shadows, its ground.
MARKS = """
  const THINGS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const clear = colour => colour === "transparent" || /^rgba.*, 0\\)$|[/] 0%?\\)$/.test(colour);
  const seen = each => {
    const box = each.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && each.checkVisibility({visibilityProperty: true, opacityProperty: true});
  };
  const marks = each => [each, ...(each.labels || [])].filter(seen).map(one => {
    const look = getComputedStyle(one), found = {};
    const line = (kind, name) => {
      const [style, width, colour] = ["Style", "Width", "Color"].map(part => look[name + part]);
      if (style !== "none" && parseFloat(width) >= 1 && !clear(colour)) found[kind] = `${style} ${width} ${colour}`;
    };
    line("around", "outline");
    for (const side of ["Top", "Right", "Bottom", "Left"]) line(side, "border" + side);
    if (look.boxShadow !== "none") found.shadow = look.boxShadow;
    if (!clear(look.backgroundColor)) found.ground = look.backgroundColor;
    return found;
  });
  const differs = (now, plain) => now.some((one, at) =>
    Object.keys(one).some(kind => one[kind] !== (plain[at] || {})[kind]));
  const things = () => [...document.querySelectorAll(THINGS)].filter(each =>
    !each.disabled && [each, ...(each.labels || [])].some(seen));
"""
PLAIN = f"""() => {{ {MARKS}
  const others = things().filter(each => each !== document.activeElement);
  window.plainLooks = new Map(others.map(each => [each, marks(each)]));
}}"""
DRAWN = f"""() => {{ {MARKS}
  const at = document.activeElement, plain = (window.plainLooks || new Map()).get(at);
  if (at === document.body || (plain && differs(marks(at), plain))) return "";
  return at.outerHTML.slice(0, 200);
}}"""
UNSEEN = f"""() => {{ {MARKS}
  const found = [];
  document.activeElement.blur();
  const plain = new Map(things().map(each => [each, marks(each)]));
  for (const [each, look] of plain) {{
    each.focus({{preventScroll: true}});
    if (document.activeElement === each && !differs(marks(each), look)) found.push(each.outerHTML.slice(0, 160));
    each.blur();
  }}
  return found;
}}"""


class Sight:
    """A window of a browser, and everything that it complained of since it was asked last."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address, self.page = context, address, context.new_page()
        self._said: list[str] = []
        self._voice: Any = None
        self.page.on(
            "console", lambda told: self._said.append(told.text) if told.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda fault: self._said.append(str(fault)))
        self.page.on("request", lambda asked: self._asked(asked.url))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self._said.append(f"asked elsewhere: {url}")

    def complaints(self) -> list[str]:
        said, self._said = self._said, []
        return said

    def too_wide(self) -> str:
        return str(self.page.evaluate(WIDE))

    def small(self) -> list[str]:
        return list(self.page.evaluate(SMALL))

    def at(self, width: int, height: int) -> "Sight":
        """The same page in another window."""
        self.page.set_viewport_size(ViewportSize(width=width, height=height))
        self.page.evaluate(STILL)
        return self

    def unseen(self) -> list[str]:
        """What can have the focus of the keyboard and does not show it by anything that is drawn."""
        self.page.keyboard.press("Tab")  # from now on the browser takes every focus for one of the keyboard
        return list(self.page.evaluate(UNSEEN))

    def tab(self) -> str:
        """On to the next thing; what it is where nothing shows that it has the focus."""
        self.page.evaluate(PLAIN)
        self.page.keyboard.press("Tab")
        return str(self.page.evaluate(DRAWN))

    def axe(self, *rules: str) -> list[str]:
        """What axe-core finds that is serious or critical; the page's policy lets no script in, the protocol does."""
        if self._voice is None:
            self._voice = self.context.new_cdp_session(self.page)
        only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
        words = json.dumps({"runOnly": only, "resultTypes": ["violations"]})
        code = f"""axe.run(document, {words}).then(found => found.violations.map(each =>
            [each.impact, each.id + ': ' + each.nodes.slice(0, 3).map(node => node.html.slice(0, 160)
            + ' ' + [...node.any, ...node.all].map(c => c.message).join(' ').slice(0, 200)).join(' | ')]))"""
        self._evaluate(AXE)
        return [said for impact, said in self._evaluate(code) if impact in BAD]

    def _evaluate(self, code: str) -> Any:
        words = {"expression": code, "awaitPromise": True, "returnByValue": not code.startswith("/*!")}
        told = self._voice.send("Runtime.evaluate", words)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")


def heading_faults(page: Page) -> list[str]:
    """One heading of the first level, and it is a sentence or at least says something."""
    said = page.locator("h1").all_inner_texts()
    if len(said) != 1:
        return [f"{len(said)} headings: {said}"]
    text = said[0].strip()
    whole = len(text.split()) > 1 and not text[0].islower() and not any(w in text for w in ("None", "{", "undefined"))
    return [] if whole else [f"not a sentence: {text!r}"]


@contextmanager
def window(chromium: Browser, address: str, width: int, height: int = 900, **more: Any) -> Iterator[Sight]:
    """A browser of its own, without anybody in it."""
    size = ViewportSize(width=width, height=height)
    context = chromium.new_context(base_url=address, viewport=size, accept_downloads=True, **more)
    context.set_default_timeout(SLOW)
    try:
        yield Sight(context, address)
    finally:
        context.close()


def come_in(sight: Sight, email: str) -> None:
    """Sign in by the form."""
    sight.page.goto("/account/sign-in/")
    sight.page.get_by_label("E-mail address").fill(email)
    sight.page.get_by_label("Password", exact=True).fill(PASSWORD)
    sight.page.keyboard.press("Enter")
    sight.page.wait_for_url("**/p/**")
