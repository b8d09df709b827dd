"""Which numbers stand for traits that never change, such as a region? Read once, kept as a design.

A trait in words is a column of 0 and 1 for each level but the largest; a level of fewer than 30 customers joins the
others. A number is cut at its quantiles into steps, each of which counts as its mean in standard deviations, so that
there are at most ``MOST_KINDS`` kinds of customers, whatever traits are named: with one or two traits eight levels or
steps, with three five, with four three, with five two, and those of the others or not known beside them. Customers who
come later are read alike: a word that is not among the levels counts as "other" where that is a level and else as the
largest, a missing number as the mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.terms import BtydSummary, CustomerTable, Problem, Trait, ValueFit, WrongWords
from coterie.terms.value import Design, FixedTrait

if TYPE_CHECKING:
    from numpy.typing import NDArray

    AnyArray = NDArray[Any]
    Floats = NDArray[np.float64]

LEAST_LEVEL, MOST_LEVELS, MOST_TRAITS = 30, 8, 5
MOST_KINDS = 256
UNKNOWN, OTHER = "not known", "other"
_KINDS = ("numeric", "ordered", "categorical", "flag")


@dataclass(frozen=True)
class Fixed:
    """Traits as numbers: one row a customer of ``ids`` (ascending); ``asked`` as they were named."""

    asked: tuple[str, ...]
    design: Design
    ids: "AnyArray"
    Z: "Floats"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return self.design.columns

    def on(self, summary: BtydSummary) -> BtydSummary:
        """The summary with the numbers of its customers."""
        return replace(summary, traits=self.Z[np.searchsorted(self.ids.astype(str), summary.ids.astype(str))])


def fixed_traits(table: CustomerTable, asked: Sequence[str]) -> Fixed:
    """The traits of that name as numbers.

    table      the customers; only traits of the customers file can be named, since all others change with every order.
    Returns    of a number one column in standard deviations; of anything else 0 and 1 for each level but the largest.
    Raises     WrongWords (COT-818) for every name that cannot be used, with those that can.
    """
    usable = {t.name: t for t in table.traits if t.source.startswith("customers.") and t.kind in _KINDS and not t.given}
    expected = f"at most {MOST_TRAITS} of {', '.join(usable)}" if usable else "a customers file with attributes"
    wrong = [Problem("COT-818", _why(table, name), expected) for name in asked if name not in usable]
    if len(asked) > MOST_TRAITS:
        wrong.append(Problem("COT-818", f"{len(asked)} traits were named", expected))
    if wrong:
        raise WrongWords(wrong)
    names = tuple(dict.fromkeys(asked))
    most = min(MOST_LEVELS, int(MOST_KINDS ** (1 / len(names)) + 1e-9) - 1) if names else 0
    read = [_learned(usable[name], table.columns[name], most) for name in names]
    traits = tuple(trait for trait in read if trait is not None)
    Z = _matrix(traits, table)
    columns = [name for trait in traits for name in _columns_of(trait)]
    kept: list[int] = []
    for j in range(len(columns)):  # a column that follows from those before it tells nothing new
        tried = np.column_stack([np.ones(len(table)), Z[:, [*kept, j]]])
        if np.linalg.matrix_rank(tried) == tried.shape[1]:
            kept.append(j)
    return Fixed(names, Design(traits, tuple(columns[j] for j in kept)), table.ids, Z[:, kept])


def knowing(fit: ValueFit, summary: BtydSummary, table: CustomerTable) -> BtydSummary:
    """The summary with what a fit has to know of its customers; as it is where the fit knows no traits.

    table    of the customers in any order; one who is not in it counts as one of whom nothing is known.
    """
    if not fit.design.columns:
        return summary
    return replace(summary, traits=_numbers(fit, table, summary.ids.tolist()))


def traits_of(fit: ValueFit, table: CustomerTable, customer: str) -> "Floats | None":
    """The numbers of one customer, one row; None where the fit knows no traits."""
    if not fit.design.columns:
        return None
    return _numbers(fit, table, [customer])


def _learned(trait: Trait, values: "AnyArray", most: int) -> FixedTrait | None:
    """How a trait is read; None for one in which customers do not differ enough."""
    if trait.kind == "numeric":
        return _steps(trait, np.asarray(values, dtype=np.float64), most)
    texts = _texts(trait, values)
    levels, counts = np.unique(texts, return_counts=True)
    order = np.lexsort((levels, -counts))
    kept = [str(levels[i]) for i in order if counts[i] >= LEAST_LEVEL and levels[i] != OTHER][:most]
    if not kept:
        return None
    # Too few others to learn from count as the largest level.
    rest = (OTHER,) if np.count_nonzero(~np.isin(texts, kept)) >= LEAST_LEVEL else ()
    return FixedTrait(trait.name, (*kept, *rest))


def _steps(trait: Trait, values: "Floats", most: int) -> FixedTrait | None:
    known = np.sort(values[np.isfinite(values)])
    spread = float(known.std()) if len(known) else 0.0
    if not spread > 0:
        return None
    standard = (known - known.mean()) / spread
    edges = np.unique(np.quantile(known, np.arange(1, most) / most))
    edges = edges[edges > known[0]]
    step = np.searchsorted(edges, known, side="right")
    means = [float(standard[step == k].mean()) for k in range(len(edges) + 1)]
    return FixedTrait(trait.name, edges=tuple(edges.tolist()), steps=tuple(means))


def _numbers(fit: ValueFit, table: CustomerTable, ids: Sequence[str]) -> "Floats":
    """The columns of a fit's design for these customers; who is not in the table counts as one not known."""
    columns = [name for trait in fit.design.traits for name in _columns_of(trait)]
    kept = [columns.index(name) for name in fit.design.columns]
    nobody = CustomerTable(np.array([""], dtype=object), {}, table.traits)
    Z = np.vstack([_matrix(fit.design.traits, each)[:, kept] for each in (table, nobody)])
    place = {each: i for i, each in enumerate(table.ids.tolist())}
    return np.asarray(Z[[place.get(each, -1) for each in ids]])


def _columns_of(trait: FixedTrait) -> tuple[str, ...]:
    return (trait.name,) if trait.steps else tuple(f"{trait.name}={level}" for level in trait.levels[1:])


def _matrix(traits: Sequence[FixedTrait], table: CustomerTable) -> "Floats":
    """All columns of the traits, one row a customer of the table."""
    kinds = {trait.name: trait for trait in table.traits}
    out: list[Floats] = []
    for read in traits:
        trait, values = kinds[read.name], table.columns.get(read.name)
        if read.steps:
            number = np.full(len(table), np.nan) if values is None else np.asarray(values, dtype=np.float64)
            step = np.searchsorted(read.edges, np.nan_to_num(number), side="right")
            out.append(np.where(np.isfinite(number), np.array(read.steps)[step], 0.0))
            continue
        texts = np.full(len(table), UNKNOWN) if values is None else _texts(trait, values)
        beyond = OTHER if OTHER in read.levels else read.levels[0]
        texts = np.where(np.isin(texts, read.levels), texts, beyond)
        out += [(texts == level).astype(np.float64) for level in read.levels[1:]]
    return np.column_stack(out) if out else np.empty((len(table), 0))


def _texts(trait: Trait, values: "AnyArray") -> "AnyArray":
    if trait.kind == "flag":
        names: Sequence[str] = ("no", "yes")
    elif trait.kind == "ordered":
        names = trait.levels
    else:
        return np.array([UNKNOWN if v is None else str(v) for v in values.tolist()])
    return np.array([UNKNOWN if v != v else names[int(v)] for v in np.asarray(values, dtype=np.float64).tolist()])


def _why(table: CustomerTable, name: str) -> str:
    trait = next((t for t in table.traits if t.name == name), None)
    if trait is None:
        return f"the customers have no trait {name!r}"
    if trait.kind == "constant":
        return f"the trait {name!r} is the same for all customers"
    if not trait.source.startswith("customers."):
        return f"the trait {name!r} changes from order to order"
    return f"the trait {name!r} is no number and no category"
