"""How is a child process kept? In a group of its own: started again when it ends, ended with the whole group."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import partial

from coterie.studio.launch.ties import end_group, tie_to_parent

STEADY = 20.0  # seconds after which a child counts as well started
LONGEST = 30.0  # seconds between two starts, at most


@dataclass
class Child:
    """One process that must always run.

    patience       seconds from being asked to end until it is ended.
    listened_to    what it writes is kept for `heard`; little, for nobody reads it meanwhile.
    """

    name: str
    command: list[str]
    patience: float = 15.0
    listened_to: bool = False
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    again_at: float = 0.0

    def start(self) -> None:
        """Start it, tied to this process."""
        ties = partial(tie_to_parent, os.getpid(), signal.SIGTERM) if sys.platform == "linux" else None
        self.started = time.monotonic()
        # The parent has one thread: nothing can hold a lock between its fork and the child's own program.
        self.process = subprocess.Popen(
            self.command,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if self.listened_to else None,
            preexec_fn=ties,  # noqa: PLW1509
        )

    def look(self) -> None:
        """Start it again where it has ended; sooner when it ran well before, later each time when it did not."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.again_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.failures = 0 if now - self.started > STEADY else self.failures + 1
        wait = min(LONGEST, 0.5 * 2 ** (self.failures - 1)) if self.failures else 0.0
        end_group(self.process.pid)  # what it left running would hold the port
        say(f"The {self.name} ended ({_ending(code)}); it is started again.")
        self.process, self.again_at = None, now + wait

    def heard(self) -> str:
        """What it has written."""
        assert self.process is not None
        assert self.process.stdout is not None
        with self.process.stdout as written:
            return written.read().decode()

    def ask_to_end(self) -> None:
        """Ask it to finish what it has in hand."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def end(self) -> None:
        """Wait for it as long as patience lasts, then end it and everything that it started."""
        if self.process is None:
            return
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            say(f"The {self.name} did not finish in {self.patience:.0f} seconds; it is ended.")
        end_group(self.process.pid)
        self.process.wait()


def say(line: str) -> None:
    """One line for who sits at the terminal."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _ending(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"code {code}"
