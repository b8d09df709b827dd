"""On which days does a study stand? Today, the days kept apart for judging, and the origins for choosing.

The holdout of ``auto`` is about a fifth of the whole span, at least 28 and at most 180 days, and is kept apart only
where the past before it can carry a choice: it lasts at least twice as long, and has at least 100 customers, 30 of whom
came back on another day. The inner origins, on which methods are chosen, end before the holdout begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from coterie.engine import Engine
from coterie.features.visits import days_seen
from coterie.terms import Dataset, Problem, Timeline, TimeUnit, Window, WrongWords

LEAST_HOLDOUT, MOST_HOLDOUT = 28, 180
LEAST_CUSTOMERS, LEAST_REPEATERS = 100, 30
LEAST_INNER = 14
MOST_ORIGINS = 3

COUNTS = """
SELECT count(*), COALESCE(sum(CASE WHEN days >= 2 THEN 1 ELSE 0 END), 0)
FROM (
    SELECT customer_id, count(*) AS days FROM purchase_days
    WHERE lines > 0 AND ordered_on >= $start AND ordered_on <= $as_of
    GROUP BY customer_id
) AS each
"""


@dataclass(frozen=True)
class _Carries:
    """Whether a past can carry a choice, with the sentence that says why not."""

    enough: bool
    why_not: str = ""


def timeline(
    engine: Engine, dataset: Dataset, *, as_of: date | None, holdout: int | Literal["auto", "none"], unit: TimeUnit
) -> Timeline:
    """The days of a study: whole window, holdout, and the inner origins before it.

    engine     holds the compact tables (see ``prepare``).
    as_of      "today"; None takes the day of the last accepted order. Lines after it have no part in anything.
    holdout    days kept apart at the end; "auto" sets them by the rule above; "none" keeps nothing apart, and the
               inner origins then end on the as-of day at the latest.
    unit       unit in which value models count time.

    Returns   a timeline whose ``why_not`` is a sentence where the past or the origins are missing.
    Raises    WrongWords (COT-601) for an as-of day before the first order, (COT-602) for a holdout that leaves no past
              with an order.
    """
    span = _span(engine, dataset)
    if as_of is not None and as_of < span.start:
        found = f"--as-of {as_of} lies before the first order, which is of {span.start}"
        raise WrongWords(Problem("COT-601", found, expected=f"a day from {span.start} on"))
    whole = Window(span.start, as_of or span.as_of)
    if holdout == "none":
        origins, inner, why = _origins(engine, whole, MOST_HOLDOUT)
        kept = "No days were kept apart, because --holdout none was given."
        return Timeline(whole, None, None, origins, inner, " ".join(filter(None, (kept, why))), unit)
    if holdout == "auto":
        days = min(max(round(whole.days / 5), LEAST_HOLDOUT), MOST_HOLDOUT)
        carries = _auto(engine, whole, days)
        if not carries.enough:
            return Timeline(whole, None, None, (), 0, f"No days were kept apart to judge on: {carries.why_not}", unit)
    else:
        days = holdout
        _check(engine, whole, days)
    past = Window(whole.start, whole.as_of - timedelta(days=days))
    origins, inner, why = _origins(engine, past, days)
    return Timeline(whole, past, Window(past.as_of + timedelta(days=1), whole.as_of), origins, inner, why, unit)


def _span(engine: Engine, dataset: Dataset) -> Window:
    if dataset.first_day is not None and dataset.last_day is not None:
        return Window(dataset.first_day, dataset.last_day)
    seen = days_seen(engine)
    if seen is None:
        raise ValueError("a timeline needs orders or events")
    return seen


def _auto(engine: Engine, whole: Window, days: int) -> _Carries:
    past_days = whole.days - days
    if past_days < 2 * days:
        return _Carries(
            False, f"the data span {whole.days} days; a holdout of {days} needs at least {2 * days} before it."
        )
    return _carries(engine, Window(whole.start, whole.as_of - timedelta(days=days)))


def _carries(engine: Engine, past: Window) -> _Carries:
    customers, repeaters = _counts(engine, past)
    if customers < LEAST_CUSTOMERS:
        return _Carries(
            False, f"{customers} customers had ordered by {past.as_of}; at least {LEAST_CUSTOMERS} are needed."
        )
    if repeaters < LEAST_REPEATERS:
        return _Carries(
            False,
            f"{repeaters} customers had come back on another day by {past.as_of}; at least {LEAST_REPEATERS} are "
            "needed.",
        )
    return _Carries(True)


def _counts(engine: Engine, window: Window) -> tuple[int, int]:
    if not engine.has("purchase_days"):
        return 0, 0
    customers, repeaters = engine.one(COUNTS, start=window.start, as_of=window.as_of)
    return int(customers), int(repeaters)


def _check(engine: Engine, whole: Window, days: int) -> None:
    if not 1 <= days < whole.days:
        found = f"--holdout {days}, but the data span {whole.days} days"
        raise WrongWords(Problem("COT-602", found, expected=f"1 to {whole.days - 1} days"))
    past = Window(whole.start, whole.as_of - timedelta(days=days))
    if _counts(engine, past)[0] == 0:
        raise WrongWords(Problem("COT-602", f"--holdout {days} leaves no order by {past.as_of}"))


def _origins(engine: Engine, past: Window, days: int) -> tuple[tuple[date, ...], int, str]:
    """Up to three ends of inner pasts, their futures side by side up to the end of the past."""
    inner = min(days, past.days // 3)
    if inner < LEAST_INNER:
        why = f"The past of {past.days} days is too short to choose on: at least {3 * LEAST_INNER} are needed."
        return (), 0, why
    candidates = [past.as_of - timedelta(days=inner * back) for back in range(MOST_ORIGINS, 0, -1)]
    long_enough = [end for end in candidates if (end - past.start).days + 1 >= max(LEAST_HOLDOUT, inner // 2)]
    verdicts = [(end, _carries(engine, Window(past.start, end))) for end in long_enough]
    origins = tuple(end for end, verdict in verdicts if verdict.enough)
    return (origins, inner, "") if origins else ((), 0, _sentence(verdicts))


def _sentence(verdicts: Sequence[tuple[date, _Carries]]) -> str:
    reason = verdicts[-1][1].why_not if verdicts else "the past is too short."
    return f"Methods could not be compared on inner periods: {reason}"
