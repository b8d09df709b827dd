import numpy as np

from coterie.methods.segments import choose
from coterie.methods.segments.candidates import Candidate
from coterie.methods.segments.reasons import Chosen, numbers_of, reason_of, unjudged_of
from coterie.terms import CustomerTable, Trait

EVERYONE = Candidate("everyone", 1, "everyone")


def _chosen(**more):
    told = {"candidate": EVERYONE, "trial": None, "periods": 0, "floor": 30, "firm": False, "roomy": False}
    return Chosen(**{**told, "simplest": False, "method": "auto", "k": None, "customers": 12, **more})


def test_one_group_is_explained():
    assert reason_of(_chosen()).startswith("All customers are one group")


def test_a_method_that_lacks_what_it_needs_is_told_with_it():
    alone = CustomerTable(
        np.array([f"c{i:03d}" for i in range(200)], dtype=object),
        {"x": np.arange(200.0), "y": np.arange(200.0) % 7},
        tuple(Trait(n, n, "behavioural", "numeric", forming=True) for n in "xy"),
    )
    for method, need in (("prototypes", "needs a trait in words"), ("tiers", "needs a trait that measures value")):
        found = choose(alone, (), None, method=method)
        assert found.k == 1 and "as asked for, " + need in found.reason, found.reason
    assert "too alike" in reason_of(_chosen())


def test_what_was_not_judged_is_said():
    assert "No later days" in unjudged_of(_chosen(), False, ())
    assert "No days were held apart" in unjudged_of(_chosen(periods=2), False, ())
    assert "too few to choose" in unjudged_of(_chosen(), True, ())
    assert unjudged_of(_chosen(periods=2), True, ()) == ""
    assert "rank them by past spend" in unjudged_of(_chosen(periods=2), True, ("past-spend deciles",))
    ready = unjudged_of(_chosen(periods=2), True, ("shopify11", "tiers"))
    assert ready.startswith("Of ready-made groups, the grid shopify11 and value tiers told later spend better")
    assert "drawn by lot" in unjudged_of(_chosen(periods=2, better=False), True, ())


def test_needed_and_found_customers_are_statistics():
    numbers = {
        metric: value for metric, value, _, _ in numbers_of(_chosen(), {"kmeans": "needs 100 customers, found 12"})
    }
    assert numbers["found"] == 12
    assert numbers["needed:kmeans"] == 100


def test_where_nothing_says_what_customers_do_the_reason_says_so() -> None:
    alone = CustomerTable(
        np.array([f"c{i:03d}" for i in range(200)], dtype=object),
        {"age": np.arange(200.0)},
        (Trait("age", "Age", "demographic", "numeric", source="customers.age"),),
    )
    reason = choose(alone, (), None).reason
    assert reason.startswith("All customers are one group: nothing in which they differ says what they do")
