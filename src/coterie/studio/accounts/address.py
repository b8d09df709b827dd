"""From which address does a request come? The one that our own proxies have seen, or the caller's."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest

from coterie.studio.accounts.models import tidy


def address_of(request: HttpRequest) -> str:
    """The caller's address. `COTERIE_PROXIES` hops of X-Forwarded-For are believed, counted from the nearest.

    What stands before them may have been written by the caller and is not looked at.
    """
    near = str(request.META.get("REMOTE_ADDR", "") or "unknown")
    if settings.PROXIES < 1:
        return near
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    return hops[-settings.PROXIES] if len(hops) >= settings.PROXIES else near


def account_of(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """The account that somebody tries to open, in its one spelling: tries are counted for it and the address."""
    given = credentials or {}
    return tidy(given.get("email") or given.get("username") or request.POST.get("login", ""))
