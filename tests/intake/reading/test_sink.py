"""Where raw rows and bad records are kept."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from coterie.intake.reading.limits import RAW_SHOWN
from coterie.intake.reading.sink import BadRecord, Sink, printable


def test_bad_records_of_all_files_stand_in_one_file(tmp_path):
    sink = Sink(tmp_path, "any name / at all")
    assert sink.add_bad(0, []) == 0
    assert sink.add_bad(0, [BadRecord(3, "COT-221", "1 field", "x")]) == 1
    assert sink.add_bad(2, [BadRecord(5, "COT-223", "a NUL", "a\0b")]) == 1
    sink.close()
    assert [tuple(row.values()) for row in pq.read_table(sink.bad_path).to_pylist()] == [
        (0, 3, "COT-221", "1 field", "x"),
        (2, 5, "COT-223", "a NUL", "a␀b"),
    ]


def test_a_source_without_bad_records_has_an_empty_file_of_them(tmp_path):
    sink = Sink(tmp_path, "t")
    sink.close()
    assert pq.read_table(sink.bad_path).num_rows == 0


def test_rows_carry_their_file_and_line(tmp_path):
    sink = Sink(tmp_path, "t")
    writer = sink.rows_of(4)
    writer.write(np.array([2, 5]), [pa.array(["a", None])])
    writer.write(np.array([9]), [pa.array(["b"])])
    writer.close()
    assert writer.rows == 3
    assert pq.read_table(writer.path).to_pydict() == {"file": [4, 4, 4], "line": [2, 5, 9], "c1": ["a", None, "b"]}


def test_two_sources_of_one_name_do_not_share_a_folder(tmp_path):
    assert Sink(tmp_path, "t").folder != Sink(tmp_path, "t").folder


def test_shown_text_is_cut_and_free_of_what_a_database_refuses():
    assert printable("x" * (RAW_SHOWN + 5)) == "x" * RAW_SHOWN
    assert printable("a\udcffb") == "a\ufffdb"
