import time


def run(arguments, work):
    total = arguments["steps"]
    for number in range(total):
        name = f"step {number}"
        if name not in work.kept:
            time.sleep(arguments["seconds"])
            work.rows(number)
            work.keep(name, number * number, number + 1, total)
    (work.out / "sum.txt").write_text(str(sum(work.kept.values())), encoding="utf-8")
    return {"sum": sum(work.kept.values())}
