"""How did a persona come to be what it is? Its versions, what differs between two, and what moved since last time."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coterie.studio.projects.access import screen
from coterie.studio.projects.models import Project, StudyRecord
from coterie.studio.projects.roles import Action
from coterie.studio.screens.personas import facts, words
from coterie.studio.shell.desk import Desk, desk_of
from coterie.studio.shell.formats import number
from coterie.studio.shell.studies import of_study
from coterie.workflows import OpenStudy

SIDES = (
    ("size", "Customers", "whole"),
    ("share_of_customers", "Share of customers", "share"),
    ("share_of_revenue", "Share of revenue", "share"),
    ("clv_mean", "Worth each, ahead", "currency"),
    ("mean_p_alive", "Still customers", "share"),
)


@screen(Action.READ)
@require_GET
@of_study
def history(
    request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, segment: str
) -> HttpResponse:
    """All versions of a persona, and what differs between two of them."""
    desk = desk_of(project, record, study)
    card = desk.card(segment)
    newest = card["version"]
    before = _asked(request, "before", max(0, newest - 1), newest)
    after = _asked(request, "after", newest, newest)
    names = names_of(desk)
    told = (*desk.card(segment, 0)["lines"], *card["lines"], *card["hidden"])
    texts = {line["id"]: line["text"] for line in told}
    said = {
        "study": record,
        "person": facts.shown(desk, card),
        "versions": [words.version(each, texts, names) for each in desk.book.history(segment)],
        "numbers": range(newest + 1),
        "before": before,
        "after": after,
        "differences": words.differences(desk.book.diff(study, segment, before, after), names),
        "may_edit": request.member.may(Action.EDIT_PERSONA),
    }
    return render(request, "personas/history.html", said)


@screen(Action.READ)
@require_GET
@of_study
def moved(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """What moved between the study that came before and this one, persona by persona."""
    desk = desk_of(project, record, study)
    before = desk.before
    people = []
    if before is not None:
        cards = {card["segment"]: card for card in [*desk.book.current(before[1]), *desk.cards]}
        people = [_moved(desk, before[1], card) for card in cards.values()]
    said = {
        "study": record,
        "before": before[0] if before else None,
        "people": people,
        "count": sum(bool(each["differences"]) for each in people),
        "struck": sum(each["counts"]["struck"] for each in people),
    }
    return render(request, "personas/moved.html", said)


def moves(desk: Desk, segment: str) -> dict[str, Any]:
    """In few words: what moved in one persona since the study before; nothing where there was none."""
    if desk.before is None:
        return {}
    record, before = desk.before
    found = desk.book.moved(before, desk.study, segment)
    old, new = before.segment(segment), desk.study.segment(segment)
    sides = _sides(old, new)
    return {"since": record, "size": sides[0] if sides else None, "counts": _counts(found), "new": old is None}


def names_of(desk: Desk) -> dict[str, str]:
    """Segment -> name as people know it now."""
    return {card["segment"]: card["name"] for card in desk.cards}


def _moved(desk: Desk, before: OpenStudy, card: dict[str, Any]) -> dict[str, Any]:
    found = desk.book.moved(before, desk.study, card["segment"])
    told = words.differences(found, names_of(desk))
    return {
        "person": facts.shown(desk, card),
        "sides": _sides(before.segment(card["segment"]), desk.study.segment(card["segment"])),
        "differences": told,
        "struck": [each for each in told if each["kind"] == "struck"],
        "rest": [each for each in told if each["kind"] != "struck"],
        "counts": _counts(found),
        "is_there": desk.study.segment(card["segment"]) is not None,
        "new": before.segment(card["segment"]) is None,
    }


def _counts(found: list[dict[str, Any]]) -> dict[str, int]:
    lines = [each for each in found if each["what"] in ("line", "headline")]
    return {how: sum(each["how"] == how for each in lines) for how in ("added", "removed", "changed", "struck")}


def _sides(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The figures of a segment in both studies, those that both know."""
    out = []
    if old is None or new is None:
        return []
    for name, label, unit in SIDES:
        before, after = _side(old, name), _side(new, name)
        if before is None or after is None:
            continue
        change = after - before
        sign = "+" if change > 0 and unit != "share" else ""
        told = f"{number(100 * change, 'sd')} points" if unit == "share" else f"{sign}{number(change, unit)}"
        out.append(
            {
                "label": label,
                "before": number(before, unit),
                "after": number(after, unit),
                "change": told if change else "the same",
            }
        )
    return out


def _side(segment: dict[str, Any], name: str) -> float | None:
    """A figure of a segment, None where its study does not know it."""
    found = segment.get(name)
    value = found.get("estimate") if isinstance(found, dict) else found
    return None if value is None else float(value)


def _asked(request: HttpRequest, name: str, usual: int, most: int) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 10 and int(asked) <= most else usual
