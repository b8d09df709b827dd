"""One persona of a study, as people of each role see it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coterie.studio.projects.models import StudyRecord


class Persona:
    """One persona of a study, as a browser without a browser sees it."""

    def __init__(self, client: Client, study: StudyRecord, segment: str = "s1") -> None:
        self.client = client
        self.board = f"/p/{study.project.slug}/s/{study.pk}/personas/"
        self.place = f"{self.board}{segment}/"

    def page(self, tail: str = "", **words: str) -> str:
        answer = self.client.get(self.place + tail, words)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode().replace("\u00a0", " ")

    def form(self) -> dict[str, str]:
        """What the form of the persona holds when it is opened."""
        form = self.client.get(self.place + "edit/").context["form"]
        return {
            field.html_name: field.value() for field in form if field.value() is not None and field.value() is not False
        }

    def save(self, words: dict[str, Any]) -> Any:
        return self.client.post(self.place + "edit/", words, follow=True)

    def line(self, start: str) -> str:
        """The field of the line that starts so."""
        return next(
            name for name, text in self.form().items() if name.startswith("line-") and str(text).startswith(start)
        )


@pytest.fixture
def persona(studio_client: Callable[..., Client], analysed: StudyRecord) -> Callable[..., Persona]:
    """`persona("analyst", study)`: the persona of s1 as this role sees it."""

    def make(role: str = "analyst", study: StudyRecord | None = None, segment: str = "s1") -> Persona:
        return Persona(studio_client(role), study or analysed, segment)

    return make
