"""Does a program edit a persona by the same rules as the page?"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coterie.studio.projects.models import Event, StudyRecord

pytestmark = pytest.mark.django_db
PLACE = "studies/newest/personas/s1/card"
STARS = {"changes": [{"do": "rename", "name": "Stars"}], "note": "after the workshop"}


def test_a_program_saves_one_version_which_the_page_shows(
    program: Callable[..., Any], analysed: StudyRecord, studio_client: Callable[..., Client]
) -> None:
    call = program("read", "edit")
    read = call("get", PLACE)
    line = read.json()["card"]["lines"][0]
    assert (read.headers["ETag"], read.json()["card"]["version"]) == ('"0"', 0)
    changes = [*STARS["changes"], {"do": "edit", "line": line["id"], "text": "They are quick."},
               {"do": "add", "block": "goal", "text": "Good wine"}]  # fmt: skip
    saved = call("patch", PLACE, {"changes": changes, "note": "after the workshop"}, If_Match='"0"')
    assert (saved.status_code, saved.headers["ETag"]) == (200, '"1"'), saved.content
    page = studio_client("viewer").get(f"/p/corner-shop/s/{analysed.pk}/personas/s1/").content.decode()
    for words in ("<bdi>Stars</bdi>", "They are quick.", "Good wine", "Said by test, "):
        assert words in page, words
    history = studio_client("viewer").get(f"/p/corner-shop/s/{analysed.pk}/personas/s1/history/").content.decode()
    assert "after the workshop" in history
    assert Event.objects.filter(verb="edited a persona", object="Stars").count() == 1


def test_a_newer_version_is_not_overwritten_and_a_version_must_be_named(
    program: Callable[..., Any], analysed: StudyRecord
) -> None:
    call = program("edit", "read")
    assert call("patch", PLACE, STARS).status_code == 422
    assert call("patch", PLACE, STARS, If_Match='"0"').status_code == 200
    late = call("patch", PLACE, {"changes": [{"do": "archive"}]}, If_Match='"0"')
    assert (late.status_code, late.json()["code"]) == (412, "COT-163")
    assert call("get", PLACE).json()["card"]["archived"] is False


def test_the_same_call_again_saves_no_second_version(program: Callable[..., Any], analysed: StudyRecord) -> None:
    call = program("edit", "read")
    first = call("patch", PLACE, STARS, If_Match='"0"', Idempotency_Key="k")
    again = call("patch", PLACE, STARS, If_Match='"0"', Idempotency_Key="k")
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["Idempotent-Replay"] == "true"
    assert call("get", PLACE).headers["ETag"] == '"1"'


@pytest.mark.parametrize(
    "change",
    [
        {"do": "edit", "line": "nowhere", "text": "x"},
        {"do": "show", "line": "nowhere"},
        {"do": "rename", "name": "x" * 121},
        {"do": "add", "block": "goal", "text": " "},
        {"do": "back", "version": 7},
        {"do": "explode"},
    ],
)
def test_what_the_page_would_not_take_a_call_does_not_bring_in(
    program: Callable[..., Any], analysed: StudyRecord, change: dict[str, Any]
) -> None:
    call = program("edit", "read")
    body = {"changes": [*STARS["changes"], change]}
    assert call("patch", PLACE, body, If_Match='"0"').status_code == 422
    assert call("get", PLACE).json()["card"]["version"] == 0


def test_a_key_that_only_reads_edits_nothing(program: Callable[..., Any], analysed: StudyRecord) -> None:
    assert program("read", "run", "pii")("patch", PLACE, STARS, If_Match='"0"').status_code == 403


def test_older_studies_of_the_same_groups_are_read_only(
    program: Callable[..., Any], analysed: StudyRecord, later: StudyRecord
) -> None:
    place = f"studies/{analysed.pk}/personas/s1/card"
    refused = program("edit")("patch", place, STARS, If_Match='"0"')
    assert (refused.status_code, refused.json()["code"]) == (409, "COT-184")
    assert str(later.pk) in refused.json()["expected"]
