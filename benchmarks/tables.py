"""How are the results of the benchmarks told? As a page of their own, and as the table in the README."""

import json
from collections.abc import Sequence
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
    keys = ("question", "peer", "ours_cpu_s", "peer_cpu_s", "ratio", "ours_wall_s", "ours_peak_mb", "note")
    names = ("question", "beside", "ours, CPU s", "theirs, CPU s", "theirs / ours", "by the clock, s", "MiB", "note")
    races = table(names, 2, [[str(row.get(key, "")) for key in keys] for row in rows if "bar" not in row])
    return f"# Benchmarks\n\n{HOW}\n\n{races}\n\n## The studio\n\n{bars(rows)}\n\n{_where(rows)}\n"


HOW = (
    "Each contender runs in a process of its own, turn by turn with the others in the same run; processor seconds of "
    "all threads, the least of up to three turns. The clock depends on what else the machine "
    "does; it is given for our own jobs only. `make bench` repeats all of it."
)
RACES = (
    "bgnbd", "values", "kmeans", "fuzzy", "sampled", "analyze", "lines", "scoring", "summary",
)  # fmt: skip


def readme_block(rows: list[Row]) -> str:
    """The README's tables between its markers, as measured: races with peers, and the studio beside its bars."""
    told = [
        [
            row["question"],
            row["peer"],
            f"{row['ours_cpu_s']} s, {row['ours_peak_mb']} MiB",
            f"{row['peer_cpu_s']} s",
            times(row),
        ]
        for name in RACES
        for row in rows
        if row["bench"] == name
    ]
    races = table(("what", "beside", "coterie", "the other", "coterie needs"), 2, told)
    return f"{BEGIN}\n{races}\n\n{growth(rows)}\n\n{bars(rows)}\n\n{_where(rows)}\n{END}"


def times(row: Row) -> str:
    """A ratio in words: how many times less or more processor time ours takes."""
    ratio = float(str(row["ratio"]))
    return (
        f"**{ratio:,.0f} times less**"
        if ratio >= 10
        else f"{ratio:.1f} times less"
        if ratio >= 1
        else f"{1 / ratio:.1f} times more"
    )


def growth(rows: list[Row]) -> str:
    """What a whole analysis needs of a large shop; its peer is itself, which is no race."""
    found = [
        [row["question"], f"{row['ours_cpu_s']} s", f"{row['ours_peak_mb']} MiB"]
        for row in rows
        if row["bench"] == "growth"
    ]
    return table(("large files", "processor time", "memory"), 1, found)


def bars(rows: list[Row]) -> str:
    """What was found beside the bars that we set ourselves."""
    found = [[row["question"], row["found"], row["bar"]] for row in rows if "bar" in row]
    return table(("in the studio", "found", "our bar"), 1, found)


def table(names: Sequence[str], words: int, rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown; the first columns are words, the others figures."""
    lines = [names, ["---"] * words + ["--:"] * (len(names) - words), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


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
