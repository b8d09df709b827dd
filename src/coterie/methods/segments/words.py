"""How is a number, a filter, a method said to a person?"""

from collections.abc import Sequence

from coterie.terms import Trait
from coterie.terms.numbers import lowered


def number(value: float) -> str:
    """A number as people write it: thousands parted, no superfluous digits.

    >>> number(1200.0), number(0.25), number(31.5)
    ('1,200', '0.25', '31.5')
    """
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.10f}".rstrip("0").rstrip(".")


def amount(trait: Trait, value: float) -> str:
    """A value of a trait with its unit; shares in per cent, ordered levels by their name."""
    if trait.kind == "ordered" and trait.levels:
        return trait.levels[min(max(round(value), 0), len(trait.levels) - 1)]
    if trait.unit == "share":
        return f"{number(round(value * 100, 8))} %"
    if trait.unit not in trait.label.lower().split() and trait.unit in (
        "days",
        "hours",
        "years",
        "minutes",
        "weeks",
        "months",
    ):
        return f"{number(value)} {trait.unit}"
    return number(value)


Bound = float | tuple[float, ...]


def conditions_text(conditions: Sequence[tuple[Trait, str, Bound]]) -> str:
    """A filter in words, from conditions (trait, ">=" or "<", threshold) or (trait, "in", places of levels).

    Both bounds of a trait stand together; of many levels those are named that are left out.

    >>> orders = Trait("orders", "Orders", "behavioural", "numeric")
    >>> recency = Trait("recency_days", "Days since the last order", "behavioural", "numeric", "days")
    >>> conditions_text([(orders, ">=", 2.0), (orders, "<", 6.0), (recency, "<", 90.0)])
    'Orders from 2 to below 6 and days since the last order below 90'
    """
    parts: dict[str, dict[str, tuple[Trait, float]]] = {}
    chosen: dict[str, str] = {}
    for trait, sign, bound in conditions:
        if isinstance(bound, tuple):
            chosen[trait.name] = f"{trait.label} {levels_text(trait, bound)}"
        else:
            parts.setdefault(trait.name, {})[sign] = (trait, bound)
    order = dict.fromkeys(trait.name for trait, _, _ in conditions)
    said = [chosen.get(name) or _bounds(parts[name]) for name in order]
    return listed([*said[:1], *map(lowered, said[1:])])


def levels_text(trait: Trait, places: Sequence[float]) -> str:
    """Levels as a person says them.

    >>> plan = Trait("plan", "Plan", "behavioural", "categorical", levels=("free", "gold", "silver", "trial", "team"))
    >>> levels_text(plan, (0.0, 2.0)), levels_text(plan, (0.0, 1.0, 2.0, 3.0))
    ('free or silver', 'known and not team')
    """
    kept = {int(place) for place in places}
    if len(kept) > 2 and 2 * len(kept) > len(trait.levels):
        rest = [level for i, level in enumerate(trait.levels) if i not in kept]
        return f"known and not {_either(rest)}" if rest else "known"
    return _either([level for i, level in enumerate(trait.levels) if i in kept])


def _either(words: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def _bounds(bounds: dict[str, tuple[Trait, float]]) -> str:
    trait = next(iter(bounds.values()))[0]
    if trait.kind == "flag":
        return f"{trait.label}: {'yes' if '>=' in bounds else 'no'}"
    low, high = bounds.get(">="), bounds.get("<")
    if low and high:
        return f"{trait.label} from {amount(trait, low[1])} to below {amount(trait, high[1])}"
    if low:
        return f"{trait.label} at least {amount(trait, low[1])}"
    return f"{trait.label} below {amount(trait, high[1])}" if high else trait.label


def listed(words: Sequence[str]) -> str:
    """Words with commas and an "and"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def percent(share: float) -> str:
    """A share in whole per cent."""
    return f"{share * 100:.0f} %"
