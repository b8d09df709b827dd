"""Does a mapping survive the file, and is every fault of a file named?"""

from pathlib import Path

import pytest

from bench import put, take
from coterie.engine import Engine
from coterie.intake import mapping_toml, read_mapping
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
    traits={"x1": "behavioural", "mood": "attitudinal"},
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
    [traits]
    x1 = "secret"
    """
    with pytest.raises(WrongWords) as wrong:
        read_mapping(put(tmp_path, "m.toml", text))
    said = str(wrong.value)
    assert len(wrong.value.problems) == 6
    assert (
        'did you mean "orders"?' in said and 'did you mean "customer_id"?' in said and 'did you mean "unique"?' in said
    )


def test_a_mapping_file_that_is_no_toml_or_not_there_is_refused(tmp_path: Path) -> None:
    broken, missing = put(tmp_path, "m.toml", "a = [1"), str(tmp_path / "none.toml")
    for path, said in ((broken, "cannot be read"), (missing, "there is no such mapping file")):
        with pytest.raises(WrongWords, match=f"COT-309.*{said}"):
            read_mapping(path)


def test_a_saved_mapping_reads_the_same_file_the_same_way(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "kunde;datum;betrag\nann;31.01.2024;1.234,50\nbob;01.02.2024;2,00\n")
    first = take(engine, orders=path)
    put(tmp_path, "m.toml", mapping_toml(first.mapping))
    again = take(engine, said=Words(saved=read_mapping(tmp_path / "m.toml")), orders=path)
    assert again.tables == first.tables
    assert again.id == first.id
