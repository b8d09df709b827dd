"""How is a text laid out? Delimiter, header and number of columns, guessed from the first two thousand records."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coterie.intake.reading.limits import MAX_COLUMNS, SAMPLE_RECORDS
from coterie.intake.reading.records import Cell, lines_of, split
from coterie.intake.reading.texts import Text
from coterie.terms import DataRefused, Place, Problem

WHITE = "white space"
_ONE = "\x1f"  # a delimiter that no text holds: the file has one column
_DELIMITERS = ("\t", "|", ";", ",", "~", "^")
_WORDS = {
    "\t": "tab",
    "|": "pipe",
    ";": "semicolon",
    ",": "comma",
    "~": "tilde",
    "^": "caret",
    WHITE: WHITE,
    _ONE: "none (one column)",
}
_RUN = re.compile(rb"[ \t]+")
_NUMBER = re.compile(r"[-+(]?[^\w\s]?\s?\d[\d.,' ]*\s?[%€$£)]?$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d.*)?$")


@dataclass(frozen=True)
class Layout:
    """How the records of a text are written.

    names     one a column; positions as text where there is no header.
    top       lines above the first row: "sep=;", the header, and what stands above the header.
    above     (line, text) of what stands above the header and is no record of the table.
    """

    delimiter: str
    names: tuple[str, ...]
    header: bool
    top: int
    above: tuple[tuple[int, str], ...]
    facts: dict[str, str]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.names)

    @property
    def cut_at(self) -> str:
        """The single character between fields after :func:`even`."""
        return "\t" if self.delimiter == WHITE else self.delimiter

    @property
    def quotes(self) -> bool:
        """Whether quotes around fields have a meaning."""
        return self.delimiter != WHITE


def even(block: bytes) -> bytes:
    r"""Lines whose fields stand apart by white space, with one tab between fields.

    >>> even(b" 00001  19970101 1   29.33 \n")
    b'00001\t19970101\t1\t29.33\n'
    """
    block = _RUN.sub(b"\t", block)
    return block.replace(b"\n\t", b"\n").replace(b"\t\n", b"\n").strip(b"\t")


def lay_out(text: Text, header: bool | None) -> Layout:
    """Guess how a text is laid out; ``header`` overrules the guess whether its first record has the column names.

    Raises    DataRefused: only column names (COT-202), too many columns (COT-214).
    """
    sample, whole = text.sample()
    lines = lines_of(sample)
    said = re.match(r'"?sep=(.)"?$', lines[0], re.IGNORECASE) if lines else None
    skip = 1 if said else 0
    head = lines[skip : skip + SAMPLE_RECORDS]
    delimiter = said.group(1) if said else guess_delimiter(head)
    if delimiter == WHITE:
        head = lines_of(even("\n".join(head).encode("utf-8", "surrogateescape")))
    cut = "\t" if delimiter == WHITE else delimiter
    found = split(head, cut, width=None, quotes=delimiter != WHITE)
    records = list(zip(found.lines, found.rows, strict=True))
    widths = Counter(len(cells) for _, cells in records)
    common = max(widths, key=lambda w: (widths[w], w)) if widths else 1
    number, first = _top(records, common, guess=header is None)
    body = [cells for n, cells in records if n > number and len(cells) == common]
    named = header if header is not None else looks_like_header(first, body)
    facts = {"delimiter": _WORDS.get(delimiter, repr(delimiter)), "header": "yes" if named else "no"}
    facts["header"] += "" if header is not None else " (guessed)"
    names = _names(first, body, common, named, facts)
    _check(text, names, whole and named and len(records) == 1 and not found.bad)
    if not named:
        return Layout(delimiter, names, named, skip, (), facts)
    above = tuple((skip + i + 1, line) for i, line in enumerate(head[: number - 1]) if line.strip())
    height = 1 + sum((cell or "").count("\n") for cell in first)
    return Layout(delimiter, names, named, skip + number - 1 + height, above, facts)


def _top(records: Sequence[tuple[int, list[Cell]]], common: int, *, guess: bool) -> tuple[int, list[Cell]]:
    """The record that may hold the column names: the first of about the common width.

    Where that one is mostly empty (a title with delimiters behind it), the first fuller one, if it looks like a header.
    """
    wide = [(n, cells) for n, cells in records if len(cells) in (common, common - 1) and len(cells) > 1]
    first = next(iter(wide or records), (0, []))
    full = next((pair for pair in wide if 2 * sum(cell is not None for cell in pair[1]) > common), first)
    if guess and full is not first:
        body = [cells for n, cells in wide if n > full[0] and len(cells) == common]
        return full if looks_like_header(full[1], body) else first
    return first


def _names(
    first: Sequence[Cell], body: Sequence[Sequence[Cell]], common: int, named: bool, facts: dict[str, str]
) -> tuple[str, ...]:
    if not named:
        return tuple(str(i + 1) for i in range(common))
    names = [cell or "" for cell in first]
    if len(names) == common - 1 and body:
        if all(cells[-1] is None for cells in body):
            names.append("")
            facts["extra column"] = "every row ends with a delimiter that the header lacks"
        else:
            names.insert(0, "")
            facts["extra column"] = "the rows have one field more than the header: row names, taken as a first column"
    facts |= repeated(names)
    return tuple(names)


def repeated(names: Sequence[str]) -> dict[str, str]:
    """The fact that column names repeat, with their positions; nothing where all differ.

    >>> repeated(["id", "price", "price"])
    {'repeated column names': "'price' in positions 2, 3"}
    """
    places: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        places.setdefault(name, []).append(i + 1)
    twice = [f"{name!r} in positions {', '.join(map(str, at))}" for name, at in places.items() if name and len(at) > 1]
    return {"repeated column names": "; ".join(twice)} if twice else {}


def _check(text: Text, names: Sequence[str], bare: bool) -> None:
    where = Place(str(text.given))
    if len(names) > MAX_COLUMNS:
        raise DataRefused(Problem("COT-214", f"{text.given.name} has {len(names):,} columns", where=where))
    if bare:
        shown = ", ".join(names[:8])
        raise DataRefused(Problem("COT-202", f"{text.given.name} has one line, the column names {shown}", where=where))


def guess_delimiter(lines: Sequence[str]) -> str:
    """The delimiter that splits most records into one same number of fields; white space or none as a last resort."""
    best, score = _ONE, 0.0
    for delimiter in _DELIMITERS:
        found = _agreement(split(lines, delimiter, width=None).rows)
        if found > score + 0.01:
            best, score = delimiter, found
    if score >= 0.5:
        return best
    rows: list[list[Cell]] = [list(line.split()) for line in lines if line.strip()]
    return WHITE if _agreement(rows) >= 0.95 else _ONE


def _agreement(records: Sequence[Sequence[Cell]]) -> float:
    """Share of records with the commonest number of fields, plus 0.2 where the first record has it; 0 for one field."""
    if not records:
        return 0.0
    widths = Counter(len(cells) for cells in records)
    common, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    if common < 2:
        return 0.0
    return count / len(records) + (0.2 if len(records[0]) == common else 0.0)


def looks_like_header(first: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> bool:
    """Whether a first record holds column names rather than values, judged against the records below it."""
    if not first or all(cell is None for cell in first):
        return False
    votes = 0.0
    shift = len(body[0]) - len(first) if body else 0
    for i, cell in enumerate(first):
        values = {v for cells in body[:500] if (v := cells[i + shift]) is not None} if body else set()
        votes += _vote(cell, values)
    if votes:
        return votes > 0
    present = [cell for cell in first if cell is not None]
    return len(set(present)) == len(present) and not any(_valued(cell) for cell in present)


def _vote(cell: Cell, values: set[str]) -> float:
    """Above 0: the cell names the column; below 0: it is one of its values."""
    if cell is None:
        return 0.0
    if _valued(cell):
        return 0.5 if _is_year(cell) and values and not any(map(_is_year, values)) else -1.0
    if not values:
        return 0.0
    if sum(map(_valued, values)) > 0.8 * len(values):
        return 1.0
    if cell in values:
        return -0.5
    lengths = {len(v) for v in values}
    return 0.5 if len(values) > 2 and len(lengths) == 1 and len(cell) not in lengths else 0.0


def _is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text.strip()))


def _valued(text: str) -> bool:
    """Whether a text reads as a number or a day."""
    text = text.strip()
    return bool(_NUMBER.match(text) or _DAY.match(text))
