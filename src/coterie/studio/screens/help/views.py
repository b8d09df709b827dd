"""What does one look up? Pages, words and codes, whole or searched."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from coterie.studio.projects.access import signed_in
from coterie.studio.screens.help.library import search, topic_at, topics
from coterie.terms import CODES


@signed_in
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """All pages, or those that hold the words searched for."""
    words = request.GET.get("q", "").strip()[:200]
    found, codes = search(words)
    said = {"words": words, "found": found, "codes": codes[:20], "topics": topics().values(), "all_codes": len(CODES)}
    return render(request, "help/start.html", said)


@signed_in
@require_GET
def at(request: HttpRequest) -> HttpResponse:
    """On to the help for the page that was open."""
    topic = topic_at(request.GET.get("page", ""))
    return redirect("help_page", page=topic.name) if topic else redirect("help")


@signed_in
@require_GET
def page(request: HttpRequest, page: str) -> HttpResponse:
    """One page."""
    topic = topics().get(page)
    if topic is None:
        raise Http404("no such page of help")
    return render(request, "help/page.html", {"topic": topic, "topics": topics().values()})


@signed_in
@require_GET
def codes(request: HttpRequest) -> HttpResponse:
    """Every code with its title."""
    words = request.GET.get("q", "").strip()[:200]
    found = search(words)[1] if words else list(CODES.values())
    return render(request, "help/codes.html", {"codes": found, "words": words, "all": len(CODES)})


@signed_in
@require_GET
def code(request: HttpRequest, code: str) -> HttpResponse:
    """One code: what it means, what would have been right, what to do."""
    found = CODES.get(code.upper())
    if found is None:
        raise Http404("no such code")
    return render(request, "help/code.html", {"code": found})
