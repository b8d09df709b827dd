"""What if the database is away for a while, or the disk is full? A clear sentence, nothing broken, and on again."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import servers
from browsing import orders, until
from proxies import Line

PIECE = 100_000
AWAY = 3.0  # seconds


@pytest.mark.parametrize("name", ["postgres", "mariadb"])
def test_while_the_database_is_away_pages_say_so_and_then_go_on_alone(name: str, place_of: Any) -> None:
    address = servers.address(name)
    parts = urlsplit(address)
    line = Line(int(parts.port or 0))
    place = place_of(address.replace(f":{parts.port}/", f":{line.port}/"))
    person = place.visitor
    person.patient = False
    dataset = person.upload(place.slug, "orders.csv", orders(), PIECE)
    until(lambda: person.ask(f"/p/{place.slug}/data/{dataset}/").path.endswith("/mapping/"), "the columns are guessed")
    person.send(f"/p/{place.slug}/data/{dataset}/import/", {})
    line.cut()
    began = time.monotonic()
    while time.monotonic() - began < AWAY:
        for path in (f"/p/{place.slug}/", "/account/sign-in/", "/"):
            page = person.ask(path)
            assert (page.status, page.heads.get("retry-after")) == (503, "30"), (path, page.text[:500])
            assert page.heading == "Back in a moment"
        called = person.call("datasets")
        assert (called.status, called.heads["retry-after"], called.data["code"]) == (503, "30", "COT-191")
        assert person.ask("/health/").status == 503
    line.mend()
    until(lambda: person.ask(f"/p/{place.slug}/").status == 200, "pages are back")
    until(lambda: person.call(f"datasets/{dataset}").data["state"] == "ready", "the import goes on alone")
    account = person.call(f"datasets/{dataset}").data["account"]["orders"]
    assert account["accepted"] + account["rejected"] + account["duplicate"] == orders().count(b"\n") - 1
    assert place.studio.whole()
    assert "Traceback" not in place.studio.said


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of few bytes."""
    if sys.platform != "linux" or os.getuid() != 0:
        pytest.skip("only root can make a small disk")
    folder = tmp_path / "workspace"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=220m", "tmpfs", folder], check=False)
    if made.returncode:
        pytest.skip("no small disk can be made here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_is_told_in_a_sentence_and_breaks_nothing(small_disk: Path, place_of: Any) -> None:
    place = place_of("")
    person, slug = place.visitor, place.slug
    person.patient = False
    filler = small_disk / "filler"
    dataset = person.upload(slug, "orders.csv", orders(CROWD), 4 * 2**20)
    until(lambda: person.ask(f"/p/{slug}/data/{dataset}/").path.endswith("/mapping/"), "the columns are guessed")
    begun = person.send(f"/p/{slug}/data/begin/", {"file": "more.csv", "size": str(3 * 10**6)}).data
    assert person.send(f"{begun['url']}?offset=0", body=b"x" * PIECE).data["offset"] == PIECE
    _fill(filler, small_disk, LEFT)
    refused = person.send(f"{begun['url']}?offset={PIECE}", body=b"x" * 2 * LEFT)
    assert (refused.status, refused.data["error"]) == (400, FULL.format(name="more.csv"))
    late = person.send(f"/p/{slug}/data/begin/", {"file": "late.csv", "size": "1000"})
    assert (late.status, late.data["error"]) == (400, FULL.format(name="late.csv"))
    person.send(f"/p/{slug}/data/{dataset}/import/", {})
    until(lambda: person.call(f"datasets/{dataset}").data["state"] != "importing", "the import has ended")
    assert person.call(f"datasets/{dataset}").data["state"] == "failed"
    page = person.ask(f"/p/{slug}/data/{dataset}/").text
    for words in ("no room left on the disk", "Delete data that nobody needs"):
        assert words in page
    filler.unlink()
    again = person.send(f"{begun['url']}?offset={PIECE}", body=b"x" * 2 * LEFT)
    assert again.data["offset"] == PIECE + 2 * LEFT
    records = sqlite3.connect(place.workspace / "studio.sqlite3")
    assert records.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    records.close()
    assert "Traceback (most" not in place.studio.said.replace(LOGGED, "")


FULL = "There is not enough room on the studio's disk for {name}. Delete data that nobody needs, then try again."


CROWD = 8000  # customers whose orders do not fit
LEFT = 10**6  # bytes that are left on the disk
LOGGED = "failed:\nTraceback (most"  # what the worker writes about a job that failed


def _fill(path: Path, disk: Path, left: int) -> None:
    with path.open("wb") as file:
        for _ in range((shutil.disk_usage(disk).free - left) // 2**16):
            file.write(b"\0" * 2**16)
