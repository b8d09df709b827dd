"""Which steps do all value models share in SQL? Histories, the months ahead, sums without an order, and the answer."""

from collections.abc import Mapping

import numpy as np

from coterie.engine import Step, literal
from coterie.methods.value.lifetime import Periods
from coterie.terms import MONEY_SCALE, TimeUnit

EXACT = 1e12  # terms become whole numbers of a millionth of a millionth


def whole_sum(sql: str) -> str:
    """SQL: a sum of doubles that has no order, because each is rounded to 1e-12 first."""
    return f"cast(sum(cast(floor({sql} * {literal(EXACT)} + 0.5e0) as bigint)) as double)"


def histories_step(params: Mapping[str, float], unit: TimeUnit, source: str) -> Step:
    """x, t_x and T as the model reads them, from a table in days and 1/10,000 of the currency."""
    days = literal(float(unit.days))
    sql = (
        f"select customer_id, cast(x as double) as x, cast(t_x as double) / {days} as t_x, "
        f"cast(age as double) / {days} as age, "
        f"case when x > 0 and repeat_spend > 0 then cast(repeat_spend as double) / {literal(float(MONEY_SCALE))} end "
        f"as repeat_spend from {source}"
    )
    return Step("histories", sql, f"x, t_x and T of each customer, in {unit.value}s, and the value of repeat days.")


def times_step(periods: Periods) -> Step:
    """The months of the horizon as rows."""
    later = np.append(periods.worth[1:], 0.0)
    rows = [
        f"({literal(float(end))}, {literal(float(now - after))}, {int(i == len(periods.ends) - 1)})"
        for i, (end, now, after) in enumerate(zip(periods.ends, periods.worth, later, strict=True))
    ]
    sql = f"select ahead, falls, whole from (values {', '.join(rows)}) as written (ahead, falls, whole)"
    why = "The ends of the months ahead, how much less a purchase is worth after each, and which one is the last."
    return Step("times", sql, why)


def worth_step(params: Mapping[str, float], margin: float | None, z: str, joined: str = "") -> Step:
    """P(alive), expected orders and CLV of each customer.

    z         SQL over ``h`` (histories): log odds of having left; NULL for who had no occasion to leave.
    joined    a join that z reads.
    """
    p, q, v = (literal(float(params[n])) for n in ("p", "q", "v"))
    alive = (
        "case when z is null or z < -700.0e0 then 1.0e0 when z > 700.0e0 then 0.0e0 else 1.0e0 / (1.0e0 + exp(z)) end"
    )
    known = "case when repeat_spend is null then 0.0e0 else x end"
    mean = "" if margin is None else f"{literal(float(margin))} * "
    mean += f"{p} * ({v} + coalesce(repeat_spend, 0.0e0)) / ({p} * ({known}) + {q} - 1.0e0)"
    sql = (
        f"select customer_id, p_alive, p_alive * bought as expected_orders, p_alive * discounted * mean as clv from "
        f"(select customer_id, bought, discounted, {alive} as p_alive, {mean} as mean from "
        f"(select h.customer_id, h.x, h.repeat_spend, r.bought, r.discounted, {z} as z "
        f"from histories as h join reached as r on r.x = h.x and r.age = h.age{joined}) as odds) as parts"
    )
    return Step("worth", sql, "P(alive), expected orders in the horizon and their discounted value, of each customer.")
