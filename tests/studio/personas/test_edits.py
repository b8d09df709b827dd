"""What happens to what people write?"""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from coterie.studio.projects.models import Event, StudyRecord
from coterie.studio.shell.formats import day

pytestmark = pytest.mark.django_db


def test_a_changed_line_becomes_assumed_with_author_and_the_study_beside_it(persona: Callable[..., Any]) -> None:
    seen = persona()
    words = seen.form()
    words |= {"name": "Stars", seen.line("Age"): "They are older than most.", "note": "after the workshop",
              "add-goal": "Good wine\n\n  No waiting ", "add-quote": "Quickly, <please>."}  # fmt: skip
    page = seen.save(words).content.decode().replace("\u00a0", " ")
    assert "Saved as version 1 of Stars: 5 changes." in page and "Undo" in page
    today = day(timezone.localdate()).replace("\u00a0", " ")
    assert (
        f'They are older than most.</bdi>\n<span class="remark">Said by Analyst, {today}. The study says: Age: 53'
        in page
    )
    assert page.count("<strong>Goal</strong>") == 2 and "<bdi>No waiting</bdi>" in page
    assert "Quickly, &lt;please&gt;." in page
    assert [(e.verb, e.object, e.detail["version"]) for e in Event.objects.filter(verb="edited a persona")] == [
        ("edited a persona", "Stars", 1)]  # fmt: skip
    assert "Stars" in persona("viewer").page()


def test_a_hidden_line_is_gone_and_undo_brings_it_back(persona: Callable[..., Any]) -> None:
    seen = persona("editor")
    age = seen.line("Age")
    seen.save(seen.form() | {age.replace("line-", "hide-"): "on"})
    assert "Age: 53" not in seen.page()
    undone = seen.client.post(seen.place + "back/", {"version": "0"}, follow=True).content.decode()
    assert "Saved as version 2" in undone and "Age: 53" in seen.page()


def test_a_hidden_line_is_shown_again_on_purpose_and_nothing_else_is_undone(persona: Callable[..., Any]) -> None:
    seen = persona("editor")
    age = seen.line("Age")
    seen.save(seen.form() | {age.replace("line-", "hide-"): "on"})
    seen.save(seen.form() | {"name": "Stars"})
    assert "1 hidden line</a>" in seen.page() and "hidden line" not in persona("viewer").page()
    assert "Show again" in seen.page("edit/")
    shown = seen.save(seen.form() | {age.replace("line-", "show-"): "on"}).content.decode().replace("\u00a0", " ")
    assert "Saved as version 3 of Stars: 1 change." in shown and "Age: 53" in shown
    assert "Showed “Age: 53" in seen.page("history/") and "hidden line" not in seen.page()


def test_saving_without_a_change_makes_no_version(persona: Callable[..., Any]) -> None:
    seen = persona()
    assert "Nothing was changed" in seen.save(seen.form()).content.decode()
    assert "Nobody has edited this persona" in seen.page("history/")


@pytest.mark.parametrize("words", [{"name": " "}, {"headline": ""}, {"name": "x" * 121}, {"add-goal": "x" * 2001}])
def test_what_cannot_be_saved_is_said_and_nothing_typed_is_lost(persona: Callable[..., Any], words: Any) -> None:
    seen = persona()
    answer = seen.save(seen.form() | {"add-needs": "A word of mine"} | words)
    assert answer.status_code == 200 and "nothing was saved" in answer.content.decode()
    assert "A word of mine" in answer.content.decode()
    assert "Nobody has edited" in seen.page("history/")


def test_two_people_who_write_at_once_lose_nothing(persona: Callable[..., Any]) -> None:
    one, two = persona("analyst"), persona("editor")
    mine, theirs = one.form(), two.form()
    age, tea = one.line("Age"), one.line("Tea")
    two.save(theirs | {age: "They are older."})
    answer = one.save(mine | {tea: "No tea for them."})
    page = answer.content.decode()
    assert "Editor saved version 1 while you were writing" in page
    assert "No tea for them." in page and "They are older." in page
    form = answer.context["form"]
    again = {field.html_name: field.value() for field in form if field.value()}
    page = one.save(again).content.decode()
    assert "Saved as version 2" in page and "No tea for them." in page and "They are older." in page


def test_a_merged_persona_leaves_the_board_and_its_lines_say_whose_they_are(persona: Callable[..., Any]) -> None:
    seen = persona()
    page = seen.client.post(seen.place + "merge/", {"other": "s2"}, follow=True).content.decode()
    assert "Together with Loyal" in page and "Of Loyal." in page
    board = seen.client.get(seen.board).content.decode()
    assert board.count('<li class="card c') == 5 and "1 put aside or merged" in board
    aside = seen.client.get(seen.board, {"show": "archived"}).content.decode()
    assert "merged into Champions" in aside
    assert seen.client.post(seen.place + "merge/", {"other": "s1"}).status_code == 200
    seen.client.post(seen.place + "back/", {"version": "0"})
    assert seen.client.get(seen.board).content.decode().count('<li class="card c') == 6


def test_a_persona_put_aside_comes_back(persona: Callable[..., Any]) -> None:
    seen = persona()
    assert "put aside" in seen.client.post(seen.place + "archive/", follow=True).content.decode()
    assert seen.client.get(seen.board).content.decode().count('<li class="card c') == 5
    seen.client.post(seen.place + "restore/")
    assert seen.client.get(seen.board).content.decode().count('<li class="card c') == 6


def test_another_picture_is_another_drawing(persona: Callable[..., Any]) -> None:
    seen = persona()
    before = seen.page()
    seen.client.post(seen.place + "picture/")
    drawn = [page[page.index('<svg class="art') :].split("</svg>")[0] for page in (before, seen.page())]
    assert drawn[0] != drawn[1]


@pytest.mark.parametrize("version", ["", "9", "-1", "x", "1" * 40])
def test_a_version_that_is_not_there_changes_nothing(persona: Callable[..., Any], version: str) -> None:
    seen = persona()
    answer = seen.client.post(seen.place + "back/", {"version": version}, follow=True)
    assert "has no earlier version" in answer.content.decode()


def test_the_history_tells_each_version_and_compares_two(persona: Callable[..., Any]) -> None:
    seen = persona()
    seen.save(seen.form() | {"name": "Stars", "note": "better name"})
    age = seen.line("Age")
    seen.save(seen.form() | {age: "They are older."})
    page = seen.page("history/", before="0", after="2")
    assert "Two versions of Stars, the last by Analyst on " in page and "better name" in page
    assert "<del><bdi>Champions</bdi></del><br><ins><bdi>Stars</bdi></ins>" in page
    assert "<ins><bdi>They are older.</bdi></ins>" in page
    assert "Stars</bdi></ins>" not in seen.page("history/")
    assert "Nothing differs" in seen.page("history/", before="2", after="2")
    assert "Go back to version 1" in page and "Go back to version" not in persona("viewer").page("history/")


def test_edits_come_along_to_the_next_study_and_what_no_longer_holds_is_struck(
    persona: Callable[..., Any], later: StudyRecord
) -> None:
    first, next_ = persona(), persona(study=later)
    card = first.client.get(first.place).context["person"]
    lines = {line["words"].split(":")[0]: line["id"] for line in card["lines"]}
    words = {"expected": "0", "name": "Stars", "headline": card["headline"]["text"]}
    words |= {f"line-{line['id']}": line["text"] for line in card["lines"]}
    words |= {f"line-{lines['Tea']}": "Coffee people.", f"line-{lines['Age']}": "They are older."}
    first.client.post(first.place + "edit/", words)
    page = next_.page()
    assert "<h2><bdi>Stars</bdi></h2>" in page
    assert "Coffee people." in page and "<strong>The study says now:</strong> Tea: 5 %" in page
    assert "<s><bdi>They are older.</bdi></s>" in page and "No longer told by the study" in page
    board = next_.client.get(next_.board).content.decode()
    assert "Since Study 1: +8 customers" in board and "no longer hold" in board
    moved = next_.client.get(next_.board + "moved/").content.decode().replace("\u00a0", " ")
    assert "All six personas moved since Study 1" in moved
    assert "<del><bdi>They are older.</bdi></del>" in moved and "+1.6 points" in moved
    assert "Not a group of this study any more" in moved


def test_edits_of_an_older_study_are_made_on_the_newest(persona: Callable[..., Any], later: StudyRecord) -> None:
    old = persona()
    answer = old.client.get(old.place + "edit/")
    assert answer.headers["Location"] == f"/p/corner-shop/s/{later.pk}/personas/s1/edit/"
    assert "This is an older study" in old.page()


def test_a_study_that_continues_no_other_has_nothing_to_compare_with(persona: Callable[..., Any]) -> None:
    seen = persona("viewer")
    assert 'data-state="empty"' in seen.client.get(seen.board + "moved/").content.decode()


def test_studies_that_continue_nothing_share_no_edits(
    persona: Callable[..., Any], later: StudyRecord, analysed: StudyRecord
) -> None:
    seen = persona()
    seen.client.post(seen.place + "archive/")
    assert "put aside" in persona(study=later).page()
    StudyRecord.objects.filter(pk=later.pk).update(previous=None)
    assert "put aside:" not in persona(study=later).page()


def test_the_name_that_somebody_gave_stands_beside_the_segment(persona: Callable[..., Any]) -> None:
    seen = persona("editor")
    study = seen.board.removesuffix("personas/")
    assert "“" not in seen.client.get(study).content.decode()
    seen.save(seen.form() | {"name": "Stars <b>"})
    assert "“<bdi>Stars &lt;b&gt;</bdi>”" in seen.client.get(study).content.decode()
    assert "You call them “<bdi>Stars &lt;b&gt;</bdi>”" in seen.client.get(f"{study}segments/s1/").content.decode()


def test_the_project_switcher_names_projects_and_not_the_personas_of_the_page(persona: Callable[..., Any]) -> None:
    assert 'class="switch"' not in persona("viewer").page()  # this person has one project
