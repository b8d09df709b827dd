"""Which shop can be checked by hand? Twelve customers who fit in a head.

Day 0 is 2023-01-01, day 180 is 2023-06-30, the as-of date. A return is no purchase: it lowers revenue, but makes
neither an order nor a purchase day. Worked out by hand:

=====  ====================================  =======  ======  =======  ==  ===  ===  ======================
who    bought on day                         recency  orders  revenue   x  t_x   T   what is special
=====  ====================================  =======  ======  =======  ==  ===  ===  ======================
Ann    0, 30, 60, 90, 120, 150, 180                0       7   140.00   6  180  180  regular, wine only
Bob    10                                        170       1    50.00   0    0  170  came once, long ago
Cleo   100 (two orders), 140                      40       3    45.00   1   40   80  two orders on one day
Dan    20; returned half on 25                   160       1    50.00   0    0  160  a partial return
Eve    0, 10, 20, 30                             150       4   100.00   3   30  180  regular, then gone
Fay    178                                         2       1    12.50   0    0    2  new
Gus    50, 110, 170                               10       3   600.00   2  120  130  spends most
Hal    40, 160                                    20       2    80.00   1  120  140  four categories evenly
Ivy    60; returned all on 70                    120       1     0.00   0    0  120  nothing left
Jon    90, 97, 104, 111 (two equal lines each)    69       4    40.00   3   21   90  equal lines, weekly
Kim    5, 6, 66, 67                              113       4   120.00   3   62  175  irregular gaps
Lou    175, 180 (at night)                         0       2    50.00   1    5    5  ties with Ann in recency
=====  ====================================  =======  ======  =======  ==  ===  ===  ======================

Together: 49 lines, 33 orders, 1,287.50 in revenue after 80.00 in returns. Times are in days, money in euros.
Larger shops with planted truth: ``generate`` and ``plant`` (module ``generated``).
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from generated import FOUR, ONE, Group, Shop, Truth, generate, plant, write

__all__ = [
    "AS_OF",
    "DAY_0",
    "FOUR",
    "KNOWN",
    "LINES",
    "ONE",
    "ORDERS",
    "RETURNED",
    "REVENUE",
    "Group",
    "Known",
    "Shop",
    "Truth",
    "generate",
    "lines",
    "people",
    "plant",
    "write",
    "write_csv",
]

DAY_0 = date(2023, 1, 1)
AS_OF = date(2023, 6, 30)


@dataclass(frozen=True)
class Known:
    """What is known about one customer of the small shop, by hand."""

    recency_days: int
    orders: int
    revenue: float
    x: int
    t_x: int
    T: int


KNOWN: dict[str, Known] = {
    "Ann": Known(0, 7, 140.0, 6, 180, 180),
    "Bob": Known(170, 1, 50.0, 0, 0, 170),
    "Cleo": Known(40, 3, 45.0, 1, 40, 80),
    "Dan": Known(160, 1, 50.0, 0, 0, 160),
    "Eve": Known(150, 4, 100.0, 3, 30, 180),
    "Fay": Known(2, 1, 12.5, 0, 0, 2),
    "Gus": Known(10, 3, 600.0, 2, 120, 130),
    "Hal": Known(20, 2, 80.0, 1, 120, 140),
    "Ivy": Known(120, 1, 0.0, 0, 0, 120),
    "Jon": Known(69, 4, 40.0, 3, 21, 90),
    "Kim": Known(113, 4, 120.0, 3, 62, 175),
    "Lou": Known(0, 2, 50.0, 1, 5, 5),
}
LINES, ORDERS, REVENUE, RETURNED = 49, 33, 1287.5, 80.0

_PRICES = {"wine": 10.0, "cheese": 5.0, "bread": 2.5, "tea": 12.5, "gift": 50.0}

# customer, day, hour, order, then (category, pieces at the price of that category) for each line
_ORDERS: tuple[tuple[str, int, int, str, tuple[tuple[str, float], ...]], ...] = (
    *(("Ann", day, 10, f"A{i}", (("wine", 2),)) for i, day in enumerate(range(0, 181, 30), 1)),
    ("Bob", 10, 12, "B1", (("gift", 1),)),
    ("Cleo", 100, 9, "C1", (("wine", 1),)),
    ("Cleo", 100, 17, "C2", (("cheese", 3),)),
    ("Cleo", 140, 11, "C3", (("wine", 2),)),
    ("Dan", 20, 15, "D1", (("gift", 1), ("wine", 5))),
    ("Dan", 25, 16, "D2", (("gift", -1),)),
    *(("Eve", day, 13, f"E{i}", (("tea", 2),)) for i, day in enumerate(range(0, 31, 10), 1)),
    ("Fay", 178, 18, "F1", (("tea", 1),)),
    *(("Gus", day, 14, f"G{i}", (("gift", 3), ("wine", 5))) for i, day in enumerate((50, 110, 170), 1)),
    *(
        ("Hal", day, 10, f"H{i}", (("wine", 1), ("cheese", 2), ("bread", 4), ("tea", 0.8)))
        for i, day in enumerate((40, 160), 1)
    ),
    ("Ivy", 60, 11, "I1", (("wine", 3),)),
    ("Ivy", 70, 11, "I2", (("wine", -3),)),
    *(("Jon", day, 8, f"J{i}", (("cheese", 1), ("cheese", 1))) for i, day in enumerate((90, 97, 104, 111), 1)),
    *(("Kim", day, 19, f"K{i}", (("wine", 3),)) for i, day in enumerate((5, 6, 66, 67), 1)),
    ("Lou", 175, 23, "L1", (("cheese", 9),)),
    ("Lou", 180, 2, "L2", (("cheese", 1),)),
)


def lines() -> list[dict[str, str]]:
    """The order lines of the small shop, as a till would export them; every value is text."""
    return [
        {
            "customer_id": customer,
            "order_id": order,
            "ordered_at": f"{DAY_0 + timedelta(days=day)} {hour:02d}:00:00",
            "quantity": f"{pieces:g}",
            "unit_price": f"{_PRICES[category]:.2f}",
            "amount": f"{pieces * _PRICES[category]:.2f}",
            "product": f"{category} from the shop",
            "category": category,
        }
        for customer, day, hour, order, basket in _ORDERS
        for category, pieces in basket
    ]


_PEOPLE = """
customer_id,age,income,city,newsletter,joined
Ann,34,High,Ghent,yes,2022-12-01
Bob,51,Average,Ghent,no,2022-12-05
Cleo,28,Low,Bruges,yes,2023-04-01
Dan,45,Average,Ghent,no,2023-01-02
Eve,62,Average,Bruges,yes,2022-11-11
Fay,23,Low,Antwerp,yes,2023-06-20
Gus,58,High,Antwerp,no,2023-02-01
Hal,39,High,Ghent,yes,2023-02-02
Ivy,31,Low,Bruges,no,2023-03-01
Jon,47,Low,Antwerp,no,2023-03-15
Kim,36,Average,Ghent,yes,2023-01-01
Lou,,Average,Bruges,no,2023-06-01
"""


def people() -> list[dict[str, str]]:
    """The customers file of the small shop: age (Lou's is missing), an ordered word, a city, a flag, a day."""
    return list(csv.DictReader(_PEOPLE.strip().splitlines()))


def write_csv(path: Path, rows: Iterable[Mapping[str, str]] | None = None, *, delimiter: str = ",") -> Path:
    """Write rows (by default the order lines) with a header line; returns the path."""
    kept = [dict(row) for row in (lines() if rows is None else rows)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(kept[0]), delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    return path
