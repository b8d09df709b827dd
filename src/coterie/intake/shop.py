"""What can be tried without data of one's own? A made-up shop, the same on every machine, written as two CSV files.

Customers of four kinds buy at random with a rate and a spend of their own and leave after each purchase with a chance
of their own, as the BG/NBD model has it (Fader, Hardie and Lee 2005, "Counting your customers the easy way"). It is for
looking around, and every page says that it is made up.
"""

import csv
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

START, DAYS, JOINING = date(2024, 1, 1), 730, 540
CATEGORIES = ("wine", "cheese", "bread", "tea", "garden", "toys")
CITIES = ("Antwerp", "Bruges", "Ghent", "Liege")
INCOMES = ("low", "average", "high")
PRICES = (14.0, 9.0, 4.0, 7.0, 22.0, 18.0)


@dataclass(frozen=True)
class _Kind:
    """How often one comes (days between purchases), what an order is worth beside others, tastes, age, chance to go."""

    share: float
    gap: float
    spend: float
    tastes: tuple[float, ...]
    age: float
    incomes: tuple[float, ...]
    leaves: float


_KINDS = (
    _Kind(0.18, 24, 1.9, (20, 12, 3, 2, 1, 1), 57, (1, 3, 8), 0.04),
    _Kind(0.30, 32, 1.0, (1, 3, 9, 2, 1, 18), 37, (3, 7, 2), 0.07),
    _Kind(0.20, 70, 1.4, (2, 2, 1, 6, 24, 1), 65, (2, 5, 2), 0.10),
    _Kind(0.32, 130, 0.7, (2, 2, 7, 12, 2, 4), 30, (8, 3, 1), 0.28),
)


def write_shop(folder: Path, customers: int = 1500, seed: int = 7) -> dict[str, str]:
    """Write ``orders.csv`` and ``customers.csv`` of a made-up shop; the same arguments give the same bytes.

    Returns    kind -> path of its file.
    """
    dice = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    kinds = dice.choices(_KINDS, [k.share for k in _KINDS], k=customers)
    people = [[f"C{i:05d}", *_person(dice, kind)] for i, kind in enumerate(kinds, 1)]
    bought = sorted((when, i) for i, kind in enumerate(kinds) for when in _days(dice, kind))
    lines = [
        line for n, (when, i) in enumerate(bought, 1) for line in _lines(dice, n, when, str(people[i][0]), kinds[i])
    ]
    columns = ("customer_id", "order_id", "ordered_at", "product", "category", "quantity", "unit_price", "channel")
    _write(folder / "orders.csv", columns, lines)
    _write(folder / "customers.csv", ("customer_id", "age", "income", "city", "newsletter_consent"), people)
    return {"orders": str(folder / "orders.csv"), "customers": str(folder / "customers.csv")}


def _person(dice: Random, kind: _Kind) -> list[object]:
    age = min(90, max(18, round(dice.gauss(kind.age, 9))))
    income = dice.choices(INCOMES, kind.incomes)[0]
    return [age, income, dice.choice(CITIES), "yes" if dice.random() < 0.82 else "no"]


def _days(dice: Random, kind: _Kind) -> list[datetime]:
    """Moments of the purchases of one customer, until she leaves or the last day has come."""
    gap = kind.gap * dice.gammavariate(3.0, 1 / 3.0) + 4
    begin = datetime.combine(START, datetime.min.time())
    at, out = dice.uniform(0, JOINING), []
    while at < DAYS:
        moment = begin + timedelta(days=int(at), hours=dice.choice((9, 11, 13, 16, 18, 20)), minutes=dice.randrange(60))
        out.append(moment)
        if dice.random() < kind.leaves:
            break
        at += dice.expovariate(1 / gap)
    return out


def _lines(dice: Random, order: int, when: datetime, who: str, kind: _Kind) -> list[list[object]]:
    channel = dice.choices(("shop", "web"), (6, 4))[0]
    out: list[list[object]] = []
    for _ in range(1 + min(5, int(dice.expovariate(0.8)))):
        place = dice.choices(range(len(CATEGORIES)), kind.tastes)[0]
        price = round(PRICES[place] * kind.spend * dice.lognormvariate(0, 0.25), 2)
        product = f"{CATEGORIES[place].capitalize()} {dice.randrange(1, 13)}"
        quantity = dice.choices((1, 2, 3), (7, 2, 1))[0]
        written = when.isoformat(sep=" ", timespec="minutes")
        out.append([who, f"O{order:06d}", written, product, CATEGORIES[place], quantity, f"{price:.2f}", channel])
    if dice.random() < 0.03:
        out.append([*out[-1][:5], -int(str(out[-1][5])), *out[-1][6:]])
    return out


def _write(path: Path, columns: tuple[str, ...], rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
