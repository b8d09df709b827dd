import numpy as np
import pytest

from coterie.methods.predict import leaks
from coterie.methods.predict.sheet import Field, Sheet
from coterie.methods.predict.survival import Periods, c_index, kaplan_meier, stay
from coterie.terms import DataRefused


def gone(n=1500, seed=0):
    """Customers whose chance of leaving a month is 3 %, times three for risky ones; seen for up to 40 months."""
    dice = np.random.default_rng(seed)
    risky = dice.integers(0, 2, n).astype(float)
    life = dice.geometric(np.where(risky == 1, 0.09, 0.03))
    seen = dice.integers(1, 41, n)
    time = np.minimum(life, seen).astype(float)
    ids = np.array([f"{i:05d}" for i in range(n)], dtype=object)
    fields = (Field("months", "Months", "", "number"), Field("risky", "Risky", "", "flag"))
    return Sheet(ids, np.column_stack([time, risky]), fields), life <= seen


def test_the_leukaemia_trial_of_freireich_1963_is_reproduced():
    """Remission in weeks under 6-MP (Cox and Oakes 1984, table 1.1): S(6) 0.857, S(10) 0.753, S(23) 0.448."""
    time = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35], dtype=float)
    ended = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], dtype=bool)
    found = {t: round(s.value, 3) for t, s in kaplan_meier(time, ended)}
    assert found == {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert all(s.low < s.value < s.high for _, s in kaplan_meier(time, ended))


def test_pairs_are_counted_by_hand():
    time, ended = np.array([2.0, 4.0, 4.0, 6.0]), np.array([True, True, False, False])
    assert c_index(time, ended, np.array([4.0, 3.0, 2.0, 1.0])).value == 1.0
    assert c_index(time, ended, np.array([1.0, 2.0, 3.0, 4.0])).value == 0.0
    assert c_index(time, ended, np.ones(4)).value == 0.5
    assert np.isnan(c_index(time, np.zeros(4, dtype=bool), np.ones(4)).value)


def test_who_is_risky_is_found_and_the_curve_is_that_of_the_population():
    sheet, ended = gone()
    found = stay(sheet, ended, "months", "months", (), seed=0)
    expected = 0.5 * 0.97**12 + 0.5 * 0.91**12
    assert found.at(12).value == pytest.approx(expected, abs=0.04)
    assert found.c_index.low > 0.55
    assert found.at(0).value == 1.0


def test_columns_that_know_the_duration_are_kept_from_the_hazard():
    sheet, ended = gone(600)
    days = Sheet(
        sheet.ids, np.column_stack([sheet.x, sheet.x[:, 0] * 30]), (*sheet.fields, Field("days", "D", "", "number"))
    )
    known = leaks.of_duration(days, "months")
    found = stay(days, ended, "months", "months", known, seed=0)
    assert found.left_out == ("days",)
    assert found.c_index.value < 0.75


def test_a_duration_of_zero_is_counted_and_left_out():
    sheet, ended = gone(400)
    sheet.x[:30, 0] = 0.0
    found = stay(sheet, ended, "months", "months", (), seed=0)
    assert (found.zero, found.n) == (30, 370)


def test_nobody_who_ended_is_refused():
    sheet, _ = gone(200)
    with pytest.raises(DataRefused, match="COT-857"):
        stay(sheet, np.zeros(200, dtype=bool), "months", "months", (), seed=0)


def test_person_periods_are_one_row_a_customer_and_period():
    periods = Periods.of(np.array([1.0, 3.0, 2.0]))
    who, end = periods.rows(np.array([1, 2]))
    assert who.tolist() == [1, 1, 1, 2, 2]
    assert end.tolist() == [1.0, 2.0, 3.0, 1.0, 2.0]
    assert len(Periods.of(np.arange(1.0, 2000.0)).edges) <= 120


def test_a_model_looks_beyond_the_times_seen_and_says_how_far_off_it_was():
    sheet, ended = gone()
    found = stay(sheet, ended, "months", "months", (), seed=0).retained
    assert found.ahead[-1][0] == 2 * sheet.x[:, 0].max()
    assert found.fits
    assert found.ahead[-1][1] < found.ahead[48][1]


def test_coxs_model_stands_beside_the_hazard_where_it_is_asked_for():
    sheet, ended = gone(800)
    plain = stay(sheet, ended, "months", "months", (), seed=0)
    both = stay(sheet, ended, "months", "months", (), seed=0, with_cox=True)
    assert [each.name for each in plain.orderings] == ["hazard"]
    assert [(each.name, each.used) for each in both.orderings] == [("hazard", True), ("cox", False)]
    assert both.c_index == plain.c_index == both.orderings[0].c_index
    assert both.orderings[1].c_index.value == pytest.approx(both.c_index.value, abs=0.02)
