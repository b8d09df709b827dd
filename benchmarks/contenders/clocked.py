"""The clock every contender uses: processor seconds of the job, all threads, and peak memory of the process."""

import json
import resource
import time
from collections.abc import Callable

Answer = dict[str, object]


def clocked(job: Callable[[], Answer], after: Callable[[Answer], Answer] | None = None) -> None:
    """Run the job and print its reading as one JSON line; ``after`` may add to the answer when the clock stands."""
    begun, wall = time.process_time(), time.perf_counter()
    answer = job()
    cpu, wall = time.process_time() - begun, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer |= after(answer) if after else {}
    print(json.dumps({"cpu": cpu, "wall": wall, "peak_mb": peak, **answer}))
