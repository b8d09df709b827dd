"""Does it help the forecast to know what never changes of a customer, such as a region? Judged on the days kept apart.

A trait of the customers file moves buying and leaving (:mod:`coterie.methods.value.covariates`). The model with traits
is fitted on the past alone, as the plain one is, and both forecast the days kept apart. It is *better* where its
Poisson deviance is lower by more than noise, two standard errors over customers, and by one part in a hundred: the rule
by which models are chosen. A level of fewer than 30 customers joins the others; a missing number counts as the mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.methods.value.baselines import Guess, Origin
from coterie.methods.value.covariates import MOVED, CovariateFit, fit
from coterie.methods.value.gamma_gamma import expected_spend
from coterie.methods.value.leaderboard import LEAST_GAIN, NOISE, deviance, guess_of, score_of
from coterie.methods.value.models import MODELS
from coterie.terms import BtydSummary, CustomerTable, Estimate, Problem, Slice, Trait, ValueFit, ValueScore, WrongWords
from coterie.terms.value import TraitCheck, TraitEffect

if TYPE_CHECKING:
    from numpy.typing import NDArray

    AnyArray = NDArray[Any]
    Floats = NDArray[np.float64]

LEAST_LEVEL, MOST_LEVELS, MOST_TRAITS = 30, 8, 5
MOST_CUSTOMERS = 50_000  # that the effects are learned from; of more a systematic sample
MOST_EFFECT = 7.0  # log of a ratio of a thousand: farther out the data say nothing
UNKNOWN, OTHER = "not known", "other"


@dataclass(frozen=True)
class Fixed:
    """Traits as numbers: one row a customer of ``ids`` (ascending), columns ``names``; ``asked`` as they were named."""

    asked: tuple[str, ...]
    ids: "AnyArray"
    names: tuple[str, ...]
    Z: "Floats"

    def of(self, summary: BtydSummary) -> "Floats":
        """The rows of the customers of a summary."""
        return self.Z[np.searchsorted(self.ids.astype(str), summary.ids.astype(str))]


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
    names: list[str] = []
    columns: list[Floats] = []
    for name in dict.fromkeys(asked):
        for label, column in _numbers(usable[name], table.columns[name]):
            kept = np.column_stack([np.ones(len(table)), *columns, column])
            if np.linalg.matrix_rank(kept) == kept.shape[1]:
                names.append(label)
                columns.append(column)
    Z = np.column_stack(columns) if columns else np.empty((len(table), 0))
    return Fixed(tuple(dict.fromkeys(asked)), table.ids, tuple(names), Z)


def with_traits(
    fixed: Fixed, now: BtydSummary, past: BtydSummary | None, outer: Slice | None, plain: ValueFit,
    calibration: ValueFit | None,
) -> tuple[TraitCheck, ValueScore | None]:  # fmt: skip
    """What the traits do, and how the forecast that knows them did beside the one that does not.

    now, past, outer      as in :func:`coterie.methods.value.estimate.estimate`.
    plain, calibration    the plain model on all days, and on the past.
    Returns    the check, and its row among the ways of forecasting; None where nothing was kept apart.
    """
    name = plain.model if plain.model in MOVED else "bg_nbd"
    title = MODELS[name].title
    whole = _fitted(name, fixed, now)
    if whole is None:
        return TraitCheck(fixed.asked, title, (), None, 0.0), None
    check = TraitCheck(fixed.asked, title, _effects(whole), None, 0.0)
    before = None if past is None or outer is None or calibration is None else _fitted(name, fixed, past)
    if before is None or past is None or outer is None or calibration is None:
        return check, None
    origin = Origin.of(past, outer)
    told = origin.summary
    orders = before.expected(told.x, told.t_x, told.T, fixed.of(told), origin.days / told.unit.days)
    guess = Guess(orders, orders * expected_spend(calibration.params, told.x, told.spend))
    ours, theirs = (deviance(origin.orders, each.orders) for each in (guess, guess_of(calibration, origin)))
    gain, better = _gain(ours, theirs)
    label = f"{title} and gamma-gamma, knowing {', '.join(fixed.asked)}"
    row = score_of(origin, guess, (f"{name}_traits", label, "model"))
    return replace(check, better=better, gain=gain), row


def _gain(ours: "Floats", theirs: "Floats") -> tuple[float, bool]:
    """By which share the deviance is lower, and whether that is more than noise."""
    least, difference = float(np.sort(theirs).mean()), ours - theirs
    gain = -float(np.sort(difference).mean()) / least if least > 0 else 0.0
    error = float(np.std(difference) * np.sqrt(len(difference)))
    return gain, bool(float(np.sort(difference).sum()) < -NOISE * error and gain > LEAST_GAIN)


def _fitted(name: str, fixed: Fixed, summary: BtydSummary) -> CovariateFit | None:
    """The model with traits on the customers of a summary; None where it has nothing to go by or did not settle."""
    step = -(-len(summary.ids) // MOST_CUSTOMERS)
    Z = fixed.of(summary)[::step]
    try:
        found = fit(name, summary.x[::step], summary.t_x[::step], summary.T[::step], Z, fixed.names)
    except ValueError:  # a trait that is the same for all who had come by then
        return None
    return found if found.converged and fixed.names else None


def _effects(found: CovariateFit) -> tuple[TraitEffect, ...]:
    out = []
    for name in found.traits:
        two = []
        for what, effect in (("buying", found.buying[name]), ("leaving", found.leaving[name])):
            wide = 1.959964 * found.errors[what, name]
            if wide == 0 or abs(effect) + wide > MOST_EFFECT:
                two.append(Estimate(float(np.exp(effect)), how="left open by these data"))
                continue
            low, high = (float(np.exp(effect + side * wide)) for side in (-1, 1))
            two.append(Estimate(float(np.exp(effect)), low, high, 0.95, "information matrix"))
        out.append(TraitEffect(name, *two))
    return tuple(out)


_KINDS = ("numeric", "ordered", "categorical", "flag")


def _why(table: CustomerTable, name: str) -> str:
    trait = next((t for t in table.traits if t.name == name), None)
    if trait is None:
        return f"the customers have no trait {name!r}"
    if trait.kind == "constant":
        return f"the trait {name!r} is the same for all customers"
    if not trait.source.startswith("customers."):
        return f"the trait {name!r} changes from order to order"
    return f"the trait {name!r} is no number and no category"


def _numbers(trait: Trait, values: "AnyArray") -> list[tuple[str, "Floats"]]:
    if trait.kind == "numeric":
        known = np.asarray(values, dtype=np.float64)
        spread = float(np.nanstd(known))
        if not spread > 0:
            return []
        return [(trait.name, np.nan_to_num((known - np.nanmean(known)) / spread))]
    texts = _texts(trait, values)
    levels, counts = np.unique(texts, return_counts=True)
    order = np.lexsort((levels, -counts))
    kept = [str(levels[i]) for i in order if counts[i] >= LEAST_LEVEL and levels[i] != OTHER][:MOST_LEVELS]
    merged = np.where(np.isin(texts, kept), texts, OTHER)
    if np.count_nonzero(merged == OTHER) < LEAST_LEVEL and kept:
        merged = np.where(merged == OTHER, kept[0], merged)  # too few to learn from: they count as the largest level
    rest = [level for level in (*kept[1:], OTHER) if np.any(merged == level)]
    return [(f"{trait.name}={level}", (merged == level).astype(np.float64)) for level in rest] if kept else []


def _texts(trait: Trait, values: "AnyArray") -> "AnyArray":
    if trait.kind == "flag":
        names: Sequence[str] = ("no", "yes")
    elif trait.kind == "ordered":
        names = trait.levels
    else:
        return np.array([UNKNOWN if v is None else str(v) for v in values.tolist()])
    return np.array([UNKNOWN if v != v else names[int(v)] for v in np.asarray(values, dtype=np.float64).tolist()])
