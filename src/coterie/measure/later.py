"""How often did each segment order in the days kept apart, who stayed away, and what was bought?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.measure.intervals import drawn_interval, share_interval
from coterie.measure.pairs import Groups
from coterie.measure.resampling import bootstrap, draws_for
from coterie.terms import Estimate, Slice, Statistic

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

CATEGORY = "holdout_category_share:"
_HELD = {"policy": "holdout", "role": "held"}


def later_statistics(outer: Slice, labels: "Ints", groups: Groups, *, seed: int) -> list[Statistic]:
    """The rest of each segment's table of the days kept apart, and the same of everyone.

    holdout_orders_mean             orders of a customer.
    holdout_churn                   share without an order in those days; it is not the share who left for good.
    holdout_category_share:<name>   of the value bought, before returns, the share of that category.

    outer     customers as of the end of the past, and what they did; its categories are those of the past.
    labels    of its customers, 0 to ``groups.k`` - 1.
    """
    orders = np.asarray(outer.orders, dtype=np.float64)
    spent = {name: np.asarray(values, dtype=np.float64) for name, values in outer.bought.items()}
    total = np.sum(list(spent.values()), axis=0) if spent else np.zeros(len(orders))
    columns = (np.ones(len(orders)), orders, total, *spent.values())
    draws = draws_for(len(orders))
    drawn = bootstrap(columns, labels, groups.k, seed=seed, purpose="holdout orders and categories", draws=draws)
    found: list[Statistic] = []
    for g in (None, *range(groups.k)):
        inside = np.ones(len(labels), dtype=bool) if g is None else labels == g
        if not inside.any():
            continue
        part = _Part(
            "everyone" if g is None else groups.population(g),
            int(inside.sum()),
            tuple(float(column[inside].sum()) for column in columns),
            tuple(each.sum(axis=1) if g is None else each[:, g] for each in drawn),
            f"bootstrap over customers, {draws} draws",
            str(outer.future),
        )
        stayed = part.n - float((orders[inside] > 0).sum())
        found += [_orders(part), _churn(part, stayed), *_categories(part, tuple(spent))]
    return found


@dataclass(frozen=True)
class _Part:
    """One population: sums of customers, orders, value bought and each category, and the bootstrap draws of them."""

    who: str
    n: int
    sums: tuple[float, ...]
    drawn: "tuple[Floats, ...]"
    how: str
    window: str

    def ratio(self, above: int, below: int) -> Estimate:
        """One sum over another, with the middle 95 % of its draws."""
        top, bottom = self.drawn[above], self.drawn[below]
        draws = np.divide(top, bottom, out=np.full_like(top, np.nan), where=bottom > 0)
        return drawn_interval(self.sums[above] / self.sums[below], draws, self.n, self.how)


def _orders(part: _Part) -> Statistic:
    said = "Mean orders of a customer in the days kept apart."
    return _told("holdout_orders_mean", part, part.ratio(1, 0), "orders", said)


def _churn(part: _Part, stayed: float) -> Statistic:
    said = "Share of customers without an order in the days kept apart: 1 less the share who ordered."
    return _told("holdout_churn", part, share_interval(stayed, part.n), "share", said)


def _categories(part: _Part, names: tuple[str, ...]) -> Iterator[Statistic]:
    if part.sums[2] <= 0:
        return
    for place, name in enumerate(names, 3):
        said = f"Value bought of {name} over all value bought in the days kept apart, before returns."
        yield _told(f"{CATEGORY}{name}", part, part.ratio(place, 2), "share", said)


def _told(metric: str, part: _Part, estimate: Estimate, unit: str, said: str) -> Statistic:
    common: dict[str, Any] = {"unit": unit, "window": part.window, "definition": said, **_HELD}
    return Statistic.of(metric, part.who, estimate, part.n, **common)
