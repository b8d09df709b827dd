"""What is a group called? By what its customers do, compared with everybody; never by who they are.

Each trait is turned into places among all customers (0 to 1, ties in the middle); a group's place is the mean of its
customers' places, so 0.5 is everybody and names do not depend on units or on the order of rows.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.segments.sheet import RFM
from coterie.terms import Trait

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

HIGH, LOW, FAR = 0.62, 0.38, 0.72


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


def name_groups(x: "Floats", labels: "Labels", k: int, traits: Sequence[Trait]) -> tuple[str, ...]:
    """One name per group, all different.

    x    forming traits in their own units, columns as in ``traits``.
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
        middle = _medians(x, named)
        names = [
            _shopper(dict(zip(named, means[g], strict=True)), _medians(x[labels == g], named), middle) for g in range(k)
        ]
    else:
        names = [_strongest(means[g], usable, traits) for g in range(k)]
    return _apart(names, means, usable, traits)


def _medians(x: "Floats", named: Sequence[str]) -> dict[str, float]:
    found = {}
    for j, name in enumerate(named):
        there = x[~np.isnan(x[:, j]), j]
        found[name] = float(np.median(there)) if len(there) else 0.0
    return found


def _shopper(place: dict[str, float], here: dict[str, float], middle: dict[str, float]) -> str:
    """A name from recency, orders and revenue: the group's places, its medians and everybody's medians."""
    recent, often, spends = 1 - place["recency_days"], place["orders"], place["revenue"]
    age = "tenure_days" if "tenure_days" in here else "recency_days"
    new = recent >= HIGH and here[age] <= middle[age] / 2
    if here["revenue"] <= 0:
        return "Returned what they bought"
    if here["orders"] <= 1:
        when = "New" if new else "Recent" if recent >= HIGH else "Lapsed" if recent <= LOW else ""
        size = "big" if spends >= HIGH else "small" if spends <= LOW - 0.1 else ""
        start = " ".join(word for word in (when, "one-time buyers") if word)
        return _sentence(start + (f", {size} basket" if size else ""))
    if new and age == "tenure_days":
        return "New and promising"
    when = "" if recent > LOW + 0.1 else "lapsed" if recent <= LOW - 0.06 else "slipping"
    rate = "frequent" if often >= FAR else "regular" if often >= 0.55 else "occasional"
    who = "big spenders" if spends >= FAR else "small spenders" if spends <= LOW else "buyers"
    return _sentence(" ".join(word for word in (when, rate, who) if word))


def _strongest(place: "Floats", usable: Sequence[int], traits: Sequence[Trait]) -> str:
    """A name from the two traits in which the group stands farthest from everybody."""
    order = sorted(usable, key=lambda j: (-round(abs(float(place[j]) - 0.5), 9), j))
    told = [j for j in order[:2] if abs(float(place[j]) - 0.5) >= 0.08]
    if not told:
        return "Close to the average"
    return _sentence(", ".join(f"{'high' if place[j] > 0.5 else 'low'} {_lower(traits[j].label)}" for j in told))


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
        label = _lower(traits[j].label)
        for n, g in enumerate(ranked, 1):
            found[g] = f"{name}, {_degree(n, len(ranked))} {label}"
    return tuple(found)


def _degree(n: int, of: int) -> str:
    if n == 1:
        return "high"
    if n == of:
        return "low"
    return "middle" if of == 3 else f"level {of - n + 1} of {of} in"


def _lower(label: str) -> str:
    """A label inside a sentence: its first word in lower case unless it is a name or an abbreviation."""
    first = label.split(" ", 1)[0]
    return label if any(c.isupper() for c in first[1:]) else label[:1].lower() + label[1:]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
