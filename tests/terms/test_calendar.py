"""Are windows inclusive, and do units and horizons say how long they are?"""

from datetime import date

import pytest

from coterie.terms import Horizon, Timeline, TimeUnit, Window


def test_a_window_counts_both_of_its_ends() -> None:
    assert Window(date(2023, 1, 1), date(2023, 1, 1)).days == 1
    assert Window(date(2023, 1, 1), date(2023, 6, 30)).days == 181


def test_a_window_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        Window(date(2023, 1, 2), date(2023, 1, 1))


def test_a_window_is_written_as_two_days() -> None:
    assert str(Window(date(2023, 1, 1), date(2023, 6, 30))) == "2023-01-01..2023-06-30"


def test_a_week_has_seven_days_and_a_year_365_and_a_quarter() -> None:
    assert (TimeUnit.DAY.days, TimeUnit.WEEK.days) == (1, 7)
    assert Horizon(12).days == pytest.approx(365.25)


@pytest.mark.parametrize("months", [0, -1, 121])
def test_a_horizon_lies_between_a_month_and_ten_years(months: int) -> None:
    with pytest.raises(ValueError, match="expected 1 to 120"):
        Horizon(months)


def test_the_future_of_an_origin_begins_on_the_next_day() -> None:
    whole = Window(date(2023, 1, 1), date(2023, 6, 30))
    timeline = Timeline(whole, past=None, holdout=None, inner_days=30)
    assert timeline.future_of(date(2023, 3, 1)) == Window(date(2023, 3, 2), date(2023, 3, 31))
