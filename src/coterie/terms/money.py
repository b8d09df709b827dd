"""How is money counted? In whole ten-thousandths of the currency, so that sums do not depend on row order."""

MONEY_SCALE = 10_000


def as_money(units: int) -> float:
    """Currency units from ten-thousandths.

    units     integer ten-thousandths of the currency, any sign.
    Returns   the amount in currency units.

    >>> as_money(-123_450)
    -12.345
    """
    return units / MONEY_SCALE
