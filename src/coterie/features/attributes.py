"""What does the customers table say about them? Each attribute typed, named and grouped, without being asked.

Kinds: *flag* (0/1, yes/no, true/false), *numeric*, *ordered* (words or bands on a scale), *categorical*, *date*,
*constant* (one value only: it tells nobody apart) and *id* (a code, different for nearly everybody). An order that a
person declares in the mapping wins over every guess. Birth years are kept and also given as an age as of the study's
day, or of the latest date in the table; never of today's clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import Columns
from coterie.features.columns import Block
from coterie.features.naming import (
    group_of,
    is_birth,
    is_class,
    is_code,
    is_known,
    is_sensitive,
    is_since,
    label_of,
    unit_of,
    words_of,
)
from coterie.features.scales import in_order, listed
from coterie.terms import Problem, Trait, WrongWords
from coterie.terms.mapping import Group

if TYPE_CHECKING:
    from numpy.typing import NDArray

    AnyArray = NDArray[Any]

FEW = 20  # below so many different values a column is not taken for a code
NEARLY_ALL = 0.9  # share of different values from which text is taken for a code
_FLAGS = ({"yes", "no"}, {"true", "false"}, {"y", "n"}, {"t", "f"}, {"0", "1"}, {"on", "off"})
_TRUE = {"yes", "true", "y", "t", "1", "on"}


@dataclass(frozen=True)
class _Column:
    """One attribute on its way: its name, the words of its source name, and its values."""

    name: str
    source: str
    words: tuple[str, ...]
    values: "AnyArray"
    forming: bool
    declared: Group | None = None

    def as_trait(self, kind: Any, meaning: str, levels: tuple[str, ...] = ()) -> Trait:
        group, forms = told(self.words, kind, self.forming, self.declared)
        return Trait(
            name=self.name,
            label=label_of(self.source),
            group=group,
            kind=kind,
            unit=unit_of(self.words, group) if kind == "numeric" else "",
            meaning=meaning,
            source=f"customers.{self.source}",
            levels=levels,
            forming=forms,
            sensitive=is_sensitive(self.words) and not forms,
        )


def told(words: Sequence[str], kind: str, forming: bool, declared: Group | None = None) -> tuple[Group, bool]:
    """What a column tells of a customer, and whether it helps to form segments.

    words      the words of its name.
    kind       the kind of its trait; only numbers and ordered words can form segments.
    forming    whether attributes may form segments: True where there are no orders.
    declared   what a person said that it tells; wins over its name.

    >>> told(words_of("Income"), "numeric", True), told(words_of("x1"), "numeric", True)
    (('demographic', False), ('behavioural', True))
    """
    group: Group = declared or group_of(words)
    if forming and kind == "numeric" and declared is None and not is_known(words):
        return "behavioural", True  # a number that tells people apart, and nothing says that it is private
    return group, forming and kind in ("numeric", "ordered") and group in ("behavioural", "value")


def told_at_sight(name: str, column_type: str, distinct: int, forming: bool) -> tuple[Group, bool]:
    """What a column is taken to tell before its traits are made, and whether saying so could change the segments.

    name           the column's name in the source.
    column_type    its type as it was read, such as DOUBLE.
    distinct       how many different values it holds.
    forming        whether attributes may form segments: True where there are no orders.

    >>> told_at_sight("Hours", "DOUBLE", 40, True), told_at_sight("City", "VARCHAR", 9, True)
    (('behavioural', True), ('demographic', False))
    """
    words = words_of(name)
    number = column_type == "DOUBLE" and distinct > 2 and not is_class(words)
    group, _ = told(words, "numeric" if number else "categorical", forming)
    return group, forming and number


def attributes(
    found: Columns,
    *,
    sources: Mapping[str, str],
    ordered: Mapping[str, Sequence[str]],
    as_of: date | None,
    forming: bool,
    groups: Mapping[str, Group] | None = None,
) -> Block:
    """Typed columns and traits of the customers table.

    found      attribute name -> values as the engine hands them out: numbers, days, 0/1 or text with None.
    sources    attribute name -> name in the source; a missing one is its own source name.
    ordered    attribute (or source) name -> levels from low to high, as declared by a person.
    as_of      the day of which ages are given; None takes the latest date in the table, or gives no age.
    forming    whether behavioural and value attributes, and numbers under unknown names, may form segments: True where
               there are no orders.
    groups     attribute (or source) name -> what it tells of a customer, as declared by a person; wins over its name.

    Returns    columns in the forms of :class:`coterie.terms.CustomerTable`, one trait each; a birth year or birthday
               brings an ``age``, a "customer since" date the days since it.
    Raises     WrongWords (COT-603) where a declared order lacks levels that occur.
    """
    columns: Columns = {}
    traits: list[Trait] = []
    today = as_of or _latest(found)
    for name, values in found.items():
        source = sources.get(name, name)
        told = (groups or {}).get(name) or (groups or {}).get(source)
        column = _Column(name, source, words_of(source), values, forming, told)
        declared = ordered.get(name) or ordered.get(source)
        typed, trait = _typed(column, tuple(declared) if declared else None)
        columns[name] = typed
        traits.append(trait)
        for more, further in _from_days(column, trait, today):
            if further.name not in found and further.name not in columns:
                columns[further.name] = more
                traits.append(further)
    return Block(columns, tuple(traits))


def _typed(column: _Column, declared: tuple[str, ...] | None) -> tuple["AnyArray", Trait]:
    values = column.values
    if declared is not None:
        return _ordered(column, as_text(values), declared)
    if values.dtype.kind == "M":
        return _dated(column)
    if values.dtype == object:
        return _worded(column)
    if is_class(column.words) and not _is_flag(values):
        return _worded(_replaced(column, as_text(values)))
    return _numbered(column)


def _replaced(column: _Column, values: "AnyArray") -> _Column:
    return replace(column, values=values)


def _dated(column: _Column) -> tuple["AnyArray", Trait]:
    days = column.values.astype("datetime64[D]")
    known = np.unique(days[~np.isnat(days)])
    kind = "date" if len(known) > 1 else "constant"
    if kind == "constant":
        return _constant(column, as_text(days))
    return days, column.as_trait(kind, f"The day in the column {column.source}.")


def _numbered(column: _Column) -> tuple["AnyArray", Trait]:
    values = column.values.astype(np.float64)
    known = np.unique(values[~np.isnan(values)])
    if len(known) <= 1:
        return values, column.as_trait("constant", f"The column {column.source} has one value only.")
    if _is_flag(values):
        return values, column.as_trait("flag", f"Whether {column.source} is 1 rather than 0.")
    if _numbers_are_codes(column, values, known):
        return values, column.as_trait("id", f"The codes in the column {column.source}.")
    return values, column.as_trait("numeric", f"The number in the column {column.source}.")


def _numbers_are_codes(column: _Column, values: "AnyArray", known: "AnyArray") -> bool:
    """A running number, or different whole numbers under a name such as id, code or phone."""
    n = int((~np.isnan(values)).sum())
    whole = bool((known == np.floor(known)).all())
    if len(known) <= FEW or len(known) < n or not whole:
        return False
    return is_code(column.words) or known[-1] - known[0] == n - 1


def _worded(column: _Column) -> tuple["AnyArray", Trait]:
    values = as_text(column.values)
    known = [v for v in values if v is not None]
    levels = sorted(set(known))
    if len(levels) <= 1:
        return _constant(column, values)
    lower = {v.strip().lower() for v in levels}
    if len(levels) == 2 and any(lower == pair for pair in _FLAGS):
        flags = np.array([np.nan if v is None else float(is_yes(v)) for v in values])
        return flags, column.as_trait("flag", f"Whether {column.source} says yes.")
    if len(levels) > FEW and (len(levels) >= NEARLY_ALL * len(known) or is_code(column.words)):
        return values, column.as_trait("id", f"The codes in the column {column.source}.")
    found = in_order(levels)
    if found is not None:
        return _ordered(column, values, found)
    meaning = f"The word in the column {column.source}; each word is a category of its own."
    return values, column.as_trait("categorical", meaning, listed(levels))


def _ordered(column: _Column, values: "AnyArray", levels: tuple[str, ...]) -> tuple["AnyArray", Trait]:
    place = {level: float(i) for i, level in enumerate(levels)}
    strange = sorted({v for v in values if v is not None and v not in place})
    if strange:
        found = f"{column.source} also holds {', '.join(repr(v) for v in strange[:5])}"
        raise WrongWords(Problem("COT-603", found))
    places = np.array([np.nan if v is None else place[v] for v in values], dtype=np.float64)
    return places, column.as_trait("ordered", f"{column.source}, from low to high: {', '.join(levels)}.", levels)


def _constant(column: _Column, values: "AnyArray") -> tuple["AnyArray", Trait]:
    return values, column.as_trait("constant", f"The column {column.source} has one value only.")


def _is_flag(values: "AnyArray") -> bool:
    return bool(np.array_equal(np.unique(values[~np.isnan(values)]), [0.0, 1.0]))


def as_text(values: "AnyArray") -> "AnyArray":
    """Values as text with None for missing; whole numbers without a point."""
    text = np.empty(len(values), dtype=object)
    if values.dtype.kind == "M":
        text[:] = [None if np.isnat(v) else str(v) for v in values]
    elif values.dtype == object:
        text[:] = [None if v is None else str(v) for v in values]
    else:
        text[:] = [None if np.isnan(v) else f"{v:g}" if v != int(v) else str(int(v)) for v in values.tolist()]
    return text


def is_yes(word: object) -> bool:
    """Whether a word of a flag says yes.

    >>> is_yes("Yes "), is_yes("0")
    (True, False)
    """
    return str(word).strip().lower() in _TRUE


def _latest(found: Columns) -> date | None:
    """The latest date in the table; a birthday is none of its days."""
    days = [v.astype("datetime64[D]") for n, v in found.items() if v.dtype.kind == "M" and not is_birth(words_of(n))]
    latest = [d[~np.isnat(d)].max() for d in days if not np.isnat(d).all()]
    return None if not latest else max(latest).item()


def _from_days(column: _Column, trait: Trait, today: date | None) -> list[tuple["AnyArray", Trait]]:
    """What follows from a birth year, a birthday or a "customer since" date."""
    if today is None:
        return []
    if is_birth(column.words) and (trait.kind == "date" or _is_years(column.values)):
        return [(age_on(column.values, today), _age_trait(column, today))]
    if trait.kind == "date" and is_since(column.words):
        days = _day_number(np.array(today, dtype="datetime64[D]")) - _day_number(column.values)
        return [(days, _since_trait(column, today))]
    return []


def _is_years(values: "AnyArray") -> bool:
    if values.dtype.kind not in "fi":
        return False
    known = values[~np.isnan(values)]
    return len(known) > 0 and bool(((known >= 1850) & (known <= 2100)).mean() >= 0.95)


def age_on(values: "AnyArray", today: date) -> "NDArray[np.float64]":
    """Full years from birthdays, or the year less birth years, on that day; NaN for missing."""
    if values.dtype.kind != "M":
        return today.year - values.astype(np.float64)
    days = values.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    years = today.year - (months.astype("datetime64[Y]").astype(np.float64) + 1970)
    month = (months - months.astype("datetime64[Y]")).astype(np.float64) + 1
    day = (days - months).astype(np.float64) + 1
    ages = years - ((month > today.month) | ((month == today.month) & (day > today.day)))
    return np.where(np.isnat(days), np.nan, ages)


def _day_number(days: "AnyArray") -> "NDArray[np.float64]":
    """Days since 1970 as numbers, NaN for missing."""
    whole = days.astype("datetime64[D]")
    return np.where(np.isnat(whole), np.nan, whole.astype(np.int64).astype(np.float64))


def _age_trait(column: _Column, today: date) -> Trait:
    exact = column.values.dtype.kind == "M"
    how = (
        f"Full years from {column.source} to" if exact else f"The year less {column.source}, at the most one off, as of"
    )
    return Trait(
        "age",
        "Age",
        "demographic",
        "numeric",
        "years",
        f"{how} {today.isoformat()}.",
        f"customers.{column.source}",
        derived=(column.name,),
        sensitive=True,
    )


def _since_trait(column: _Column, today: date) -> Trait:
    # How long somebody has been a customer says when they came, not what they do: it describes and never forms.
    return Trait(
        f"days_since_{column.name}",
        "Days as a customer" if "customer" in column.words else f"Days since: {label_of(column.source).lower()}",
        "behavioural",
        "numeric",
        "days",
        f"Days from {column.source} to {today.isoformat()}.",
        f"customers.{column.source}",
        derived=(column.name,),
    )
