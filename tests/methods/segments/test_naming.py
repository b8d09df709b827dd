import numpy as np

import groups
from coterie.methods.segments.naming import name_groups, overdue, places
from coterie.terms import Trait

TABLE, KIND = groups.planted()
X = np.column_stack([TABLE.columns[n] for n in ("recency_days", "orders", "revenue")])


def test_shoppers_are_named_by_what_they_do():
    names = name_groups(X, KIND, 3, groups.RFM)
    assert names[0] == "Frequent big spenders"
    assert "one-time buyers" in names[1].lower()
    assert names[2].startswith("Lapsed one-time buyers")


def test_names_do_not_depend_on_the_order_of_rows():
    order = np.random.default_rng(0).permutation(len(X))
    assert name_groups(X[order], KIND[order], 3, groups.RFM) == name_groups(X, KIND, 3, groups.RFM)


def test_groups_alike_still_have_different_names():
    labels = np.random.default_rng(0).integers(0, 6, len(X))
    assert len(set(name_groups(X, labels, 6, groups.RFM))) == 6
    assert len(set(name_groups(np.ones((60, 1)), np.arange(60) % 3, 3, groups.RFM[:1]))) == 3


def test_demographics_name_nobody():
    rng = np.random.default_rng(0)
    traits = (Trait("age", "Age", "demographic", "numeric"), Trait("wine", "Wine", "value", "numeric"))
    x = np.column_stack([np.repeat([20.0, 70.0], 50), rng.normal(0, 1, 100)])
    names = name_groups(x, np.repeat([0, 1], 50), 2, traits)
    assert not any("age" in n.lower().split() for n in names)


def test_customers_who_returned_everything_are_called_so():
    x = np.column_stack([np.arange(40.0), np.ones(40), np.repeat([0.0, 50.0], 20)])
    assert name_groups(x, np.repeat([0, 1], 20), 2, groups.RFM)[0] == "Returned what they bought"


def test_a_missing_value_stands_in_the_middle():
    assert places(np.array([np.nan, 1.0, 2.0])).tolist() == [0.5, 0.25, 0.75]


def test_late_is_judged_by_the_customers_own_pace():
    """Twenty days without an order: nothing for those who come once a month, long for those who came daily."""
    x = np.column_stack([np.full(60, 20.0), np.repeat([5.0, 6.0, 7.0], 20), np.repeat([50.0, 60.0, 70.0], 20)])
    labels = np.repeat([0, 1, 2], 20)
    pace = np.repeat([0.7, 2.0, 20.0], 20)
    names = name_groups(x, labels, 3, groups.RFM, pace)
    assert not names[0].startswith(("Slipping", "Lapsed"))
    assert names[1].startswith("Slipping")
    assert names[2].startswith("Lapsed")


def test_overdue_counts_own_usual_gaps():
    assert overdue(np.array([30.0]), np.array([4.0]), np.array([60.0])).tolist() == [3.0]
    assert np.isnan(overdue(np.array([0.0]), np.array([2.0]), np.array([0.0]))).all()


def test_counts_are_many_or_few_and_spend_is_said_once():
    kinds = (
        Trait("web", "Web purchases", "behavioural", "numeric"),
        Trait("fish", "Spend on fish", "value", "numeric", "currency"),
        Trait("meat", "Spend on meat", "value", "numeric", "currency"),
    )
    x = np.column_stack(
        [np.repeat([9.0, 5.0, 1.0], 20), np.repeat([1.0, 9.0, 0.0], 20), np.repeat([1.0, 8.0, 0.0], 20)]
    )
    names = name_groups(x, np.repeat([0, 1, 2], 20), 3, kinds)
    assert names == ("Many web purchases", "High spend on fish and meat", "Few web purchases, low spend on fish")


def test_ordered_words_are_named_by_the_level_that_most_have():
    score = Trait("score", "Spending score", "behavioural", "ordered", levels=("Low", "Average", "High"))
    x = np.repeat([0.0, 1.0, 2.0], [60, 20, 20])[:, None]
    names = name_groups(x, np.repeat([0, 1, 2], [60, 20, 20]), 3, [score])
    assert names == ("Low spending score", "Average spending score", "High spending score")


def test_customers_who_came_lately_are_called_new():
    x = np.column_stack([np.full(60, 5.0), np.repeat([5.0, 6.0, 7.0], 20), np.repeat([50.0, 60.0, 70.0], 20)])
    tenure = np.repeat([300.0, 20.0, 310.0], 20)
    names = name_groups(x, np.repeat([0, 1, 2], 20), 3, groups.RFM, np.full(60, 0.5), tenure)
    assert [name.startswith("New") for name in names] == [False, True, False]
