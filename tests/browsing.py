"""A browser without windows or scripts, for tests of a running studio: forms, pieces of files, and calls with a key."""

import hashlib
import html
import io
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any

import pyarrow.csv

from generated import FOUR, generate
from patience import LONG
from visitors import PASSWORD

JSON = {"Accept": "application/json"}


def calm(offset: int, last: bool) -> None:
    """Nothing happens before a piece is sent."""


@dataclass(frozen=True)
class Answer:
    """What came back: the status, where one was led to, the heads, and the text."""

    status: int
    url: str
    heads: dict[str, str]
    text: str

    @property
    def data(self) -> Any:
        return json.loads(self.text)

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.S)
        return html.unescape(re.sub(r"<[^>]+>", "", found[1]).strip()) if found else ""

    @property
    def path(self) -> str:
        return urllib.parse.urlsplit(self.url).path


def _heads(found: Any) -> dict[str, str]:
    return {name.lower(): said for name, said in found.headers.items()}


class Browser:
    """One person at a running studio. ``patient``: a server that is away is asked again, as a person would."""

    def __init__(self, address: str, *, patient: bool = False) -> None:
        self.address, self.patient, self.token = address, patient, ""
        self._jar = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))

    def ask(self, path: str, body: bytes | None = None, **heads: str) -> Answer:
        until = time.monotonic() + LONG
        while True:
            try:
                answer = self._once(path, body, heads)
            except (OSError, HTTPException) as away:
                if not self.patient or time.monotonic() > until:
                    raise
                said = str(away)
            else:
                if answer.status != 503 or not self.patient:
                    return answer
                said = answer.text
            assert time.monotonic() < until, said
            time.sleep(0.1)

    def _once(self, path: str, body: bytes | None, heads: dict[str, str]) -> Answer:
        url = path if path.startswith("http") else self.address + path
        request = urllib.request.Request(url, body, {name.replace("_", "-"): said for name, said in heads.items()})
        try:
            with self._opener.open(request, timeout=60 if self.patient else LONG) as found:
                return Answer(found.status, found.url, _heads(found), found.read().decode())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.url, _heads(refused), refused.read().decode())

    def send(self, path: str, fields: dict[str, Any] | None = None, body: bytes | None = None, **heads: str) -> Answer:
        """A form, or bytes, with the token that belongs to this browser."""
        if "coterie_csrf" not in self.cookies:
            self.ask("/account/sign-in/")
        kind = "application/octet-stream" if body is not None else "application/x-www-form-urlencoded"
        sent = body if body is not None else urllib.parse.urlencode(fields or {}, doseq=True).encode()
        return self.ask(path, sent, Content_Type=kind, X_CSRFToken=self.cookies["coterie_csrf"], **heads)

    def call(self, path: str, fields: Any = None, **heads: str) -> Answer:
        """A call of the API with the key that was made last."""
        body = None if fields is None else json.dumps(fields).encode()
        return self.ask(
            f"/api/v1/{path}", body, Authorization=f"Bearer {self.token}", Content_Type="application/json", **heads
        )

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie.name: cookie.value or "" for cookie in self._jar}

    # -- what a person does ------------------------------------------------------------------------------------------
    def set_up(self, email: str) -> Answer:
        said = {"name": "Kim Keeper", "email": email, "password": PASSWORD, "project": "Corner Shop"}
        return self.send("/setup/", said)

    def sign_in(self, email: str, password: str = PASSWORD) -> Answer:
        return self.send("/account/sign-in/", {"login": email, "password": password})

    def make_key(self, slug: str) -> str:
        page = self.send(
            f"/p/{slug}/settings/keys/", {"name": "test", "scopes": ["read", "score", "run", "pii"], "ends": "30"}
        )
        found = re.search(r'id="token">([^<]+)<', page.text)
        assert found, (page.status, page.heading)
        self.token = found[1]
        return found[1]

    def upload(self, slug: str, name: str, data: bytes, piece: int, before: Callable[[int, bool], None] = calm) -> str:
        """Send a file in pieces, from where the studio has it; the id of its dataset.

        before    is called before each piece: from which byte on it is, and whether it is the last one.
        """
        told = self.send(f"/p/{slug}/data/begin/", {"file": name, "size": str(len(data))}, **JSON)
        assert told.status == 200, told.text[:500]
        begun = told.data
        offset = int(begun["offset"])
        held = data[max(0, offset - int(begun["compared"])) : offset]
        assert not offset or begun["tail"] == hashlib.sha256(held).hexdigest()
        while offset < len(data):
            sent = data[offset : offset + piece]
            before(offset, offset + piece >= len(data))
            answer = self.send(f"{begun['url']}?offset={offset}", body=sent, **JSON)
            assert answer.status in (200, 409), answer.text[:500]
            offset = int(answer.data["offset"])
        assert self.send(begun["read"], {}, **JSON).status == 200
        return str(begun["dataset"])

    def guessed(self, slug: str, dataset: str) -> None:
        """Wait until the files were looked at."""
        until(lambda: self.ask(f"/p/{slug}/data/{dataset}/").path.endswith("/mapping/"), "the columns are guessed")

    def bring_in(self, slug: str, dataset: str) -> dict[str, Any]:
        """Wait for the guesses, press Import, wait for the end; the account of every row."""
        place = f"/p/{slug}/data/{dataset}/"
        self.guessed(slug, dataset)
        self.send(f"{place}import/", {})
        until(lambda: self.ask(place).path.endswith("/checks/"), "the rows are in", self.ask(place).heading)
        return dict(self.call(f"datasets/{dataset}").data["account"])

    def analyse(self, slug: str, dataset: str) -> str:
        """Ask for an analysis and wait for it; the id of the study."""
        said = {"dataset": dataset, "judge": "auto", "method": "auto", "value": "auto", "time_unit": "day"}
        going = self.send(f"/p/{slug}/new/", said)
        assert "/jobs/" in going.path, (going.status, going.heading)

        def study() -> dict[str, Any]:
            listed = [each for each in self.call("studies").data["items"] if each["dataset"] == dataset]
            return dict(listed[0]) if listed else {}

        until(lambda: study().get("state") not in (None, "running"), "the analysis is done")
        assert study()["state"] == "done", study()
        return str(study()["id"])

    def edit_persona(self, slug: str, study: str, name: str) -> Answer:
        """Give the first persona another name."""
        board = self.ask(f"/p/{slug}/s/{study}/personas/")
        segment = re.search(r"/personas/(s\d+)/", board.text)
        assert segment, board.heading
        place = f"/p/{slug}/s/{study}/personas/{segment[1]}/"
        fields = fields_of(self.ask(f"{place}edit/").text)
        return self.send(f"{place}edit/", {**fields, "name": name})


def fields_of(page: str) -> dict[str, str]:
    """The fields of a page as they stand there."""
    found = {}
    for tag in re.findall(r"<input [^>]*>", page):
        words = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if words.get("type") not in ("checkbox", "radio", "submit", "file") and "name" in words:
            found[words["name"]] = html.unescape(words.get("value", ""))
    for words, text in re.findall(r"<textarea ([^>]*)>(.*?)</textarea>", page, re.S):
        name = re.search(r'name="([^"]*)"', words)
        if name:
            found[name[1]] = html.unescape(text).strip()
    return {name: said for name, said in found.items() if name != "csrfmiddlewaretoken"}


def until(true: Callable[[], bool], what: str, more: object = "", patience: float = LONG, pause: float = 0.2) -> None:
    """Look until it is so, again after each pause."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, f"not within {patience:.0f} s: {what} {more}"
        time.sleep(pause)


@lru_cache(maxsize=2)
def orders(customers: int = 400) -> bytes:
    """A year of orders as CSV; five rows cannot be read, and seven stand twice."""
    table = generate(customers, seed=8, groups=FOUR, days=365).table()
    out = io.BytesIO()
    pyarrow.csv.write_csv(table, out)
    lines = out.getvalue().splitlines(keepends=True)
    wrong = [line.replace(b"2022-", b"2022-13-") for line in lines[50:55]]
    return b"".join([*lines, *wrong, *lines[90:97]])
