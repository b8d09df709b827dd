import shop
from coterie.features import prepare
from coterie.features.facts import order_days

TOTALS = "SELECT sum(lines), sum(all_lines), sum(orders), sum(net), sum(gross) FROM {}"


def test_the_compact_tables_hold_every_line_and_every_cent(engine, small_shop):
    lines, rows, orders, net, gross = (int(v) for v in engine.one(TOTALS.format("order_days")))
    assert (rows, orders) == (shop.LINES, shop.ORDERS)
    assert rows - lines == 2  # the returns of Dan and Ivy
    assert (net, gross) == (round(shop.REVENUE * 10_000), round((shop.REVENUE + shop.RETURNED) * 10_000))
    assert engine.one(TOTALS.format("purchase_days")) == engine.one(TOTALS.format("order_days"))


def test_categories_hold_what_was_bought_before_returns(engine, small_shop):
    rows = engine.rows("SELECT category, CAST(sum(gross) AS BIGINT) FROM category_days GROUP BY 1 ORDER BY 1")
    bought = {}
    for each in shop.lines():
        bought[each["category"]] = bought.get(each["category"], 0) + max(round(float(each["amount"]) * 10_000), 0)
    assert dict(rows) == bought


def test_what_is_not_mapped_makes_no_table(engine, stand, line):
    stand.data([line("a", "2023-01-01", 1)])
    assert engine.has("order_days")
    assert not any(engine.has(name) for name in ("category_days", "channel_days", "visit_days", "event_visits"))


def test_an_order_counts_on_the_first_day_with_a_purchase_line(engine, stand, line):
    stand.data(
        [
            line("a", "2023-01-01", -1, order_id="1"),
            line("a", "2023-01-02", 5, order_id="1"),
            line("a", "2023-01-03", 5, order_id="1"),
        ]
    )
    assert engine.rows("SELECT CAST(orders AS BIGINT) FROM order_days ORDER BY ordered_on") == [(0,), (1,), (0,)]


def test_an_order_of_several_days_is_split_and_each_day_keeps_its_own_counts(engine, stand, line):
    stand.data(
        [
            line("a", "2023-01-01", 2, order_id="1", product="tea"),
            line("a", "2023-01-01", 3, order_id="1", product="jam"),
            line("a", "2023-01-04", 5, order_id="1", product="tea"),
            line("a", "2023-01-04", 7, order_id="2", product="tea"),
            line("b", "2023-01-02", 9, order_id="1", product="tea"),
        ]
    )
    kept = "SELECT customer_id, order_id, date_diff('day', DATE '2023-01-01', ordered_on) AS day, lines, net, products,"
    rows = engine.rows(f"{kept} orders FROM order_days ORDER BY customer_id, order_id, ordered_on")
    assert rows == [
        ("a", "1", 0, 2, 50_000, 2, 1),
        ("a", "1", 3, 1, 50_000, 1, 0),
        ("a", "2", 3, 1, 70_000, 1, 1),
        ("b", "1", 1, 1, 90_000, 1, 1),
    ]
    assert engine.count("split_orders") == 2


def test_equal_lines_are_kept(engine, stand, line):
    stand.data([line("a", "2023-01-01", 5, product="tea")] * 3)
    assert engine.rows("SELECT CAST(lines AS BIGINT), net, products FROM order_days") == [(3, 150_000, 1)]


def test_preparing_again_makes_the_same_tables(engine, small_shop):
    before = engine.rows("SELECT * FROM order_days ORDER BY customer_id, order_id, ordered_on")
    prepare(engine, small_shop)
    assert engine.rows("SELECT * FROM order_days ORDER BY customer_id, order_id, ordered_on") == before


def test_a_step_with_parameters_of_a_day_is_shown_with_them(engine, small_shop):
    run = next(r for r in engine.log if r.name == "whole_orders")
    assert run.why.startswith("One row per order:")
    assert "FROM orders" in run.sql


def test_the_articles_of_the_first_purchase_day_are_kept_apart(engine, stand, line):
    stand.data(
        [
            line("a", "2022-12-31", -1, product="tea"),
            line("a", "2023-01-01", 5, product="tea"),
            line("a", "2023-01-01", 2, product="tea"),
            line("a", "2023-01-01", 1, product=None),
            line("a", "2023-01-02", 9, product="jam"),
        ]
    )
    assert engine.rows("SELECT customer_id, product, gross FROM first_articles") == [("a", "tea", 70_000)]


def test_without_names_of_articles_none_are_kept(engine, stand, line):
    stand.data([line("a", "2023-01-01", 5)])
    assert not engine.has("first_articles")


def test_without_order_numbers_the_lines_of_a_day_are_one_order_as_with_a_number_made_of_the_day(engine, stand, line):
    days = ["2023-01-01", "2023-01-01", "2023-01-02", "2023-01-05"]
    rows = [line("a", day, amount, order_id=f"a@{day}") for day, amount in zip(days, (5, -2, -1, 3), strict=True)]
    stand.data(rows)
    kept = "customer_id, ordered_on, lines, all_lines, net, gross, units, products, hour, timed, orders"
    engine.run_all(order_days(ids=True, named=False))
    whole = engine.rows(f"SELECT {kept} FROM order_days ORDER BY customer_id, ordered_on")
    engine.run_all(order_days(ids=False, named=False))
    assert engine.rows(f"SELECT {kept} FROM order_days ORDER BY customer_id, ordered_on") == whole
    assert [row[-1] for row in whole] == [1, 0, 1] and "order_id" not in engine.columns("order_days")
