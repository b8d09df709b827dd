"""Does every shortage name the figure found and the figure needed?"""

from coterie.guard import NEEDS, needs_of, shortages


def test_every_need_names_a_method_a_figure_and_a_reason():
    assert all(need.method and need.what and need.least > 0 and need.why for need in NEEDS)
    assert len({(need.method, need.what) for need in NEEDS}) == len(NEEDS)


def test_enough_data_lack_nothing():
    assert shortages("value", {need.what: need.least for need in needs_of("value")}) == ()


def test_each_shortage_is_told_with_both_figures():
    missing = shortages("value", {"customers with an order": 99, "customers who came back": 0, "days of orders": 55})
    assert [shortage.need.least for shortage in missing] == [100, 30, 56]
    assert str(missing[0]).startswith("value: 99 customers with an order found, at least 100 needed")
    assert str(missing[1]).startswith("value: no customers who came back found")


def test_what_was_not_counted_is_not_judged():
    assert shortages("value", {}) == ()
    assert shortages("a method without needs", {"customers": 0}) == ()
