"""Was this form sent before? Each form of a page has a key of its own; sent again, it leads to what came of it first.

A server may end after it has done what was asked and before its answer has arrived: whoever sends the form again then
would have it done twice. What is done and where it led are kept in one transaction, so either both are there or
neither. The same key with other fields is another wish: a page that somebody went back to may be sent anew.
"""

import hashlib
import re
import secrets
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from coterie.studio.projects.access import View
from coterie.studio.projects.models import IdempotentCall, Project

FIELD = "once"
FORM = re.compile("[A-Za-z0-9_-]{16,64}")
State = IdempotentCall.State


def new_key() -> str:
    """The key of one form on one page."""
    return secrets.token_urlsafe(16)


def once(view: View) -> View:
    """A view of a project that does what a form asks for, and leads on: it does so once for each key.

    A form without a key is done each time; an answer that does not lead on, such as a form with faults, is not kept.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, project: Project, *args: Any, **more: Any) -> HttpResponse:
        said = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if not FORM.fullmatch(said):
            return view(request, project, *args, **more)
        with transaction.atomic():
            more_said = {"person": request.user, "body_hash": _hash(said)}
            found, first = IdempotentCall.objects.get_or_create(**_names(request, said), defaults=more_said)
            if not first:
                return redirect(found.response)
            answer = view(request, project, *args, **more)
            if isinstance(answer, HttpResponseRedirect):
                found.state, found.status, found.response = State.DONE, answer.status_code, answer.url
                found.save(update_fields=["state", "status", "response"])
            else:
                found.delete()
        return answer

    return wrapped


def _names(request: HttpRequest, said: str) -> dict[str, str]:
    """Who sent what where."""
    fields = sorted((name, request.POST.getlist(name)) for name in request.POST if name != "csrfmiddlewaretoken")
    return {
        "caller": f"person:{request.user.pk}",
        "call": f"FORM {_hash(request.path)}",
        "key_hash": _hash(repr((said, fields))),
    }


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
