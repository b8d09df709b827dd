import csv
import random
from datetime import date, timedelta

import numpy as np
import pytest

import shop
import where
from coterie.features import btyd_of_lines, btyd_summary
from coterie.terms import TimeUnit, Window

WHOLE = Window(shop.DAY_0, shop.AS_OF)


def test_the_small_shop_gives_the_values_worked_out_by_hand(engine, small_shop):
    found = btyd_summary(engine, WHOLE, TimeUnit.DAY)
    rows = {who: (x, t, age) for who, x, t, age in zip(found.ids, found.x, found.t_x, found.T, strict=True)}
    assert rows == {who: (k.x, k.t_x, k.T) for who, k in shop.KNOWN.items()}


def test_spend_is_the_mean_net_value_of_the_repeat_days_and_unknown_without_any(engine, small_shop):
    found = btyd_summary(engine, WHOLE, TimeUnit.DAY)
    spend = dict(zip(found.ids, found.spend, strict=True))
    assert (spend["Ann"], spend["Cleo"], spend["Gus"], spend["Lou"]) == (20.0, 20.0, 200.0, 5.0)
    assert np.isnan([spend[who] for who in ("Bob", "Dan", "Fay", "Ivy")]).all()


def test_a_mean_that_is_not_above_zero_is_unknown(engine, stand, line):
    rows = [line("a", "2023-01-01", 5), line("a", "2023-01-05", 5), line("a", "2023-01-05", -5)]
    stand.data(rows)
    found = btyd_summary(engine, Window(date(2023, 1, 1), date(2023, 1, 9)), TimeUnit.DAY)
    assert found.x.tolist() == [1.0]
    assert np.isnan(found.spend).all()


def test_a_week_is_seven_days_and_is_never_rounded(engine, small_shop):
    days = btyd_summary(engine, WHOLE, TimeUnit.DAY)
    weeks = btyd_summary(engine, WHOLE, TimeUnit.WEEK)
    assert weeks.t_x.tolist() == (days.t_x / 7).tolist()
    assert weeks.T.tolist() == (days.T / 7).tolist()
    assert weeks.x.tolist() == days.x.tolist()
    assert (weeks.t_x <= weeks.T).all()


def test_shuffled_lines_give_the_same_bytes(engine, stand, small_shop):
    before = btyd_summary(engine, WHOLE, TimeUnit.WEEK)
    rows = shop.lines()
    random.Random(2).shuffle(rows)
    stand.data(rows)
    after = btyd_summary(engine, WHOLE, TimeUnit.WEEK)
    assert all(getattr(before, n).tobytes() == getattr(after, n).tobytes() for n in ("x", "t_x", "T", "spend"))


@pytest.fixture
def cdnow(stand, line):
    rows = []
    for text in where.data("cdnow/CDNOW_sample.txt").read_text(encoding="ascii").splitlines():
        _, who, day, cds, dollars = text.split()
        moment = date.fromisoformat(day)
        rows.append(line(who, moment, 0) | {"amount": dollars, "quantity": cds})
    return stand.data(rows)


def test_cdnow_reproduces_the_published_summary(engine, cdnow):
    found = btyd_summary(engine, Window(date(1997, 1, 1), date(1997, 9, 30)), TimeUnit.WEEK)
    assert len(found.ids) == 2357
    assert found.x.sum() == 2457
    assert (found.x == 0).sum() == 1411
    with where.data("cdnow/cdnow_customers_summary.csv").open(encoding="ascii", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["ID"]))
    assert [int(i) for i in found.ids] == [int(row["ID"]) for row in rows]
    assert found.x.tolist() == [float(row["frequency"]) for row in rows]
    for mine, name in ((found.t_x, "recency"), (found.T, "T")):
        published = np.array([float(row[name]) for row in rows])
        assert np.abs(mine - published).max() <= 0.005 + 1e-9


def test_cdnow_repeat_spend_is_the_published_mean(engine, cdnow):
    found = btyd_summary(engine, Window(date(1997, 1, 1), date(1997, 9, 30)), TimeUnit.WEEK)
    path = where.data("cdnow/cdnow_customers_summary_with_transactions.csv")
    with path.open(encoding="ascii", newline="") as file:
        rows = list(csv.reader(file))[1:]
    published = np.array([float(row[-1]) for row in sorted(rows, key=lambda row: int(row[0]))])
    paying = ~np.isnan(found.spend)
    assert paying.sum() == (published > 0).sum() == 946
    assert np.abs(found.spend[paying] - published[paying]).max() <= 0.005 + 1e-9


def test_the_summary_straight_from_the_lines_is_that_of_the_compact_tables(engine, small_shop):
    window = Window(small_shop.first_day, small_shop.last_day)
    for days in (window, Window(window.start + timedelta(days=60), window.as_of - timedelta(days=60))):
        usual, straight = (make(engine, days, TimeUnit.DAY) for make in (btyd_summary, btyd_of_lines))
        assert usual.ids.tolist() == straight.ids.tolist()
        for name in ("x", "t_x", "T", "spend"):
            np.testing.assert_array_equal(getattr(usual, name), getattr(straight, name))


def test_what_came_back_on_the_first_day_is_no_repeat_spend(engine, stand, line):
    stand.data([line("a", "2023-01-01", 5), line("a", "2023-01-01", -9), line("a", "2023-01-03", 4)])
    found = btyd_of_lines(engine, Window(date(2023, 1, 1), date(2023, 1, 5)), TimeUnit.DAY)
    assert (found.x.tolist(), found.t_x.tolist(), found.T.tolist(), found.spend.tolist()) == ([1], [2], [4], [4])
