"""Run every benchmark and write what it found, with machine and date, to ``results.json``, its page and the README."""

import json
import subprocess
import sys
from datetime import UTC, datetime

from measure import HERE, WORK, machine
from tables import Row, results, write


def main() -> None:
    """Run all, or those named on the command line."""
    WORK.mkdir(exist_ok=True)
    failed = []
    for script in sorted(HERE.glob("bench_*.py")):
        name = script.stem.removeprefix("bench_")
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        print(f"{name} ...", flush=True)
        done = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:  # one that cannot run here keeps no other from running
            failed.append(name)
            print(f"  failed: {name} keeps the results it had", flush=True)
            continue
        found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        for row in found:
            print(f"  {row['question']}: {row['ratio']} times beside {row['peer']}", flush=True)
        if not found:
            print(f"  not run: {done.stdout.strip() or 'it said nothing'}", flush=True)
        keep(name, found)
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


def keep(name: str, rows: list[Row]) -> None:
    """Replace the rows of this benchmark by those of this run; what could not be run keeps the rows it had."""
    if not rows:
        return
    stamp = {"bench": name, "machine": machine(), "date": datetime.now(UTC).date().isoformat()}
    kept = [row for row in results() if row.get("bench") != name] + [{**row, **stamp} for row in rows]
    kept.sort(key=lambda row: (str(row["bench"]), str(row["question"]), str(row["peer"])))
    (HERE / "results.json").write_text(json.dumps(kept, indent=1) + "\n")
    write(kept)


main()
