"""How often do the intervals hold the truth? Thousands of drawn worlds; the page that says what an interval means.

Run it by hand: it takes about ten minutes of one processor, and its figures do not depend on the machine.
"""

import json
import sys
from pathlib import Path

from threadpoolctl import threadpool_limits

from coterie.methods.value.recovering import foretell, recover

HERE = Path(__file__).parent
FILE, PAGE = HERE / "coverage.json", HERE.parent / "docs" / "explanation" / "what-an-interval-means.md"
BEGIN, END = "<!-- coverage, written by benchmarks/coverage.py -->", "<!-- /coverage -->"
TRUTH = {
    "bg_nbd": ("BG/NBD", {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}, 4000, 2000),
    "mbg_nbd": ("MBG/NBD", {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614}, 4000, 2000),
    "pareto_nbd": ("Pareto/NBD", {"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669}, 4000, 1000),
    "bg_bb": ("BG/BB", {"alpha": 1.204, "beta": 0.750, "gamma": 0.657, "delta": 2.783}, 11_104, 2000),
    "gamma_gamma": ("gamma-gamma", {"p": 6.25, "q": 3.74, "v": 15.44}, 4000, 2000),
}
AHEAD = {"bg_nbd": 400, "mbg_nbd": 400, "pareto_nbd": 100}  # runs; 2,000 customers each


def main() -> None:
    """Run everything, keep the figures, write the page."""
    rows = []
    with threadpool_limits(limits=1):
        for name, (label, truth, customers, runs) in TRUTH.items():
            inside = recover(name, truth, customers=customers, runs=runs).inside()
            row: dict[str, object] = {"model": label, "customers": customers, "runs": runs}
            row["parameters"] = {key: round(share, 4) for key, share in inside.items()}
            if name in AHEAD:
                told = foretell(name, truth, TRUTH["gamma_gamma"][1], customers=2000, runs=AHEAD[name])
                row |= {"runs_ahead": AHEAD[name], "orders": round(float(told.orders.mean()), 4)}
                row |= {"spend": round(float(told.spend.mean()), 4)}
                row |= {"above": round(float(told.above.mean()), 4), "below": round(float(told.below.mean()), 4)}
            rows.append(row)
            print(json.dumps(row), file=sys.stderr, flush=True)
    FILE.write_text(json.dumps(rows, indent=1) + "\n")
    write(rows)


def block(rows: list[dict]) -> str:
    """The two tables of the page, with their markers."""
    parts = [BEGIN, "", "| model | customers | runs | share of runs whose 95 % interval held the truth |"]
    parts.append("| --- | --: | --: | --- |")
    for row in rows:
        held = ", ".join(f"{name} {share:.1%}" for name, share in row["parameters"].items())
        parts.append(f"| {row['model']} | {row['customers']:,} | {row['runs']:,} | {held} |")
    parts += ["", "| model | runs | total orders, 95 % | total spend, 95 % | above their 80 % | below their 80 % |"]
    parts.append("| --- | --: | --: | --: | --: | --: |")
    for row in rows:
        if "orders" in row:
            shares = " | ".join(f"{row[key]:.1%}" for key in ("orders", "spend", "above", "below"))
            parts.append(f"| {row['model']} | {row['runs_ahead']} | {shares} |")
    return "\n".join([*parts, "", END])


def write(rows: list[dict]) -> None:
    """Write the tables into the page."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    PAGE.write_text(before + block(rows) + rest.partition(END)[2])


if __name__ == "__main__":
    main()
