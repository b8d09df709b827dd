from datetime import date

import numpy as np
import pytest

from coterie.engine import Step
from coterie.features.columns import Block, joined, kept, read
from coterie.terms import Trait, Window

DAY = Window(date(2023, 1, 1), date(2023, 1, 1))


def trait(name, unit="", forming=False):
    return Trait(name, name, "value", "numeric", unit, forming=forming)


def test_money_leaves_the_engine_in_currency_units_and_rows_are_sorted(engine):
    step = Step("t", "SELECT * FROM (VALUES ('b', 25000, 1), ('a', -12345, 2)) AS v(customer_id, paid, n)", "a test")
    block = read(engine, step, [trait("paid", "currency"), trait("n")], DAY)
    assert block.columns["paid"].tolist() == [-1.2345, 2.5]
    assert block.columns["n"].tolist() == [2, 1]
    assert not engine.has("t")


def test_a_column_without_a_value_is_left_out_with_its_trait():
    block = kept({"a": np.array([np.nan, np.nan]), "b": np.array([1.0, np.nan])}, [trait("a"), trait("b")])
    assert list(block.columns) == [t.name for t in block.traits] == ["b"]


@pytest.mark.parametrize(
    ("values", "kind", "forming"), [([1.0, 1.0], "constant", False), ([1.0, 2.0], "numeric", True)]
)
def test_a_column_of_one_value_is_constant_and_forms_nothing(values, kind, forming):
    (made,) = kept({"a": np.array(values)}, [trait("a", forming=True)]).traits
    assert (made.kind, made.forming) == (kind, forming)


def test_blocks_are_set_beside_each_other_in_order():
    one, two = (Block({name: np.zeros(2)}, (trait(name),)) for name in "ab")
    both = joined([one, two])
    assert list(both.columns) == [t.name for t in both.traits] == ["a", "b"]
