"""Do the style sheets of the studio and of the reports hold together? No rule twice, none for nothing, one palette."""

import re
from collections import Counter
from pathlib import Path

import coterie

ROOT = Path(coterie.__file__).parent
ASSETS, SHELL = ROOT / "report" / "assets", ROOT / "studio" / "shell" / "static" / "shell"
BASE, REPORT = ASSETS / "base.css", ASSETS / "report.css"
STUDIO, PAGES, STUDY = (SHELL / f"{name}.css" for name in ("studio", "pages", "study"))
SHEETS = (BASE, REPORT, STUDIO, PAGES, STUDY)
LIBRARIES = {"htmx-request", "modebar", "modebar-btn"}  # their marks, made in the browser
FILLED_IN = re.compile(r"c\d+|state-\w+")  # a template writes the number of a colour, or a state
PIECE = re.compile(r"(@media[^{]+)\{|([^{}]+)\{([^{}]*)\}|\}")


def rules(sheet: Path) -> list[tuple[str, str]]:
    """Each rule, after the condition it stands under, in one spelling."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    found, under = [], ""
    for piece in PIECE.finditer(text):
        if piece[2]:
            found.append((" ".join(f"{under} {piece[2]}".split()), " ".join(piece[3].split())))
        else:
            under = piece[1] or ""
    return found


def written(part: str) -> str:
    """Every template, script and module of a part of the program that makes pages."""
    files = [each for each in (ROOT / part).rglob("*") if each.suffix in (".html", ".j2", ".py", ".js")]
    return "\n".join(each.read_text(encoding="utf-8") for each in files if "plotly" not in each.name)


def test_no_rule_stands_twice() -> None:
    seen = Counter(rule for sheet in SHEETS for rule in rules(sheet) if "@font-face" not in rule[0])
    assert sum(seen.values()) > 400
    assert [rule for rule, count in seen.items() if count > 1] == []


def test_every_class_with_a_look_is_on_some_page() -> None:
    words = set(re.findall(r"[\w-]+", written("studio") + written("report")))
    marks = {
        mark for sheet in SHEETS for selector, _ in rules(sheet) for mark in re.findall(r"\.([a-z][\w-]*)", selector)
    }
    assert {mark for mark in marks - words - LIBRARIES if not FILLED_IN.fullmatch(mark)} == set()


def test_dark_is_the_same_dark_whether_the_machine_or_the_person_asks_for_it() -> None:
    def palette(sheet: Path, asked: str) -> dict[str, str]:
        found = [re.findall(r"(--[\w-]+): ([^;]+);", body) for selector, body in rules(sheet) if asked in selector]
        return dict(pair for pairs in found for pair in pairs)

    machine = palette(BASE, ':not([data-theme="light"])') | palette(STUDIO, ':not([data-theme="light"])')
    assert len(machine) > 20
    assert palette(STUDIO, ':root[data-theme="dark"]') == machine
