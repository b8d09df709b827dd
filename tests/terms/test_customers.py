"""Does the customer table know its traits?"""

import numpy as np
import pytest

from coterie.terms import CustomerTable, Trait

ORDERS = Trait("orders", "Orders", "behavioural", "numeric", forming=True)
AGE = Trait("age", "Age", "demographic", "numeric", sensitive=True)
TABLE = CustomerTable(np.array(["Ann", "Bob"], dtype=object), {"orders": np.array([7.0, 1.0])}, (ORDERS,))


def test_a_trait_is_found_by_name() -> None:
    assert TABLE.trait("orders") is ORDERS
    with pytest.raises(KeyError):
        TABLE.trait("age")


def test_further_traits_make_another_table() -> None:
    more = TABLE.with_columns({"age": np.array([34.0, 51.0])}, [AGE])
    assert len(TABLE) == len(more) == 2
    assert [trait.name for trait in more.traits] == ["orders", "age"]
    assert "age" not in TABLE.columns
    assert more.forming == ("orders",)
