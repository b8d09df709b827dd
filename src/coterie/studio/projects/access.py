"""May this person see this page? Every view says with one decorator what it does; the tests read the same word."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from coterie.studio.projects.models import Member, Project
from coterie.studio.projects.roles import DEEDS, NAMES, Action, Role, who_may

View = Callable[..., HttpResponse]
SIGNED_IN = "signed in"  # any person who has signed in; the page is about herself
KEEPER = "keeper"  # people who keep the studio: projects and reset links
LAST = "project"  # the session remembers here which project was seen last


def screen(action: Action) -> Callable[[View], View]:
    """A view of one project at `/p/<slug>/...`; it is called with the request, the project and the rest of the address.

    Who has not signed in is asked to. Who is no member gets 404, as if there were no such project. Who may not do this
    gets a page (403) that says which roles may. The view finds `request.project` and `request.member` too.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, slug: str, *args: Any, **more: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            member = member_of(request, slug)
            if not member.may(action):
                return not_allowed(request, action)
            return view(request, member.project, *args, **more)

        wrapped.action = action  # type: ignore[attr-defined]
        return wrapped

    return decorate


def public(view: View) -> View:
    """A view that anybody may see; it stands in the list of the matrix test."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        return view(request, *args, **more)

    wrapped.action = None  # type: ignore[attr-defined]
    return wrapped


def signed_in(view: View) -> View:
    """A view for every person who has signed in, outside any project."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        return view(request, *args, **more) if request.user.is_authenticated else _to_sign_in(request)

    wrapped.action = SIGNED_IN  # type: ignore[attr-defined]
    return wrapped


def keeper(view: View) -> View:
    """A view for the people who keep this studio."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not request.user.is_staff:
            return _refused(request, "do this", ["people who keep this studio"])
        return view(request, *args, **more)

    wrapped.action = KEEPER  # type: ignore[attr-defined]
    return wrapped


def member_of(request: HttpRequest, slug: str) -> Member:
    """The membership of who asks, in the project of an address; remembered as the last one seen.

    Raises:
        Http404: no such project, or she is not in it.
    """
    member = Member.objects.select_related("project").filter(project__slug=slug, person=request.user).first()
    if member is None:
        raise Http404("no such project for this person")
    request.member, request.project = member, member.project
    if request.session.get(LAST) != slug:
        request.session[LAST] = slug
    return member


def last_member(request: HttpRequest) -> Member | None:
    """The membership in the project that this person saw last, or in her first one."""
    mine = Member.objects.filter(person=request.user).select_related("project").order_by("joined")
    return mine.filter(project__slug=request.session.get(LAST, "")).first() or mine.first()


def last_project(request: HttpRequest) -> Project | None:
    """The project that this person saw last, or her first one."""
    member = last_member(request)
    return member.project if member else None


def not_allowed(request: HttpRequest, action: Action) -> HttpResponse:
    """The page that says who may, with status 403."""
    return _refused(request, DEEDS[action], who_may(action))


def _refused(request: HttpRequest, deed: str, roles: list[str]) -> HttpResponse:
    member = getattr(request, "member", None)
    said = {
        "deed": deed,
        "roles": roles,
        "role": NAMES[Role(member.role)] if member else "",
        "admins": _admins(member.project) if member else [],
    }
    return render(request, "shell/notallowed.html", said, status=403)


def _admins(project: Project) -> list[str]:
    found = Member.objects.filter(project=project, role=Role.ADMIN, person__is_active=True).select_related("person")
    return [member.person.shown for member in found[:5]]


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = redirect_to_login(request.headers.get("HX-Current-URL", "/")).url
        return answer
    return redirect_to_login(request.get_full_path())
