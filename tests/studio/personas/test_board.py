"""What stands on the board and on one persona?"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from coterie.studio.projects.models import StudyRecord
from coterie.workflows import open_study

pytestmark = pytest.mark.django_db
BOARD = "/p/corner-shop/s/{}/personas/"


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode().replace("\u00a0", " ")


def test_the_board_opens_with_a_sentence_and_has_a_card_a_persona(
    analysed: StudyRecord, studio_client: Callable[..., Client]
) -> None:
    page = text(studio_client("viewer").get(BOARD.format(analysed.pk)))
    assert "Six personas; Champions, 16 % of customers, bring 50 % of revenue" in page
    assert page.count('<li class="card c') == 6
    assert "78 customers, 16 % · 50 % of revenue" in page
    assert "/edit/" not in page and "Export" not in page and "Import" not in page


def test_the_way_in_leads_to_the_newest_study(later: StudyRecord, studio_client: Callable[..., Client]) -> None:
    answer = studio_client("viewer").get("/p/corner-shop/personas/?show=edited")
    assert answer.headers["Location"] == BOARD.format(later.pk) + "?show=edited"


def test_without_a_study_the_page_says_what_will_be_there(project: Any, studio_client: Callable[..., Client]) -> None:
    assert 'data-state="empty"' in text(studio_client("analyst").get("/p/corner-shop/personas/"))


def test_a_filter_that_nothing_passes_is_not_an_empty_board(
    analysed: StudyRecord, studio_client: Callable[..., Client]
) -> None:
    page = text(studio_client("viewer").get(BOARD.format(analysed.pk) + "?show=edited"))
    assert 'data-state="filtered"' in page and "Clear the filter" in page


def test_a_persona_tells_every_line_with_its_mark_and_its_evidence(persona: Callable[..., Any]) -> None:
    seen = persona("viewer")
    page = seen.page()
    told = open_study(Path(settings.WORKSPACE) / StudyRecord.objects.get().folder).persona("s1")
    for sentence in told["sentences"]:
        assert sentence["text"].split(" ", 1)[-1].replace("\u00a0", " ")[:40].replace("'", "&#x27;") in page
        assert " ".join(sentence["stats"]) in page
    assert page.count('<li class="said absent">') == sum(s["kind"] == "absent" for s in told["sentences"])
    assert "stability 92 %" in page and "confidence 94 %" in page
    assert "Who they are" not in page and "What they feel about the shop: not measured" in page
    for key in re.findall(r'data-stats="([^"]+)"', page):
        answer = seen.client.get(seen.board.replace("personas/", "evidence/"), {"keys": key})
        assert answer.context["found"], key


def test_how_they_differ_is_drawn_and_told_in_numbers(persona: Callable[..., Any]) -> None:
    page = persona("viewer").page()
    rows = page[page.index("<h3>How they differ") : page.index("The numbers of this chart")]
    assert rows.count('class="made"') == 3
    assert [label in rows for label in ("Orders", "Age", "Share spent on tea")] == [True] * 3
    assert "+0.6" in rows and "tried and did not differ enough to be told" in rows


def test_who_may_not_edit_or_export_has_no_button_for_it(persona: Callable[..., Any]) -> None:
    seen = {role: persona(role).page() for role in ("viewer", "analyst", "editor", "privacy")}
    assert {role: "/edit/" in page for role, page in seen.items()} == {
        "viewer": False, "analyst": True, "editor": True, "privacy": False}  # fmt: skip
    assert {role: "/export/pdf/" in page for role, page in seen.items()} == {
        "viewer": False, "analyst": True, "editor": True, "privacy": False}  # fmt: skip
    assert {role: "Export list" in page for role, page in seen.items()} == {
        "viewer": False, "analyst": True, "editor": False, "privacy": True}  # fmt: skip


@pytest.mark.parametrize("tail", ["s99/", "s99/edit/", "s99/history/", "s99/print/"])
def test_a_persona_that_is_not_there_is_not_found(
    tail: str, analysed: StudyRecord, studio_client: Callable[..., Client]
) -> None:
    assert studio_client("analyst").get(BOARD.format(analysed.pk) + tail).status_code == 404


def test_paper_has_one_page_or_all(persona: Callable[..., Any]) -> None:
    seen = persona("viewer")
    assert seen.page("print/").count('<article class="page') == 1
    assert text(seen.client.get(seen.board + "print/")).count('<article class="page') == 6


def test_a_study_without_personas_says_so(
    analysed: StudyRecord, studio_client: Callable[..., Client], tmp_path: Path
) -> None:
    place = Path(settings.WORKSPACE) / analysed.folder
    shutil.copytree(place.resolve(), tmp_path / "bare")
    personas = tmp_path / "bare" / "personas.json"
    personas.write_text('{"personas": [], "verdict": null}', encoding="utf-8")
    place.unlink()
    place.symlink_to(tmp_path / "bare")
    client = studio_client("analyst")
    page = text(client.get(BOARD.format(analysed.pk)))
    assert "No personas yet" in page and 'data-state="empty"' in page
    assert "Nothing to print" in text(client.get(BOARD.format(analysed.pk) + "print/"))
