"""A studio with its real processes, on a port of its own, for tests that kill them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from coterie.studio.launch.parent import in_use, wait_until_it_answers
from patience import LONG, free_port

NAMES = {"granian": "web", "runs.worker --quick": "quick worker", "runs.worker": "worker"}  # by their commands


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end, f"not within {LONG:.0f} s: {what}"
        time.sleep(0.1)


def outside() -> dict[str, str]:
    """The environment without what these tests themselves say of a studio."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("COTERIE_", "DJANGO_"))}


class Studio:
    """A running studio on a port of its own."""

    def __init__(self, workspace: Path, *more: str, port: int = 0, **environment: str) -> None:
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = workspace.parent / f"log-{self.port}.txt"
        words = ["studio", "--workspace", str(workspace), "--port", str(self.port), "--no-browser", *more]
        with self.log.open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", "from coterie.cli.main import main; main()", *words],
                env={**outside(), **environment},
                stdout=log,
                stderr=log,
                cwd=workspace.parent,
            )

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def up(self) -> None:
        assert wait_until_it_answers(self.address, LONG), self.said

    def greeted(self) -> None:
        until(lambda: "Stop with Ctrl-C" in self.said, "it has told its address")

    def children(self) -> dict[str, int]:
        """The processes that the parent has started, by what they are."""
        listed = subprocess.run(["ps", "-wweo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
        found = {}
        for line in listed.splitlines():
            pid, parent, words = line.split(None, 2)
            if int(parent) == self.process.pid and "defunct" not in words:
                found[next((name for part, name in NAMES.items() if part in words), words)] = int(pid)
        return found

    def whole(self) -> bool:
        """Whether the web server and both workers run."""
        return set(self.children()) == set(NAMES.values())

    def port_is_free(self) -> bool:
        return in_use("127.0.0.1", self.port) == ""

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(LONG)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
