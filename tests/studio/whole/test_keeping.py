"""Does a long analysis hold up nobody? Do backup, restore and erasure do what they say, as real commands?"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from browsing import orders, until
from running import Studio, outside
from searched import holding
from strikes import children_of, still

ASKED = {"judge": "auto", "method": "auto", "value": "auto", "time_unit": "day"}
MAIN = [sys.executable, "-c", "from coterie.cli.main import main; main()"]


def test_while_an_analysis_runs_another_file_is_read_and_the_status_shows_both_workers(stocked_place: Any) -> None:
    place, person, slug = stocked_place, stocked_place.visitor, stocked_place.slug
    parent = place.studio.process.pid
    person.send(f"/p/{slug}/new/", {"dataset": place.seen["dataset"], **ASKED})
    until(lambda: bool(children_of(parent)), "the analysis runs", pause=0.01)
    (analysis,) = children_of(parent)
    with still(analysis) as held:
        assert held
        assert "at work: Analysis" in person.ask("/status/").text
        second = person.upload(slug, "more.csv", orders(), 1_000_000)
        person.guessed(slug, second)
        assert person.call("studies").data["items"][0]["state"] == "running"
        page = person.ask("/status/")
        assert page.heading == "Everything works"
        assert "Worker for what is quick" in page.text
    until(lambda: person.call("studies").data["items"][0]["state"] == "done", "the analysis goes on")


def ran(*words: str) -> str:
    done = subprocess.run([*MAIN, *words], env=outside(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_who_was_erased_stands_nowhere_not_even_in_a_look_at_a_new_file_and_a_backup_brings_the_rest_back(
    stocked_place: Any, tmp_path: Path
) -> None:
    place, person, slug = stocked_place, stocked_place.visitor, stocked_place.slug
    example = re.search(r"C\d{7}", place.seen["page"])
    assert example, "the page of the columns shows customers"
    who = example[0]
    assert "Erased: " in ran("erase", who, "--workspace", str(place.workspace))
    again = person.upload(slug, "again.csv", orders(), 1_000_000)
    person.guessed(slug, again)
    assert who not in person.ask(f"/p/{slug}/data/{again}/mapping/").text
    until(lambda: holding(place.workspace, who) == [], "nothing names her", holding(place.workspace, who))

    archive, back = str(tmp_path / "shop.tar.gz"), tmp_path / "back"
    assert "It holds personal data" in ran("studio", "backup", "--workspace", str(place.workspace), "--to", archive)
    assert "every check sum right" in ran("studio", "check-backup", "--from", archive)
    ran("studio", "restore", "--workspace", str(back), "--from", archive)
    assert holding(back, who) == []
    restored = Studio(back)
    try:
        restored.up()
        person.address = restored.address
        assert person.sign_in(place.email).path == f"/p/{slug}/"
        assert person.call(f"datasets/{place.seen['dataset']}").data["state"] == "ready"
    finally:
        person.address = place.studio.address
        assert restored.stop() == 0
