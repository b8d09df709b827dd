"""Lookalikes are ranked by a model that had not seen them, and a list that means nothing is told so."""

from pathlib import Path

import numpy as np
import pytest

from coterie.methods.segments.lookalikes import alike, on_the_list
from coterie.terms import CustomerTable, Mapping, SavedCustomers, SavedStudy, Trait, WrongWords

TRAITS = (
    Trait("orders", "Orders", "behavioural", "numeric", source="orders"),
    Trait("age", "Age", "demographic", "numeric", source="customers.age"),
    Trait("city", "City", "demographic", "categorical", source="customers.city", levels=("Ulm", "Bonn")),
)


def study() -> SavedStudy:
    return SavedStudy(Path("out"), "0", "d", ("orders",), Mapping(), None, TRAITS, (("s1", "Loyal"), ("s2", "New")))


def people(n: int, seed: int = 1) -> tuple[SavedCustomers, "np.ndarray"]:
    """Customers, and who would join a club: the older ones of Bonn, three times in four."""
    rng = np.random.default_rng(seed)
    age, city = rng.uniform(18, 80, n), np.where(rng.random(n) < 0.5, "Bonn", "Ulm").astype(object)
    columns = {"orders": rng.poisson(4, n).astype(float), "age": age, "city": city}
    ids = np.array([f"c{i:05d}" for i in range(n)], dtype=object)
    joins = (age > 50) & (city == "Bonn") & (rng.random(n) < 0.75)
    return SavedCustomers(CustomerTable(ids, columns, TRAITS), np.arange(n) % 2), joins


def test_a_planted_likeness_is_found_and_its_chances_are_honest() -> None:
    customers, joins = people(6_000)
    _, chance, told = alike(study(), customers, joins, 500, "club")
    assert told.precision.value > 0.6 > 3 * told.base and told.better
    assert told.precision.low is not None and told.precision.low < told.precision.value
    for low, high in ((0.0, 0.2), (0.2, 0.5), (0.5, 1.0)):
        band = (chance >= low) & (chance < high)
        assert abs(joins[band].mean() - chance[band].mean()) < 0.08


def test_a_list_drawn_by_chance_is_no_better_than_chance() -> None:
    customers, _ = people(3_000)
    drawn = np.random.default_rng(5).random(3_000) < 0.2
    _, chance, told = alike(study(), customers, drawn, 300, "lottery")
    assert not told.better and abs(told.precision.value - 0.2) < 0.08
    assert chance.std() < 0.05


def test_knowing_the_list_by_heart_does_not_lift_the_precision() -> None:
    """Sixty columns of noise let a model that has seen the list tell it apart; held out it cannot."""
    rng = np.random.default_rng(3)
    noise = tuple(Trait(f"n{j}", f"N{j}", "behavioural", "numeric", source="orders") for j in range(60))
    ids = np.array([f"c{i:05d}" for i in range(300)], dtype=object)
    table = CustomerTable(ids, {t.name: rng.normal(size=300) for t in noise}, noise)
    listed = rng.random(300) < 0.3
    known = SavedStudy(Path("out"), "0", "d", ("orders",), Mapping(), None, noise, (("s1", "A"),))
    _, _, told = alike(known, SavedCustomers(table, np.zeros(300, dtype=np.int64)), listed, 60, "noise")
    assert told.precision.value < 0.55


def test_too_small_a_list_is_refused_with_what_is_on_it() -> None:
    customers, joins = people(400)
    few = joins & (np.cumsum(joins) <= 10)
    with pytest.raises(WrongWords, match="10 of the study's 400 customers are on the list club, 2 of its ids are not"):
        alike(study(), customers, few, 50, "club", ("x", "y"))
    with pytest.raises(WrongWords, match="COT-125"):
        alike(study(), customers, np.ones(400, dtype=bool), 50, "everybody")


def test_ids_that_are_no_customers_are_counted_and_a_headless_file_loses_nobody() -> None:
    customers, _ = people(50)
    found, unknown = on_the_list(customers, ("'c00001", "c00002", "who"), "c00003")
    assert np.flatnonzero(found).tolist() == [1, 2, 3] and unknown == ("who",)
    assert on_the_list(customers, ("c00001",), "customer_id")[1] == ()


def test_shuffled_customers_get_the_same_chances() -> None:
    customers, joins = people(800)
    order = np.random.default_rng(2).permutation(800)
    table = CustomerTable(customers.table.ids[order], {k: v[order] for k, v in customers.table.columns.items()}, TRAITS)
    _, again, _ = alike(study(), SavedCustomers(table, customers.labels[order]), joins[order], 100, "club")
    assert np.allclose(again, alike(study(), customers, joins, 100, "club")[1][order], atol=1e-6)
