"""Does the studio come up, stay up, and leave nothing behind? With the real processes, killed one after the other."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from coterie.studio.launch.children import Child
from coterie.studio.launch.parent import _watch, answers, in_use, workers
from coterie.studio.launch.words import read
from patience import LONG, free_port
from running import Studio, alive, until
from strikes import still

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tie a process to its parent")


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    running = Studio(tmp_path / "workspace")
    try:
        running.up()
        yield running
    finally:
        if running.process.poll() is None:
            running.process.kill()
            running.process.wait()
        until(running.port_is_free, "the port is free")


@linux
def test_it_comes_up_survives_kills_and_stops_when_asked(studio: Studio, tmp_path: Path) -> None:
    with urllib.request.urlopen(studio.address) as page:
        assert page.url == f"{studio.address}/setup/"
    until(studio.whole, "all children run")
    for name in ("web", "worker", "quick worker"):
        before = studio.children()[name]
        os.kill(before, signal.SIGKILL)
        until(lambda b=before, n=name: studio.children().get(n, b) != b, f"another {name}")
        studio.up()
        assert "ended (signal SIGKILL)" in studio.said
    children = studio.children()
    assert studio.stop() == 0
    assert not any(alive(pid) for pid in children.values())
    until(studio.port_is_free, "the port is free")
    workspace = tmp_path / "workspace"
    assert oct((workspace / "secret.key").stat().st_mode & 0o777) == "0o600"
    assert oct(workspace.stat().st_mode & 0o777) == "0o700"


@linux
def test_a_killed_parent_leaves_nobody_on_the_port(studio: Studio) -> None:
    until(studio.whole, "all children run")
    children = studio.children()
    studio.process.kill()
    studio.process.wait()
    until(studio.port_is_free, "the port is free")
    until(lambda: not any(alive(pid) for pid in children.values()), "no child is left")


@linux
def test_parent_and_server_killed_at_once_leave_nobody_on_the_port(studio: Studio) -> None:
    until(studio.whole, "all children run")
    web = studio.children()["web"]
    studio.process.send_signal(signal.SIGSTOP)
    os.kill(web, signal.SIGKILL)
    studio.process.kill()
    studio.process.wait()
    until(studio.port_is_free, "the port is free")


def test_a_taken_port_is_told_in_a_sentence_and_ends_with_two(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "coterie.studio", "--workspace", str(tmp_path / "w"), "--port", str(port)],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
    assert done.returncode == 2
    assert f"Port {port} is taken" in done.stderr
    assert "Traceback" not in done.stderr


def test_where_memory_is_short_one_worker_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {}
    for count in ("1", "2"):
        monkeypatch.setenv("COTERIE_WORKERS", count)
        names[count] = [child.name for child in workers()]
    assert names == {"1": ["worker"], "2": ["worker", "quick worker"]}


def test_an_address_of_another_machine_and_a_port_too_high_are_told() -> None:
    assert "no address of this machine" in in_use("192.0.2.1", 8000)
    assert "There is no port 70000" in in_use("127.0.0.1", 70000)
    assert not answers("http://127.0.0.1:9", 0.2)


@linux
def test_seen_from_elsewhere_the_first_account_needs_the_token_of_the_terminal(tmp_path: Path) -> None:
    studio = Studio(tmp_path / "workspace", "--host", "0.0.0.0")
    try:
        studio.greeted()
        link = re.search(r"first account +(\S+/setup/\?token=\S+)", studio.said)
        assert link, studio.said
        assert 'name="token"' in urllib.request.urlopen(link[1]).read().decode()
    finally:
        assert studio.stop() == 0


def asked_to_end(pid: int) -> bool:
    """Whether a wish to end waits for a process that is held."""
    waiting = re.search(r"^ShdPnd:\s*(\w+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"), re.M)
    return waiting is not None and bool(int(waiting[1], 16) >> (signal.SIGTERM - 1) & 1)


def test_a_web_server_that_never_comes_up_is_given_up_and_its_address_never_told(
    capfd: pytest.CaptureFixture[str],
) -> None:
    words = read(["--no-browser", "--port", str(free_port())])
    broken = Child("web server", [sys.executable, "-c", "import sys; sys.exit('no such module')"])
    worker = Child("worker", [sys.executable, "-c", "import time; time.sleep(600)"])
    assert _watch([broken, worker], words, Event(), lambda: pytest.fail("nothing answers there")) == 1
    told = capfd.readouterr().err
    assert told.count("no such module") == 3
    assert "does not come up: its web server ended 3 times" in told
    assert worker.process is not None and worker.process.poll() is not None


@linux
def test_who_does_not_wait_for_the_first_start_leaves_nothing_behind(tmp_path: Path) -> None:
    studio = Studio(tmp_path / "workspace")
    until(lambda: any("prepare" in name for name in studio.children()), "it is being prepared")
    ((_, preparing),) = studio.children().items()
    with still(preparing) as held:  # so that it is not ready before it is asked to end
        assert held
        studio.process.send_signal(signal.SIGTERM)
        until(lambda: asked_to_end(preparing), "it is asked to end")
    assert studio.process.wait(LONG) == 0
    assert not alive(preparing)
    assert "first account" not in studio.said


@linux
def test_its_address_is_told_when_it_answers_and_a_second_start_keeps_the_records(tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    for _ in range(2):
        studio = Studio(workspace)
        studio.greeted()
        assert answers(studio.address, LONG)
        assert studio.said.startswith("The studio is starting.") and studio.address in studio.said
        assert studio.stop() == 0
        assert "copy of records" not in studio.said
    assert not (workspace / "backups").exists()
    assert sqlite3.connect(workspace / "studio.sqlite3").execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_workspace_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "coterie.studio", "--workspace", str(tmp_path / "file" / "w"), "--port", "1"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
