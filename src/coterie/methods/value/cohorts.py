"""How many of those who came in one month are still buying, and what have they brought? Cohort triangles."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class Cohorts:
    """Customers by the month of their first order; rows are cohorts, columns months since, 0 the first one.

    months       first day of the month of each cohort, ascending; ``size`` its customers.
    retention    share of the cohort with an order in that month, 0 to 1; NaN in months that have not begun.
    ltv          net spend of the cohort up to the end of that month, by customer of the cohort; NaN likewise.
    whole        False where the month was not over on the last day: its figures are too low.
    """

    months: "Days"
    size: "NDArray[np.int64]"
    retention: "Floats"
    ltv: "Floats"
    whole: "NDArray[np.bool_]"


def cohorts(customer: "NDArray[np.object_]", day: "Days", spend: "Floats", *, as_of: np.datetime64) -> Cohorts:
    """Retention and value triangles by first month.

    customer, day, spend   one row a customer and day with an order: id, date, net value in currency units.
    as_of                  the last day of the data; rows after it never enter.
    Raises                 ValueError where no row is left.

    >>> days = np.array(["2024-01-05", "2024-02-10", "2024-01-20"], dtype="datetime64[D]")
    >>> who = np.array(["a", "a", "b"], dtype=object)
    >>> found = cohorts(who, days, np.array([10.0, 20.0, 30.0]), as_of=np.datetime64("2024-02-29"))
    >>> found.retention.tolist(), found.ltv.tolist()
    ([[1.0, 0.5]], [[20.0, 30.0]])
    """
    seen = day <= as_of
    if not seen.any():
        raise ValueError(f"no order up to {as_of}; expected at least one")
    _, who = np.unique(customer[seen], return_inverse=True)
    month = day[seen].astype("datetime64[M]").astype(np.int64)
    first = np.full(int(who.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, who, month)
    today = np.array([as_of], dtype="datetime64[D]")
    last = int(today.astype("datetime64[M]").astype(np.int64)[0])
    found, cohort = np.unique(first, return_inverse=True)
    width = last - int(found[0]) + 1
    age = month - first[who]
    active = np.unique((who * width + age).astype(np.int64))
    bought = np.bincount(cohort[active // width] * width + active % width, minlength=len(found) * width)
    cell = cohort[who] * width + age
    order = np.lexsort((spend[seen], cell))  # sums in a fixed order: shuffled rows give the same digits
    brought = np.bincount(cell[order], spend[seen][order], minlength=len(found) * width)
    size = np.bincount(cohort)
    begun = found[:, None] + np.arange(width)[None, :] <= last
    shape = (len(found), width)
    over = int((today + 1).astype("datetime64[M]").astype(np.int64)[0]) - 1  # the last month that is over
    return Cohorts(
        months=found.astype("datetime64[M]").astype("datetime64[D]"),
        size=size,
        retention=np.where(begun, bought.reshape(shape) / size[:, None], np.nan),
        ltv=np.where(begun, np.cumsum(brought.reshape(shape), axis=1) / size[:, None], np.nan),
        whole=found[:, None] + np.arange(width)[None, :] <= over,
    )
