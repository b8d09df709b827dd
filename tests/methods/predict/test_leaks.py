from dataclasses import replace

import numpy as np

from coterie.methods.predict import leaks
from coterie.methods.predict.sheet import Field, Sheet


def number(name):
    return Field(name, name.capitalize(), "", "number")


def with_column(sheet, field, values):
    return Sheet(sheet.ids, np.column_stack([sheet.x, values]), (*sheet.fields, field))


def test_a_column_that_gives_the_answer_away_is_left_out(planted):
    sheet, y = planted(600)
    for values in (y * 10.0 + 1, np.where(y == 1, np.nan, 3.0), -y.astype(float)):
        (found,) = leaks.columns(with_column(sheet, number("refund"), values), y, ("no", "yes"))
        assert (found.kind, found.column, found.left_out) == ("alone", "refund", True)
        assert found.value >= 0.995


def test_a_level_for_each_customer_tells_nothing(planted):
    sheet, y = planted(600)
    field = Field("who", "Who", "", "level", tuple(str(i) for i in range(600)))
    assert leaks.columns(with_column(sheet, field, np.arange(600.0)), y, ("no", "yes")) == ()
    reason = Field("reason", "Reason", "", "level", ("moved", "stayed"))
    assert leaks.columns(with_column(sheet, reason, 1.0 - y), y, ("no", "yes"))[0].column == "reason"


def test_a_strong_but_honest_column_stays(planted):
    sheet, y = planted(600)
    strong = y + np.random.default_rng(0).normal(0, 0.5, 600)
    assert leaks.columns(with_column(sheet, number("strong"), strong), y, ("no", "yes")) == ()


def charged(n=400):
    dice = np.random.default_rng(3)
    months, price = dice.integers(1, 72, n).astype(float), dice.uniform(20, 110, n)
    x = np.column_stack([months, price, months * price + dice.normal(0, 5, n), months / 12])
    ids = np.array([f"{i:04d}" for i in range(n)], dtype=object)
    return Sheet(ids, x, tuple(number(name) for name in ("months", "price", "total", "years")))


def test_a_total_is_known_as_the_product_of_two_others():
    (found,) = leaks.products(charged().without({"years"}))
    assert (found.column, found.left_out) == ("total", False)
    assert "Months × Price" in found.sentence


def test_what_knows_the_duration_is_left_out_of_the_hazard():
    found = {leak.column: leak for leak in leaks.of_duration(charged(), "months")}
    assert set(found) == {"total", "years"}
    assert found["years"].kind == "same"
    assert all(leak.left_out for leak in found.values())


def test_twins_and_ids_in_both_files_are_counted():
    (twins,) = leaks.equal(np.array([0, 0, 1, 2, 2, 2]))
    assert (twins.value, twins.n) == (3.0, 5)
    assert leaks.equal(np.arange(4)) == ()
    old, new = np.array(["a", "b", "c"], dtype=object), np.array(["b", "c", "d", "e"], dtype=object)
    (both,) = leaks.overlap(old, new, "test.csv", "Segment")
    assert both.value == 2
    assert both.sentence.startswith("2 of the 4 ids in test.csv also stand")
    assert leaks.overlap(old, new[2:], "test.csv", "Segment") == ()


def test_correlation_needs_ten_known_pairs():
    x = np.arange(20.0)
    assert leaks.correlation(x, 2 * x) > 0.999
    assert leaks.correlation(x[:5], x[:5]) == 0
    assert replace(leaks.products(charged().without({"years"}))[0], n=0).n == 0
