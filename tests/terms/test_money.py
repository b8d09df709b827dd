"""Is money counted in ten-thousandths?"""

from coterie.terms import MONEY_SCALE, as_money


def test_ten_thousand_make_one_unit() -> None:
    assert as_money(MONEY_SCALE) == 1.0
    assert as_money(-97_477_479_340) == -9_747_747.934
