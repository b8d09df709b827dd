"""Only time goes by for a customer who did nothing."""

from datetime import date

import numpy as np

from coterie.features.ageing import aged, states_of, summary_of
from coterie.terms import CustomerTable, SavedCustomers, TimeUnit, Trait, Window

NAMES = ("recency_days", "tenure_days", "purchase_days", "orders", "days_since_visit")
TRAITS = tuple(Trait(n, n, "behavioural", "numeric", "days") for n in NAMES)
AGE = Trait("age", "Age", "demographic", "numeric", "years", derived=("birth",))
WINDOW = Window(date(2023, 1, 1), date(2023, 12, 31))


def table(*ids: str) -> CustomerTable:
    columns = {n: np.arange(1.0, len(ids) + 1) * (i + 1) for i, n in enumerate(NAMES)}
    return CustomerTable(
        np.array(ids, dtype=object), {**columns, "age": np.full(len(ids), 30.0)}, (*TRAITS, AGE), WINDOW
    )


def test_days_since_something_grow_and_nothing_else_does() -> None:
    before = table("a", "b")
    after = aged(before, 400)
    for name in ("recency_days", "tenure_days", "days_since_visit"):
        assert (after.columns[name] - before.columns[name]).tolist() == [400, 400]
    for name in ("purchase_days", "orders"):
        assert (after.columns[name] == before.columns[name]).all()
    assert after.columns["age"].tolist() == [31, 31]


def test_the_states_are_of_the_customers_of_both_studies() -> None:
    old, new = (SavedCustomers(table(*ids), np.zeros(len(ids), dtype=np.int64)) for ids in ("abc", "bcd"))
    states = states_of(old, new, 10)
    assert all(each.table.ids.tolist() == ["b", "c"] for each in states.values())
    assert states["aged"].table.columns["recency_days"].tolist() == [12, 13]


def test_the_histories_of_the_value_model_come_back() -> None:
    saved = CustomerTable(
        np.array(["a", "b"], dtype=object),
        {
            "recency_days": np.array([5.0, 9.0]),
            "tenure_days": np.array([95.0, 9.0]),
            "purchase_days": np.array([4.0, 1.0]),
        },
        TRAITS[:3],
        WINDOW,
    )
    values = {"mean_repeat_spend": np.array([20.0, np.nan])}
    found = summary_of(saved, values, TimeUnit.WEEK)
    assert found is not None
    assert found.x.tolist() == [3, 0] and found.t_x.tolist() == [90 / 7, 0] and found.T.tolist() == [95 / 7, 9 / 7]
    assert summary_of(saved, {}, TimeUnit.DAY) is None
