from datetime import date

import numpy as np
import pytest

from coterie.measure.later import later_statistics
from coterie.measure.pairs import Groups
from coterie.terms import CustomerTable, Evidence, Slice, Window

PAST, FUTURE = Window(date(2023, 1, 1), date(2023, 6, 30)), Window(date(2023, 7, 1), date(2023, 9, 30))


def told(labels, k, orders, bought):
    ids = np.array([f"c{i}" for i in range(len(labels))], dtype=object)
    past = CustomerTable(ids, {}, (), PAST)
    outer = Slice(past, FUTURE, np.zeros(len(ids)), np.asarray(orders, float), bought=bought)
    labels = np.asarray(labels)
    evidence = Evidence()
    names = [f"s{i + 1}" for i in range(k)]
    evidence.extend(later_statistics(outer, labels, Groups.of(names, labels), seed=0))
    return evidence


def test_orders_churn_and_category_shares_of_a_segment_are_those_of_its_customers():
    bought = {"wine": np.array([6.0, 0, 3, 0] * 20), "tea": np.array([2.0, 0, 3, 4] * 20)}
    found = told([0, 0, 1, 1] * 20, 2, [2, 0, 1, 1] * 20, bought)
    for population, orders, churn, wine in (("segment:s1", 1.0, 0.5, 0.75), ("segment:s2", 1.0, 0.0, 0.3)):
        assert found.find("holdout_orders_mean", population).estimate == orders
        assert found.find("holdout_churn", population).estimate == churn
        share = found.find("holdout_category_share:wine", population)
        assert share.estimate == pytest.approx(wine)
        assert share.low <= share.estimate <= share.high
    assert found.find("holdout_category_share:wine", "everyone").estimate == pytest.approx(0.5)
    assert found.find("holdout_churn", "everyone").estimate == 0.25


def test_a_segment_that_bought_nothing_has_no_category_shares():
    found = told([0, 1] * 10, 2, [0, 1] * 10, {"wine": np.array([0.0, 5.0] * 10)})
    assert found.find("holdout_category_share:wine", "segment:s1") is None
    assert found.find("holdout_category_share:wine", "segment:s2").estimate == 1.0
    assert found.find("holdout_churn", "segment:s1").estimate == 1.0
