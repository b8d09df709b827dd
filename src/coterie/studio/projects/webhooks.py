"""How does another program hear of what happened? A signed message to its address, tried again until it arrives.

A delivery is written with the fact that it tells of; a worker sends it, and sends it again after a minute, five
minutes, and so on, until the address answers 2xx or a day has passed. Whoever sends takes the delivery first by moving
its next turn, so that two workers send it once.
"""

import hashlib
import hmac
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from coterie.studio.accounts.models import Person
from coterie.studio.projects.calling import Answer, call
from coterie.studio.projects.events import record
from coterie.studio.projects.models import ApiKey, Delivery, Project, Webhook
from coterie.studio.projects.secrets import decrypt, encrypt, new_token

EVENTS = {
    "study.finished": "A study is done; its headline and its segments",
    "study.failed": "A study failed, or its data were refused; the reason",
    "segments.changed": "A study of the same data found other segments, or other sizes",
    "dataset.imported": "Data were imported; rows taken and left out",
}
PING = "ping"
AFTER = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))  # waits between tries
AT_ONCE = 40  # deliveries in one round
HANDS = 10


def make_webhook(project: Project, who: Person | ApiKey | None, url: str, events: list[str]) -> tuple[Webhook, str]:
    """A webhook and its secret, which is told this once."""
    secret = new_token("whsec")
    person = who if isinstance(who, Person) else None
    hook = Webhook.objects.create(
        project=project, url=url, secret_encrypted=encrypt(secret), events=events, created_by=person
    )
    record(project, who, "made a webhook", _shown(url), events=events)
    return hook, secret


def remove(hook: Webhook, who: Person | ApiKey | None) -> None:
    """Forget a webhook with its log."""
    record(hook.project, who, "removed a webhook", _shown(hook.url))
    hook.delete()


def announce(project: Project, event: str, data: dict[str, Any]) -> int:
    """Write a delivery for every webhook of the project that wants this event; how many."""
    hooks = [each for each in project.webhooks.filter(active=True) if not each.events or event in each.events]
    for hook in hooks:
        write(hook, event, data)
    return len(hooks)


def write(hook: Webhook, event: str, data: dict[str, Any]) -> Delivery:
    """One delivery, due now."""
    payload = {
        "id": str(uuid.uuid4()),
        "event": event,
        "created": timezone.now().isoformat(),
        "project": hook.project.slug,
        "data": data,
    }
    return Delivery.objects.create(webhook=hook, event=event, payload=payload)


def again(delivery: Delivery) -> Delivery:
    """The same message once more, as a delivery of its own: its id stays, so that the receiver can tell."""
    return Delivery.objects.create(webhook=delivery.webhook, event=delivery.event, payload=delivery.payload)


def send_due() -> int:
    """Send what is due; how many were tried. Called by workers each minute."""
    due = Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=timezone.now(), webhook__active=True)
    mine = [each for each in due.select_related("webhook").order_by("next_at", "pk")[:AT_ONCE] if _taken(each)]
    return len(_send(mine))


def send(delivery: Delivery) -> bool:
    """Send one that waits, now; False where somebody else has taken it."""
    return bool(_taken(delivery) and _send([delivery]))


def _taken(delivery: Delivery) -> bool:
    """Move its next turn: whoever succeeds sends it, and if he dies the next turn comes all the same."""
    wait = AFTER[min(delivery.attempts, len(AFTER) - 1)]
    waits = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING, attempts=delivery.attempts)
    return bool(waits.update(attempts=F("attempts") + 1, next_at=timezone.now() + wait))


def _send(deliveries: list[Delivery]) -> list[Answer]:
    """Call all at once, so that a slow address keeps nobody waiting but itself, and write down what came of it."""
    messages = [_message(each) for each in deliveries]
    with ThreadPoolExecutor(max_workers=HANDS) as hands:
        answers = list(hands.map(lambda message: message if isinstance(message, Answer) else call(*message), messages))
    for delivery, answer in zip(deliveries, answers, strict=True):
        state = Delivery.State.WAITING
        if answer.arrived:
            state = Delivery.State.DELIVERED
        elif answer.hopeless or delivery.attempts + 1 > len(AFTER):
            state = Delivery.State.FAILED
        Delivery.objects.filter(pk=delivery.pk).update(state=state, response_code=answer.status, message=answer.message)
    return answers


def signature(secret: str, moment: int, body: bytes) -> str:
    """The value of `Coterie-Signature`: HMAC-SHA256 over the moment, a dot and the body.

    >>> signature("whsec_x", 1, b"{}")[:10]
    't=1,v1=36e'
    """
    said = f"{moment}.".encode() + body
    return f"t={moment},v1={hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()}"


def _message(delivery: Delivery) -> tuple[str, bytes, dict[str, str]] | Answer:
    """Address, body and head; an answer where it cannot be signed any more."""
    body = json.dumps(delivery.payload, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        secret = decrypt(delivery.webhook.secret_encrypted)
    except ValueError:
        return Answer(None, "Its secret was sealed with another key. Make the webhook anew.", hopeless=True)
    return (
        delivery.webhook.url,
        body,
        {
            "Content-Type": "application/json",
            "User-Agent": "coterie-webhook",
            "Coterie-Event": delivery.event,
            "Coterie-Delivery": str(delivery.payload.get("id", "")),
            "Coterie-Signature": signature(secret, int(time.time()), body),
        },
    )


def _shown(url: str) -> str:
    """An address without what may be secret in it."""
    return url.partition("?")[0][:200]
