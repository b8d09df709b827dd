"""How does a program work on a persona? Its card with everybody's edits, and changes that become one new version."""

from collections.abc import Sequence
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, Router

from coterie.studio.api.access import EDIT, READ
from coterie.studio.api.changes import CardIn, CardOut
from coterie.studio.api.problems import Refused, absent
from coterie.studio.api.studies import Named, Segment, open_of
from coterie.studio.projects.events import record
from coterie.studio.shell.desk import Desk, desk_of
from coterie.studio.shell.formats import day
from coterie.terms import WrongWords

router = Router(tags=["Personas"])
PLACE = "/studies/{study}/personas/{segment}/card"
LATER = "COT-163"  # somebody saved a newer version meanwhile
MATCH = "the version that was read, in quotes, as the header ETag told it"
IfMatch = Annotated[str, Header(alias="If-Match", pattern=r'^"[0-9]{1,9}"$', description=MATCH)]


@router.get(PLACE, auth=READ, response=CardOut, summary="Get a persona's card")
def get_card(request: HttpRequest, response: HttpResponse, study: Named, segment: Segment) -> Any:
    """The persona as it stands, with what people made of it; the header ETag holds its version."""
    desk = _desk(request, study)
    return _told(desk, _card(desk, segment), response)


@router.patch(PLACE, auth=EDIT, response=CardOut, summary="Edit a persona")
def edit_card(
    request: HttpRequest,
    response: HttpResponse,
    study: Named,
    segment: Segment,
    body: CardIn,
    if_match: IfMatch,
) -> Any:
    """Save changes as one new version, by the name of the key; nobody's newer version is overwritten."""
    desk = _desk(request, study)
    if desk.older:
        found = f"{desk.record} is an older study of these groups"
        raise Refused(409, "COT-184", found, f"the newest one, {desk.newest.pk}")
    before = _card(desk, segment)
    if int(if_match.strip('"')) != before["version"]:
        raise _overtaken(f"version {before['version']} of {before['name']} is there")
    changes = [each.dict() for each in body.changes]
    return _told(desk, _saved(request, desk, segment, changes, before["version"], body.note), response)


def _saved(
    request: HttpRequest, desk: Desk, segment: str, changes: Sequence[dict[str, Any]], version: int, note: str
) -> dict[str, Any]:
    key = request.auth
    today = day(timezone.localdate()).replace("\u00a0", " ")
    try:
        card = desk.book.edit(desk.study, segment, changes, by=key.name, on=today, expected=version, note=note)
    except WrongWords as wrong:
        if any(each.code == LATER for each in wrong.problems):
            raise _overtaken(wrong.problems[0].found) from wrong
        raise
    told = {"version": card["version"], "study": str(desk.record.pk)}
    record(desk.project, key, "edited a persona", card["name"], **told)
    return card


def _desk(request: HttpRequest, study: str) -> Desk:
    kept, found = open_of(request, study)
    return desk_of(request.auth.project, kept, found)


def _card(desk: Desk, segment: str) -> dict[str, Any]:
    try:
        return desk.card(segment)
    except Http404 as fault:
        raise absent(f"persona of {segment} in this study") from fault


def _told(desk: Desk, card: dict[str, Any], response: HttpResponse) -> dict[str, Any]:
    response["ETag"] = f'"{card["version"]}"'
    return {"study": desk.record.pk, "card": card}


def _overtaken(found: str) -> Refused:
    return Refused(412, LATER, found, "If-Match with the version that is there")
