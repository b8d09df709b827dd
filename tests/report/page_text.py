"""Which texts of a page hold digits outside the elements that may hold them?"""

import re
from html.parser import HTMLParser

# Where a digit may stand: numbers tied to their statistic or cell, days, names from the user's data, code, and the
# page's own machinery. ``data-quote`` marks sentences that another room wrote whole (reasons, notes, remedies);
# ``method`` marks labels of methods. The title repeats the headline, whose numbers are tied where it is shown.
FREE = {"data", "time", "bdi", "code", "pre", "script", "style", "title"}
VOID = {"meta", "link", "br", "input", "line", "circle", "rect", "path"}


class Digits(HTMLParser):
    """Collects texts with digits that stand nowhere they may."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, bool]] = []
        self.loose: list[str] = []
        self.tied: list[tuple[str, str]] = []
        self._where: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._where = given if tag == "data" else self._where
        if tag == "data":
            kinds = [k for k in ("data-stat", "data-cell") if given.get(k)]
            assert len(kinds) == 1 and given.get("value"), attrs
            self.tied.append((kinds[0], given[kinds[0]] or ""))
        if tag not in VOID:
            free = tag in FREE or "data-quote" in given or "method" in (given.get("class") or "").split()
            self.stack.append((tag, free))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.stack and self.stack[-1][0] == tag, (tag, self.stack[-3:])
        self.stack.pop()

    def handle_data(self, text: str) -> None:
        if re.search(r"\d", text) and not any(free for _, free in self.stack):
            self.loose.append(text.strip())


def digits(page: str) -> Digits:
    """The parsed page."""
    parser = Digits()
    parser.feed(page)
    parser.close()
    return parser
