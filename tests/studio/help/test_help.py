"""Is there help for every page, for every code, and is it found?"""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from coterie.studio.projects.models import Project
from coterie.studio.projects.schema import SETTINGS
from coterie.studio.screens.help.library import place, topic_at, topics
from coterie.studio.screens.help.markdown import to_html
from coterie.terms import CODES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", list(topics()))
def test_a_page_of_help_opens_and_its_links_lead_somewhere(
    name: str, project: Project, studio_client: Callable[..., Client]
) -> None:
    viewer = studio_client("viewer")
    page = viewer.get(reverse("help_page", args=[name]))
    assert page.status_code == 200
    assert "{" not in topics()[name].html
    for link in re.findall(r'href="(/help/[^"]*)"', topics()[name].html):
        assert viewer.get(link).status_code == 200


def routes(resolver: URLResolver, prefix: str = "") -> list[str]:
    """Every address of the studio, words in it replaced by one of theirs."""
    found = []
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        found += routes(each, route) if isinstance(each, URLResolver) else [re.sub(r"<[^>]+>", "x", route)]
    return found


NO_PAGE = {"accent.css"}


def test_every_page_of_a_project_has_its_own_help() -> None:
    pages = [f"/{route}" for route in routes(get_resolver()) if route.startswith("p/")]
    missing = {place(path) for path in pages if topic_at(path) is None} - NO_PAGE
    assert missing == set()


def test_the_help_link_of_a_page_leads_to_its_help(project: Project, studio_client: Callable[..., Client]) -> None:
    admin = studio_client("admin")
    page = admin.get("/p/corner-shop/settings/people/").content.decode()
    link = re.search(r'<a class="help" href="([^"]+)"', page)[1]
    assert admin.get(link).headers["Location"] == "/help/people/"
    assert admin.get("/help/at/", {"page": "//evil.example/"}).headers["Location"] == "/help/"


def test_a_word_and_a_code_are_found_and_nonsense_says_so(
    project: Project, studio_client: Callable[..., Client]
) -> None:
    viewer = studio_client("viewer")
    assert [each["name"] for each in viewer.get("/help/", {"q": "retention keyed"}).context["found"]] == []
    found = viewer.get("/help/", {"q": "holdout"}).context["found"]
    assert "words" in [each["name"] for each in found]
    code = next(iter(CODES))
    assert [each.id for each in viewer.get("/help/", {"q": code}).context["codes"]] == [code]
    assert CODES[code].remedy in viewer.get(f"/help/codes/{code}/").content.decode().replace("&#x27;", "'")
    assert 'data-state="filtered"' in viewer.get("/help/", {"q": "<script>zzz"}).content.decode()
    assert viewer.get("/help/codes/COT-000/").status_code == 404


def test_the_words_that_the_search_names_as_examples_are_found(
    project: Project, studio_client: Callable[..., Client]
) -> None:
    viewer = studio_client("viewer")
    named = re.search(r'placeholder="such as ([^"]+)"', viewer.get("/help/").content.decode())
    for word in named[1].split(", "):
        page = viewer.get("/help/", {"q": word})
        assert page.context["found"] or page.context["codes"], word
        assert f"<h1>“{word}” stands on " in page.content.decode()


def test_a_code_that_speaks_of_the_command_line_says_where_it_is_in_the_studio(
    project: Project, studio_client: Callable[..., Client]
) -> None:
    viewer, line = studio_client("viewer"), "In the studio: Data, then the columns page."
    for code in CODES.values():
        page = viewer.get(f"/help/codes/{code.id}/").content.decode()
        assert (line in page) == ("--map" in f"{code.meaning}{code.expected}{code.remedy}"), code.id


def test_ranges_in_the_help_are_those_that_validate() -> None:
    for setting in SETTINGS:
        assert setting.range in topics()["project"].text


def test_markdown_shows_what_it_does_not_know_as_it_is() -> None:
    shown = to_html('<script>x</script> [bad](javascript:alert(1)) [out](https://evil.example) **"a"**')
    assert "<script" not in shown
    assert "href" not in shown


def test_no_mark_of_emphasis_is_left_to_be_seen() -> None:
    assert to_html("*Compare* shows 2*3*4 so.") == "<p><em>Compare</em> shows 2*3*4 so.</p>"
    assert [name for name, topic in topics().items() if "*" in re.sub(r"<code>.*?</code>", "", topic.html)] == []
