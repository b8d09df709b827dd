import time
from pathlib import Path


def run(arguments, work):
    """`gate`: a file without which no step after the second is begun."""
    total = arguments["steps"]
    gate = Path(arguments.get("gate", "/"))
    for number in range(total):
        name = f"step {number}"
        if name not in work.kept:
            while number > 1 and not gate.exists():
                time.sleep(0.01)
            time.sleep(arguments["seconds"])
            work.rows(number)
            work.keep(name, number * number, number + 1, total)
    (work.out / "sum.txt").write_text(str(sum(work.kept.values())), encoding="utf-8")
    return {"sum": sum(work.kept.values())}
