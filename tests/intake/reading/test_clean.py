"""Which blocks are clean, and where their records end."""

import pytest

from coterie.intake.reading.clean import clean_records


def clean(piece, quotes=True):
    return clean_records(piece, ",", 2, quotes=quotes, broken=True) is not None


@pytest.mark.parametrize(
    "piece",
    [b"a,b\nc,d", b'"a","b""c"\n', b'"",""\n', b'"""",x\n', "é,b\n".encode()],
)
def test_a_block_is_clean_when_every_reader_would_understand_it(piece):
    assert clean(piece)


@pytest.mark.parametrize(
    "piece",
    [b"a\0,b\n", b'5" pipe,6" pipe\n', b'"a"b,c\n', b'a""b,c\n', b"\xe9,b\n", b'"a,b\n"c,d\n'],
)
def test_a_block_is_not_clean_with_nul_bytes_broken_text_or_quotes_out_of_place(piece):
    assert not clean(piece)


def test_records_over_several_lines_are_told_with_their_first_line():
    found = clean_records(b'a,"b\nc"\n\nd,e\nf,"g\n', ",", 2, quotes=True, broken=False)
    assert found.starts.tolist() == [0, 2, 3]
    assert found.ends.tolist() == [7, 8, 12]
    assert (found.lines, found.size, found.spans) == (4, 13, True)


def test_lines_that_are_records_by_themselves_are_left_to_the_strict_way():
    assert clean_records(b'1,"x,5\n2,y",6\n', ",", 3, quotes=True, broken=False) is None
    assert clean_records(b'1,x,"5\n6"\n', ",", 3, quotes=True, broken=False) is not None
