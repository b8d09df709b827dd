from datetime import date

import numpy as np
import pytest

from coterie.features.attributes import attributes
from coterie.terms import WrongWords


def text(*values):
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


def days(*values):
    return np.array(values, dtype="datetime64[D]")


def typed(name, values, **more):
    words = {"sources": {}, "ordered": {}, "as_of": None, "forming": False, **more}
    block = attributes({name: values}, **words)
    return block.columns[name], block.traits[0]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (np.array([0.0, 1.0, np.nan]), "flag"),
        (np.array([0.0, 1.0, 2.0]), "numeric"),
        (np.array([3.0, 3.0, np.nan]), "constant"),
        (np.array([np.nan, np.nan]), "constant"),
        (np.arange(100.0) + 5000, "id"),
        (np.arange(100.0) * 1.5, "numeric"),
        (text("yes", "no", None), "flag"),
        (text("Y", "N"), "flag"),
        (text("TRUE", "FALSE"), "flag"),
        (text("yes", "no", "other"), "categorical"),
        (text("a", "a", None), "constant"),
        (text("Low", "High", "Average"), "ordered"),
        (text("Low", "High", "other"), "categorical"),
        (text(*(f"mail{i}@example.org" for i in range(50))), "id"),
        (days("2023-01-01", "2023-01-02", "NaT"), "date"),
        (days("2023-01-01", "2023-01-01"), "constant"),
    ],
)
def test_each_column_is_given_its_kind(values, kind):
    assert typed("column", values)[1].kind == kind


def test_flags_become_one_and_zero_and_keep_what_is_missing():
    values, _ = typed("newsletter", text("Yes", "no", None))
    assert values[:2].tolist() == [1.0, 0.0]
    assert np.isnan(values[2])


def test_ordered_values_are_places_on_the_scale():
    values, trait = typed("income", text("High", None, "Low", "Average"))
    assert trait.levels == ("Low", "Average", "High")
    assert values[[0, 2, 3]].tolist() == [2.0, 0.0, 1.0]
    assert np.isnan(values[1])


def test_a_declared_order_wins_over_every_guess():
    values, trait = typed("size", text("M", "S", "L"), ordered={"size": ("L", "M", "S")})
    assert (trait.kind, trait.levels) == ("ordered", ("L", "M", "S"))
    assert values.tolist() == [1.0, 2.0, 0.0]
    numbers, _ = typed("stars", np.array([1.0, 5.0]), ordered={"stars": ("5", "1")})
    assert numbers.tolist() == [1.0, 0.0]


def test_a_declared_order_may_use_the_name_of_the_source_column():
    _, trait = typed("size", text("M", "S"), sources={"size": "Shirt Size"}, ordered={"Shirt Size": ("M", "S")})
    assert trait.levels == ("M", "S")


def test_a_declared_order_that_lacks_a_level_is_refused_with_the_level_named():
    with pytest.raises(WrongWords, match=r"COT-603 .*'XL'"):
        typed("size", text("M", "XL"), ordered={"size": ("M", "S")})


def test_other_stays_a_category_of_its_own():
    values, trait = typed("mood", text("Low", "other", "High"))
    assert trait.levels == ("Low", "High", "other")
    assert values.tolist() == ["Low", "other", "High"]


def test_gender_written_in_numbers_is_a_category():
    values, trait = typed("gender", np.array([1.0, 2.0, np.nan]))
    assert (trait.kind, trait.levels, values.tolist()) == ("categorical", ("1", "2"), ["1", "2", None])


def test_a_birth_year_is_kept_and_given_as_an_age_as_of_the_day():
    born = np.array([1980.0, np.nan])
    block = attributes({"year_birth": born}, sources={}, ordered={}, as_of=date(2023, 6, 30), forming=False)
    assert block.columns["year_birth"] is not None
    assert block.columns["age"][0] == 43
    assert np.isnan(block.columns["age"][1])
    age = block.traits[1]
    assert (age.sensitive, age.unit, age.derived) == (True, "years", ("year_birth",))


def test_a_birthday_counts_full_years():
    born = days("1980-06-30", "1980-07-01", "NaT")
    block = attributes({"dob": born}, sources={}, ordered={}, as_of=date(2023, 6, 30), forming=False)
    assert block.columns["age"][:2].tolist() == [43, 42]
    assert np.isnan(block.columns["age"][2])


def test_without_a_day_the_latest_date_in_the_table_stands_for_today_and_never_the_clock():
    columns = {"year_birth": np.array([1980.0, 1990.0]), "dt_customer": days("2014-06-29", "2012-07-30")}
    block = attributes(columns, sources={}, ordered={}, as_of=None, forming=False)
    assert block.columns["age"].tolist() == [34, 24]
    assert block.columns["days_since_dt_customer"].tolist() == [0, 699]
    alone = attributes({"year_birth": np.array([1980.0, 1990.0])}, sources={}, ordered={}, as_of=None, forming=False)
    assert "age" not in alone.columns


def test_an_age_in_the_table_is_not_overwritten():
    columns = {"age": np.array([1.0, 2.0]), "year_birth": np.array([1980.0, 1990.0])}
    block = attributes(columns, sources={}, ordered={}, as_of=date(2023, 1, 1), forming=False)
    assert block.columns["age"].tolist() == [1, 2]


def test_only_behaviour_and_value_form_and_only_where_there_are_no_orders():
    columns = {
        "MntWines": np.array([1.0, 2.5, 7.0]),
        "NumWebPurchases": np.array([1.0, 2.0, 7.0]),
        "Income": np.array([1.0, 2.5, 7.0]),
        "Complain": np.array([1.0, 0.0, 0.0]),
        "Z_Revenue": np.array([11.0, 11.0, 11.0]),
    }
    alone = attributes(columns, sources={}, ordered={}, as_of=None, forming=True)
    assert [t.name for t in alone.traits if t.forming] == ["MntWines", "NumWebPurchases"]
    beside = attributes(columns, sources={}, ordered={}, as_of=None, forming=False)
    assert not any(t.forming for t in beside.traits)


def test_without_orders_a_number_under_a_name_nobody_knows_forms_groups():
    _, unknown = typed("x1", np.arange(40.0) * 1.5, forming=True)
    assert (unknown.group, unknown.forming) == ("behavioural", True)
    for name in ("age", "income", "latitude", "gender", "label", "rating"):
        assert not typed(name, np.arange(40.0) * 1.5, forming=True)[1].forming, name
    assert not typed("x1", text("a", "b", "c"), forming=True)[1].forming
    beside_orders = typed("x1", np.arange(40.0) * 1.5, forming=False)[1]
    assert (beside_orders.group, beside_orders.forming) == ("demographic", False)


def test_a_person_says_what_an_attribute_tells():
    values = np.arange(40.0) * 1.5
    assert typed("income", values, forming=True, groups={"income": "behavioural"})[1].forming
    _, quiet = typed("num_visits", values, forming=True, groups={"num_visits": "demographic"})
    assert (quiet.group, quiet.forming) == ("demographic", False)
    _, thought = typed("x1", values, forming=True, groups={"x1": "attitudinal"})
    assert (thought.group, thought.forming) == ("attitudinal", False)
    _, by_source = typed("x_1", values, forming=True, sources={"x_1": "X 1"}, groups={"X 1": "demographic"})
    assert not by_source.forming
