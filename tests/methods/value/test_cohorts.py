from datetime import date

import numpy as np
import pytest

from coterie.methods.value.cohorts import cohorts_of, triangles
from coterie.terms import Window
from coterie.terms.cohorts import OTHER, Journeys

# Three kinds of customers, thirty of each: what each did by month since 2024-01 (month 0), as of the end of 2024-04.
JAN, FEB, MAY = 2024 * 12, 2024 * 12 + 1, 2024 * 12 + 4
PATHS = {"a": ((JAN, 10.0), (FEB, 5.0), (JAN + 3, 1.0)), "b": ((JAN, 30.0), (JAN + 2, -20.0)), "c": ((FEB, 7.0),)}


def journeys(paths=PATHS, each=30, last=JAN + 3, firsts=None):
    people = [(f"{kind}{i:03d}", path) for kind, path in sorted(paths.items()) for i in range(each)]
    rows = [(at, month, spend) for at, (_, path) in enumerate(people) for month, spend in path]
    who, month, spend = (np.array(column) for column in zip(*rows, strict=True))
    return Journeys(
        ids=np.array([name for name, _ in people], dtype=object),
        first=np.array([path[0][0] for _, path in people]),
        who=who,
        month=month,
        spend=spend,
        bought=spend > 0,
        last=last,
        window=Window(date(2024, 1, 1), date(2024, 4, 30)),
        firsts=firsts or {},
    )


def test_triangles_equal_a_count_by_hand():
    (found,) = triangles(journeys())
    assert found.names == ("2024-01", "2024-02")
    assert found.size.tolist() == [60, 30]
    assert found.seen.tolist() == [[60, 60, 60, 60], [30, 30, 30, 0]]
    assert found.retention[0].tolist() == [1.0, 0.5, 0.0, 0.5]
    assert found.ltv[0].tolist() == [20.0, 22.5, 12.5, 13.0]
    assert found.retention[1, :3].tolist() == [1.0, 0.0, 0.0]
    assert np.isnan(found.retention[1, 3]) and np.isnan(found.ltv[1, 3])
    assert found.ltv_se[0, 0] == pytest.approx(np.std([10.0] * 30 + [30.0] * 30, ddof=1) / np.sqrt(60))


def test_a_month_that_is_not_over_does_not_enter():
    (found,) = triangles(journeys(last=JAN + 2))
    assert found.seen.tolist() == [[60, 60, 60], [30, 30, 0]]
    assert found.ltv[0].tolist() == [20.0, 22.5, 12.5]


def test_customers_of_different_age_are_told_as_far_as_they_could_be_followed():
    made = journeys()
    found = cohorts_of(made, "segment", ("all",), np.zeros(90, dtype=np.int64))
    assert found.seen.tolist() == [[90, 90, 90, 60]]
    assert found.ltv[0] == pytest.approx([(60 * 20 + 30 * 7) / 90, (60 * 22.5 + 210) / 90, (60 * 12.5 + 210) / 90, 13])
    assert found.retention[0] == pytest.approx([1, 1 / 3, 0, 0.5])


def test_small_groups_stand_together_as_other():
    label = np.array(["wine"] * 35 + ["tea"] * 25 + [""] * 30, dtype=object)
    months, drinks = triangles(journeys(firsts={"category": label}))
    assert months.by == "month" and drinks.by == "category"
    assert drinks.names == ("wine", OTHER)
    assert drinks.size.tolist() == [35, 55]


def test_a_margin_makes_profit_of_spend():
    plain, kept = triangles(journeys())[0], triangles(journeys(), margin=0.25)[0]
    assert kept.ltv == pytest.approx(0.25 * plain.ltv, nan_ok=True)
    assert kept.ltv_se == pytest.approx(0.25 * plain.ltv_se, nan_ok=True)
    assert np.array_equal(kept.retention, plain.retention, equal_nan=True)


def test_fewer_than_thirty_say_nothing_of_themselves():
    (found,) = triangles(journeys(each=14))
    assert found.names == (OTHER,)
    assert np.isfinite(found.ltv[0, :3]).all() and np.isnan(found.ltv[0, 3])
    (fewer,) = triangles(journeys(each=5))
    assert np.isnan(fewer.ltv).all()


def test_a_shop_of_one_month_that_is_not_over_has_no_cell():
    (found,) = triangles(journeys(last=JAN - 1))
    assert found.size.tolist() == [60, 30]
    assert np.isnan(found.ltv).all()
