"""What do a margin, a rate and a cost say that a person typed? Checked words of money."""

from math import isfinite

from coterie.terms import Economics, Problem

MOST_COST = 1e9


def economics_of(
    margin: float | str | None, discount: float | str, cost: float | str | None, problems: list[Problem]
) -> Economics:
    """Margin, discount rate and acquisition cost; what is wrong with them is added to ``problems``.

    margin, discount    shares as numbers (0.35) or words ("35%", "0.35"); a bare number above 1 is out of range.
    cost                currency units, a number or its word.

    >>> economics_of("35%", "10%", "12.50", [])
    Economics(margin=0.35, discount=0.1, acquisition_cost=12.5)
    """
    kept = None if margin is None else _share(margin)
    if margin is not None and (kept is None or not 0 < kept <= 1):
        problems.append(Problem("COT-141", f"a margin of {margin}"))
    rate = _share(discount)
    if rate is None or not 0 <= rate <= 1:
        problems.append(Problem("COT-142", f"a discount of {discount} a year"))
    paid = None if cost is None else _amount(cost)
    if cost is not None and (paid is None or not 0 <= paid <= MOST_COST):
        problems.append(Problem("COT-143", f"an acquisition cost of {cost}"))
    return Economics(kept, 0.0 if rate is None else rate, paid)


def _share(said: float | str) -> float | None:
    """A share from its words, None for what is none: "35%", "35 %", "0.35"."""
    if isinstance(said, str) and said.strip().endswith("%"):
        found = _amount(said.strip()[:-1])
        return None if found is None else found / 100
    return _amount(said)


def _amount(said: float | str) -> float | None:
    if isinstance(said, bool):
        return None
    try:
        found = float(said)
    except (TypeError, ValueError):
        return None
    return found if isfinite(found) else None
