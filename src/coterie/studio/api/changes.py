"""What can be changed on a persona by a call? Each change with its fields and ranges, as on the page."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from coterie.studio.api import nouns
from coterie.terms.people import Block

Words = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
LineId = Annotated[str, Field(min_length=1, max_length=60, pattern=nouns.WORD, description="id of a line of the card")]


class RenameIn(nouns.In):
    """Another name."""

    do: Literal["rename"]
    name: Annotated[str, Field(min_length=1, max_length=120, pattern=nouns.NAME)]


class RewriteIn(nouns.In):
    """Other words for a line, or for the headline."""

    do: Literal["edit"]
    line: LineId
    text: Words


class AddIn(nouns.In):
    """A line of one's own."""

    do: Literal["add"]
    block: Block
    text: Words


class LineIn(nouns.In):
    """Hide a line, or show a hidden one again."""

    do: Literal["remove", "show"]
    line: LineId


class MergeIn(nouns.In):
    """Take another persona in."""

    do: Literal["merge"]
    segment: Annotated[str, Field(pattern=nouns.WORD, max_length=60)]


class AsideIn(nouns.In):
    """Put the persona aside, or take it back."""

    do: Literal["archive", "restore"]


class DrawIn(nouns.In):
    """Another picture."""

    do: Literal["draw"]
    seed: Annotated[int, Field(ge=0, le=999_999)]


class BackIn(nouns.In):
    """As it stood in an earlier version; 0 is what the study computed."""

    do: Literal["back"]
    version: Annotated[int, Field(ge=0, le=999_999_999)]


ChangeIn = RenameIn | RewriteIn | AddIn | LineIn | MergeIn | AsideIn | DrawIn | BackIn


class CardIn(nouns.In):
    """Changes that become one new version."""

    changes: Annotated[list[Annotated[ChangeIn, Field(discriminator="do")]], Field(min_length=1, max_length=200)]
    note: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$", description="why, for the history")] = ""


class CardOut(Schema):
    """A persona with everybody's edits: name, headline, lines, hidden lines, version."""

    study: UUID
    card: nouns.Anything
