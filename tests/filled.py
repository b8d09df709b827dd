"""Which addresses has a studio, filled with what is in its workspace?"""

import re
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from browsing import Browser

# Tables in which things lie, by the word that names a thing in addresses; the newest of each is taken.
TABLES = {
    "connection": "projects_connection",
    "dataset": "projects_dataset",
    "delivery": "projects_delivery",
    "invitation": "projects_invitation",
    "key": "projects_apikey",
    "member": "projects_member",
    "saved": "projects_savedsegment",
    "source": "projects_source",
    "study": "projects_studyrecord",
    "webhook": "projects_webhook",
    "job": "runs_job",
}
WORDS = {
    "slug": "corner-shop",
    "segment": "s1",
    "form": "csv",
    "table": "evidence",
    "page": "segments",
    "code": "COT-401",
    "version": "1",
}


def things(workspace: Path, study: str) -> dict[str, Any]:
    """One thing of each kind; of this study where it belongs to one."""
    found: dict[str, Any] = {}
    database = sqlite3.connect(f"file:{workspace / 'studio.sqlite3'}?mode=ro", uri=True)
    for word, table in TABLES.items():
        row = database.execute(f"SELECT id FROM {table} ORDER BY rowid DESC LIMIT 1").fetchone()
        if row is not None:
            found[word] = uuid.UUID(row[0]) if isinstance(row[0], str) else row[0]
    database.close()
    return {**found, "study": uuid.UUID(study)}


def stocked(person: Browser, slug: str, study: str) -> dict[str, str]:
    """Put one of everything else into the project: invitation, webhook, saved segment, connection, edit, export.

    The links that are told once, by the word that names them.
    """
    root = f"/p/{slug}"
    link = person.send(f"{root}/settings/people/invite/", {"email": "new@shop.example", "role": "viewer"})
    invited = re.search(r'id="link">[^<]*/join/([^/<]+)/', link.text)
    assert invited, link.text[:3000]
    person.send(f"{root}/settings/webhooks/", {"url": "https://93.184.216.34/hook", "events": ["study.finished"]})
    saved = {"name": "Good ones", "conditions": '{"all":[{"trait":"orders","is":">=","value":2}]}'}
    person.send(f"{root}/s/{study}/builder/save/", saved)
    base = {"name": "shop", "kind": "postgresql", "host": "127.0.0.1", "base": "b", "user": "u", "secret": "s"}
    person.send(f"{root}/settings/connections/", base)
    person.edit_persona(slug, study, "Stammgäste 🌿")
    customer = person.call(f"studies/{study}/members?size=1").data["items"][0]["customer_id"]
    evidence = person.ask(f"{root}/s/{study}/exports/tables/evidence/").text.splitlines()[1].split(",")[0].strip('"')
    return {"token": invited[1], "customer": customer, "key_": evidence}


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address that the studio knows, but those of programs."""
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if route.startswith("api/v1/"):
            continue
        if isinstance(each, URLResolver):
            yield from routes(each, route)
        else:
            yield route, each


ALL = sorted((route for route in routes(get_resolver())), key=lambda found: found[0])


def place(route: str, pattern: URLPattern, slug: str, found: dict[str, Any]) -> str:
    """The address, filled; empty where the workspace has no such thing."""
    words = {}
    for word in pattern.pattern.regex.groupindex:
        thing = "job" if word == "pk" and "/jobs/" in route else word
        thing = "key_" if word == "key" and "evidence" in route else thing
        if thing not in found and thing not in WORDS:
            return ""
        words[word] = found.get(thing, WORDS.get(thing))
    if "slug" in words and route.startswith("p/"):
        words["slug"] = slug
    return reverse(pattern.name, kwargs=words)
