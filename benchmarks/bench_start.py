"""How long does one wait before anything happens? The import and the help, beside a bare Python."""

import resource
import subprocess
import sys
import time
from pathlib import Path

from measure import Reading, say

TURNS = 5
COMMANDS = {
    "bare Python": [sys.executable, "-c", "pass"],
    "import coterie": [sys.executable, "-c", "import coterie"],
    "coterie --help": [str(Path(sys.executable).with_name("coterie")), "--help"],
}


def once(command: list[str]) -> Reading:
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Reading(cpu, time.perf_counter() - wall, after.ru_maxrss / 1024, {})


readings: dict[str, list[Reading]] = {name: [] for name in COMMANDS}
for _ in range(TURNS):
    for name, command in COMMANDS.items():
        readings[name].append(once(command))
best = {name: min(found, key=lambda reading: reading.cpu) for name, found in readings.items()}
bare = best.pop("bare Python")
for name, reading in best.items():
    note = "the ratio is what it costs over a bare Python, to which most of the time belongs"
    say(name, "python -c pass", reading, bare, reading.cpu / bare.cpu, note)
