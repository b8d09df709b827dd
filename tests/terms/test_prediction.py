from coterie.terms import Estimate
from coterie.terms.prediction import Stay


def test_the_share_still_there_is_that_of_the_last_end_seen_before() -> None:
    curve = ((3.0, Estimate(0.8)), (5.0, Estimate(0.5)))
    stay = Stay("months", curve, Estimate(0.7), 10, 5, 0)
    assert [stay.at(t).value for t in (0, 2.9, 3, 4, 5, 60)] == [1.0, 1.0, 0.8, 0.8, 0.5, 0.5]
