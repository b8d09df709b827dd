"""Which numbers does a model see? The traits of a customer table as one matrix, and the column that is asked for."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from coterie.terms import CustomerTable, DataRefused, Problem, Trait, WrongWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

MOST_CLASSES = 20
_YES = ("yes", "true", "1", "y", "t")


@dataclass(frozen=True)
class Field:
    """One trait as models see it.

    kind     "number" (ordered traits too), "flag" (0 or 1) or "level" (the place in ``levels``).
    levels   words of levels and of ordered traits.
    """

    name: str
    label: str
    unit: str
    kind: Literal["number", "flag", "level"]
    levels: tuple[str, ...] = ()

    def said(self, value: float) -> str:
        """A value in words.

        >>> Field("tenure", "Tenure", "", "number").said(12.0), Field("p", "P", "", "flag").said(1.0)
        ('12', 'yes')
        """
        if np.isnan(value):
            return "not known"
        if self.kind == "flag":
            return "yes" if value else "no"
        if self.levels:
            return self.levels[int(value)]
        if self.unit == "share":
            return f"{100 * value:.0f} %"
        return f"{value:,.0f}" if value == int(value) or abs(value) >= 1000 else f"{value:,.4g}"


@dataclass(frozen=True)
class Sheet:
    """Traits of customers as one matrix: ``x`` is (customers, fields), NaN where not known."""

    ids: "NDArray[Any]"
    x: "Floats"
    fields: tuple[Field, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, chosen: "NDArray[Any]") -> "Sheet":
        """Some of the customers."""
        return Sheet(self.ids[chosen], self.x[chosen], self.fields)

    def without(self, names: Collection[str]) -> "Sheet":
        """The same customers without some of the fields."""
        kept = [j for j, f in enumerate(self.fields) if f.name not in names]
        return Sheet(self.ids, self.x[:, kept], tuple(self.fields[j] for j in kept))

    def place(self, name: str) -> int:
        """The column of that field; KeyError if there is none."""
        for j, each in enumerate(self.fields):
            if each.name == name:
                return j
        raise KeyError(name)


@dataclass(frozen=True)
class Target:
    """What is to be predicted: its classes, and for each customer the place of its class, -1 where not known."""

    name: str
    trait: str
    classes: tuple[str, ...]
    y: "Labels"

    @property
    def positive(self) -> int | None:
        """The class whose probability is told: the one that says yes, else the rarer one; None for three or more."""
        if len(self.classes) != 2:
            return None
        for place, word in enumerate(self.classes):
            if word.strip().lower() in _YES:
                return place
        return int(np.argmin(np.bincount(self.y[self.y >= 0], minlength=2)))


def sheet_of(table: CustomerTable, leave_out: Collection[str] = ()) -> Sheet:
    """All traits that can be learned from; codes, constants and those named are left out.

    A column with one value that is blank for some customers is no constant: that it is filled in tells them apart.
    """
    out = set(leave_out)
    fields, columns = [], []
    for trait in table.traits:
        if trait.name in out or trait.kind == "id" or trait.name not in table.columns:
            continue
        made = field_of(trait, table.columns[trait.name])
        if trait.kind == "constant" and not _filled_for_some(trait, table.columns[trait.name]):
            continue
        fields.append(made)
        columns.append(numbers_of(made, trait, table.columns[trait.name]))
    x = np.column_stack(columns) if columns else np.empty((len(table), 0))
    return Sheet(table.ids, x, tuple(fields))


def like(sheet: Sheet, table: CustomerTable) -> Sheet:
    """The customers of another table with the fields of a sheet; what the table lacks, or a new level, is not known."""
    traits = {t.name: t for t in table.traits}
    columns = [
        numbers_of(f, traits[f.name], table.columns[f.name])
        if f.name in traits and f.name in table.columns
        else np.full(len(table), np.nan)
        for f in sheet.fields
    ]
    x = np.column_stack(columns) if columns else np.empty((len(table), 0))
    return Sheet(table.ids, x, sheet.fields)


def field_of(trait: Trait, values: "NDArray[Any]") -> Field:
    """How models see a trait."""
    if trait.kind in ("categorical", "constant"):
        levels = tuple(sorted({word for word in words_of(trait, values) if word is not None}))
        return Field(trait.name, trait.label, trait.unit, "level", levels)
    if trait.kind == "flag":
        return Field(trait.name, trait.label, trait.unit, "flag")
    levels = trait.levels if trait.kind == "ordered" else ()
    return Field(trait.name, trait.label, trait.unit, "number", levels)


def _filled_for_some(trait: Trait, values: "NDArray[Any]") -> bool:
    blank = [word is None for word in words_of(trait, values)]
    return any(blank) and not all(blank)


def numbers_of(made: Field, trait: Trait, values: "NDArray[Any]") -> "Floats":
    """The values of a trait as the field's numbers, NaN where not known or not among its levels."""
    if made.levels:
        place = {level: float(i) for i, level in enumerate(made.levels)}
        return np.array([place.get(str(v), np.nan) for v in words_of(trait, values)], dtype=np.float64)
    if values.dtype.kind == "M":
        days = values.astype("datetime64[D]")
        return np.where(np.isnat(days), np.nan, days.astype(np.int64).astype(np.float64))
    if values.dtype == object:
        return np.array([_number(v) for v in values.tolist()], dtype=np.float64)
    found = values.astype(np.float64)
    return np.where(np.isfinite(found), found, np.nan)


def words_of(trait: Trait, values: "NDArray[Any]") -> list[str | None]:
    """The values of a trait as words; whole numbers without a point; None where not known."""
    if trait.kind == "ordered":
        return [None if v != v else trait.levels[int(v)] for v in values.tolist()]
    if trait.kind == "flag" and values.dtype.kind in "fi":
        return [None if v != v else ("yes" if v else "no") for v in values.tolist()]
    if values.dtype == object:
        return [None if v is None else str(v) for v in values.tolist()]
    if values.dtype.kind == "M":
        return [None if np.isnat(v) else str(v) for v in values]
    return [None if v != v else (str(int(v)) if v == int(v) else f"{v:g}") for v in values.tolist()]


def target_of(table: CustomerTable, asked: str) -> Target:
    """The column that is asked for, by its name in the file or in the table.

    Raises    WrongWords (COT-851) if there is none; DataRefused (COT-852, COT-853) if it cannot be a target.
    """
    trait = trait_of(table, asked)
    words = words_of(trait, table.columns[trait.name])
    classes = tuple(sorted({w for w in words if w is not None}, key=_natural))
    if len(classes) < 2:
        raise DataRefused(Problem("COT-853", f"{asked} holds {len(classes)} different value(s)"))
    if len(classes) > MOST_CLASSES:
        raise DataRefused(Problem("COT-852", f"{asked} holds {len(classes):,} different values"))
    place = {word: i for i, word in enumerate(classes)}
    y = np.array([-1 if w is None else place[w] for w in words], dtype=np.int64)
    least = np.bincount(y[y >= 0], minlength=len(classes))
    if least.min() < 10:
        rare = classes[int(least.argmin())]
        found = f'{asked} is "{rare}" for {least.min()} customer(s)'
        raise DataRefused(Problem("COT-853", found, expected="at least 10 customers of each value"))
    return Target(asked, trait.name, classes, y)


def trait_of(table: CustomerTable, asked: str) -> Trait:
    """The trait of that name, in the file or in the table.

    Raises    WrongWords (COT-851) if there is none.
    """
    sources = [t for t in table.traits if t.name in table.columns and not t.derived]
    for found in (
        [t for t in sources if t.source == f"customers.{asked}"],
        [t for t in table.traits if t.name == asked and t.name in table.columns],
        [t for t in sources if t.source.lower() == f"customers.{asked.lower()}"],
    ):
        if found:
            return found[0]
    names = ", ".join(dict.fromkeys(t.source.partition(".")[2] or t.name for t in table.traits))
    raise WrongWords(Problem("COT-851", f'there is no column "{asked}"', expected=f"one of: {names}"))


def _number(value: object) -> float:
    try:
        found = float(str(value))
    except ValueError:
        return float("nan")
    return found if np.isfinite(found) else float("nan")


def _natural(word: str) -> tuple[int, float, str]:
    """Numbers in their order before words in theirs."""
    found = _number(word)
    return (1, 0.0, word) if np.isnan(found) else (0, found, word)
