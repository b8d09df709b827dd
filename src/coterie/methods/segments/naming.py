"""What is a group called? By what its customers do, compared with everybody; never by who they are.

Each trait is turned into places among all customers (0 to 1, ties in the middle); a group's place is the mean of its
customers' places, so 0.5 is everybody and names do not depend on units or on the order of rows.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.segments.sheet import RFM
from coterie.terms import Trait
from coterie.terms.numbers import lowered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

HIGH, LOW, FAR = 0.62, 0.38, 0.72
AVERAGE = "Close to the average"
MOST_HAVE, MORE = 0.5, 0.15  # a level names a group that most of have, and clearly more than of all customers
ENDS = {
    "recency_days": ("seen longer ago", "seen lately"),
    "orders": ("more orders", "fewer orders"),
    "revenue": ("higher spend", "lower spend"),
}
SPEND_ON = " spend on "
THINGS = re.compile(r"\b(?:purchases|orders|visits|clicks|calls|logins|sessions|pages)(?: a \w+)?$")
SLIPPING, LAPSED = 1.5, 3.0  # own usual gaps since the last order
NEW = 0.4  # of the median customer's days since the first order


def places(values: "Floats") -> "Floats":
    """Place of each value among all, 0 to 1, ties in the middle; 0.5 for a missing value.

    >>> places(np.array([5.0, 1.0, 5.0])).round(3).tolist()
    [0.667, 0.167, 0.667]
    """
    found = np.full(len(values), 0.5)
    there = ~np.isnan(values)
    if there.any():
        _, at, count = np.unique(values[there], return_inverse=True, return_counts=True)
        found[there] = ((np.cumsum(count) - count / 2) / there.sum())[at]
    return found


def name_groups(
    x: "Floats",
    labels: "Labels",
    k: int,
    traits: Sequence[Trait],
    overdue: "Floats | None" = None,
    tenure: "Floats | None" = None,
) -> tuple[str, ...]:
    """One name per group, all different.

    x         forming traits in their own units, columns as in ``traits``.
    overdue   how many of their own usual gaps ago customers last ordered, NaN where no gap is known; None: unknown.
    tenure    days since the first order; None: unknown.
    """
    named = [t.name for t in traits]
    each = np.column_stack([places(x[:, j]) for j in range(len(traits))]) if traits else np.empty((len(x), 0))
    count = np.bincount(labels, minlength=k)
    means = np.full((k, len(traits)), 0.5)
    for j in range(len(traits)):
        sums = np.bincount(labels, weights=each[:, j], minlength=k)
        means[:, j] = np.divide(sums, count, out=np.full(k, 0.5), where=count > 0)
    usable = [j for j, t in enumerate(traits) if t.group != "demographic"]
    if all(name in named for name in RFM):
        late = np.full(len(x), np.nan) if overdue is None else overdue
        since = np.full(len(x), np.nan) if tenure is None else tenure
        names = [
            _shopper(
                dict(zip(named, means[g], strict=True)),
                _medians(x[here], named),
                _median(late[here]),
                _median(since[here]) <= NEW * _median(since),
            )
            for g, here in ((g, labels == g) for g in range(k))
        ]
    else:
        names = [_strongest(means[g], usable, traits, x[labels == g]) for g in range(k)]
    return _apart(names, means, usable, traits)


def name_by_levels(names: Sequence[str], codes: "Floats", labels: "Labels", traits: Sequence[Trait]) -> tuple[str, ...]:
    """The names, with those of groups that no number sets apart replaced by the levels that set them apart.

    codes     places of the levels of categories, columns as in ``traits``; NaN for missing.
    """
    found = list(names)
    for g in (g for g, name in enumerate(names) if name.startswith(AVERAGE)):
        here = codes[labels == g]
        told: list[tuple[float, int, str]] = []
        for j, trait in enumerate(traits):
            for place, level in enumerate(trait.levels):
                own, all_of = float((here[:, j] == place).mean()), float((codes[:, j] == place).mean())
                if own >= MOST_HAVE and own - all_of >= MORE:
                    told.append((-round(own - all_of, 9), j, f"{lowered(trait.label)} {level}"))
        if told:
            found[g] = _sentence(", ".join(text for _, _, text in sorted(told)[:2]))
    seen: dict[str, int] = {}
    for g, name in enumerate(found):
        seen[name] = seen.get(name, 0) + 1
        found[g] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return tuple(found)


def overdue(recency: "Floats", orders: "Floats", tenure: "Floats") -> "Floats":
    """How many of their own usual gaps ago customers last ordered; NaN for those without two orders on two days.

    >>> overdue(np.array([10.0, 60.0, 5.0]), np.array([3.0, 3.0, 1.0]), np.array([30.0, 80.0, 5.0])).tolist()
    [1.0, 6.0, nan]
    """
    active = tenure - recency
    gap = np.divide(active, orders - 1, out=np.full(len(orders), np.nan), where=(orders > 1) & (active > 0))
    return np.asarray(recency / gap)


def _median(values: "Floats") -> float:
    there = values[~np.isnan(values)]
    return float(np.median(there)) if len(there) else float("nan")


def _medians(x: "Floats", named: Sequence[str]) -> dict[str, float]:
    return {name: _median(x[:, j]) if len(x) else 0.0 for j, name in enumerate(named)}


def _shopper(place: dict[str, float], here: dict[str, float], late: float, new: bool) -> str:
    """A name from recency, orders and revenue: the group's places, its medians, and how overdue half of it is.

    Late is judged by the customers' own pace: three weeks are long for a grocer and short for a furniture shop.
    """
    recent, often, spends = 1 - place["recency_days"], place["orders"], place["revenue"]
    if here["revenue"] <= 0:
        return "Returned what they bought"
    if here["orders"] <= 1:
        when = "new" if new else "recent" if recent >= HIGH else "lapsed" if recent <= LOW else ""
        size = ", big basket" if spends >= HIGH else ", small basket" if spends <= LOW - 0.1 else ""
        return _sentence(" ".join(word for word in (when, "one-time buyers") if word) + size)
    if np.isnan(late):
        late = 1.0 if recent > LOW + 0.1 else LAPSED if recent <= LOW - 0.06 else SLIPPING
    when = "lapsed" if late >= LAPSED else "slipping" if late >= SLIPPING else ""
    if new and not when:
        return "New big spenders" if spends >= FAR else "New buyers"
    rate = "frequent" if often >= FAR else "light" if often <= LOW + 0.05 else "regular"
    if spends >= FAR:
        who = "frequent big spenders" if often >= FAR and not when else "big spenders"
    else:
        who = f"{rate} buyers"
    return _sentence(" ".join(word for word in (when, who) if word))


def _strongest(place: "Floats", usable: Sequence[int], traits: Sequence[Trait], x: "Floats") -> str:
    """A name from the two traits in which the group stands farthest from everybody."""
    order = sorted(usable, key=lambda j: (-round(abs(float(place[j]) - 0.5), 9), j))
    told = [j for j in order[:2] if abs(float(place[j]) - 0.5) >= 0.08]
    if not told:
        return AVERAGE
    parts = [_side(traits[j], place[j] > 0.5, _median(x[:, j])) for j in told]
    first, _, fish = parts[-1].partition(SPEND_ON)
    if len(parts) > 1 and fish and parts[0].startswith(f"{first}{SPEND_ON}"):
        return _sentence(f"{parts[0]} and {fish}")
    return _sentence(", ".join(parts))


def _side(trait: Trait, high: bool, middle: float) -> str:
    """Where a group stands in a trait: the level that most have, many or few of a thing, high or low."""
    label = lowered(trait.label)
    if trait.kind == "ordered" and trait.levels and middle == middle // 1:
        return f"{lowered(trait.levels[int(middle)])} {label}"
    if THINGS.search(label) and not trait.unit:
        return f"{'many' if high else 'few'} {label}"
    return f"{'high' if high else 'low'} {label}"


def _apart(names: list[str], means: "Floats", usable: Sequence[int], traits: Sequence[Trait]) -> tuple[str, ...]:
    """Names that occur twice get the trait in which those groups differ most."""
    found = list(names)
    for name in sorted(set(names)):
        same = [g for g, other in enumerate(names) if other == name]
        if len(same) < 2:
            continue
        gaps = [round(float(np.ptp(means[same, j])), 9) for j in usable]
        if not gaps or max(gaps) == 0:
            for n, g in enumerate(same, 1):
                found[g] = f"{name} ({n})"
            continue
        j = usable[int(np.argmax(gaps))]
        ranked = sorted(same, key=lambda g: (-float(means[g, j]), g))
        for n, g in enumerate(ranked, 1):
            found[g] = f"{name}, {_degree(n, len(ranked), traits[j])}"
    return tuple(found)


def _degree(n: int, of: int, trait: Trait) -> str:
    """How the n-th highest of several groups stands in a trait."""
    most, least = ENDS.get(trait.name, (f"higher {lowered(trait.label)}", f"lower {lowered(trait.label)}"))
    if n == 1:
        return most
    if n == of:
        return least
    return f"{'middle' if of == 3 else f'level {of - n + 1} of {of}'} in {lowered(trait.label)}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
