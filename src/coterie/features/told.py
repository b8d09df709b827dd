"""What are the traits of customers whom a program tells of, one by one? Its words in the forms of a saved study."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.features.again import as_kind
from coterie.features.bands import band_of
from coterie.terms import BtydSummary, CustomerTable, TimeUnit, Trait, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

    AnyArray = NDArray[Any]


def table_of_told(ids: Sequence[str], given: Sequence[Mapping[str, Any]], traits: Sequence[Trait]) -> CustomerTable:
    """A customer table of what was told: for each customer the values of some traits, by name.

    ids      of the customers, in the order of ``given``; that order is kept.
    given    numbers, words, true and false, ISO dates; None, an unknown level and an absent name are missing.
    traits   of the study: only these are read.
    """
    columns = {trait.name: _column([each.get(trait.name) for each in given], trait) for trait in traits}
    return CustomerTable(np.array(ids, dtype=object), columns, tuple(traits))


def summary_of_told(
    ids: Sequence[str], history: Sequence[Sequence[float | None]], window: Window, unit: TimeUnit
) -> BtydSummary:
    """The summary that value models read, of what was told.

    history    for each customer x, t_x, T and the mean repeat spend (see :class:`BtydSummary`); None is no spend.
    """
    told = np.array([[np.nan if v is None else v for v in row] for row in history], dtype=np.float64).reshape(-1, 4)
    x, t_x, T, spend = (np.ascontiguousarray(told[:, j]) for j in range(4))
    spend = np.where((x > 0) & (spend > 0), spend, np.nan)
    return BtydSummary(np.array(ids, dtype=object), x, t_x, T, spend, window, unit)


def _column(values: list[Any], trait: Trait) -> "AnyArray":
    if trait.kind == "date":
        return np.array([_day(value) for value in values], dtype="datetime64[D]")
    if trait.kind == "numeric":
        return np.array([_number(value) for value in values], dtype=np.float64)
    found = np.array([None, *values], dtype=object)[1:]  # so that lists of equal words stay one column
    if trait.edges and trait.kind == "ordered" and all(value is None or _is_number(value) for value in values):
        return band_of(np.array([_number(value) for value in values], dtype=np.float64), trait.edges)
    return as_kind(found, trait)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: object) -> float:
    """A number, or a text that is one; infinite is missing as everywhere."""
    try:
        found = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return float("nan")
    return found if np.isfinite(found) else float("nan")


def _day(value: object) -> np.datetime64:
    try:
        return np.datetime64(str(value)[:10], "D") if value is not None else np.datetime64("NaT", "D")
    except ValueError:
        return np.datetime64("NaT", "D")
