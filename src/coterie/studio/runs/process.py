"""How is a child process started, watched and ended? By its group; it holds no database and dies with the worker."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from coterie.studio.runs import limits

KEPT_BACK = ("COTERIE_DATABASE", "COTERIE_SECRET", "DJANGO_SETTINGS_MODULE")
GRACE_SECONDS = 3.0
WATCH_SECONDS = 0.25
NEAR = 0.9  # of the memory limit: a kill from outside that comes so late is one for memory
VMSTAT = Path("/proc/vmstat")


class Child:
    """One attempt at a job. ``breach`` is "memory" or "time" where it was ended for that."""

    def __init__(self, asked: dict[str, Any], folder: Path, *, database: bool = False) -> None:
        self.breach = ""
        self._limit = limits.memory_mb()
        self._longest = limits.seconds()
        self._begun = time.monotonic()
        self._peak = 0.0
        self._kills = _kills()
        self._lines: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        hidden = () if database else KEPT_BACK
        environment = {name: value for name, value in os.environ.items() if name not in hidden}
        log = (folder / "log").open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "coterie.studio.runs.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=folder,
            env={**environment, "TMPDIR": str(folder)},
            start_new_session=True,
        )
        log.close()
        self._log = folder / "log"
        self._tell(asked)
        for work in (self._read, self._watch):
            threading.Thread(target=work, daemon=True).start()

    def next(self, seconds: float) -> dict[str, Any] | None:
        """The next line that it tells; an empty one after so many seconds without any, None at the end."""
        try:
            return self._lines.get(timeout=seconds)
        except queue.Empty:
            return {}

    def end(self) -> None:
        """End it and everything that it started, kindly and then not."""
        self._signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE_SECONDS)
        self._signal(signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()

    def for_memory(self) -> bool:
        """Whether it was ended because memory was short: by the watch here, or by the system."""
        if self.breach == "memory":
            return True
        killed = self._process.wait() == -signal.SIGKILL
        return killed and not self.breach and (self._peak > NEAR * self._limit or _kills() > self._kills)

    def log_tail(self) -> str:
        """The last lines that it printed, for the worker's log."""
        return self._log.read_text(encoding="utf-8", errors="replace")[-4000:]

    def _tell(self, asked: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(asked).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:  # killed before it could read: its end is seen by who follows it
            pass

    def _read(self) -> None:
        assert self._process.stdout is not None
        try:
            for line in self._process.stdout:
                self._lines.put(json.loads(line))
        except ValueError:  # cut off in mid-line, or closed
            pass
        self._lines.put(None)

    def _watch(self) -> None:
        while self._process.poll() is None:
            used = _resident_mb(self._process.pid)
            self._peak = max(self._peak, used)
            if used > self._limit:
                self.breach = "memory"
            elif time.monotonic() - self._begun > self._longest:
                self.breach = "time"
            if self.breach:
                self._signal(signal.SIGKILL)
                return
            time.sleep(WATCH_SECONDS)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def _resident_mb(pid: int) -> float:
    """Memory in use by a process and its children; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20 + sum(_resident_mb(int(each)) for each in children)


def _kills() -> int:
    """How many processes the system has ended because memory was short, since it started."""
    try:
        words = VMSTAT.read_text(encoding="ascii").split()
        return int(words[words.index("oom_kill") + 1])
    except (OSError, ValueError):
        return 0
