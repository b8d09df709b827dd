"""What would be a success? A goal in words of the data, and the days on which each customer met it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import Engine, Step, ident
from coterie.terms import CustomerTable, DataRefused, Dataset, Problem, Trait, Window, WrongWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Labels = NDArray[np.int64]

COLUMNS = ("category", "product", "product_id", "channel")
LEAST_PAST = 28
MOST_ORIGINS = 3
_UNITS = {"day": 1, "week": 7, "month": 30}
_GOAL = re.compile(
    r"\s*(?:buys?|orders?)(?:\s+again)?(?:\s+([a-z_]+)\s*=\s*(.+?))?\s+within\s+(\d{1,4})\s+(day|week|month)s?\s*",
    re.IGNORECASE,
)
_MEANT = re.compile(r"\s*(?:buys?|orders?)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Goal:
    """Buying something within so many days.

    column   category, product, product_id or channel; "" for buying anything.
    value    what the column must say, in any case of letters.
    """

    text: str
    column: str
    value: str
    days: int

    @property
    def thing(self) -> str:
        """What is bought, in words: "Wine", or "anything"."""
        return self.value or "anything"


@dataclass(frozen=True)
class Moments:
    """The days a goal is learned, judged and told on: each a window of the past, its last day "today".

    learn   two to four goals before the last day, so that their futures lie before those of ``judge``.
    judge   one goal before the last day: its future is the holdout.
    now     the whole window: its future has not come yet.
    """

    learn: tuple[Window, ...]
    judge: Window
    now: Window


def goal_of(text: str) -> Goal | None:
    """The goal that a text asks for, None where it does not read like one (it then names a column).

    Raises    WrongWords (COT-854) for a text that begins like a goal and cannot be followed.

    >>> goal_of("buys category=Wine within 30 days")
    Goal(text='buys category=Wine within 30 days', column='category', value='Wine', days=30)
    >>> goal_of("Churn") is None
    True
    """
    found = _GOAL.fullmatch(text)
    if found is None:
        if _MEANT.match(text):
            raise WrongWords(Problem("COT-854", f'the goal "{text}" cannot be read'))
        return None
    column, value, count, unit = found.groups()
    if column is not None and column.lower() not in COLUMNS:
        raise WrongWords(Problem("COT-854", f'the goal "{text}" asks for the column {column}'))
    days = int(count) * _UNITS[unit.lower()]
    if not 1 <= days <= 366:
        raise WrongWords(Problem("COT-854", f'the goal "{text}" looks {days} days ahead', expected="1 to 366 days"))
    return Goal(text.strip(), (column or "").lower(), (value or "").strip().strip("\"'"), days)


def moments(goal: Goal, first: date, last: date) -> Moments:
    """Where to stand for a goal in orders from ``first`` to ``last``.

    Raises    DataRefused (COT-856) where not even one earlier day has enough past before it and a goal after it that
              ends before the holdout.
    """
    span = timedelta(days=goal.days)
    least = first + timedelta(days=max(goal.days, LEAST_PAST) - 1)
    learn = [last - span * back for back in range(2, 2 + MOST_ORIGINS)]
    kept = tuple(Window(first, day) for day in learn if day >= least)
    if not kept:
        needed = 2 * goal.days + max(goal.days, LEAST_PAST)
        found = f"the orders span {(last - first).days + 1} days, and a goal of {goal.days} days needs {needed}"
        raise DataRefused(Problem("COT-856", found))
    return Moments(kept, Window(first, last - span), Window(first, last))


def watch(engine: Engine, dataset: Dataset, goal: Goal) -> None:
    """Make ``goal_days``: one row for each customer and day on which the goal was met.

    Raises    DataRefused (COT-855) for a column that is not mapped or a value that does not occur.
    """
    if goal.column == "category":
        there = engine.has("category_days")
    else:
        there = not goal.column or dataset.has_column("orders", goal.column)
    if not there:
        more = " and no products file names one" if goal.column == "category" else ""
        raise DataRefused(Problem("COT-855", f"the orders hold no {goal.column}{more}"))
    engine.run(_step(goal), value=goal.value)
    if engine.count("goal_days") == 0:
        known = _examples(engine, goal)
        found = f'no order has {goal.column} "{goal.value}"'
        raise DataRefused(Problem("COT-855", found, expected=f"a value such as {', '.join(known)}"))


def _step(goal: Goal) -> Step:
    why = f"One row for each customer and day on which {goal.thing} was bought."
    if not goal.column:
        sql = "SELECT customer_id, ordered_on FROM purchase_days WHERE lines > 0"
        return Step("goal_days", sql, why)
    if goal.column == "category":
        where = "category_days WHERE lower(category) = lower($value)"
    else:
        column = ident(goal.column)
        where = f"orders WHERE lower({column}) = lower($value) AND amount >= 0 AND NOT COALESCE(is_return, FALSE)"
    return Step("goal_days", f"SELECT customer_id, ordered_on FROM {where} GROUP BY customer_id, ordered_on", why)


def _examples(engine: Engine, goal: Goal) -> list[str]:
    table = "category_days" if goal.column == "category" else "orders"
    column = ident(goal.column)
    rows = engine.rows(
        f"SELECT {column}, count(*) AS n FROM {table} WHERE {column} IS NOT NULL GROUP BY {column} "
        f"ORDER BY n DESC, {column} LIMIT 5"
    )
    return [str(row[0]) for row in rows]


HABIT = """
SELECT customer_id, count(*) AS days, max(ordered_on) AS last,
       sum(CASE WHEN ordered_on > $recent THEN 1 ELSE 0 END) AS lately
FROM goal_days WHERE ordered_on >= $start AND ordered_on <= $as_of GROUP BY customer_id
"""


def with_habit(engine: Engine, goal: Goal, table: CustomerTable) -> CustomerTable:
    """The same table with three traits about the goal's own past: how often, how lately, how long ago.

    table   of one of the windows of :func:`moments`; nothing after its last day enters.
    """
    if table.window is None:
        raise ValueError("a goal needs a table as of a day")
    as_of = table.window.as_of
    recent = as_of - timedelta(days=goal.days)
    found = engine.collect(HABIT, order_by=["customer_id"], start=table.window.start, as_of=as_of, recent=recent)
    place = np.searchsorted(table.ids.astype(str), found["customer_id"].astype(str))
    columns = {name: np.zeros(len(table)) for name in ("goal_days_before", "goal_days_lately")}
    ago = np.full(len(table), np.nan)
    inside = (place < len(table)) & (table.ids[np.minimum(place, len(table) - 1)] == found["customer_id"])
    place = place[inside]
    columns["goal_days_before"][place] = found["days"][inside].astype(np.float64)
    columns["goal_days_lately"][place] = found["lately"][inside].astype(np.float64)
    ago[place] = (np.datetime64(as_of) - found["last"][inside].astype("datetime64[D]")).astype(np.float64)
    return table.with_columns({**columns, "goal_days_ago": ago}, _traits(goal))


def _traits(goal: Goal) -> Sequence[Trait]:
    thing = goal.thing
    return (
        Trait("goal_days_before", f"Days with {thing} so far", "behavioural", "numeric", "days",
              f"Days on which {thing} was bought, up to the day of the study.", "orders"),
        Trait("goal_days_lately", f"Days with {thing} in the last {goal.days} days", "behavioural", "numeric", "days",
              f"Days on which {thing} was bought within the last {goal.days} days.", "orders"),
        Trait("goal_days_ago", f"Days since {thing} was last bought", "behavioural", "numeric", "days",
              f"Days from the last purchase of {thing} to the day of the study; missing where there was none.",
              "orders"),
    )  # fmt: skip


def reached(engine: Engine, goal: Goal, table: CustomerTable) -> "Labels":
    """1 for each customer of a table who met the goal in the days after its window, else 0."""
    if table.window is None:
        raise ValueError("a goal needs a table as of a day")
    as_of = table.window.as_of
    sql = "SELECT customer_id FROM goal_days WHERE ordered_on > $as_of AND ordered_on <= $until GROUP BY customer_id"
    found = engine.collect(sql, order_by=["customer_id"], as_of=as_of, until=as_of + timedelta(days=goal.days))
    return np.isin(table.ids.astype(str), found["customer_id"].astype(str)).astype(np.int64)
