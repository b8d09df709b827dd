"""Which orders are dated after their file was written, and can that be?

Nothing here reads the clock: a file is asked for the day it was written on. Orders of the months after it may be agreed
on already and are told; orders of more than a year after it are mistyped. Whoever names the day to stand on
(``--as-of``) is believed.
"""

from dataclasses import replace
from datetime import date, timedelta

from coterie.engine import Engine
from coterie.intake.checks_orders import Totals
from coterie.intake.judging import Job
from coterie.intake.orders import order_steps
from coterie.intake.quality import examples, worth
from coterie.intake.reading import RawTable
from coterie.terms import Check, numbers

YEAR = timedelta(days=366)
ZONES = timedelta(days=1)  # the day of an order may be ahead of the day of UTC


def written(raw: RawTable) -> date | None:
    """The day on which the files of a source were written last, None where one of them does not say."""
    days = [f.written for f in raw.files]
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def run_orders(engine: Engine, job: Job) -> Job:
    """Run the steps of the order lines, and once more where lines of a mistyped year are to be rejected.

    Returns   the job as it was run.
    """
    begun = len(engine.log)
    engine.run_all(order_steps(job))
    day = written(job.raw)
    if job.as_of or day is None:
        return job
    last = engine.one("select max(ordered_on) from orders")[0]
    if last is None or last <= day + YEAR:
        return job
    job = replace(job, until=day + YEAR)
    del engine.log[begun:]
    engine.run_all(order_steps(job))
    return job


def coming_checks(engine: Engine, job: Job, whole: Totals) -> list[Check]:
    """A block where every accepted order is still to come, a finding where some are."""
    day = written(job.raw)
    if job.as_of or day is None or whole.last <= day + ZONES:
        return []
    name = job.raw.files[0].name if len(job.raw.files) == 1 else f"the last of {len(job.raw.files)} files"
    where = f"ordered_on > date '{day + ZONES}'"
    n, amount = engine.one(f"select count(*), coalesce(sum(amount), 0) from orders where {where}")
    shown = examples(engine, "orders", where, job, "ordered_at")
    first = shown[0]
    at = f"line {first['line']}, {first['column']} = {first['value']}"
    are = "is" if n == 1 else "are"
    found = f"{int(n):,} of {whole.lines:,} lines, {worth(int(amount))}, {are} dated after {name} was written"
    every = whole.first > day + ZONES
    return [
        Check(
            "COT-507" if every else "COT-538",
            "block" if every else "warn",
            f"{found} ({numbers.day(day)}). The first: {at}",
            "orders",
            "ordered_at",
            int(n),
            "lines",
            int(amount),
            shown,
        )
    ]
