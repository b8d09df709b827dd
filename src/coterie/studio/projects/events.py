"""How is it remembered who did what? Each event is chained to the one before by a keyed hash."""

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from coterie.studio.accounts.models import Person
from coterie.studio.projects.models import ApiKey, Event, Project

TRIES = 20  # two writers may want the same number; the later one takes the next


def record(project: Project | None, who: Person | ApiKey | None, verb: str, thing: object = "", **detail: Any) -> Event:
    """Write down an act: who did what to what, with a few plain facts. Never give it personal data of customers.

    project   where it happened, or None for the studio as a whole.
    who       the person, or the key of a program, or None for the studio itself.
    verb      what was done, in the past: "imported", "signed in".
    thing     to what, as a person knows it.
    detail    facts that JSON can hold.
    """
    facts = json.loads(json.dumps(detail, default=str))
    for turn in range(TRIES):
        try:
            with transaction.atomic():
                return _append(project, who, verb, str(thing)[:200], facts)
        except IntegrityError:
            if turn == TRIES - 1:
                raise
    raise AssertionError("not reached")


def verify() -> int | None:
    """The number of the first event that does not follow from the one before, or None when the chain is whole."""
    previous = ""
    for number, event in enumerate(Event.objects.order_by("number").iterator(chunk_size=2000), start=1):
        if event.number != number or event.previous_hash != previous or event.hash != _hash(event):
            return number
        previous = event.hash
    return None


def _append(project: Project | None, who: Person | ApiKey | None, verb: str, thing: str, facts: Any) -> Event:
    last = Event.objects.order_by("-number").first()
    event = Event(
        number=last.number + 1 if last else 1,
        project=project,
        person=who if isinstance(who, Person) else None,
        key=who if isinstance(who, ApiKey) else None,
        scope=str(project.id) if project else "",
        who=_named(who),
        at=timezone.now(),
        verb=verb,
        object=thing,
        detail=facts,
        previous_hash=last.hash if last else "",
    )
    event.hash = _hash(event)
    event.save(force_insert=True)
    return event


def _named(who: Person | ApiKey | None) -> str:
    if isinstance(who, Person):
        return f"person {who.pk}"
    return f"key {who.prefix}" if isinstance(who, ApiKey) else "studio"


def _hash(event: Event) -> str:
    said = [
        event.number,
        event.scope,
        event.who,
        event.at.isoformat(),
        event.verb,
        event.object,
        event.detail,
        event.previous_hash,
    ]
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    key = hashlib.sha256(b"coterie events" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
