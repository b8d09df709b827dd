"""Is a cell read as what its column wants?"""

import math
import random
from pathlib import Path

import pyarrow as pa
import pytest

from bench import put, take
from coterie.engine import Engine
from coterie.intake.cells import cell as read_cell
from coterie.intake.cells import value
from coterie.intake.reading import RawColumn
from coterie.terms import Column, ColumnMap


def test_a_number_column_that_lost_its_type_gives_whole_ids_and_zeros_in_front_stay(
    engine: Engine, tmp_path: Path
) -> None:
    text = "customer,date,amount\n17850.0,2024-01-05,1\n00042,2024-01-06,1\nAnn@X.com,2024-01-07,1\n"
    take(engine, orders=put(tmp_path, "a.csv", text))
    assert engine.rows("select customer_id from orders order by 1") == [("00042",), ("17850",), ("ann@x.com",)]


@pytest.mark.parametrize(
    ("kind", "cell", "wanted"),
    [
        ("text", "' 17850.0 '", "17850"),
        ("text", "'17850.10'", "17850.10"),
        ("text", "'A.0'", "A.0"),
        ("text", "'NaN'", None),
        ("text", "'Ann@Example.com'", "ann@example.com"),
        ("DOUBLE", "cast(17850 as double)", "17850"),
        ("DOUBLE", "cast('nan' as double)", None),
        ("BIGINT", "cast(17850 as bigint)", "17850"),
    ],
)
def test_an_id_is_text_whatever_it_was(engine: Engine, kind: str, cell: str, wanted: str | None) -> None:
    raw, column = RawColumn("who", kind, 1), Column("customer_id", "id", "Who?")
    inner = f"select {read_cell(raw, column)} as t from (select {cell} as c1)"
    assert engine.one(f"select {value(raw, column, ColumnMap('customer_id', 'who'), 't')} from ({inner})") == (wanted,)


def test_money_is_rounded_half_away_from_zero_and_bounded(engine: Engine) -> None:
    raw, column, how = RawColumn("x", "text", 1), Column("amount", "money", "?"), ColumnMap("amount", "x")
    sql = f"select {value(raw, column, how, 't')} from (select '%s' as t)"
    assert [engine.one(sql % x)[0] for x in ("1.00005", "-1.00005", "0.00004", "1000000000000", "1000000000001")] == [
        10001,
        -10001,
        0,
        10**16,
        None,
    ]


def test_money_of_doubles_and_whole_numbers_is_what_decimals_give(engine: Engine) -> None:
    column, how = Column("amount", "money", "?"), ColumnMap("amount", "x")
    dice = random.Random(4)
    edges = [0.00005, -0.00005, 1.00005, -1.00005, 0.1 + 0.2, 1e9 + 0.00005, 999999999.12345, 1e12, 1.1e12, 5e-324]
    doubles = [*edges, *(dice.uniform(-1, 1) * 10 ** dice.randint(-5, 12) for _ in range(2000)), math.nan, -math.inf]
    doubles += [dice.randint(-(10**7), 10**7) / 20_000 for _ in range(2000)]  # every other one lies half way
    engine.add_frame("given", pa.table({"d": doubles, "i": [dice.randint(-2 * 10**12, 2 * 10**12) for _ in doubles]}))
    for name, kind in (("d", "DOUBLE"), ("i", "BIGINT")):
        exact = f"try_cast({name} as decimal(28,8))"
        wanted = f"case when abs({exact}) <= 1000000000000 then cast(round({exact} * 10000, 0) as bigint) end"
        found = value(RawColumn("x", kind, 1), column, how, name)
        rows = engine.rows(f"select {name}, {found}, {wanted} from given where {found} is distinct from {wanted}")
        assert rows == []
        assert engine.one(f"select count({found}) > 1000, count({found}) < count(*) from given") == (True, True)


@pytest.mark.parametrize(("whole", "wanted"), [(3, "3.000"), (-(10**12), "-1000000000000.000"), (10**12 + 1, None)])
def test_a_quantity_of_whole_numbers_is_bounded_like_any_other(engine: Engine, whole: int, wanted: str | None) -> None:
    sql = value(RawColumn("n", "BIGINT", 1), Column("quantity", "quantity", "?"), ColumnMap("quantity", "n"), "n")
    found = engine.one(f"select cast({sql} as varchar), typeof({sql}) from (select cast({whole} as bigint) as n)")
    assert found == (wanted, "DECIMAL(18,3)")
