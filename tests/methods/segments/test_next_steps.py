"""A next step is told only where it holds, and reasons stand on the side of the segment."""

from datetime import date

import numpy as np

from coterie.methods.forms import Grid, Model, score
from coterie.methods.segments.next_steps import next_steps, ordered, reasons, usual_value, with_steps
from coterie.terms import Assignment, CustomerTable, Segment, Segmentation, Trait, Window

NAMES = ("recency_days", "orders", "revenue")
TRAITS = tuple(Trait(n, n, "behavioural", "numeric", "currency" if n == "revenue" else "", forming=True) for n in NAMES)
WINDOW = Window(date(2023, 1, 1), date(2023, 3, 1))


def table(recency: list[float], orders: list[float], revenue: list[float]) -> CustomerTable:
    ids = np.array([f"c{i}" for i in range(len(recency))], dtype=object)
    columns = {n: np.array(v, dtype=np.float64) for n, v in zip(NAMES, (recency, orders, revenue), strict=True)}
    return CustomerTable(ids, columns, TRAITS, WINDOW)


def found(of: CustomerTable) -> Segmentation:
    """Loyal from three orders on, else New."""
    model = Model("mine", ("orders",), None, Grid(((3.0,),), (False,), ((0,),), (1, 0), 2), ("Loyal", "New"))
    labels = model.form.labels(of.columns["orders"][:, None])
    segments = (Segment("s1", "Loyal", int((labels == 0).sum())), Segment("s2", "New", int((labels == 1).sum())))
    return Segmentation("mine", 2, NAMES, segments, Assignment(labels), "", model=model.to_json())


def test_the_fewest_orders_that_lead_up_are_told_with_their_value() -> None:
    people = table([5, 50, 9], [2, 1, 7], [80.0, 25.0, 100.0])
    reached, orders = next_steps(people, found(people))
    assert reached is not None and reached.tolist() == [0, 0, -1] and orders.tolist() == [1, 2, 0]
    told = with_steps(people, found(people)).columns["next_step"].tolist()
    assert told == [
        "1 more order of about 40 by 31 Mar 2023 moves this customer to Loyal",
        "2 more orders of about 25 each by 31 Mar 2023 move this customer to Loyal",
        None,
    ]


def test_what_holds_only_for_an_order_on_the_last_day_is_not_told() -> None:
    """A group of those who ordered within the last ten days: an early order would not keep anybody in it."""
    people = table([200, 5], [1, 9], [10.0, 10.0])
    model = Model("mine", ("recency_days",), None, Grid(((10.0,),), (True,), ((0,),), (1, 0), 2), ("Fresh", "Old"))
    labels = model.form.labels(people.columns["recency_days"][:, None])
    segments = (Segment("s1", "Fresh", 1), Segment("s2", "Old", 1))
    segmentation = Segmentation("mine", 2, NAMES, segments, Assignment(labels), "", model=model.to_json())
    reached, _ = next_steps(people, segmentation)
    assert reached is not None and reached.tolist() == [-1, -1]


def test_nobody_who_bought_before_is_told_to_become_new() -> None:
    """One order long ago: a second one fits the cell of new customers, yet only those without any order get there."""
    people = table([400, 400, 5], [1, 0, 9], [30.0, 0.0, 90.0])
    grid = Grid(((2.0, 3.0),), (False,), ((0,),), (2, 1, 0), 3)
    model = Model("mine", ("orders",), None, grid, ("Loyal", "New buyers", "Lapsed"))
    labels = model.form.labels(people.columns["orders"][:, None])
    names = ("Loyal", "New buyers", "Lapsed")
    segments = tuple(Segment(f"s{g + 1}", name, int((labels == g).sum())) for g, name in enumerate(names))
    segmentation = Segmentation("mine", 3, NAMES, segments, Assignment(labels), "", model=model.to_json())
    assert labels.tolist() == [2, 2, 0]
    reached, orders = next_steps(people, segmentation)
    assert reached is not None and (reached.tolist(), orders.tolist()) == ([0, 1, -1], [2, 2, 0])


def test_a_group_of_the_model_in_which_nobody_is_leads_nowhere() -> None:
    """Of three cells the last one is empty, so two segments are told; days ahead somebody would lie in the third."""
    people = table([5, 2], [1, 9], [10.0, 90.0])
    grid = Grid(((20.0, 40.0),), (True,), ((0,),), (2, 1, 0), 3)
    model = Model("mine", ("recency_days",), None, grid, ("Fresh", "Middle", "Old"))
    labels = model.form.labels(people.columns["recency_days"][:, None])
    segments = (Segment("s1", "Fresh", 2),)
    segmentation = Segmentation("mine", 1, NAMES, segments, Assignment(labels), "", model=model.to_json())
    assert labels.tolist() == [0, 0]
    assert (score(model.to_json(), ordered(people, 1, 29)).labels > 0).all()
    reached, _ = next_steps(people, segmentation)
    assert reached is not None and reached.tolist() == [-1, -1]


def test_the_state_ahead_has_more_orders_and_their_money() -> None:
    ahead = ordered(table([200], [2], [90.0]), 2, 29)
    assert {n: ahead.columns[n].tolist() for n in NAMES} == {"recency_days": [29], "orders": [4], "revenue": [180]}
    assert usual_value(table([1, 1], [2, 4], [-5.0, 80.0])).tolist() == [20, 20]


def test_a_reason_stands_where_the_segment_stands() -> None:
    people = table([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [9, 9, 9, 1, 1, 1, 1, 1, 1, 1], [50.0] * 10)
    said = reasons(people, found(people)).tolist()
    assert said[0].startswith("recency_days 1, less than 90 % of customers") and "orders 9, more than 70 %" in said[0]
    assert "orders 1, less than 30 % of customers" in said[9]


def test_without_days_there_is_no_step() -> None:
    people = CustomerTable(np.array(["a"], dtype=object), {"orders": np.array([1.0])}, TRAITS[1:2])
    assert next_steps(people, found(people))[0] is None
    assert "next_step" not in with_steps(people, found(people)).columns
