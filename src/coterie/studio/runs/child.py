"""What runs a job? A process of its own that holds no database: one line of JSON in, lines of JSON out.

`python -m coterie.studio.runs.child` reads the job from its first line of input, tells each step on a line, and ends
with one line `{"result": ...}` or `{"error": ...}`. When its input closes, the worker is gone: it stops at once.
"""

import ctypes
import json
import os
import signal
import sys
import threading
import traceback
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

from coterie.studio.config.room import no_room
from coterie.studio.runs.work import Work
from coterie.terms import CODES, CoterieError, DataRefused, Problem

PR_SET_PDEATHSIG = 1
ROOM = "Delete data that nobody needs, or let an admin give the studio a larger disk, then try again"
NO_ROOM = Problem("COT-905", "there is no room left on the disk", remedy=ROOM)
UNPACKED = "COT-217"  # no room to unpack or decode a file
KINDER = 10  # pages go first on a small machine
FIRST_TO_GO = "500"  # where memory ends, the system takes this process and not the worker


def main() -> None:
    """Do the job that the input names."""
    told = _own_output()
    _give_way()
    asked = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_leave_with_worker, daemon=True).start()
    work = Work(Path(asked["workspace"]), Path(asked["out"]), asked["kept"], told)
    last = _done(asked, work)
    try:
        line = json.dumps(last, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as fault:
        line = json.dumps({"error": error_of(fault)})
    told.write(line + "\n")
    told.flush()
    os._exit(0)  # libraries may hold threads that nobody waits for


def _done(asked: dict[str, Any], work: Work) -> dict[str, Any]:
    try:
        return {"result": import_module(asked["module"]).run(asked["arguments"], work)}
    except DataRefused as refused:
        if any(each.code == UNPACKED for each in refused.problems):  # the disk is at fault, not the data
            return {"error": plain((NO_ROOM,))}
        return {"result": {"refused": plain(refused.problems)}}
    except Exception as fault:  # the last door of this process: whatever it was, the worker hears of it
        traceback.print_exc()
        return {"error": error_of(fault)}


OURS = "something went wrong inside coterie. It is not your mistake, and nothing of yours is lost."
TELL = "Try again; if it happens again, tell an admin of this project, who finds more on the page of the job"


def plain(problems: tuple[Problem, ...]) -> list[dict[str, str]]:
    """Problems with all their words, as JSON holds them."""
    return [
        {
            "code": each.code,
            "title": CODES[each.code].title,
            "found": _placed(each),
            "expected": each.expected or CODES[each.code].expected,
            "remedy": each.remedy or CODES[each.code].remedy,
        }
        for each in problems
    ]


def _placed(problem: Problem) -> str:
    """What was found, after its place; a file that the sentence itself names is not named twice."""
    where, name = problem.where, Path(problem.where.file).name
    if name and problem.found.startswith(f"{name} "):
        where = replace(where, file="")
    return f"{where}: {problem.found}" if str(where) else problem.found


def error_of(fault: BaseException) -> list[dict[str, str]]:
    """What stopped the work, as problems that a person can read."""
    if no_room(fault):
        return plain((NO_ROOM,))
    if isinstance(fault, CoterieError):
        return plain(fault.problems)
    said = " ".join(str(fault).split()) or "no more is known"
    if isinstance(fault, MemoryError):
        return plain((Problem("COT-903", "this job needed more memory than it may use"),))
    if isinstance(fault, OSError):
        return plain((Problem("COT-905", f"the work stopped: {said}"),))
    return [{**plain((Problem("COT-906", OURS, remedy=TELL),))[0], "detail": f"{type(fault).__name__}: {said}"}]


def _own_output() -> TextIO:
    """The pipe to the worker; whatever else is printed goes to the log."""
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return told


def _give_way() -> None:
    if hasattr(os, "nice"):
        os.nice(KINDER)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO, encoding="ascii")


def _leave_with_worker() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
