import numpy as np

from coterie.features.ties import with_ties
from coterie.terms import CustomerTable, Trait


def table(**columns):
    traits = tuple(Trait(name, name, "value", "numeric", forming=name == "revenue") for name in columns)
    ids = np.array([f"c{i:03d}" for i in range(len(columns["revenue"]))], dtype=object)
    return CustomerTable(ids, columns, traits)


def test_a_trait_that_ranks_customers_like_a_forming_one_is_tied_to_it():
    rng = np.random.default_rng(0)
    revenue = rng.gamma(1.0, 100.0, 300)
    made = with_ties(table(revenue=revenue, total_spent=-np.log(revenue), age=rng.normal(size=300)))
    assert made.trait("total_spent").derived == ("revenue",)
    assert made.trait("age").derived == ()
    assert made.trait("revenue").derived == ()


def test_only_customers_who_have_both_are_compared():
    revenue = np.arange(100.0)
    some = np.where(np.arange(100) % 2 == 0, revenue * 3, np.nan)
    few = np.where(np.arange(100) < 5, revenue, np.nan)
    made = with_ties(table(revenue=revenue, some=some, few=few))
    assert made.trait("some").derived == ("revenue",)
    assert made.trait("few").derived == ()


def test_a_trait_of_one_value_is_tied_to_nothing():
    made = with_ties(table(revenue=np.arange(50.0), same=np.ones(50)))
    assert made.trait("same").derived == ()
