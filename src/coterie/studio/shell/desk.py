"""Which book of edits does a study use, and which studies stand before and after it in its line?"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404

from coterie.studio.projects.models import Project, StudyRecord
from coterie.studio.shell.studies import lines, opened, root_of
from coterie.terms import WrongWords
from coterie.workflows import OpenStudy, PersonBook, person_book


@dataclass(frozen=True)
class Desk:
    """A study with the book of its line.

    newest    the last finished study of the line: edits are made there.
    """

    project: Project
    record: StudyRecord
    study: OpenStudy
    book: PersonBook
    newest: StudyRecord

    @property
    def older(self) -> bool:
        """Is there a newer study of the same groups?"""
        return self.newest.pk != self.record.pk

    @property
    def before(self) -> tuple[StudyRecord, OpenStudy] | None:
        """The study that this one continues, where it can be read."""
        previous = self.record.previous
        found = opened(previous) if previous is not None else None
        return (previous, found) if previous is not None and found is not None else None

    @property
    def cards(self) -> list[dict[str, Any]]:
        """All cards, with everybody's edits."""
        return self.book.current(self.study)

    def card(self, segment: str, version: int | None = None) -> dict[str, Any]:
        """One card. Raises Http404 where there is no such persona or version."""
        try:
            return self.book.card(self.study, segment, version)
        except WrongWords as wrong:
            raise Http404("no such persona") from wrong


def desk_of(project: Project, record: StudyRecord, study: OpenStudy) -> Desk:
    """The desk at which the personas of a study are read and edited."""
    before = lines(project)
    root = root_of(record.pk, before)
    done = StudyRecord.objects.filter(project=project, state=StudyRecord.State.DONE)
    newest = next((each for each in done if root_of(each.pk, before) == root), record)
    return Desk(project, record, study, person_book(settings.WORKSPACE, str(root)), newest)
