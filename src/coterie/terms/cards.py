"""What does a persona look like once people have worked on it? Lines with their origin, and what was done to them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from coterie.terms.people import Block, Grade, SentenceKind

Operation = Literal["rename", "edit", "add", "remove", "show", "merge", "archive", "restore", "draw", "back"]
OPERATIONS: Mapping[Operation, tuple[str, ...]] = {  # operation -> what it needs besides its name
    "rename": ("name",),
    "edit": ("line", "text"),
    "add": ("block", "text"),
    "remove": ("line",),
    "show": ("line",),
    "merge": ("segment",),
    "archive": (),
    "restore": (),
    "draw": ("seed",),
    "back": ("version",),
}
HEADLINE = "headline"


@dataclass(frozen=True)
class Line:
    """One line of a card.

    id       the same in every study that tells the same of the same group.
    kind     measured, derived, assumed (written or changed by a person), absent.
    stats    keys of the statistics it rests on; a line that a person changed keeps those of the line it replaced.
    by, on   who wrote it and when, in the writer's words; "" for what was computed.
    was      what the study itself says here, where a person changed it.
    changed  whether the study says something else now than when the person wrote.
    struck   why it no longer holds, "" where it does.
    of       segment whose persona it came from by a merge, "" for its own.
    """

    id: str
    block: Block
    text: str
    kind: SentenceKind
    stats: tuple[str, ...] = ()
    grade: Grade = ""
    tag: str = ""
    by: str = ""
    on: str = ""
    was: str = ""
    changed: bool = False
    struck: str = ""
    of: str = ""


@dataclass(frozen=True)
class Card:
    """A persona as it stands: computed lines with what people made of them.

    version       how many times it was edited, 0 for never.
    hidden        lines that people took off it; each can be shown again.
    merged        segments whose personas were taken into this one.
    merged_into   the segment whose persona took this one in, "" for none.
    """

    segment: str
    name: str
    headline: Line
    lines: tuple[Line, ...]
    seed: int = 0
    version: int = 0
    archived: bool = False
    merged: tuple[str, ...] = ()
    merged_into: str = ""
    hidden: tuple[Line, ...] = ()

    def line(self, line: str) -> Line | None:
        """The line of that id (or the headline), None where there is none."""
        if line == HEADLINE:
            return self.headline
        return next((each for each in self.lines if each.id == line), None)

    def with_line(self, new: Line) -> "Card":
        """The card with the line of that id replaced."""
        if new.id == HEADLINE:
            return replace(self, headline=new)
        return replace(self, lines=tuple(new if each.id == new.id else each for each in self.lines))

    def plain(self) -> dict[str, Any]:
        """The card as JSON knows it."""
        found = asdict(self)
        for line in (found["headline"], *found["lines"], *found["hidden"]):
            line["stats"] = list(line["stats"])
        lists = {name: list(found[name]) for name in ("lines", "hidden", "merged")}
        return {**found, **lists}


@dataclass(frozen=True)
class Change:
    """One thing that a person did to a card: an operation with its words.

    was    what the study said at the changed line when the person wrote.
    """

    do: Operation
    words: Mapping[str, Any] = field(default_factory=dict)
    was: str = ""

    def plain(self) -> dict[str, Any]:
        """The change as JSON knows it."""
        return {"do": self.do, **dict(self.words), **({"was": self.was} if self.was else {})}


@dataclass(frozen=True)
class Version:
    """One saved set of changes to a persona: who, when, on which study, and the computed card that was seen."""

    segment: str
    number: int
    by: str
    on: str
    study: str
    changes: tuple[Change, ...]
    seen: Mapping[str, Any]
    note: str = ""
