"""How much of the machine may one analysis use?"""

import os


def memory_mb() -> int:
    """Memory for the engine's tables in MiB: COTERIE_MEMORY_MB, or 2048."""
    return int(os.environ.get("COTERIE_MEMORY_MB", "2048"))


def threads() -> int:
    """Threads of the engine: COTERIE_THREADS, or the processors this process may use, at most 8."""
    return int(os.environ.get("COTERIE_THREADS", str(min(8, len(os.sched_getaffinity(0))))))
