"""How do customers go on after their first order? Months of each, cohorts of them, and orders by day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from coterie.terms.calendar import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Journeys:
    """What customers brought month by month; a month counts from 0 in the year 0, twelve a year.

    ids         customers with a purchase, ascending; ``first`` the month of the first purchase of each.
    who, month, spend, bought    one row a customer and month with any line since that month, by customer and month:
                position in ``ids``, month, net spend in currency units, whether something was bought in it.
    last        the last month that was over on the last day of ``window``.
    firsts      what the first purchase day was about, by "product", "category", "channel", "discount": one text a
                customer, "" where unknown.
    """

    ids: "NDArray[np.object_]"
    first: "Ints"
    who: "Ints"
    month: "Ints"
    spend: "Floats"
    bought: "NDArray[np.bool_]"
    last: int
    window: Window
    firsts: Mapping[str, "NDArray[np.object_]"] = field(default_factory=dict)


@dataclass(frozen=True)
class Cohorts:
    """Retention and value of groups of customers by months since their first order; rows are groups, columns months.

    by          "month", "product", "category", "channel", "discount" or "segment".
    names       of the groups; the last may be ``OTHER``. ``size`` their customers.
    seen        customers of the group who could be followed to the end of that month; cells with fewer than
                ``LEAST`` are NaN in the other tables.
    retention   share of those seen who bought in that month, 0 to 1; column 0 is the month of the first order.
    ltv         mean net spend of those seen from the first order to the end of that month, or profit with a margin.
    ltv_se      its standard error over customers.
    """

    by: str
    names: tuple[str, ...]
    size: "Ints"
    seen: "Ints"
    retention: "Floats"
    ltv: "Floats"
    ltv_se: "Floats"
    window: Window
    margin: float | None = None


LEAST = 30  # customers of a cohort
OTHER = "other"


@dataclass(frozen=True)
class Arrivals:
    """Purchase days of the customers who had come by ``until``, by day, ascending, days without any included.

    joined    customers whose first purchase day it is; ``again`` purchase days of customers who had come before.
    """

    start: date
    joined: "Ints"
    again: "Ints"
    until: date  # the last day that the model has seen; no customer joins after it


@dataclass(frozen=True)
class ShopMonths:
    """How the shop went by calendar month; all arrays of one length, in order.

    months      first day of each month.
    orders      orders begun; ``revenue`` what was bought less what came back, currency units.
    customers   who bought; ``joined`` those of them who had never bought before.
    whole       whether the data reach over all of the month.
    visits      to the site or app, begun in it; None where no events were given.
    held        customers at its beginning: those who had come and not fallen silent; None without a value model.
    silent      who fell silent in it: since a day of it, and up to now, more likely gone than not; None likewise.
    churn       share of those held who fell silent, NaN where nobody was held; None likewise.
    """

    months: tuple[date, ...]
    orders: "Ints"
    revenue: "Floats"
    customers: "Ints"
    joined: "Ints"
    whole: "NDArray[np.bool_]"
    visits: "Ints | None" = None
    held: "Ints | None" = None
    silent: "Ints | None" = None
    churn: "Floats | None" = None


@dataclass(frozen=True)
class Season:
    """A stretch of the calendar in which far more or fewer orders came than the model expects.

    name        "November 2011", "the four weeks before Christmas 2010".
    actual, expected    repeat purchase days in it.
    scatter     standard deviation by which whole stretches scatter around the expectation.
    """

    name: str
    actual: float
    expected: float
    scatter: float


@dataclass(frozen=True)
class Tracking:
    """Repeat purchase days by week beside what the model expects of the same customers.

    starts      first day of each week of seven days; the last day that the model has seen ends one of them.
    actual, expected    repeat purchase days in each week.
    held        whether the week lies in the days kept apart.
    season      where the model misses most beyond its usual scatter; None where it misses nowhere.
    """

    starts: tuple[date, ...]
    actual: "Floats"
    expected: "Floats"
    held: "NDArray[np.bool_]"
    customers: int
    model: str
    season: Season | None = None


@dataclass(frozen=True)
class AliveHistory:
    """The probability that one customer was still one, day by day from her first purchase to the last day of the study.

    days       each day; ``p_alive`` what the fitted model says of her as of it, 0 to 1.
    bought     whether she bought on it.
    """

    id: str
    days: "NDArray[np.datetime64]"
    p_alive: "Floats"
    bought: "NDArray[np.bool_]"
