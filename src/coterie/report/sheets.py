"""What stands on a persona's sheet, whatever it is written in? Its lines under their headings, each with its mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coterie.report.page.svg import picture_seed

MARKS = {"measured": "●", "derived": "◐", "assumed": "○", "absent": "–"}
LEGEND = (
    ("measured", "a number of the study as it is"),
    ("derived", "concluded from numbers of the study"),
    ("assumed", "written or changed by a person"),
)
PARTS = (
    ("What is true of them", ("definition", "behaviour", "demographic", "attitude")),
    ("What they are worth, and what came next", ("value", "future")),
    ("What to do", ("do", "dont", "channel", "offer", "test")),
    ("What they seem to need", ("needs",)),
    ("What we think of them", ("quote", "goal", "frustration")),
    ("A typical member", ("member",)),
)


@dataclass(frozen=True)
class Sheet:
    """One persona ready to be written.

    colour     number of the segment's colour; ``seed`` what its picture is drawn from.
    parts      heading and lines of the card, those without evidence left out.
    absent     sentences that say what was not measured or not found.
    """

    segment: str
    name: str
    headline: Mapping[str, Any]
    colour: int
    seed: int
    parts: tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...]
    absent: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Sheets:
    """Personas of one study, ready to be written.

    title    what the study's data are called; ``as_of`` the day it stands on, "" without orders.
    names    segment -> name, of all segments of the study.
    """

    title: str
    as_of: str
    sheets: tuple[Sheet, ...]
    names: Mapping[str, str]

    @property
    def origin(self) -> str:
        """Where the numbers come from, in one line."""
        return f"{self.title}, as of {self.as_of}" if self.as_of else self.title


def sheets(
    cards: Sequence[Mapping[str, Any]], segments: Sequence[Mapping[str, Any]], title: str, as_of: str, seed: int
) -> Sheets:
    """The sheets of some cards.

    cards       as :meth:`coterie.workflows.PersonBook.current` gives them.
    segments    of the study, each with its id, name and colour.
    seed        of the study.
    """
    known = {each["id"]: each for each in segments}
    names = {str(each["id"]): str(each["name"]) for each in segments} | {c["segment"]: c["name"] for c in cards}
    return Sheets(title, as_of, tuple(_sheet(card, known, seed) for card in cards), names)


def _sheet(card: Mapping[str, Any], segments: Mapping[str, Mapping[str, Any]], seed: int) -> Sheet:
    own = segments.get(card["segment"], {})
    parts = []
    for heading, blocks in PARTS:
        lines = tuple(each for each in card["lines"] if each["block"] in blocks and each["kind"] != "absent")
        if lines:
            parts.append((heading, lines))
    others = [str(segments.get(each, {}).get("name", each)) for each in card["merged"]]
    return Sheet(
        card["segment"],
        card["name"],
        card["headline"],
        int(own.get("colour", 0)),
        picture_seed(seed, card["segment"], int(card["seed"])),
        tuple(parts),
        tuple(each["text"] for each in card["lines"] if each["kind"] == "absent"),
        f"Together with: {', '.join(others)}." if others else "",
    )


def remark(line: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """What stands in small type behind a line: its tag or grade, its writer, what the study says, why it is struck.

    names    segment -> name, for lines that came from another persona.
    """
    tag = line["tag"] or {"assumption": "test first"}.get(line["grade"], line["grade"])
    writer = ", ".join(part for part in (line["by"], line["on"]) if part)
    own = f"said by {writer}" if writer else "said by a person" if line["kind"] == "assumed" else ""
    said = f"the study {'says now' if line['changed'] else 'says'}: {line['was']}" if line["was"] else ""
    of = f"of {(names or {}).get(line['of'], line['of'])}" if line["of"] else ""
    return " · ".join(part for part in (of, tag, own, said, line["struck"]) if part)
