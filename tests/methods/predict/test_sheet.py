from dataclasses import replace

import numpy as np
import pytest

from coterie.methods.predict.sheet import like, sheet_of, target_of, trait_of, words_of
from coterie.terms import CustomerTable, DataRefused, Trait, WrongWords


def one(kind, values, levels=(), name="x"):
    ids = np.array([f"{i:03d}" for i in range(len(values))], dtype=object)
    trait = Trait(name, name, "demographic", kind, source=f"customers.{name.upper()}", levels=levels)
    return CustomerTable(ids, {name: values}, (trait,))


def test_codes_constants_and_what_is_left_out_are_not_learned_from(planted_table):
    sheet = sheet_of(planted_table(50), {"left"})
    assert [f.name for f in sheet.fields] == ["age", "plan", "noise"]
    assert [f.kind for f in sheet.fields] == ["number", "level", "number"]


def test_a_second_table_gets_the_places_of_the_levels_that_were_learned():
    first = one("categorical", np.array(["b", "a", None], dtype=object))
    second = one("categorical", np.array(["new", "b"], dtype=object))
    sheet = sheet_of(first)
    assert sheet.fields[0].levels == ("a", "b")
    np.testing.assert_array_equal(like(sheet, second).x[:, 0], [np.nan, 1.0])


def test_a_column_that_the_second_table_lacks_is_not_known():
    sheet = sheet_of(one("numeric", np.array([1.0, 2.0])))
    assert np.isnan(like(sheet, one("numeric", np.array([1.0]), name="y")).x).all()


def test_a_target_is_found_by_its_name_in_the_file_or_in_the_table(planted_table):
    table = planted_table(300)
    assert target_of(table, "Left").classes == ("no", "yes")
    assert target_of(table, "left").positive == 1
    assert trait_of(table, "LEFT").name == "left"
    with pytest.raises(WrongWords, match=r"COT-851.*Age, Plan, Noise, Code, Left"):
        target_of(table, "Gone")


def test_the_rarer_of_two_words_is_told_and_none_of_three():
    two = one("categorical", np.array(["stay"] * 30 + ["go"] * 12, dtype=object))
    three = one("categorical", np.array(["a", "b", "c"] * 10, dtype=object))
    assert target_of(two, "x").classes == ("go", "stay")
    assert target_of(two, "x").positive == 0
    assert target_of(three, "x").positive is None


def test_numbers_as_classes_stand_in_their_order_and_missing_ones_are_not_known():
    found = target_of(one("numeric", np.array([10.0, 9.0, np.nan] * 12)), "x")
    assert found.classes == ("9", "10")
    assert found.y.tolist()[:3] == [1, 0, -1]


def test_amounts_constants_and_too_few_are_refused():
    for values, code in ((np.arange(60.0), "COT-852"), (np.ones(60), "COT-853"), (np.arange(60) < 3, "COT-853")):
        with pytest.raises(DataRefused, match=code):
            target_of(one("numeric", np.asarray(values, dtype=np.float64)), "x")


def test_ordered_traits_are_numbers_that_are_told_by_their_levels():
    sheet = sheet_of(one("ordered", np.array([0.0, 1.0, np.nan]), ("low", "high")))
    assert sheet.fields[0].kind == "number"
    assert [sheet.fields[0].said(v) for v in sheet.x[:, 0]] == ["low", "high", "not known"]


def test_days_are_numbers():
    table = one("date", np.array(["2020-01-01", "2020-01-03", "NaT"], dtype="datetime64[D]"))
    x = sheet_of(table).x[:, 0]
    assert x[1] - x[0] == 2
    assert np.isnan(x[2])
    assert words_of(table.traits[0], table.columns["x"]) == ["2020-01-01", "2020-01-03", None]


def test_values_are_said_in_their_unit():
    field = replace(sheet_of(one("numeric", np.array([1.0, 2.0]))).fields[0], unit="share")
    assert field.said(0.25) == "25 %"
