"""Has this call been made before? A call with an idempotency key has one effect and one answer for a day.

The call is written down before it is done. Its effect and its answer are then kept in one transaction: a process that
is killed between leaves neither. A call of which nothing was heard for ten minutes may be made again.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from coterie.studio.api.problems import Refused, told
from coterie.studio.api.spool import digest_of
from coterie.studio.projects.keys import key_of
from coterie.studio.projects.models import ApiKey, IdempotentCall

HEADER = "Idempotency-Key"
META = "HTTP_IDEMPOTENCY_KEY"  # where Django finds it without reading every other header
LONGEST = 255
FORM = "[A-Za-z0-9_.:-]+"
EFFECTS = ("POST", "PATCH")  # the same twice would be two effects
KEPT = timedelta(hours=24)
LOST = timedelta(minutes=10)
State = IdempotentCall.State


def answered_once(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of a call; for a POST with an idempotency key the one that it got the first time."""
    said = request.META.get(META)
    key = key_of(_token(request)) if said is not None and request.method in EFFECTS else None
    if key is None or said is None:
        return answer()
    try:
        if len(said) > LONGEST or not re.fullmatch(FORM, said):
            wanted = f"1 to {LONGEST} letters, digits and . _ : -"
            raise Refused(422, "COT-186", "the idempotency key has other signs, or too many", wanted)
        record = _first(key, request, said)
    except Refused as refused:
        return told(refused)
    if record.state == State.DONE:
        return _again(record)
    return _done(record, answer)


def forget_old() -> None:
    """Take away what is older than a day; called by workers each minute."""
    IdempotentCall.objects.filter(at__lt=timezone.now() - KEPT).delete()


def _token(request: HttpRequest) -> str:
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _first(key: ApiKey, request: HttpRequest, said: str) -> IdempotentCall:
    """The record of this call, new or done. Raises Refused where it is being answered, or another body came before."""
    call = f"{request.method} {request.get_full_path()}"
    if len(call) > 120:
        call = f"{request.method} {hashlib.sha256(call.encode()).hexdigest()}"
    names = {"caller": f"key:{key.pk}", "call": call, "key_hash": hashlib.sha256(said.encode()).hexdigest()}
    body = digest_of(request)
    for _ in range(2):
        found = IdempotentCall.objects.filter(**names).first()
        if found is not None and _expired(found):
            IdempotentCall.objects.filter(pk=found.pk, at=found.at).delete()
            found = None
        if found is None:
            try:
                with transaction.atomic():
                    return IdempotentCall.objects.create(**names, api_key=key, body_hash=body)
            except IntegrityError:
                continue  # somebody was quicker: look at his
        if found.body_hash != body:
            raise Refused(422, "COT-190", "this idempotency key came with another body before")
        if found.state == State.DONE:
            return found
        break
    raise Refused(409, "COT-184", "the same call is still being answered", wait=1)


def _expired(found: IdempotentCall) -> bool:
    age = timezone.now() - found.at
    return age > KEPT or (found.state == State.RUNNING and age > LOST)


def _again(found: IdempotentCall) -> HttpResponse:
    response = HttpResponse(found.response, status=found.status or 200, content_type="application/json")
    response["Idempotent-Replay"] = "true"
    return response


def _done(found: IdempotentCall, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer and keep it. What went wrong here, or was refused for its pace, is not kept: it may be tried again."""
    mine = IdempotentCall.objects.filter(pk=found.pk)
    try:
        with transaction.atomic():
            response = answer()
            if _final(response):
                mine.update(state=State.DONE, status=response.status_code, response=response.content.decode())
            else:
                transaction.set_rollback(True)
    except BaseException:
        mine.delete()
        raise
    if not _final(response):
        mine.delete()
    return response


def _final(response: HttpResponse) -> bool:
    return response.status_code < 500 and response.status_code not in (401, 403, 409, 429)
