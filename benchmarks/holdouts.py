"""Whose forecast came closer? Three real shops, days kept apart, beside lifetimes and ways that need no model.

Run it by hand with the folder of the public data sets: ``holdouts.py DATA``. It takes a minute or two, and its figures
do not depend on the machine. Every way is asked the same: what the customers known by then do afterwards.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from coterie import features, intake
from coterie.engine import open_engine
from coterie.measure import top20_share
from coterie.methods import value
from coterie.methods.value.baselines import Origin
from coterie.terms import Horizon, Silent, TimeUnit
from coterie.workflows import words_of

HERE = Path(__file__).parent
PEERS = HERE / ".venv-peers" / "bin" / "python"
WORK = HERE / "work"
FILE, PAGE = HERE / "holdouts.json", HERE.parent / "docs" / "explanation" / "which-value-model.md"
BEGIN, END = "<!-- holdouts, written by benchmarks/holdouts.py -->", "<!-- /holdouts -->"
SHOPS = {  # name -> file, mapping, days kept apart, unit
    "CDNOW, 39 + 39 weeks": (
        "cdnow/CDNOW_sample.txt",
        ("orders.customer_id=2", "orders.ordered_at=3", "orders.quantity=4", "orders.amount=5"),
        273,
        TimeUnit.WEEK,
    ),
    "Online Retail": ("online_retail/online_retail.parquet", (), "auto", TimeUnit.DAY),
    "Complete Journey": ("complete_journey/transactions.parquet", (), "auto", TimeUnit.DAY),
}


def main() -> None:
    """Ask everybody, keep the figures, write the page."""
    rows = []
    WORK.mkdir(exist_ok=True)
    for shop, (file, said, holdout, unit) in SHOPS.items():
        rows.append({"shop": shop, **judged(Path(sys.argv[1]) / file, said, holdout, unit)})
        print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
    FILE.write_text(json.dumps(rows, indent=1) + "\n")
    write(rows)


def judged(path: Path, said: tuple[str, ...], holdout: int | str, unit: TimeUnit) -> dict:
    """What came in the days kept apart, and every way of forecasting them."""
    with open_engine(memory_mb=2048) as engine:
        dataset = intake.load_by_place(engine, {"orders": str(path)}, words_of(said), Silent(), as_of=None)
        features.prepare(engine, dataset)
        timeline = features.timeline(engine, dataset, as_of=None, holdout=holdout, unit=unit)
        inner, outer = features.slices(engine, timeline)
        now, past = (features.btyd_summary(engine, window, unit) for window in (timeline.whole, timeline.past))
        pasts = [(features.btyd_summary(engine, each.past.window, unit), each) for each in inner]
    found = value.estimate(now, past, outer, pasts, horizon=Horizon(12))
    origin = Origin.of(past, outer)
    ours = [
        {"way": score.label, "by": "coterie", "chosen": score.chosen, "orders": score.orders_expected,
         "spend": score.spend_expected, "orders_mae": score.orders_mae, "spend_mae": score.spend_mae,
         "top20": score.top20_share, "note": ""}
        for score in found.leaderboard
    ]  # fmt: skip
    return {
        "days": origin.days,
        "customers": len(origin.orders),
        "orders": float(origin.orders.sum()),
        "spend": round(float(np.sort(origin.spend).sum()), 2),
        "interval": [round(each) for each in (found.holdout.orders_expected.low, found.holdout.orders_expected.high)],
        "ways": [{**row, **{k: round(v, 4) for k, v in row.items() if isinstance(v, float)}} for row in ours]
        + lifetimes(origin, unit),
    }


def lifetimes(origin: Origin, unit: TimeUnit) -> list[dict]:
    """The same of lifetimes, from the same histories, in weeks."""
    weeks = unit.days / 7
    given, answer = WORK / "holdout.npz", WORK / "holdout_lifetimes.npz"
    told = origin.summary
    np.savez(given, x=told.x, t_x=told.t_x * weeks, T=told.T * weeks, spend=told.spend, days=float(origin.days))
    script = HERE / "contenders" / "holdout_lifetimes.py"
    done = subprocess.run(
        [str(PEERS), str(script), str(given), str(answer)], capture_output=True, text=True, check=True
    )
    notes, found = json.loads(done.stdout.strip().splitlines()[-1]), np.load(answer)
    rows = []
    for model, note in notes.items():
        row = {"way": f"{model} and gamma-gamma", "by": "lifetimes", "chosen": False, "note": note}
        if model in found:
            orders, spend = found[model], found[model] * found["mean"]
            row |= {
                "orders": round(float(orders.sum()), 4),
                "spend": round(float(spend.sum()), 4),
                "orders_mae": round(float(np.abs(orders - origin.orders).mean()), 4),
                "spend_mae": round(float(np.abs(spend - origin.spend).mean()), 4),
                "top20": round(top20_share(spend, origin.spend), 4),
            }
        rows.append(row)
    return rows


def block(rows: list[dict]) -> str:
    """A table a shop, with the markers."""
    parts = [BEGIN]
    for row in rows:
        low, high = row["interval"]
        parts += [
            "",
            f"**{row['shop']}**: {row['customers']:,} customers, {row['days']} days kept apart. {row['orders']:,.0f} "
            f"orders came (days of a customer with one); our interval was {low:,} to {high:,}.",
            "",
            "| way | by | orders in all | spend in all | off a customer: orders | spend | fifth's spend |",
            "| --- | --- | --: | --: | --: | --: | --: |",
        ]
        parts += [_line(way, row) for way in row["ways"]]
    return "\n".join([*parts, "", END])


def _line(way: dict, row: dict) -> str:
    name = f"**{way['way']}**" if way["chosen"] else way["way"]
    if "orders" not in way:
        return f"| {name} | {way['by']} | {way['note']} | – | – | – | – |"
    off = [_percent(way[what] / row[what] - 1) for what in ("orders", "spend")]
    end = f"{way['orders_mae']:.3f} | {way['spend_mae']:,.2f} | {way['top20']:.1%} |"
    return f"| {name} | {way['by']} | {off[0]} | {off[1]} | {end}"


def _percent(part: float) -> str:
    return "0%" if abs(part) < 0.005 else f"{part:+.0%}".replace("-", "−")


def write(rows: list[dict]) -> None:
    """Write the tables into the page."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    PAGE.write_text(before + block(rows) + rest.partition(END)[2])


if __name__ == "__main__":
    main()
