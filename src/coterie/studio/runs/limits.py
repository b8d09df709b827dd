"""How much may one job take, and how long? What the environment says, or a large part of this machine."""

import os
from contextlib import suppress
from pathlib import Path

PART = 0.75
LEAST_MB = 256
HOURS = 6.0
CGROUP = Path("/sys/fs/cgroup/memory.max")


def memory_mb() -> int:
    """Memory of one job in MiB: `COTERIE_JOB_MEMORY_MB`, or three quarters of this machine or container."""
    return max(LEAST_MB, int(_number("COTERIE_JOB_MEMORY_MB", PART * _machine_mb())))


def seconds() -> float:
    """Longest time of one job: `COTERIE_JOB_SECONDS`, or six hours."""
    return _number("COTERIE_JOB_SECONDS", HOURS * 3600)


def _machine_mb() -> float:
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with suppress(OSError, ValueError):  # no container, or one without a limit ("max")
        whole = min(whole, int(CGROUP.read_text(encoding="ascii")))
    return whole / 2**20


def _number(name: str, usual: float) -> float:
    try:
        said = float(os.environ.get(name, ""))
    except ValueError:
        return usual
    return said if said > 0 else usual
