"""Are customers whom a program tells of read in the forms of a study?"""

import numpy as np
import pytest

from coterie.features import summary_of_told, table_of_told
from coterie.terms import TimeUnit, Trait, Window


def trait(name, kind, **more):
    return Trait(name, name.title(), "demographic", kind, **more)


TRAITS = (
    trait("income", "numeric"),
    trait("size", "ordered", levels=("S", "M", "L")),
    trait("city", "categorical", levels=("Ghent", "Lyon")),
    trait("newsletter", "flag"),
    trait("born", "date"),
)


def test_each_kind_has_the_form_of_a_customer_table_and_order_is_kept():
    told = {"income": "12.5", "size": "L", "city": "Lyon", "newsletter": True, "born": "1990-02-03", "other": 1}
    table = table_of_told(["z", "a"], [told, {}], TRAITS)
    assert table.ids.tolist() == ["z", "a"]
    assert table.columns["income"].tolist()[0] == 12.5
    assert table.columns["size"].tolist()[0] == 2.0
    assert table.columns["city"].tolist() == ["Lyon", None]
    assert table.columns["newsletter"].tolist()[0] == 1.0
    assert str(table.columns["born"][0]) == "1990-02-03"
    assert all(np.isnan(table.columns[name][1]) for name in ("income", "size", "newsletter"))
    assert np.isnat(table.columns["born"][1])
    assert set(table.columns) == {each.name for each in TRAITS}


@pytest.mark.parametrize("value", [None, "much", float("inf"), 10**400, "1e999"])
def test_what_is_no_number_is_missing(value):
    assert np.isnan(table_of_told(["a"], [{"income": value}], TRAITS).columns["income"][0])


@pytest.mark.parametrize("value", ["yesterday", "2020-13-01", 5, True])
def test_what_is_no_day_is_missing(value):
    found = table_of_told(["a"], [{"born": value}], TRAITS).columns["born"][0]
    assert np.isnat(found) or value == 5


def test_a_number_falls_into_the_bands_of_the_study():
    banded = (trait("age", "ordered", levels=("young", "middle", "old"), edges=(30.0, 60.0)),)
    assert table_of_told(["a", "b"], [{"age": 20}, {"age": 70}], banded).columns["age"].tolist() == [0.0, 2.0]
    assert table_of_told(["a"], [{"age": "middle"}], banded).columns["age"].tolist() == [1.0]


def test_a_history_without_repeats_has_no_spend():
    window = Window.__new__(Window)
    found = summary_of_told(["a", "b", "c"], [(0, 0, 9, 5.0), (2, 4, 9, 5.0), (2, 4, 9, None)], window, TimeUnit.DAY)
    assert found.x.tolist() == [0, 2, 2]
    assert np.isnan(found.spend).tolist() == [True, False, True]
    assert summary_of_told([], [], window, TimeUnit.DAY).x.tolist() == []
