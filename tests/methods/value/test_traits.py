import numpy as np
import pandas as pd
import polars as pl
import pytest

from coterie.methods.value.traits import Traits

TABLE = {"channel": ["web", "shop", "web", "app"], "vip": [0, 1, 1, 0]}
NUMBERS = [[0, 1, 0], [1, 0, 1], [0, 1, 1], [0, 0, 0]]


@pytest.mark.parametrize("table", [TABLE, pd.DataFrame(TABLE), pl.DataFrame(TABLE)])
def test_texts_become_flags_without_the_first_value(table):
    traits = Traits.of(table)
    assert traits.names == ("channel=shop", "channel=web", "vip")
    assert traits.matrix(table, 4).tolist() == NUMBERS


def test_an_array_of_numbers_stays_what_it_is():
    traits = Traits.of(np.array([1, 2, 3]))
    assert traits.names == ("trait_1",)
    assert traits.matrix([[4.0], [5.0]], 2).tolist() == [[4.0], [5.0]]
    assert Traits.of({"vip": [True, False]}).matrix({"vip": [False, True]}, 2).tolist() == [[0.0], [1.0]]


def test_later_customers_are_read_alike_or_refused():
    traits = Traits.of(TABLE)
    assert traits.matrix({"channel": ["shop"], "vip": [1]}, 1).tolist() == [[1, 0, 1]]
    for table, rows, words in (
        ({"channel": ["phone"], "vip": [1]}, 1, "value 'phone'; expected one of app, shop, web"),
        ({"vip": [1]}, 1, "the traits vip; expected channel, vip"),
        ({"channel": ["app"], "vip": [1]}, 2, "has 1 rows; expected 2"),
        ({"channel": ["app"], "vip": [np.nan]}, 1, "missing or infinite"),
    ):
        with pytest.raises(ValueError, match=words):
            traits.matrix(table, rows)


def test_an_array_of_texts_is_refused():
    with pytest.raises(ValueError, match="expected a table of columns, or an array of numbers"):
        Traits.of(np.array([["web"], ["shop"]]))
