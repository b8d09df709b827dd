"""What do people make of the personas, and what of it holds in the newest study? The book of persona edits."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from coterie import ledger, personas
from coterie.terms import Card, Problem, Version, WrongWords
from coterie.workflows.browse import OpenStudy


def person_book(workspace: str | Path, line: str = "") -> "PersonBook":
    """The book of persona edits of a workspace.

    line      a study and those that continue it (``--previous``) are one line: their segments keep their ids, so edits
              find their persona again. Studies that continue nothing need a line of their own.
    Raises    Failed (COT-165) where the ledger cannot be used.
    """
    return PersonBook(ledger.Book(Path(workspace), line))


class PersonBook:
    """Edits of personas, kept as versions that are never changed; cards are made anew from the study that is asked.

    A card is a dictionary: segment, name, headline, lines, seed, version, archived, merged, merged_into, hidden. A
    line has id, block, text, kind (measured, derived, assumed, absent), stats, grade, tag, by, on, was (what the study
    says where a person wrote something else), changed (it says so since), struck (why it no longer holds) and of
    (merged from). Hidden lines stand apart.
    """

    def __init__(self, book: ledger.Book) -> None:
        self._book = book

    def current(self, study: OpenStudy) -> list[dict[str, Any]]:
        """All cards of a study with the edits of all versions, in order of value."""
        return [card.plain() for card in personas.cards(study.personas, self._book.versions())]

    def card(self, study: OpenStudy, segment: str, version: int | None = None) -> dict[str, Any]:
        """One card, as it stands or as an earlier version had it; version 0 is what the study computed.

        Raises    WrongWords (COT-161).
        """
        return self._card(study, segment, version).plain()

    def edit(
        self,
        study: OpenStudy,
        segment: str,
        changes: Sequence[Mapping[str, Any]],
        *,
        by: str,
        on: str,
        expected: int | None = None,
        note: str = "",
    ) -> dict[str, Any]:
        """Save changes to a persona as one new version, and return its card.

        changes     each {"do": ...}: rename (name), edit (line, text; line "headline" too), add (block, text), remove
                    (line), show (a removed line), merge (segment), archive, restore, draw (seed), back (version: as it
                    stood then).
        by, on      author and day or moment, in the caller's words.
        expected    the version that the author saw; None takes the newest.
        Raises      WrongWords: COT-161 for a segment without persona, COT-162 with every fault of the changes, COT-163
                    where somebody saved a newer version meanwhile.
        """
        card = self._card(study, segment, None)
        if expected is not None and expected != card.version:
            found = f"version {expected} of {card.name} was opened, and version {card.version} is there"
            raise WrongWords(Problem("COT-163", found))
        others = [each["segment"] for each in study.personas]
        done = personas.checked(card, changes, others)
        seen = study.persona(segment) or self._seen(segment)
        version = Version(segment, card.version + 1, by, on, study.dataset, done, seen, note)
        self._book.append([version])
        return self.card(study, segment)

    def merge(self, study: OpenStudy, into: str, other: str, *, by: str, on: str) -> dict[str, Any]:
        """Take the persona of another segment into one; its lines say whose they are."""
        return self.edit(study, into, [{"do": "merge", "segment": other}], by=by, on=on)

    def archive(self, study: OpenStudy, segment: str, *, by: str, on: str) -> dict[str, Any]:
        """Put a persona aside; nothing of it is lost."""
        return self.edit(study, segment, [{"do": "archive"}], by=by, on=on)

    def restore(self, study: OpenStudy, segment: str, *, by: str, on: str) -> dict[str, Any]:
        """Take an archived persona back."""
        return self.edit(study, segment, [{"do": "restore"}], by=by, on=on)

    def history(self, segment: str | None = None) -> list[dict[str, Any]]:
        """Versions, newest first: segment, number, by, on, study, note, and the changes."""
        return [
            {
                "segment": version.segment,
                "number": version.number,
                "by": version.by,
                "on": version.on,
                "study": version.study,
                "note": version.note,
                "changes": [change.plain() for change in version.changes],
            }
            for version in reversed(self._book.versions(segment))
        ]

    def diff(self, study: OpenStudy, segment: str, before: int, after: int | None = None) -> list[dict[str, Any]]:
        """What differs between two versions of a persona, told on one study; ``after`` None is the newest.

        Returns    dictionaries with what, how (added, removed, changed, struck), before, after, line, block.
        """
        old, new = self._card(study, segment, before), self._card(study, segment, after)
        known = {line.id for line in old.lines}
        gone = {line.id for line in new.lines if line.struck and not line.by} - known  # a study's doing, not a person's
        return personas.difference(old, _without(new, gone))

    def moved(self, before: OpenStudy, after: OpenStudy, segment: str) -> list[dict[str, Any]]:
        """What an earlier study and a later one tell differently of a persona, people's edits standing in both.

        Returns    as :meth:`diff`; everything is "added" where the earlier study had no such persona, and "removed"
                   where the later one has none.
        """
        versions = self._book.versions()
        old, new = (
            {card.segment: card for card in personas.cards(study.personas, versions)} for study in (before, after)
        )
        if segment not in old or segment not in new:
            kept = old.get(segment) or new.get(segment)
            if kept is None:
                raise WrongWords(Problem("COT-161", f"neither study has a persona of {segment!r}"))
            how, side = ("removed", "before") if segment in old else ("added", "after")
            return [{"what": "persona", "how": how, "before": "", "after": "", side: kept.name}]
        standing = {line.id for line in old[segment].lines if not line.struck}
        gone = {line.id for line in new[segment].lines if line.struck} - standing  # it was gone before
        return personas.difference(_without(old[segment], struck=True), _without(new[segment], gone))

    def export(self) -> str:
        """Everything in the book as JSON text; :meth:`import_` gives the same book back."""
        return json.dumps(self._book.export(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"

    def import_(self, text: str) -> int:
        """Take the versions of an exported book, all or none; how many were new.

        Raises    WrongWords (COT-163, COT-164).
        """
        try:
            plain = json.loads(text)
        except ValueError as fault:
            raise WrongWords(Problem("COT-164", f"it is no JSON ({fault})")) from fault
        return self._book.take(plain)

    def _card(self, study: OpenStudy, segment: str, version: int | None) -> Card:
        upto = {} if version is None else {segment: version}
        found = {c.segment: c for c in personas.cards(study.personas, self._book.versions(), upto)}
        if segment not in found:
            known = ", ".join(found)
            raise WrongWords(Problem("COT-161", f"the study has no persona of {segment!r}", f"one of {known}"))
        last = found[segment].version
        if version is not None and not 0 <= version == last:
            raise WrongWords(Problem("COT-161", f"the persona of {segment} has no version {version}"))
        return found[segment]

    def _seen(self, segment: str) -> Mapping[str, Any]:
        """The persona as the last version saw it, for a segment that the study no longer has."""
        return self._book.versions(segment)[-1].seen


def _without(card: Card, gone: Collection[str] = (), *, struck: bool = False) -> Card:
    """The card without some lines, or without those that are struck."""
    kept = tuple(line for line in card.lines if line.id not in gone and not (struck and line.struck))
    return replace(card, lines=kept)
