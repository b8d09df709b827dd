"""JSON lines and arrays."""

import gzip
import json

import pytest

from coterie.engine import open_engine
from coterie.intake.reading import objects, read
from coterie.terms import DataRefused
from raw import bad_of, lines_of, put, rows_of

LINES = '{"id": 1, "price": 2.50, "paid": true}\n\n{"id": "x", "note": null, "extra": "é"}\n'


def test_values_stay_text_as_they_stand_and_columns_come_in_order(tmp_path):
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.jsonl", LINES), "t")
        assert [(c.name, c.type) for c in table.columns] == [
            (n, "text") for n in ("id", "price", "paid", "note", "extra")
        ]
        assert rows_of(engine, table) == [("1", "2.50", "true", None, None), ("x", None, None, None, "é")]
        assert lines_of(engine, table) == [1, 3]


def test_an_array_of_objects_reads_like_lines(tmp_path):
    array = '[\n{"id": 1,\n "n": 2},\n{"id": 3}, 7]'
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.json", array), "t")
        assert rows_of(engine, table) == [("1", "2"), ("3", None)]
        assert lines_of(engine, table) == [2, 4]
        assert [b[:3] for b in bad_of(engine, table)] == [(4, "COT-227", "a str, not an object")]


def test_a_column_that_appears_late_is_null_before(tmp_path, monkeypatch):
    monkeypatch.setattr(objects, "_BATCH", 2)
    text = "".join(f'{{"id": {i}' + (', "late": 1' if i > 4 else "") + "}\n" for i in range(7))
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.jsonl", text), "t")
        assert rows_of(engine, table) == [(str(i), "1" if i > 4 else None) for i in range(7)]


def test_lines_that_are_no_objects_are_bad_with_their_line(tmp_path):
    text = '{"id": 1}\n{"id": \n[1]\n{"id": "a\\u0000"}\n{"id": "\\ud800"}\n{"id": 2}\n'
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.jsonl", text), "t")
        assert table.rows == 2
        assert [(b[0], b[1]) for b in bad_of(engine, table)] == [
            (2, "COT-227"),
            (3, "COT-227"),
            (4, "COT-223"),
            (5, "COT-225"),
        ]


def test_nested_values_are_named_and_wholly_nested_columns_left_out(tmp_path):
    text = '{"id": 1, "items": [1], "some": {"a": 1}}\n{"id": 2, "items": [], "some": 5}\n'
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.jsonl.gz", gzip.compress(text.encode())), "t")
        assert [c.name for c in table.columns] == ["id", "some.a", "some"]
        assert rows_of(engine, table) == [("1", "1", None), ("2", None, "5")]
        assert table.files[0].facts["nested values"] == "items"


def test_fields_of_an_object_within_an_object_are_columns_and_none_covers_another(tmp_path):
    rows = [
        {"id": 1, "customer": {"id": 7, "address": {"city": "Bonn"}}},
        {"id": 2, "customer": {"id": 8}, "customer.id": "own"},
        {"id": 3, "customer": {str(i): i for i in range(60)}},
    ]
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.json", json.dumps(rows)), "t")
        assert [c.name for c in table.columns] == ["id", "customer.id", "customer.address.city"]
        assert rows_of(engine, table) == [("1", "7", "Bonn"), ("2", "own", None), ("3", None, None)]
        assert table.files[0].facts["nested values"] == "customer"


def test_rows_wrapped_in_one_object_are_told_where_they_seem_to_stand(tmp_path):
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-216.*seem to stand in orders\."):
        read(engine, put(tmp_path, "a.json", '{"orders": [{"id": 1}]}'), "t")


@pytest.mark.parametrize("text", ['{\n "id": 1\n}\n', "{broken\n", '[{"id": 1}, {"id"', '[{"id": 1},\n'])
def test_json_without_a_row_or_cut_short_is_refused(tmp_path, text):
    with open_engine() as engine, pytest.raises(DataRefused, match="COT-216"):
        read(engine, put(tmp_path, "a.json", text), "t")
