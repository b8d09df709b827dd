"""Places told from part of the traits are calibrated, and not told where they are not known."""

from pathlib import Path

import numpy as np

from coterie.methods.forms import Grid, Model
from coterie.methods.segments.placing import NOT_YET, PARTLY, SCORED, place
from coterie.terms import CustomerTable, Mapping, SavedCustomers, SavedStudy, Trait

ORDERS = Trait("orders", "Orders", "behavioural", "numeric", "orders", source="orders", forming=True)
AGE = Trait("age", "Age", "demographic", "numeric", "years", source="customers.age")
CITY = Trait("city", "City", "demographic", "categorical", source="customers.city", levels=("A", "B"))
GRID = Grid(((10.0,),), (False,), ((0,),), (1, 0), 2)
TRAITS = (ORDERS, AGE, CITY)


def study() -> SavedStudy:
    model = Model("mine", ("orders",), None, GRID, ("Many", "Few"))
    segments = (("s1", "Many"), ("s2", "Few"))
    return SavedStudy(Path("out"), "0", "d", ("orders",), Mapping(), None, TRAITS, segments, model.to_json())


def crowd(n: int, telling: float, seed: int = 1) -> SavedCustomers:
    """Customers whose age tells the group as strongly as asked."""
    rng = np.random.default_rng(seed)
    labels = (rng.random(n) < 0.5).astype(np.int64)
    age = 45 + telling * (1 - 2 * labels) + rng.normal(0, 10, n)
    city = np.array(["A" if r < 0.5 else "B" for r in rng.random(n)], dtype=object)
    ids = np.array([f"c{i:05d}" for i in range(n)], dtype=object)
    orders = np.where(labels == 0, 20.0, 2.0)
    return SavedCustomers(CustomerTable(ids, {"orders": orders, "age": age, "city": city}, TRAITS), labels)


def without_orders(known: SavedCustomers) -> CustomerTable:
    table = known.table
    return CustomerTable(table.ids, {**table.columns, "orders": np.full(len(table), np.nan)}, TRAITS)


def test_the_model_places_whoever_has_its_traits() -> None:
    known = crowd(300, 10)
    found = place(study(), known.table, known)
    assert (found.labels == known.labels).all() and set(found.state) == {SCORED}


def test_a_probability_from_part_of_the_traits_holds() -> None:
    known, new = crowd(3_000, 10), crowd(3_000, 10, seed=2)
    found = place(study(), without_orders(new), known)
    assert set(found.state) == {PARTLY}
    right = found.labels == new.labels
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 1.0)):
        here = (found.probability >= low) & (found.probability < high)
        assert abs(right[here].mean() - found.probability[here].mean()) < 0.05
    assert "were right" in found.notes[0]


def test_traits_that_tell_nothing_place_nobody() -> None:
    known, new = crowd(2_000, 0), crowd(50, 0, seed=2)
    found = place(study(), without_orders(new), known)
    assert set(found.state) == {NOT_YET} and (found.labels == -1).all() and np.isnan(found.probability).all()


def test_one_customer_alone_gets_the_bits_of_the_crowd() -> None:
    known, new = crowd(1_000, 8), without_orders(crowd(40, 8, seed=3))
    whole = place(study(), new, known)
    for row in (0, 17, 39):
        alone = place(study(), new.rows(np.array([row])), known)
        assert alone.probability[0] == whole.probability[row] and alone.labels[0] == whole.labels[row]


def test_too_few_customers_to_learn_from_place_nobody() -> None:
    known = crowd(120, 20)
    found = place(study(), without_orders(known), known)
    assert set(found.state) == {NOT_YET}
