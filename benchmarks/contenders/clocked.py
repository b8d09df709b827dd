"""The clock every contender uses: processor seconds of the job, all threads, and peak memory of the process."""

import json
import resource
import time
from collections.abc import Callable


def clocked(job: Callable[[], dict[str, object]]) -> None:
    """Run the job and print its reading as one JSON line."""
    begun, wall = time.process_time(), time.perf_counter()
    answer = job()
    cpu, wall = time.process_time() - begun, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": cpu, "wall": wall, "peak_mb": peak, **answer}))
