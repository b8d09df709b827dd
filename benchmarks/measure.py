"""How are contenders measured? Each in a process of its own, turn by turn, in processor seconds; the best counts."""

import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
WORK = HERE / "work"
OURS = Path(sys.executable)
TURNS = int(os.environ.get("TURNS", "3"))
PEERS = HERE / ".venv-peers" / "bin" / "python"
PEERS_NEW = HERE / ".venv-peers-new" / "bin" / "python"  # those that want Python 3.12


@dataclass(frozen=True)
class Contender:
    """One program that does the job: its name, the Python it runs in, its script and arguments."""

    name: str
    script: str
    arguments: tuple[str, ...] = ()
    python: Path = OURS


@dataclass(frozen=True)
class Reading:
    """What a contender needed: processor seconds and seconds of the job, peak memory in MiB, and what it answered."""

    cpu: float
    wall: float
    peak_mb: float
    answer: dict[str, object]


def once(contender: Contender) -> Reading:
    """Run a contender once. Its script prints one JSON line with ``cpu``, ``wall``, ``peak_mb`` and its answer."""
    command = [str(contender.python), str(HERE / "contenders" / contender.script), *contender.arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{contender.name} failed:\n{done.stderr[-2000:]}")
    said = json.loads(done.stdout.strip().splitlines()[-1])
    return Reading(said.pop("cpu"), said.pop("wall"), said.pop("peak_mb"), said)


def race(contenders: list[Contender], turns: int = TURNS) -> dict[str, Reading]:
    """Run all contenders turn by turn and keep the least processor time of each."""
    best: dict[str, Reading] = {}
    for _ in range(turns):
        for contender in contenders:
            reading = once(contender)
            if contender.name not in best or reading.cpu < best[contender.name].cpu:
                best[contender.name] = reading
    return best


def tell(question: str, best: dict[str, Reading], ours: str = "coterie", note: str = "") -> None:
    """Print one JSON line a peer: our processor seconds, the peer's, and how many times more the peer needed."""
    mine = best[ours]
    for name, theirs in best.items():
        if name != ours:
            say(question, name, mine, theirs, theirs.cpu / mine.cpu, note)


def say(question: str, peer: str, mine: Reading, theirs: Reading, ratio: float, note: str = "", **more: str) -> None:
    """Print one JSON line: what was asked, beside whom, and both readings."""
    row = {
        "question": question,
        "peer": peer,
        "ours_cpu_s": round(mine.cpu, 2),
        "ours_wall_s": round(mine.wall, 2),
        "ours_peak_mb": round(mine.peak_mb),
        "peer_cpu_s": round(theirs.cpu, 2),
        "peer_peak_mb": round(theirs.peak_mb),
        "ratio": round(ratio, 2 if ratio >= 1 else 4),
        "note": note,
        **more,
    }
    print(json.dumps(row))


def machine() -> str:
    """The machine in words."""
    model = ""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return f"{model or platform.processor()}, {platform.system()}, Python {platform.python_version()}"
