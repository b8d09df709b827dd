"""Which pages of help are there, and which one belongs to a page of the studio?"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.safestring import SafeString

from coterie.studio.projects.roles import DEEDS, NAMES, Action, Role, allows
from coterie.studio.projects.schema import SETTINGS
from coterie.studio.screens.help.markdown import plain, to_html
from coterie.terms import CODES
from coterie.terms.codes import Code

PAGES = Path(__file__).parent / "pages"
CUT = 180


@dataclass(frozen=True)
class Topic:
    """One page of help.

    at      the pages of the studio that it belongs to, by their word in the address.
    text    Markdown, with the tables that the program itself knows already in it.
    """

    name: str
    title: str
    at: tuple[str, ...]
    text: str

    @property
    def html(self) -> SafeString:
        """The page, to be shown."""
        return to_html(self.text)

    @property
    def lead(self) -> str:
        """Its first sentences."""
        return plain(self.text.strip().split("\n\n", 1)[0]).replace("\n", " ")


@lru_cache(maxsize=1)
def topics() -> dict[str, Topic]:
    """Every page by its name, in the order of the files."""
    return {topic.name: topic for topic in (_read(path) for path in sorted(PAGES.glob("*.md")))}


def topic_at(path: str) -> Topic | None:
    """The page of help for an address of the studio.

    >>> topic_at("/p/corner-shop/settings/people/").name, topic_at("/p/corner-shop/").name
    ('people', 'home')
    """
    word = place(path)
    return next((topic for topic in topics().values() if word in topic.at), None)


def place(path: str) -> str:
    """The word that says what kind of page an address is.

    >>> [place(p) for p in ("/p/a/data/1/", "/p/a/s/7/", "/p/a/s/7/value/", "/p/a/", "/account/two-factor/")]
    ['data', 'segments', 'value', 'home', 'account']
    """
    parts = [part for part in path.split("/") if part]
    if parts[:1] == ["p"]:
        inside = parts[2:]
        if inside[:1] == ["s"]:
            return inside[2] if len(inside) > 2 else "segments"
        if inside[:1] == ["settings"]:
            return inside[1] if len(inside) > 1 else "project"
        return inside[0] if inside else "home"
    return parts[0] if parts else "home"


def search(words: str) -> tuple[list[dict[str, str]], list[Code]]:
    """Pages and codes that hold every word, those with it in the title first."""
    wanted = words.casefold().split()
    if not wanted:
        return [], []
    found = []
    for topic in topics().values():
        text = plain(f"{topic.title}\n\n{topic.text}")
        low = text.casefold()
        if all(word in low for word in wanted):
            in_title = all(word in topic.title.casefold() for word in wanted)
            found.append((not in_title, {"name": topic.name, "title": topic.title, "found": _around(text, wanted[0])}))
    codes = [code for code in CODES.values() if all(word in _words_of(code) for word in wanted)]
    return [each for _, each in sorted(found, key=lambda pair: pair[0])], codes


def _read(path: Path) -> Topic:
    title, at, text = path.read_text(encoding="utf-8").split("\n", 2)
    number, _, name = path.stem.partition("-")
    for word, made in (("{settings}", _settings), ("{roles}", _roles)):
        if word in text:
            text = text.replace(word, made())
    return Topic(name or number, title.removeprefix("# "), tuple(at.removeprefix("at: ").split()), text.strip())


def _settings() -> str:
    rows = [f"| {s.label} | {s.range} | {s.default or 'none'} | {s.effect} |" for s in SETTINGS]
    return "\n".join(["| Setting | Range | Where nothing is set | What it changes |", "| - | - | - | - |", *rows])


def _roles() -> str:
    head = "| May | " + " | ".join(NAMES[role] for role in Role) + " |"
    rows = [
        f"| {DEEDS[action]} | " + " | ".join("yes" if allows(role, action) else "–" for role in Role) + " |"
        for action in Action
    ]
    return "\n".join([head, "| - |" + " - |" * len(Role), *rows])


def _around(text: str, word: str) -> str:
    flat = " ".join(text.split())
    at = max(0, flat.casefold().find(word) - 60)
    cut = flat[at : at + CUT]
    return ("… " if at else "") + cut + (" …" if at + CUT < len(flat) else "")


def _words_of(code: Code) -> str:
    return f"{code.id} {code.title} {code.meaning} {code.remedy}".casefold()
