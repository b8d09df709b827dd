"""Has every kind of source what it cannot do without?"""

from coterie.terms import SPECS


def test_the_seven_kinds_are_known() -> None:
    assert sorted(SPECS) == ["customers", "events", "orders", "products", "responses", "texts", "touches"]


def test_orders_need_a_customer_and_a_moment() -> None:
    required = [column.name for column in SPECS["orders"].columns if column.required]
    assert required == ["customer_id", "ordered_at"]


def test_every_column_asks_a_question_once() -> None:
    for spec in SPECS.values():
        assert len(set(spec.names)) == len(spec.names)
        assert all(column.asks.endswith("?") for column in spec.columns)
        assert spec.column(spec.names[0]) is spec.columns[0]
        assert spec.column("no such column") is None
