"""A planted relation comes first, chance is near 0, and what says the same is grouped."""

import numpy as np
import pytest
from scipy import stats

from coterie.measure.relations import (
    rank_correlation,
    redundant,
    relation_statistics,
    relations,
    strength_of_categories,
    strength_of_mixed,
)
from coterie.terms import CustomerTable, Trait

AGE = Trait("age", "Age", "demographic", "numeric", source="customers.age")
BAND = Trait("age_band", "Age (band)", "demographic", "ordered", source="customers.age", derived=("age",))
CITY = Trait("city", "City", "demographic", "categorical", source="customers.city", levels=("A", "B", "C"))
SHOP = Trait("shop", "Shop", "demographic", "categorical", source="customers.shop", levels=("x", "y", "z"))
LUCK = Trait("luck", "Luck", "demographic", "numeric", source="customers.luck")
SPEND = Trait("revenue", "Revenue", "value", "numeric", "currency", source="orders")
NET = Trait("net", "Net spend", "value", "numeric", "currency", source="customers.net")


def shop(n: int = 2_000) -> CustomerTable:
    """City decides the shop; age raises revenue a little; net is revenue in other words; luck means nothing."""
    rng = np.random.default_rng(0)
    city = rng.integers(0, 3, n)
    age = rng.normal(45, 12, n)
    revenue = np.exp(rng.normal(3, 1, n) + 0.03 * (age - 45))
    columns = {
        "age": age,
        "age_band": np.floor(age / 20),
        "city": np.array(list("ABC"), dtype=object)[city],
        "shop": np.array(list("xyz"), dtype=object)[np.where(rng.random(n) < 0.85, city, rng.integers(0, 3, n))],
        "luck": np.where(rng.random(n) < 0.1, np.nan, rng.random(n)),
        "revenue": revenue,
        "net": revenue * 0.9 + 1,
    }
    ids = np.array([f"c{i:05d}" for i in range(n)], dtype=object)
    return CustomerTable(ids, columns, (AGE, BAND, CITY, SHOP, LUCK, SPEND, NET))


def test_the_planted_relations_come_first_and_definitions_are_left_out() -> None:
    found = [(r.one.name, r.other.name) for r in relations(shop())]
    assert found[:2] == [("revenue", "net"), ("city", "shop")]
    assert ("age", "revenue") in found
    assert not any("luck" in pair or "age_band" in pair for pair in found)


def test_a_relation_is_said_in_a_sentence() -> None:
    said = {(r.one.name, r.other.name): r.sentence for r in relations(shop())}
    assert said["age", "revenue"].startswith("Age and revenue rise together (Spearman 0.")
    assert said["city", "shop"].startswith("City and shop go together (Cramer's V")


def test_what_says_the_same_is_grouped() -> None:
    assert redundant(shop()) == (("revenue", "net"),)


def test_the_strength_of_chance_is_near_nothing_even_with_many_categories() -> None:
    rng = np.random.default_rng(1)
    many = [strength_of_categories(rng.integers(0, 20, 300), rng.integers(0, 20, 300)) for _ in range(20)]
    mixed = [strength_of_mixed(rng.random(300), rng.integers(0, 20, 300)) for _ in range(20)]
    assert np.mean(many) < 0.06 and np.mean(mixed) < 0.12


def test_the_rank_correlation_is_that_of_scipy() -> None:
    rng = np.random.default_rng(2)
    a, b = rng.integers(0, 9, 200).astype(float), rng.random(200)
    assert rank_correlation(a, b) == pytest.approx(stats.spearmanr(a, b).statistic, abs=1e-12)
    assert rank_correlation(a, np.ones(200)) == 0.0


def test_each_relation_is_a_statistic_with_its_own_key() -> None:
    found = relation_statistics(shop())
    assert len({s.key for s in found}) == len(found)
    assert {s.metric for s in found} == {"relation", "redundant"}
    assert all(s.definition.endswith(".") for s in found)


def test_shuffled_rows_change_nothing() -> None:
    table = shop(500)
    again = table.rows(np.arange(500))
    assert relation_statistics(table) == relation_statistics(again)
