"""Who is killed, and when? Each process of a studio, by what is under way at that moment and not by the clock."""

import os
import random
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import product
from pathlib import Path
from typing import Any

from browsing import until

VICTIMS = ("web", "parent", "worker", "child")
PHASES = ("upload", "import", "analysis")
EVERY = set(product(PHASES, VICTIMS))
YOUNG = 0.5  # processor seconds: a child is struck before it has used more, which is far from the end of any job
PIECES = 3  # most pieces of a file that arrive between two strikes
TICKS = os.sysconf("SC_CLK_TCK")
Plan = dict[str, tuple[str, ...]]


def plans(names: Sequence[str], seed: int) -> dict[str, Plan]:
    """Two victims in each phase for each name, together every one in every phase. Never more: a job whose worker was
    lost three times is given up."""
    chance = random.Random(seed)
    out: dict[str, Plan] = {name: {} for name in names}
    for phase in PHASES:
        dealt: list[str] = []
        for name in names:
            dealt = dealt or chance.sample(VICTIMS, len(VICTIMS))
            out[name][phase] = (dealt.pop(), dealt.pop())
    return out


class Calm:
    """Nobody is killed."""

    @contextmanager
    def during(self, phase: str) -> Iterator[None]:
        yield

    def piece(self, offset: int, last: bool) -> None:
        """A piece of a file is about to be sent, from this byte on."""


class Strikes(Calm):
    """Kills whom the plan names. ``killed``: who was struck in which phase.

    An upload is struck while its pieces arrive; the last one is held back until then. A job is struck in its first
    moments, and its child is held still for the strike, so that it cannot end before it.
    """

    def __init__(self, place: Any, plan: Plan, chance: random.Random) -> None:
        self.killed: set[tuple[str, str]] = set()
        self._place, self._plan, self._chance = place, plan, chance
        self._arrived, self._last = 0, False
        self._free, self._over = threading.Event(), threading.Event()

    @contextmanager
    def during(self, phase: str) -> Iterator[None]:
        self._over.clear()
        thread = threading.Thread(target=self._all, args=(phase,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def piece(self, offset: int, last: bool) -> None:
        self._arrived += offset > 0
        self._last = last
        if last:
            self._free.wait()

    def _all(self, phase: str) -> None:
        """Each victim of a phase; the child of an upload is the one that reads the file, so it comes last."""
        try:
            for victim in sorted(self._plan[phase], key=lambda each: phase == "upload" and each == "child"):
                if phase == "upload" and victim != "child":
                    struck = self._while_sending(victim)
                else:
                    self._free.set()
                    struck = self._while_working(victim)
                if struck and victim == "parent":
                    self._place.start_again()
                self.killed |= {(phase, victim)} if struck else set()
        finally:
            self._free.set()

    def _while_sending(self, victim: str) -> bool:
        """Kill it while pieces of a file arrive; whether they did."""
        self._arrived, pieces = 0, self._chance.randint(1, PIECES)
        while self._waited(lambda: self._arrived >= pieces or self._last):
            if self._killed(victim):
                return True
        return False

    def _while_working(self, victim: str) -> bool:
        """Kill it while a child works; whether one did."""
        moment = self._chance.uniform(0, YOUNG)
        while self._waited(lambda: any(_seconds(pid) >= moment for pid in self._children())):
            for child in self._children():
                with still(child) as held:
                    if held and self._killed(victim, child):
                        return True
        return False

    def _waited(self, true: Callable[[], bool]) -> bool:
        """Wait until it is so; False where the phase is over before."""
        until(lambda: self._over.is_set() or true(), "there is something to disturb", pause=0.005)
        return not self._over.is_set()

    def _killed(self, victim: str, child: int = 0) -> bool:
        """Kill it where it stands; whether there was anybody."""
        parent = self._place.studio.process.pid
        found = {
            "parent": [parent],
            "web": _below(parent, "granian"),
            "worker": [_parent(child)] if child else _below(parent, "runs.worker"),
            "child": [child],
        }[victim]
        for pid in found[:1]:
            os.kill(pid, signal.SIGKILL)
        return bool(found)

    def _children(self) -> list[int]:
        return children_of(self._place.studio.process.pid)


def children_of(parent: int) -> list[int]:
    """The processes in which the jobs of a studio run."""
    return [child for worker in _below(parent, "runs.worker") for child in _below(worker, "runs.child")]


@contextmanager
def still(pid: int) -> Iterator[bool]:
    """A process is held in the middle of what it does; False where it has ended."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)
    until(lambda: _told(pid)[:1] in (["T"], ["Z"], []), "it stands still or is gone", pause=0.001)
    yield _told(pid)[:1] == ["T"]
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGCONT)


def _below(pid: int, words: str) -> list[int]:
    """The living processes that this one started whose command says so."""
    with suppress(OSError):
        found = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return [each for each in found if _told(each)[:1] not in ([], ["Z"]) and words in _command(each)]
    return []


def _command(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    return ""


def _told(pid: int) -> list[str]:
    """What the system tells of a process, from its state on; nothing where it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []


def _parent(pid: int) -> int:
    return int(_told(pid)[1])


def _seconds(pid: int) -> float:
    """Processor time that it has used; less than none where it is gone."""
    told = _told(pid)
    return (int(told[11]) + int(told[12])) / TICKS if told else -1.0
