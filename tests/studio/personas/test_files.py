"""What leaves the house, and comes in again without loss?"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coterie.studio.projects.models import Event, ExportRecord, StudyRecord

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("form", "start"), [("pdf", b"%PDF-"), ("html", b"<!doctype html>"), ("md", b"#"), ("json", b"{")]
)
def test_one_and_all_leave_in_each_form_and_are_written_down(
    persona: Callable[..., Any], form: str, start: bytes
) -> None:
    seen = persona()
    seen.save(seen.form() | {"name": "Stars"})
    for place, name, count in ((seen.place, "stars", 1), (seen.board, "corner-shop-personas", 6)):
        answer = seen.client.get(f"{place}export/{form}/")
        assert answer.content.startswith(start)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.{form}"'
        assert ExportRecord.objects.first().rows == count
        if form in ("md", "html"):
            assert b"Stars" in answer.content
    kept = ExportRecord.objects.order_by("at").values_list("what", "format", "personal", "person__name")
    assert list(kept) == [("persona: Stars", form, False, "Analyst"), ("personas", form, False, "Analyst")]
    assert Event.objects.filter(verb="exported personas").count() == 2


def test_a_form_that_nobody_knows_is_not_found(persona: Callable[..., Any]) -> None:
    seen = persona()
    assert seen.client.get(seen.place + "export/exe/").status_code == 404
    assert ExportRecord.objects.count() == 0


def test_a_name_that_is_no_file_name_still_gives_a_file(persona: Callable[..., Any]) -> None:
    seen = persona()
    seen.save(seen.form() | {"name": "\u05e9\u05dc\u05d5\u05dd/../\U0001f600"})
    assert seen.client.get(seen.place + "export/md/").headers["Content-Disposition"] == 'attachment; filename="s1.md"'


def test_all_versions_leave_and_come_in_again_without_loss(
    persona: Callable[..., Any], analysed: StudyRecord, later: StudyRecord
) -> None:
    StudyRecord.objects.filter(pk=later.pk).update(previous=None)  # a line of its own
    one, other = persona(), persona(study=later)
    one.save(one.form() | {"name": "Stars \U0001f600 <b>", "add-quote": "Schnell, bitte."})
    one.client.post(one.place + "merge/", {"other": "s2"})
    book = one.client.get(one.board + "versions/export/").content
    assert len(json.loads(book)["versions"]) == 2
    said = other.client.post(other.board + "versions/import/", {"file": _file(book)}, follow=True)
    assert "2 versions taken in." in said.content.decode()
    assert other.client.get(other.board + "versions/export/").content == book
    again = other.client.post(other.board + "versions/import/", {"file": _file(book)}, follow=True)
    assert "here already" in again.content.decode()
    assert Event.objects.filter(verb="imported persona versions").count() == 2


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[]", b"{}", b"no json", b'{"form": "other"}'])
def test_what_is_no_book_is_refused_with_the_reason(persona: Callable[..., Any], content: bytes) -> None:
    seen = persona("editor")
    page = seen.client.post(seen.board + "versions/import/", {"file": _file(content)}).content.decode()
    assert 'data-state="failed"' in page and "COT-164" in page


def test_the_file_of_cards_is_no_file_of_versions_and_the_page_says_so(persona: Callable[..., Any]) -> None:
    seen = persona()
    cards = seen.client.get(seen.board + "export/json/").content
    page = seen.client.post(seen.board + "versions/import/", {"file": _file(cards)}).content.decode()
    assert "COT-164" in page and "All versions" in page


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("versions.json", content, "application/json")
