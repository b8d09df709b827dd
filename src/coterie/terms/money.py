"""How is money counted? In whole ten-thousandths of the currency, so that sums do not depend on row order."""

from dataclasses import dataclass

MONEY_SCALE = 10_000


def as_money(units: int) -> float:
    """Currency units from ten-thousandths.

    units     integer ten-thousandths of the currency, any sign.
    Returns   the amount in currency units.

    >>> as_money(-123_450)
    -12.345
    """
    return units / MONEY_SCALE


@dataclass(frozen=True)
class Economics:
    """What money means in a study.

    margin             share of spend that is profit, above 0 to 1; None: values are stated as revenue.
    discount           yearly rate at which later money counts less, 0 to 1.
    acquisition_cost   of winning one customer, currency units, at least 0; None: nothing is said of payback.
    """

    margin: float | None = None
    discount: float = 0.10
    acquisition_cost: float | None = None
