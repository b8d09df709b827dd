"""How are the results of the benchmarks told? As a page of their own, and as the table in the README."""

import json
from pathlib import Path

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
BEGIN, END = "<!-- benchmarks, written by make bench -->", "<!-- /benchmarks -->"

Row = dict[str, object]


def results() -> list[Row]:
    """The rows of ``results.json``, in the order of question and peer."""
    file = HERE / "results.json"
    return json.loads(file.read_text()) if file.is_file() else []


def page(rows: list[Row]) -> str:
    """``RESULTS.md``: every figure of every question."""
    head = (
        "| question | beside | ours, CPU s | theirs, CPU s | theirs / ours | by the clock, s | MiB | note |\n"
        "| --- | --- | --: | --: | --: | --: | --: | --- |\n"
    )
    keys = ("question", "peer", "ours_cpu_s", "peer_cpu_s", "ratio", "ours_wall_s", "ours_peak_mb", "note")
    body = "".join("| " + " | ".join(str(row.get(key, "")) for key in keys) + " |\n" for row in rows)
    return f"# Benchmarks\n\n{HOW}\n\n{head}{body}\n{_where(rows)}\n"


HOW = (
    "Each contender runs in a process of its own, turn by turn with the others in the same run; processor seconds of "
    "all threads, the least of up to three turns. The clock depends on what else the machine "
    "does; it is given for our own jobs only. `make bench` repeats all of it."
)


def readme_block(rows: list[Row]) -> str:
    """The README's table between its markers: ratios, as measured."""
    lines = ["| what | beside | times our processor time | ours |", "| --- | --- | --: | --- |"]
    for row in rows:
        ours = f"{row['ours_cpu_s']} s, {row['ours_peak_mb']} MiB"
        lines.append(f"| {row['question']} | {row['peer']} | {row['ratio']} | {ours} |")
    table = "\n".join(lines)
    return f"{BEGIN}\n{table}\n\n{_where(rows)}\n{END}"


def write(rows: list[Row]) -> None:
    """Write ``RESULTS.md`` and the README's block."""
    (HERE / "RESULTS.md").write_text(page(rows))
    before, _, rest = README.read_text().partition(BEGIN)
    README.write_text(before + readme_block(rows) + rest.partition(END)[2])


def _where(rows: list[Row]) -> str:
    days = sorted({str(row["date"]) for row in rows})
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}" if days else "never"
    machines = "; ".join(sorted({str(row["machine"]) for row in rows}))
    return f"Measured {when} on {machines}."
