"""Are a person's words heard, and are all the wrong ones named at once?"""

from pathlib import Path

import pytest

from bench import put, take
from coterie.engine import Engine
from coterie.intake import mapping_toml, parse_words, read_mapping
from coterie.terms import ColumnMap, Mapping, SourceMap, Words, WrongWords

FULL = Mapping(
    sources={
        "orders": SourceMap(
            "orders",
            (
                ColumnMap("customer_id", 'the "who"\tcolumn', by="person", sure=1.0, examples=("1", "a\\b", "Ü")),
                ColumnMap("ordered_at", "3", date="%d/%m/%Y | %d/%m/%Y %H:%M", by="guess", sure=0.83),
                ColumnMap("amount", "Betrag", decimal=",", by="guess", sure=0.97),
            ),
            ignored=("x", "y z"),
            unique=("order_id", "product_id"),
            fill=True,
        ),
        "customers": SourceMap(
            "customers", (ColumnMap("customer_id", "ID"),), attributes=(("Year Birth", "year_birth"), ("ä", "a"))
        ),
    },
    ordered={"score": ("Low", "Average", "High")},
    bands={"income": (20000.0, 50000.5), "age": "quantile"},
    grids={"mine": {"recency": [30, 90], "groups": [{"name": "Best", "r": [1, 2]}, {"name": "Rest", "r": [3, 3]}]}},
)


def test_a_mapping_survives_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(mapping_toml(FULL), encoding="utf-8")
    assert read_mapping(path) == FULL
    assert mapping_toml(read_mapping(path)) == mapping_toml(FULL)


def test_every_fault_of_a_mapping_file_is_named(tmp_path: Path) -> None:
    text = """
    [ordres]
    [orders]
    uniq = ["order_id"]
    [orders.columns.custmer_id]
    source = "ID"
    [orders.columns.amount]
    source = "x"
    decimal = ";"
    [bands]
    age = [1, "two"]
    """
    with pytest.raises(WrongWords) as wrong:
        read_mapping(put(tmp_path, "m.toml", text))
    said = str(wrong.value)
    assert len(wrong.value.problems) == 5
    assert (
        'did you mean "orders"?' in said and 'did you mean "customer_id"?' in said and 'did you mean "unique"?' in said
    )


def test_a_mapping_file_that_is_no_toml_or_not_there_is_refused(tmp_path: Path) -> None:
    for path in (put(tmp_path, "m.toml", "a = [1"), str(tmp_path / "none.toml")):
        with pytest.raises(WrongWords, match="COT-309"):
            read_mapping(path)


def test_words_name_columns_dates_and_decimals() -> None:
    words = parse_words(["orders.customer_id=2", "customers.customer_id=ID", "orders.dates=dmy", "orders.decimal=,"])
    assert words.columns == {"orders": {"customer_id": "2"}, "customers": {"customer_id": "ID"}}
    assert words.dates == {"orders": "dmy"}
    assert words.decimals == {"orders": ","}
    assert parse_words(["orders.product=a=b"]).columns == {"orders": {"product": "a=b"}}


def test_all_wrong_words_are_named_with_what_was_meant() -> None:
    with pytest.raises(WrongWords) as wrong:
        parse_words(["order.customer_id=2", "orders.custmer_id=2", "nonsense", "orders.dates=dym", "orders.amount=a",
                     "orders.amount=b"])  # fmt: skip
    assert [p.code for p in wrong.value.problems] == ["COT-307", "COT-307", "COT-306", "COT-307", "COT-310"]
    assert 'did you mean "orders"?' in str(wrong.value) and 'did you mean "customer_id"?' in str(wrong.value)


def test_a_column_that_is_not_there_is_named_with_its_neighbour(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "customer,date,amount\nann,2024-01-05,1\nbob,2024-01-06,2\n")
    with pytest.raises(WrongWords) as wrong:
        take(engine, "orders.customer_id=custmer", "orders.amount=9", orders=path)
    assert [p.code for p in wrong.value.problems] == ["COT-308", "COT-308"]
    assert 'did you mean "customer"?' in str(wrong.value)


def test_a_word_about_a_source_that_was_not_given_is_told(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "customer,date,amount\nann,2024-01-05,1\nbob,2024-01-06,2\n")
    with pytest.raises(WrongWords, match="COT-308"):
        take(engine, "events.page=x", orders=path)


def test_a_word_wins_over_a_saved_mapping_and_a_saved_mapping_over_a_guess(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "customer,other,date,amount\nann,x,2024-01-05,1\nbob,y,2024-01-06,2\n")
    saved = Mapping(sources={"orders": SourceMap("orders", (ColumnMap("customer_id", "other"),))})
    take(engine, said=Words(saved=saved), orders=path)
    assert engine.rows("select customer_id from orders order by 1") == [("x",), ("y",)]
    take(engine, said=Words(saved=saved, columns={"orders": {"customer_id": "customer"}}), orders=path)
    assert engine.rows("select customer_id from orders order by 1") == [("ann",), ("bob",)]


def test_a_saved_mapping_reads_the_same_file_the_same_way(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "kunde;datum;betrag\nann;31.01.2024;1.234,50\nbob;01.02.2024;2,00\n")
    first = take(engine, orders=path)
    put(tmp_path, "m.toml", mapping_toml(first.mapping))
    again = take(engine, said=Words(saved=read_mapping(tmp_path / "m.toml")), orders=path)
    assert again.tables == first.tables
    assert again.id == first.id


def test_keys_declared_unique_in_a_mapping_make_duplicates(engine: Engine, tmp_path: Path) -> None:
    path = put(
        tmp_path, "a.csv", "customer,order,date,amount\nann,1,2024-01-05,1\nann,1,2024-01-05,1\nbob,2,2024-01-06,2\n"
    )
    saved = Mapping(sources={"orders": SourceMap("orders", (), unique=("order_id",))})
    account = take(engine, said=Words(saved=saved), orders=path).tables["orders"].account
    assert (account.accepted, account.duplicate, account.amount_duplicate) == (2, 1, 10000)
