"""What did people make of the personas? Every version of every edit, kept in order and never changed."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coterie.engine import Store
from coterie.terms import OPERATIONS, Change, Problem, Version, WrongWords

FILE = "ledger.sqlite3"
FORM = "coterie personas, form 1"
_FIELDS = ("segment", "number", "by", "on", "study", "changes", "seen", "note")
STAY = """
CREATE TRIGGER IF NOT EXISTS persona_versions_stay BEFORE UPDATE ON persona_versions
BEGIN SELECT RAISE(ABORT, 'a version of a persona is never changed'); END;
"""
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS persona_versions (
    place INTEGER PRIMARY KEY,
    line TEXT NOT NULL,
    segment TEXT NOT NULL,
    number INTEGER NOT NULL,
    author TEXT NOT NULL,
    written TEXT NOT NULL,
    study TEXT NOT NULL,
    changes TEXT NOT NULL,
    seen TEXT NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (line, segment, number)
);
{STAY}
"""
_COLUMNS = "segment, number, author, written, study, changes, seen, note"


class Book:
    """The persona versions of one line of studies: a study and those that continue it.

    workspace    the folder that holds ``ledger.sqlite3``.
    line         names the line; another line has versions of its own.
    """

    def __init__(self, workspace: Path, line: str = "") -> None:
        self.line = line
        self._store = Store(workspace / FILE, _SCHEMA)

    def versions(self, segment: str | None = None) -> tuple[Version, ...]:
        """All versions in the order in which they were saved, or those of one segment."""
        which, values = ("", [self.line]) if segment is None else (" AND segment = ?", [self.line, segment])
        sql = f"SELECT {_COLUMNS} FROM persona_versions WHERE line = ?{which} ORDER BY place"
        return tuple(_version(row) for row in self._store.rows(sql, values))

    def append(self, new: Sequence[Version]) -> None:
        """Keep versions, all of them or none; each must be the next of its segment.

        Raises    WrongWords (COT-163) where somebody saved one meanwhile.
        """
        with self._store.writing() as writer:
            for version in new:
                last = _last(writer.rows(_LAST, [self.line, version.segment]))
                if version.number != last + 1:
                    found = f"version {version.number} of {version.segment} would follow version {last}"
                    raise WrongWords(Problem("COT-163", found))
                writer.run(_INSERT, [self.line, *_row(version)])

    def export(self) -> dict[str, Any]:
        """Everything in the book of this line, as JSON knows it; :meth:`take` gives the same book back."""
        return {"form": FORM, "versions": [_plain(version) for version in self.versions()]}

    def take(self, plain: object) -> int:
        """Versions of an exported book, all of them or none; those that are here already are passed over.

        Returns    how many were new.
        Raises     WrongWords: COT-164 for what is no exported book; COT-163 where another version has such a number.
        """
        incoming = _read(plain)
        with self._store.writing() as writer:
            new = 0
            for version in incoming:
                sql = f"SELECT {_COLUMNS} FROM persona_versions WHERE line = ? AND segment = ? AND number = ?"
                here = writer.rows(sql, [self.line, version.segment, version.number])
                if here and _version(here[0]) == version:
                    continue
                last = _last(writer.rows(_LAST, [self.line, version.segment]))
                if here or version.number != last + 1:
                    found = f"version {version.number} of {version.segment} does not follow what the book holds"
                    raise WrongWords(Problem("COT-163", found))
                writer.run(_INSERT, [self.line, *_row(version)])
                new += 1
        return new


_LAST = "SELECT max(number) FROM persona_versions WHERE line = ? AND segment = ?"
_INSERT = f"INSERT INTO persona_versions (line, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def _last(rows: Sequence[tuple[Any, ...]]) -> int:
    return int(rows[0][0] or 0)


def _row(version: Version) -> list[Any]:
    plain = _plain(version)
    return [json.dumps(plain[f], ensure_ascii=False) if f in ("changes", "seen") else plain[f] for f in _FIELDS]


def _plain(version: Version) -> dict[str, Any]:
    changes = [change.plain() for change in version.changes]
    return {**{name: getattr(version, name) for name in _FIELDS}, "changes": changes, "seen": dict(version.seen)}


def _version(row: Sequence[Any]) -> Version:
    plain = dict(zip(_FIELDS, row, strict=True))
    return _of_plain({**plain, "changes": json.loads(plain["changes"]), "seen": json.loads(plain["seen"])})


def _of_plain(plain: Mapping[str, Any]) -> Version:
    changes = tuple(
        Change(each["do"], {name: each[name] for name in OPERATIONS[each["do"]]}, each.get("was", ""))
        for each in plain["changes"]
    )
    texts = {name: str(plain[name]) for name in ("segment", "by", "on", "study", "note")}
    return Version(number=int(plain["number"]), changes=changes, seen=plain["seen"], **texts)


def _read(plain: object) -> list[Version]:
    """The versions of an exported book, each fault of form said as one."""
    form = plain.get("form") if isinstance(plain, Mapping) else None
    if not isinstance(plain, Mapping) or form != FORM:
        raise WrongWords(Problem("COT-164", f"its form is {form!r}", f"{FORM!r}"))
    try:
        found = [_of_plain(each) for each in plain["versions"]]
        told = all({"segment", "name", "headline", "sentences"} <= set(version.seen) for version in found)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise WrongWords(Problem("COT-164", f"one of its versions lacks {fault}")) from fault
    if not told:
        raise WrongWords(Problem("COT-164", "one of its versions holds no persona"))
    return found
