import pytest

from coterie.intake import table_steps
from coterie.terms import ColumnMap, SourceMap, WrongWords

TYPES = (("Client", "BIGINT"), ("When", "TIMESTAMP"), ("Paid", "DOUBLE"), ("Note", "VARCHAR"))
MAP = SourceMap(
    "orders",
    (ColumnMap("customer_id", "Client"), ColumnMap("ordered_at", "When", "typed"), ColumnMap("amount", "Paid")),
    types=TYPES,
)


def test_the_first_step_names_the_tables_own_columns_and_no_others():
    found = table_steps(MAP, "source_orders")
    assert found.steps[0].sql == (
        'select 0 as file, 0 as line, "Client" as c1, "When" as c2, "Paid" as c3 from source_orders'
    )
    assert [s.name for s in found.steps[1:]] == [
        "orders_cells", "orders_values", "orders_judged", "orders_lines", "orders",
    ]  # fmt: skip
    assert found.typed == {"c1", "customer_id__cell", "c3", "amount__cell"}


def test_a_column_may_have_another_name_in_the_warehouse():
    sql = table_steps(MAP, "t", renamed={"customer_id": "client_id"}).steps[0].sql
    assert '"client_id" as c1' in sql
    with pytest.raises(WrongWords, match="COT-308"):
        table_steps(MAP, "t", renamed={"channel": "x"})


def test_typed_columns_are_cast_to_what_their_canonical_column_wants():
    text = SourceMap("orders", MAP.columns, types=tuple((n, "text") for n, _ in TYPES))
    sql = table_steps(text, "t", columns="typed").steps[0].sql
    assert (
        'cast("Client" as VARCHAR) as c1, cast("When" as TIMESTAMP) as c2, cast("Paid" as DECIMAL(28,8)) as c3' in sql
    )


def test_equal_lines_that_count_once_need_the_whole_row():
    found = table_steps(MAP, "t", dedupe=True)
    assert "orders_ranked" in [s.name for s in found.steps]
    assert "as raw" in found.steps[1].sql
    assert "as raw" not in table_steps(MAP, "t").steps[1].sql


def test_attributes_are_read_as_they_were():
    people = SourceMap(
        "customers",
        (ColumnMap("customer_id", "Client"),),
        attributes=(("Paid", "paid"),),
        unique=("customer_id",),
        types=TYPES,
        reads=(("paid", "DOUBLE", "cast(c3 as double)"),),
    )
    last = table_steps(people, "t").steps[-1]
    assert last.name == "customers"
    assert 'cast(c3 as double) as "paid"' in last.sql


def test_a_study_that_kept_no_types_is_refused():
    with pytest.raises(WrongWords, match="COT-133"):
        table_steps(SourceMap("orders", MAP.columns), "t")
