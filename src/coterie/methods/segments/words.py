"""How is a number, a filter, a method said to a person?"""

from collections.abc import Sequence

from coterie.terms import Trait


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


def conditions_text(conditions: Sequence[tuple[Trait, str, float]]) -> str:
    """A filter in words, from conditions (trait, ">=" or "<", threshold); both bounds of a trait stand together.

    >>> orders = Trait("orders", "Orders", "behavioural", "numeric")
    >>> conditions_text([(orders, ">=", 2.0), (orders, "<", 6.0)])
    'Orders from 2 to below 6'
    """
    parts: dict[str, dict[str, tuple[Trait, float]]] = {}
    for trait, sign, threshold in conditions:
        parts.setdefault(trait.name, {})[sign] = (trait, threshold)
    return " and ".join(_bounds(bounds) for bounds in parts.values())


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
