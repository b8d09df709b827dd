"""What do the saved models say of one customer, and of two? Asked of a finished study; nothing is fitted again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from coterie import features, ledger, report
from coterie.methods import value
from coterie.terms import BtydSummary, Problem, SavedCustomers, SavedStudy, SavedValue, WrongWords

LONGEST = 120  # months


def orders_of_saved(tables: ledger.Tables, customer: str, until: date | None) -> dict[str, Any] | None:
    """The orders of one customer day by day, as a figure of ``figures.json``.

    until      the last day of the study.
    Returns    with the days themselves under ``rows``; None where the study keeps no days of customers, or
               none of hers.
    Raises     WrongWords (COT-144) for an id that the study does not know.
    """
    _known(tables, customer)
    days = tables.days_of(customer)
    return None if days is None or not len(days["ordered_on"]) else report.order_path(days, until)


def days_of_saved(tables: ledger.Tables, customer: str) -> list[dict[str, Any]]:
    """The days on which one customer bought or brought something back, in order; none where the study keeps no days.

    Raises     WrongWords (COT-144) for an id that the study does not know.
    """
    _known(tables, customer)
    days = tables.days_of(customer)
    return [] if days is None else report.order_days(days)


def history_of_saved(study: SavedStudy, tables: ledger.Tables, customer: str) -> dict[str, Any] | None:
    """How the chance that a customer is still one has gone, as a figure of ``figures.json``.

    Returns    with the path itself under ``days`` and ``p_alive``: since her first order, or since her last in a study
               that keeps no days of customers; None where the study has no values, or no order of hers is known.
    Raises     WrongWords (COT-144) for an id that the study does not know.
    """
    _known(tables, customer)
    if study.value is None or study.window is None:
        return None
    as_of, days = study.window.as_of, tables.days_of(customer)
    if days is not None:
        bought = days["ordered_on"][days["lines"] > 0]
        if not len(bought):
            return None
        traits = _traits(study, study.value, tables, customer)
        path = value.alive_history(study.value.fit, customer, bought, as_of, study.value.unit, traits)
        return report.alive_path(path)
    found = _summary(study, tables, ledger.these([customer]))
    if found is None or not len(found[0].ids):
        return None
    return report.alive_path(value.alive_since(study.value.fit, found[0], as_of))


def _known(tables: ledger.Tables, customer: str) -> None:
    if tables.customer(customer) is None:
        raise WrongWords(Problem("COT-144", f"the customer {customer!r}"))


def worth_more_of_saved(
    study: SavedStudy, tables: ledger.Tables, first: str, second: str, months: int | None = None
) -> float:
    """The probability that one customer or segment is worth more than another; see ``coterie.worth_more``.

    Raises    WrongWords: a name that is neither (COT-144), no values (COT-145), months out of range (COT-105).
    """
    if study.value is None:
        raise WrongWords(Problem("COT-145", f"comparing {first!r} with {second!r}"))
    ahead = study.value.horizon.months if months is None else months
    if not isinstance(ahead, int) or isinstance(ahead, bool) or not 1 <= ahead <= LONGEST:
        raise WrongWords(Problem("COT-105", f"a time ahead of {ahead} months"))
    days = ahead * 365.25 / 12
    groups = [_segment(study, each) for each in (first, second)]
    if None not in groups:
        return _of_segments(study, study.value, tables, [int(g) for g in groups if g is not None], days)
    found = _summary(study, tables, ledger.these([first, second]))
    places = [None if found is None else value.place_of(found[0], each) for each in (first, second)]
    unknown = [each for each, at in zip((first, second), places, strict=True) if at is None]
    if unknown or found is None:
        raise WrongWords([Problem("COT-144", repr(each)) for each in unknown])
    one, other = (int(at) for at in places if at is not None)
    return value.customer_is_worth_more(study.value.fit, found[0], one, other, days=days, seed=study.seed)


def _of_segments(
    study: SavedStudy, saved: SavedValue, tables: ledger.Tables, groups: Sequence[int], days: float
) -> float:
    one, other = groups
    found = _summary(study, tables, ledger.within_any([study.segments[g][0] for g in groups]))
    if found is None:
        raise WrongWords(Problem("COT-145", f"comparing {study.segments[one][1]} with {study.segments[other][1]}"))
    summary, customers = found
    chances = value.chances(saved.fit, summary, customers.labels, len(study.segments), days=days)
    return float(chances[one, other])


def _summary(study: SavedStudy, tables: ledger.Tables, who: str) -> tuple[BtydSummary, SavedCustomers] | None:
    """x, t_x, T and spend of some customers, and the customers; None where the study has no values."""
    if study.value is None or "purchase_days" not in tables.columns:
        return None
    columns = tables.arrays(f"{who} AND {ledger.known('purchase_days')}")
    customers = features.customers_of(columns, study, report.column_name)
    summary = features.summary_of(customers.table, customers.values, study.value.unit)
    return None if summary is None else (value.knowing(study.value.fit, summary, customers.table), customers)


def _traits(study: SavedStudy, saved: SavedValue, tables: ledger.Tables, customer: str) -> Any:
    """What the value model has to know of a customer beside her orders; None for one that knows no traits."""
    if not saved.fit.design.columns:
        return None
    customers = features.customers_of(tables.arrays(ledger.these([customer])), study, report.column_name)
    return value.traits_of(saved.fit, customers.table, customer)


def _segment(study: SavedStudy, name: str) -> int | None:
    """The number of the segment of that id or name, None for what is none."""
    return next((place for place, both in enumerate(study.segments) if name in both), None)
