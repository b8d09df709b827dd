"""What does somebody see when it does not work? A sentence, what to do, and a number to quote; never a traceback."""

import logging
import secrets
import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.html import format_html

from coterie.studio.config.room import no_room

logger = logging.getLogger("coterie.studio")
BROKEN = 500  # from this status on the fault is not the visitor's: the same address may work in a moment
ASLEEP = 30  # seconds after which a program may ask again

CODES = {400: "COT-186", 403: "COT-182", 404: "COT-183", 413: "COT-185", 429: "COT-189"}  # as the API tells them

SAID: dict[int, tuple[str, str]] = {
    400: ("This request could not be read", "Go back, reload the page and try again."),
    403: (
        "This form has expired",
        "It was open for too long, or came from another page. Go back, reload and try again.",
    ),
    404: (
        "There is no such page",
        "The address may be wrong, or the thing was deleted, or it belongs to a project of others.",
    ),
    413: ("That was too large", "Large files go through Data, where they are sent in pieces."),
    429: (
        "Too many tries",
        "For safety, signing in is paused here for 15 minutes. Then try again, or ask for a reset link.",
    ),
    500: (
        "Something went wrong here",
        "It is written down. Try again; if it stays so, tell who keeps this studio the number below.",
    ),
    507: (
        "The disk is full",
        "Nothing was changed. Whoever keeps this studio can make room on its disk; then try again.",
    ),
    503: (
        "Back in a moment",
        "The studio cannot reach its database. It tries again by itself; so can you, in half a minute.",
    ),
}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where too much was sent."""
    return told(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return told(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return told(request, 404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was not ours, or is too old."""
    return told(request, 403)


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **more: Any) -> HttpResponse:
    """429 after too many wrong passwords."""
    return told(request, 429)


def failed(request: HttpRequest) -> HttpResponse:
    """500 with a number that stands in the log too; 503 while the database does not answer; 507 on a full disk."""
    fault = sys.exc_info()[1]
    if no_room(fault):
        return told(request, 507)
    if isinstance(fault, OperationalError | InterfaceError):
        answer = told(request, 503)
        answer["Retry-After"] = str(ASLEEP)
        answer._has_been_logged = True  # one line, not a traceback for each page
        logger.warning("The database does not answer: %s %s", request.method, request.path)
        return answer
    number = secrets.token_hex(4)
    logger.error("Error %s at %s %s", number, request.method, request.path)
    return told(request, 500, number)


def told(request: HttpRequest, status: int, number: str = "") -> HttpResponse:
    """The page of an error, or its JSON for programs. It asks no database: that may be what is missing."""
    title, remedy = SAID[status]
    if request.path.startswith("/api/"):
        said = {"code": CODES.get(status, "COT-191"), "found": title, "expected": "", "remedy": remedy}
        return JsonResponse({**said, "status": status, "problems": [said], "number": number}, status=status)
    page = {"title": title, "remedy": remedy, "status": status, "number": number}
    page |= {"theme": request.COOKIES.get("coterie_theme", ""), "again": status >= BROKEN and request.method == "GET"}
    try:
        return HttpResponse(render_to_string("shell/error.html", page), status=status)
    except Exception:  # the studio's own files are gone or broken: the words need none of them
        logger.exception("The page of an error cannot be made")
        words = (format_html("<p>{}</p>", each) for each in (title, remedy, number) if each)
        return HttpResponse(f"<!doctype html><title>{title}</title>{''.join(words)}", status=status)
