"""Run every benchmark and write what it found, with machine and date, to ``results.json`` and ``RESULTS.md``."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from measure import HERE, WORK, machine

HEAD = (
    "| question | peer | ours, CPU s | peer, CPU s | peer / ours | ours, MiB | note |\n"
    "| --- | --- | --: | --: | --: | --: | --- |\n"
)


def main() -> None:
    """Run all, or those named on the command line."""
    WORK.mkdir(exist_ok=True)
    rows: list[dict[str, object]] = []
    for script in sorted(HERE.glob("bench_*.py")):
        if len(sys.argv) > 1 and script.stem.removeprefix("bench_") not in sys.argv[1:]:
            continue
        print(f"{script.stem} ...", flush=True)
        done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr[-3000:], file=sys.stderr)
            raise SystemExit(1)
        found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        rows += found
        for row in found:
            print(f"  {row['question']}: {row['ratio']} times against {row['peer']}", flush=True)
    keep(rows)


def keep(rows: list[dict[str, object]]) -> None:
    """Write the results of this run, replacing those of the same questions."""
    file = HERE / "results.json"
    known = json.loads(file.read_text()) if file.is_file() else []
    asked = {row["question"] for row in rows}
    stamp = {"machine": machine(), "date": datetime.now(UTC).date().isoformat()}
    kept = [row for row in known if row["question"] not in asked] + [{**row, **stamp} for row in rows]
    kept.sort(key=lambda row: (str(row["question"]), str(row["peer"])))
    file.write_text(json.dumps(kept, indent=1) + "\n")
    body = "".join(
        f"| {r['question']} | {r['peer']} | {r['ours_cpu_s']} | {r['peer_cpu_s']} | {r['ratio']} | "
        f"{r.get('ours_peak_mb', '')} | {r.get('note', '')} |\n"
        for r in kept
    )
    where = f"\nMeasured on {stamp['date']}, {stamp['machine']}. Processor seconds, best of three.\n"
    Path(HERE / "RESULTS.md").write_text("# Benchmarks\n\n" + HEAD + body + where)


main()
