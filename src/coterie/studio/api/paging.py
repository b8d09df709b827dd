"""Where does the next page begin? A sealed word that only the studio can write."""

from typing import Any

from django.core import signing
from django.db.models import QuerySet

from coterie.studio.api.problems import Refused

SALT = "api cursor"


def begin(cursor: str | None, of: str) -> int:
    """The place that a cursor of this list names; 0 without one. Raises Refused."""
    if not cursor:
        return 0
    try:
        said = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as wrong:
        raise Refused(
            404, "COT-183", "the cursor is none that was given out", 'the "next" of the page before'
        ) from wrong
    if not isinstance(said, list) or said[0] != of:
        raise Refused(404, "COT-183", "the cursor belongs to another list", 'the "next" of the page before')
    return int(said[1])


def cursor(of: str, place: int) -> str:
    """A cursor of this list."""
    return signing.dumps([of, place], salt=SALT)


def page(found: "QuerySet[Any]", said: str | None, size: int, of: str) -> tuple[list[Any], str | None]:
    """Some rows and the cursor of those after them."""
    first = begin(said, of)
    rows = list(found[first : first + size + 1])
    return rows[:size], cursor(of, first + size) if len(rows) > size else None
