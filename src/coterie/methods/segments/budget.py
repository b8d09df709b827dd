"""What can be tried within a budget? Reckoned from customers, traits and groups, never by the clock.

A clock would let a slow machine choose other groups than a fast one.
"""

from collections.abc import Sequence

from coterie.methods.segments.candidates import Candidate
from coterie.methods.segments.sheet import Sheet
from coterie.methods.segments.trials import GLANCE, REDRAWN, SEARCHED

REDRAWS = 20
FOUND = 6  # groups that a method which finds their number is reckoned with

_NANOSECONDS = 110.0  # of one customer, trait and group in one re-draw of k-means, as measured
_FINE = 4.0  # a full fit takes as long as so many rough ones of the same customers


def redraws_within(budget: float, candidates: Sequence[Candidate], basis: Sheet) -> int:
    """Re-draws that the budget pays for, 5 to 20, reckoned from customers, traits and groups.

    Half of the budget is for re-draws. All candidates get five; about half of them, the steady ones, get the rest.
    """
    each = sum(_rough(candidate, basis, REDRAWN) for candidate in candidates)
    if each <= 0:
        return REDRAWS
    return int(min(REDRAWS, max(GLANCE, GLANCE + (budget / 2 - GLANCE * each) / (each / 2))))


def affordable(
    budget: float, candidates: Sequence[Candidate], basis: Sheet, periods: int
) -> tuple[tuple[Candidate, ...], dict[str, str]]:
    """The candidates that fit into the budget, method after method in their order, and why others were left out.

    budget    seconds of one processor; periods: earlier days on which each candidate is fitted again.
    The quick field, grids and tiers always take part.
    """
    kept: list[Candidate] = []
    skipped: dict[str, str] = {}
    spent = 0.0
    for method in dict.fromkeys(c.method for c in candidates):
        own = [c for c in candidates if c.method == method]
        cost = sum(seconds_of(c, basis, periods) for c in own)
        if spent + cost > budget and not all(c.way is None or c.way.quick for c in own):
            left = max(budget - spent, 0)
            skipped[method] = f"would take about {cost:,.0f} seconds, {left:,.0f} of the budget were left"
            continue
        spent += cost
        kept += own
    return tuple(kept), skipped


def seconds_of(candidate: Candidate, basis: Sheet, periods: int) -> float:
    """Reckoned seconds of one processor for search and the first re-draws of a candidate."""
    return (1 + periods) * _FINE * _rough(candidate, basis, SEARCHED) + GLANCE * _rough(candidate, basis, REDRAWN)


def _rough(candidate: Candidate, basis: Sheet, most: int) -> float:
    if candidate.way is None:
        return 0.0
    size = min(len(basis), most) * max(basis.x.shape[1], 1) * (candidate.k or FOUND)
    return float(size * candidate.way.cost * _NANOSECONDS * 1e-9)
