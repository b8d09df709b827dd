"""How much of the machine may one analysis use?"""

import os

from coterie.terms import Problem, WrongWords

USUAL_MB = 2048
READING_MB = 400  # with what Python itself takes, a process that reads stays below 1 GiB; more is no faster
LEAST_MB = 64  # below this the engine itself does not start


def memory_mb(usual: int | None = None) -> int:
    """Memory for the engine's tables in MiB: COTERIE_MEMORY_MB, or 2048.

    usual     what takes the place of 2048.

    Raises    WrongWords (COT-109) for what is no number of MiB.
    """
    return _whole("COTERIE_MEMORY_MB", usual or USUAL_MB, LEAST_MB, 16_777_216)


def threads() -> int:
    """Threads of the engine: COTERIE_THREADS, or the processors this process may use, at most 8.

    Raises    WrongWords (COT-109) for what is no number of threads.
    """
    return _whole("COTERIE_THREADS", min(8, _processors()), 1, 1024)


def _processors() -> int:
    """Processors this process may use; where the system does not tell (macOS), all that there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _whole(name: str, usual: int, least: int, most: int) -> int:
    said = os.environ.get(name, "").strip()
    if not said:
        return usual
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
    if not least <= number <= most:
        found, expected = f"the environment says {name}={said}", f"a whole number from {least} to {most:,}"
        raise WrongWords(Problem("COT-109", found, expected, f"Set {name} to such a number, or unset it"))
    return number
