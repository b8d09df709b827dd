"""Which small change of a segment's rule lets more customers qualify?

One threshold of the rule is moved at a time, just as far as is needed, to a plain number; then the customers who
qualify are counted. The smallest change is the one that moves its threshold past the fewest customers. Where no single
change is enough, all thresholds are moved, each past the same number of customers. Levels that a rule names stay.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.forms import matrix
from coterie.methods.segments.explanation import Condition, plain_cut, select
from coterie.methods.segments.words import conditions_text
from coterie.terms import (
    CustomerTable,
    Problem,
    Rule,
    SavedCustomers,
    SavedStudy,
    Segment,
    Segmentation,
    Trait,
    Widening,
    WrongWords,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]


REACHED = ((10_000, 1_000), (1_000, 100))  # from so many customers on, a change is told that lets so many more in


def with_reach(found: Segmentation, table: CustomerTable) -> Segmentation:
    """The segmentation with the smallest single change of each rule that lets 1,000 more customers qualify.

    table    the one that was segmented. From 1,000 customers on it is 100 more, below that nothing is told.
    """
    more = next((more for least, more in REACHED if len(table) >= least), 0)
    if not more:
        return found
    inside = [found.now.labels == label for label in range(len(found.segments))]
    reached = (_reach(s, table, inside[label], more) for label, s in enumerate(found.segments))
    return replace(found, segments=tuple(reached))


def _reach(segment: Segment, table: CustomerTable, inside: "Flags", more: int) -> Segment:
    if segment.rule is None:
        return segment
    traits = tuple(table.trait(name) for name, _, _ in segment.rule.conditions)
    x, conditions = _columns(table, segment.rule, traits)
    found = _singles(x, inside, conditions, traits, more)
    return replace(segment, reach=found[0]) if found else segment


def widen(study: SavedStudy, customers: SavedCustomers, label: int, more: int) -> tuple[Widening, ...]:
    """The single changes of a segment's rule that each let at least ``more`` customers qualify, the smallest first.

    label     place of the segment in ``study.segments``.
    more      customers who shall qualify and do not now, 1 or more.
    Returns   where no single change is enough, one change of all thresholds, each moved past the same number of
              customers.
    Raises    WrongWords (COT-129) where the segment has no rule, COT-130 where too few customers have the traits.
    """
    each, name = study.segments[label]
    if each not in study.rules or all(isinstance(bound, tuple) for _, _, bound in study.rules[each].conditions):
        raise WrongWords(Problem("COT-129", f"{name} has no rule that could be widened"))
    x, conditions, traits = _rule(study, customers, each)
    inside = customers.labels == label
    found = _singles(x, inside, conditions, traits, more)
    if not found:
        all_moved = _together(x, conditions, more)
        if all_moved is None:
            most = int((~np.isnan(x).any(axis=1) & ~select(x, conditions)).sum())
            raise WrongWords(Problem("COT-130", f"{more:,} more for {name}: {most:,} others have the rule's traits"))
        found = (_told(x, inside, conditions, all_moved, traits),)
    return found


def qualify(study: SavedStudy, customers: SavedCustomers, label: int, widening: Widening | None = None) -> "Flags":
    """Who meets the rule of a segment, as it stands or widened."""
    each = study.segments[label][0]
    x, conditions, traits = _rule(study, customers, each)
    moved = {(trait, sign): after for trait, sign, _, after in widening.moves} if widening is not None else {}
    changed: list[Condition] = [(j, sign, moved.get((traits[j].name, sign), at)) for j, sign, at in conditions]
    return select(x, changed)


def _rule(
    study: SavedStudy, customers: SavedCustomers, each: str
) -> tuple["Floats", list[Condition], tuple[Trait, ...]]:
    """The columns that a rule reads, one a condition, its conditions on them, and their traits."""
    traits = tuple(study.trait(name) for name, _, _ in study.rules[each].conditions)
    x, conditions = _columns(customers.table, study.rules[each], traits)
    return x, conditions, traits


def _columns(table: CustomerTable, rule: Rule, traits: Sequence[Trait]) -> tuple["Floats", list[Condition]]:
    x = matrix(table, [t.name for t in traits], {t.name: t.levels for t in traits if t.kind == "categorical"})
    found: list[Condition] = []
    for j, (_, sign, bound) in enumerate(rule.conditions):
        places = tuple(float(traits[j].levels.index(word)) for word in bound) if isinstance(bound, tuple) else bound
        found.append((j, sign, places))
    return x, found


def _singles(
    x: "Floats", inside: "Flags", conditions: Sequence[Condition], traits: Sequence[Trait], more: int
) -> tuple[Widening, ...]:
    """The changes of one threshold that are enough, the smallest first."""
    single = [(i, _single(x, conditions, i, more)) for i in range(len(conditions))]
    found = [_told(x, inside, conditions, {i: after}, traits) for i, after in single if after is not None]
    return tuple(sorted(found, key=lambda w: (w.passed, -w.precision, w.moves)))


def _outside(x: "Floats", conditions: Sequence[Condition], i: int) -> "Flags":
    """Who meets all conditions but that one."""
    others = [c for n, c in enumerate(conditions) if n != i]
    j = conditions[i][0]
    return select(x, others) & ~np.isnan(x[:, j]) & ~select(x, [conditions[i]])


def _single(x: "Floats", conditions: Sequence[Condition], i: int, more: int) -> float | None:
    """The threshold of one condition that just lets so many more in; None where it cannot."""
    j, sign, at = conditions[i]
    if isinstance(at, tuple):
        return None
    waiting = np.sort(x[_outside(x, conditions, i), j])
    if len(waiting) < more:
        return None
    return _threshold(x[:, j], sign, float(waiting[-more] if sign == ">=" else waiting[more - 1]))


def _together(x: "Floats", conditions: Sequence[Condition], more: int) -> dict[int, float] | None:
    """The thresholds, each moved past the same number of customers, that just let so many more in."""
    now = int(select(x, conditions).sum())
    low, high = 1, len(x)
    if int(select(x, _changed(conditions, _passing(x, conditions, high))).sum()) - now < more:
        return None
    while low < high:
        middle = (low + high) // 2
        enough = int(select(x, _changed(conditions, _passing(x, conditions, middle))).sum()) - now >= more
        low, high = (low, middle) if enough else (middle + 1, high)
    return _passing(x, conditions, low)


def _passing(x: "Floats", conditions: Sequence[Condition], customers: int) -> dict[int, float]:
    """Each threshold moved past so many customers, or to the end."""
    out = {}
    for i, (j, sign, before) in enumerate(conditions):
        if isinstance(before, tuple):
            continue
        values = np.sort(x[~np.isnan(x[:, j]), j])
        at = int(np.searchsorted(values, before))
        if sign == ">=" and at > 0:
            out[i] = _threshold(values, sign, float(values[max(at - customers, 0)]))
        elif sign == "<" and at < len(values):
            out[i] = _threshold(values, sign, float(values[min(at + customers, len(values)) - 1]))
    return out


def _changed(conditions: Sequence[Condition], moved: dict[int, float]) -> list[Condition]:
    return [(j, sign, moved.get(i, at)) for i, (j, sign, at) in enumerate(conditions)]


def _told(
    x: "Floats", inside: "Flags", conditions: Sequence[Condition], moved: dict[int, float], traits: Sequence[Trait]
) -> Widening:
    changed = _changed(conditions, moved)
    old, new = select(x, conditions), select(x, changed)
    before = {
        i: (j, sign, at) for i, (j, sign, at) in enumerate(conditions) if i in moved and not isinstance(at, tuple)
    }
    passed = [abs(int((x[:, j] < at).sum()) - int((x[:, j] < moved[i]).sum())) for i, (j, _, at) in before.items()]

    def words(of: Sequence[Condition], only: bool) -> str:
        return conditions_text([(traits[j], s, at) for i, (j, s, at) in enumerate(of) if i in moved or not only])

    return Widening(
        tuple((traits[j].name, s, at, moved[i]) for i, (j, s, at) in before.items()),
        words(changed, only=False),
        words(conditions, only=True),
        words(changed, only=True),
        max(passed, default=0) / max(len(x), 1),
        int(old.sum()),
        int(new.sum()) - int(old.sum()),
        float(inside[old].mean()) if old.any() else 0.0,
        float(inside[new].mean()),
    )


def _threshold(values: "Floats", sign: str, last: float) -> float:
    """The plainest threshold that just takes in ``last``: at it or below for ">=", above it for "<"."""
    seen = np.unique(values[~np.isnan(values)])
    at = int(np.searchsorted(seen, last))
    if sign == ">=":
        return plain_cut(seen, float(seen[at - 1])) if at else last
    return plain_cut(seen, last) if at + 1 < len(seen) else float(np.floor(last)) + 1.0
