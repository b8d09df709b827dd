"""How does a call of a program come in? By a short way: no session, no cookie, no form, no page."""

from collections.abc import Callable
from functools import lru_cache

from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, resolve

from coterie.studio.api import spool
from coterie.studio.api.once import answered_once

ROOT = "/api/"


class ShortWay:
    """Middleware that answers everything below `/api/` itself; what comes after it is for browsers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._long = get_response
        self._short = convert_exception_to_response(_answer)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and let nobody on the way keep it."""
        if not request.path_info.startswith(ROOT):
            return self._long(request)
        try:
            response: HttpResponse = self._short(request)
        finally:
            spool.close(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Content-Length", str(len(response.content)))
        for name, value in getattr(request, "rate_headers", {}).items():
            response.headers.setdefault(name, value)
        return response


def _answer(request: HttpRequest) -> HttpResponse:
    request.csrf_processing_done = True  # a key is no cookie: nobody can send it unasked
    found = _found(request.path_info)
    request.resolver_match = found
    return answered_once(request, lambda: found.func(request, *found.args, **found.kwargs))


@lru_cache(maxsize=256)
def _found(path: str) -> ResolverMatch:
    """The call at an address: programs ask for few, each many times. Raises Resolver404."""
    return resolve(path)
