"""Which calls are there, and how is a fault told? Ninja's application with our problems and our document."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from coterie.studio.api import cards, datasets, hooks, scoring, studies
from coterie.studio.api.document import Api
from coterie.studio.api.problems import Refused, broken, of_status, problem, told
from coterie.studio.config.room import no_room
from coterie.terms import CoterieError, Problem

WORDS = """Segments, values and personas for programs.

Every call shows a key: `Authorization: Bearer ck_...`. Keys are made under Settings, API keys; their scopes say what
they open: `read`, `score`, `edit`, `run`, `pii`. A POST or PATCH may carry `Idempotency-Key`: the same key again within
24 hours has one effect and one answer. What is refused is told with a code, what was found, what was expected and what
to do. Lists give `next`, the cursor of the next page. Answers tell the pace in `RateLimit-*`; after 429 wait for
`Retry-After` seconds.
"""

api = Api(title="coterie studio", version="1", description=WORDS, docs_url=None, urls_namespace="api")
for _each in (datasets, studies, cards, scoring, hooks):
    api.add_router("", _each.router)


def _refused(request: HttpRequest, fault: Refused) -> HttpResponse:
    return told(fault)


def _unfit(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """422 with every value that does not fit; what was sent is not repeated."""
    found = [Problem("COT-186", f"{_place(each['loc'])}: {_plain(each['msg'])}") for each in fault.errors[:20]]
    return problem(422, found or [Problem("COT-186", "the call does not fit")])


def _said(request: HttpRequest, fault: HttpError) -> HttpResponse:
    if isinstance(fault, AuthenticationError):
        return told(Refused(401, "COT-181", "this call shows no key"))
    return of_status(fault.status_code, "the body is no JSON" if fault.status_code == 400 else str(fault))


def _absent(request: HttpRequest, fault: Http404) -> HttpResponse:
    return of_status(404, "there is no such thing")


def _too_large(request: HttpRequest, fault: RequestDataTooBig) -> HttpResponse:
    return of_status(413, "the body is too large")


def _ours(request: HttpRequest, fault: CoterieError) -> HttpResponse:
    return problem(422, fault.problems)


def _broken(request: HttpRequest, fault: Exception) -> HttpResponse:
    full = no_room(fault)
    if full or isinstance(fault, OperationalError | InterfaceError):
        found = "the disk of the studio is full" if full else "the studio cannot reach its database just now"
        response = of_status(503, found)
        response["Retry-After"] = "30"
        return response
    return broken(fault, f"{request.method} {request.path}")


def _place(parts: tuple[Any, ...]) -> str:
    """Where in the call: body.customers.0.id; the name of the function's argument is nobody's business.

    >>> _place(("body", "body", "customers", 0, "id"))
    'customers.0.id in the body'
    """
    source, *rest = [str(part) for part in parts]
    inner = rest[1:] if source == "body" and rest else rest
    return f"{'.'.join(inner)} in the {source}" if inner else f"the {source}"


def _plain(words: str) -> str:
    return words[:1].lower() + words[1:]


for _kind, _handler in (
    (Refused, _refused),
    (ValidationError, _unfit),
    (HttpError, _said),
    (Http404, _absent),
    (RequestDataTooBig, _too_large),
    (CoterieError, _ours),
    (Exception, _broken),
):
    api.add_exception_handler(_kind, _handler)  # type: ignore[arg-type]
