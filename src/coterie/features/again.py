"""What are the same traits of other customers? Computed as a saved study computed them, whoever else is in the file.

Types, levels and band edges come from the study and never from the new rows, so that one customer alone has the traits
that she would have in a crowd.
"""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Dict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import Columns, Engine
from coterie.features.attributes import age_on, as_text, is_yes
from coterie.features.bands import band_of
from coterie.features.table import customer_table
from coterie.terms import CustomerTable, Dataset, Mapping, SavedCustomers, SavedStudy, Trait, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

    AnyArray = NDArray[Any]

# they depend on who else is in the file
OF_THE_CROWD = ("category_share_", "channel_share_", "price_level")
VALUES = ("clv", "p_alive", "expected_orders", "mean_repeat_spend")
_DAY = "datetime64[D]"


def window_again(dataset: Dataset, saved: Window | None, as_of: date | None) -> Window | None:
    """The days on which new orders are looked at: from the first day of either to today.

    saved    the days of the study; None for a study without orders.
    as_of    "today" where it is said; otherwise the study's own, or the last new order where that is later.
    Returns  None where there are no orders.
    """
    if saved is None or dataset.first_day is None or dataset.last_day is None:
        return None
    today = as_of or max(saved.as_of, dataset.last_day)
    return Window(min(saved.start, dataset.first_day, today), today)


def plain_mapping(mapping: Mapping) -> Mapping:
    """The mapping of a study without what it says of levels and bands: those are taken from its traits."""
    return replace(mapping, ordered={}, bands={})


def table_again(
    engine: Engine, dataset: Dataset, window: Window | None, traits: Sequence[Trait], crowd_gap: float = np.nan
) -> CustomerTable:
    """One row for each new customer with the saved traits, as far as the new rows tell them; sorted by id.

    engine    holds the accepted new rows and the compact tables (see ``prepare``).
    window    as from :func:`window_again`.
    traits    of the study; what is not told of a customer is missing, never a column. So are shares of categories and
              channels and the price level, which would depend on the other customers of the file.
    crowd_gap    days that the study's customers usually let pass between orders (``usual_gap``), by which the stage of
              who ordered once is told; NaN tells none.
    """
    base = customer_table(engine, dataset, window, crowd_gap=crowd_gap) if window is not None else None
    raw = engine.collect("SELECT * FROM customers", order_by=["customer_id"]) if dataset.has("customers") else {}
    known = [each for each in (None if base is None else base.ids, raw.get("customer_id")) if each is not None]
    ids = np.array(sorted({str(i) for part in known for i in part.tolist()}), dtype=object)
    place = {each: i for i, each in enumerate(ids.tolist())}
    source = dataset.mapping.sources.get("customers")
    named = dict(source.attributes) if source else {}
    columns: Columns = {}
    for trait in traits:
        column = trait.source.removeprefix("customers.")
        if not trait.source.startswith("customers."):
            if base is not None and trait.name in base.columns and not trait.name.startswith(OF_THE_CROWD):
                columns[trait.name] = _spread(as_kind(base.columns[trait.name], trait), base.ids, place)
        elif named.get(column) in raw:
            values = _attribute(raw[named[column]], trait, window.as_of if window else None)
            columns[trait.name] = _spread(values, raw["customer_id"], place)
    return CustomerTable(ids, _whole(columns, traits, len(ids)), tuple(traits), window)


def customers_of(found: Columns, study: SavedStudy, named: Callable[[str], str]) -> SavedCustomers:
    """The customers of a study from its columns as they were written.

    found    columns of ``customers.parquet``, sorted by id: ordered traits as words, flags as true and false.
    named    trait -> the column it was written under.
    """
    traits = study.traits
    columns = {t.name: as_kind(found[named(t.name)], t) for t in traits if named(t.name) in found}
    ids = np.asarray(found["customer_id"], dtype=object)
    table = CustomerTable(ids, _whole(columns, traits, len(ids)), traits, study.window)
    place = {each: i for i, each in enumerate(study.ids)}
    labels = np.array([place.get(str(v), -1) for v in found.get("segment", np.full(len(ids), ""))], dtype=np.int64)
    values = {name: found[name].astype(np.float64) for name in VALUES if name in found}
    changed = found.get("changed_on")
    return SavedCustomers(table, labels, values, changed if changed is not None and changed.dtype.kind == "M" else None)


def as_kind(values: "AnyArray", trait: Trait) -> "AnyArray":
    """Values in the form that a trait of that kind has in a customer table; what cannot be read is missing.

    >>> size = Trait("size", "Size", "demographic", "ordered", levels=("S", "M", "L"))
    >>> as_kind(np.array(["L", "XL", None], dtype=object), size).tolist()
    [2.0, nan, nan]
    """
    if trait.kind == "ordered" and values.dtype.kind != "f":
        place = {level: float(i) for i, level in enumerate(trait.levels)}
        return np.array([place.get(str(v).strip(), np.nan) for v in as_text(values)], dtype=np.float64)
    if trait.kind == "flag" and values.dtype == object:
        return np.array([np.nan if v is None else float(is_yes(v)) for v in values.tolist()], dtype=np.float64)
    if trait.kind == "date":
        return values.astype(_DAY) if values.dtype.kind == "M" else np.full(len(values), np.datetime64("NaT", "D"))
    if trait.kind in ("numeric", "ordered", "flag"):
        return _numbers(values)
    if trait.kind == "categorical" and values.dtype != object:
        return as_text(values)
    return values


def _attribute(values: "AnyArray", trait: Trait, today: date | None) -> "AnyArray":
    if trait.name == "age" and trait.derived and today is not None:
        return age_on(values, today)
    if trait.name.startswith("days_since_") and values.dtype.kind == "M" and today is not None:
        gone = np.datetime64(today, "D") - values.astype(_DAY)
        return np.where(np.isnat(gone), np.nan, gone.astype(np.int64).astype(np.float64))
    if trait.edges and trait.kind == "ordered":
        return band_of(_numbers(values), trait.edges)
    if trait.kind == "ordered" and values.dtype.kind == "f":
        return as_kind(as_text(values), trait)
    return as_kind(values, trait)


def _numbers(values: "AnyArray") -> "AnyArray":
    if values.dtype != object:
        return values.astype(np.float64) if values.dtype.kind in "fiub" else np.full(len(values), np.nan)
    return np.array([_number(v) for v in values.tolist()], dtype=np.float64)


def _number(value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return float("nan")


def _spread(values: "AnyArray", ids: "AnyArray", place: Dict[str, int]) -> "AnyArray":
    """Values of some customers among all of them, missing for the rest."""
    out = _missing(len(place), values.dtype)
    out[[place[str(i)] for i in ids.tolist()]] = values
    return out


def _whole(columns: Columns, traits: Sequence[Trait], n: int) -> Columns:
    """All columns of the traits, missing where the rows tell nothing."""
    dtypes = {"date": np.dtype(_DAY), "numeric": np.dtype(np.float64)}
    dtypes |= {"ordered": np.dtype(np.float64), "flag": np.dtype(np.float64)}
    return {t.name: columns.get(t.name, _missing(n, dtypes.get(t.kind, np.dtype(object)))) for t in traits}


def _missing(n: int, dtype: "np.dtype[Any]") -> "AnyArray":
    if dtype.kind == "O":
        return np.full(n, None, dtype=object)
    if dtype.kind == "M":
        return np.full(n, np.datetime64("NaT", "D"))
    return np.full(n, np.nan)
