"""Strict splitting of lines into records."""

import csv
import io

from hypothesis import assume, given
from hypothesis import strategies as st

from coterie.intake.reading.limits import MAX_FIELD, MAX_LINE
from coterie.intake.reading.records import lines_of, split


def bad(lines, **words):
    found = split(lines, ",", **words)
    return [(b.line, b.code) for b in found.bad], found.rows


def test_an_empty_field_is_null_and_a_quoted_empty_field_is_empty_text():
    assert split(['a,,""'], ",", width=3).rows == [["a", None, ""]]


def test_quotes_are_undoubled_and_may_hold_delimiters_and_line_ends():
    found = split(['"a ""b"", c","d', 'e",f', "1,2,3"], ",", width=3, first=10)
    assert found.rows == [['a "b", c', "d\ne", "f"], ["1", "2", "3"]]
    assert found.lines == [10, 12]


def test_a_quote_inside_an_unquoted_field_is_a_character_like_any_other():
    assert split(['5" pipe,6"'], ",", width=2).rows == [['5" pipe', '6"']]


def test_a_ragged_record_is_bad_with_its_line_and_the_counts():
    found = split(["a,b", "a", "a,b,c"], ",", width=2)
    assert [(b.line, b.code, b.reason) for b in found.bad] == [
        (2, "COT-221", "1 field where 2 were expected"),
        (3, "COT-221", "3 fields where 2 were expected"),
    ]


def test_an_unclosed_quote_costs_its_own_line_and_no_other():
    assert bad(["a,b", '"x,y', "c,d", "e,f"], width=2) == ([(2, "COT-222")], [["a", "b"], ["c", "d"], ["e", "f"]])


def test_an_unclosed_quote_does_not_close_at_the_next_quoted_field():
    problems, rows = bad(['1,"abc,x', "2,b,y", '3,"d,e",z'], width=3)
    assert problems == [(1, "COT-222")]
    assert rows == [["2", "b", "y"], ["3", "d,e", "z"]]


def test_lines_that_are_records_by_themselves_are_not_swallowed_by_an_open_quote():
    problems, rows = bad(['1,"inch,5', "2,b,6", '3,inch",7'], width=3)
    assert problems == [(1, "COT-222")]
    assert rows == [["2", "b", "6"], ["3", 'inch"', "7"]]


def test_an_open_quote_ends_at_the_field_limit_instead_of_swallowing_the_file():
    line = "x" * 1000
    problems, rows = bad(['"open', *[line] * 3000], width=1)
    assert problems == [(1, "COT-222")]
    assert len(rows) == 3000


def test_text_after_a_closing_quote_is_refused():
    assert bad(['"He said "hi" to me",2'], width=2)[0] == [(1, "COT-226")]


def test_nul_bytes_and_broken_bytes_are_refused_by_record():
    lines = lines_of(b'a,b\x00\nc,\xff\n"d\n\x00",e\nf,g')
    assert bad(lines, width=2) == ([(1, "COT-223"), (2, "COT-225"), (3, "COT-223")], [["f", "g"]])


def test_a_field_over_the_limit_is_refused():
    assert bad(["a," + "x" * (MAX_FIELD + 1), "b,c"], width=2) == ([(1, "COT-224")], [["b", "c"]])
    assert bad(["x" * (MAX_LINE + 1), "b,c"], width=2)[0] == [(1, "COT-224")]


def test_blank_lines_are_counted_and_lines_of_delimiters_are_records():
    found = split(["", "  ", ",", "a,b"], ",", width=2)
    assert found.blank == 2
    assert found.rows == [[None, None], ["a", "b"]]


def test_an_open_quote_waits_for_more_lines_when_the_text_goes_on():
    found = split(["a,b", 'c,"d'], ",", width=2, final=False)
    assert (found.rest, found.rows, found.bad) == (1, [["a", "b"]], [])


cells = st.text(alphabet='ab1,;"\n \té€', max_size=6)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=1, max_size=8)))
def test_whatever_a_csv_writer_writes_reads_back_equal(table):
    width = len(table[0])
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
    lines = lines_of(out.getvalue().encode())
    # a record all of whose lines look like records by themselves is taken for an unclosed quote: stated, and set aside
    alone = [all(line.count(",") + 1 == width for line in _written(row)) for row in table if len(_written(row)) > 1]
    assume(not any(alone))
    found = split(lines, ",", width=width)
    assert found.bad == []
    assert found.rows == table


@given(st.text(alphabet='a,"\n\0', max_size=60), st.integers(1, 3))
def test_every_line_ends_in_a_row_a_bad_record_or_as_blank(text, width):
    lines = lines_of(text.encode())
    found = split(lines, ",", width=width)
    covered = sum(1 + sum((c or "").count("\n") for c in row) for row in found.rows)
    covered += sum(1 + b.raw.count("\n") for b in found.bad) + found.blank
    assert covered == len(lines) == found.rest


def _written(row):
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(row)
    return out.getvalue()[:-1].split("\n")
