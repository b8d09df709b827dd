"""What one pass over the bytes finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.intake.reading.survey import Survey, is_noise, wide_encoding


def survey(data, size):
    made = Survey()
    for i in range(0, len(data), size):
        made.feed(data[i : i + size])
    return made.close()


@given(st.text(alphabet="ab\r\n\0é€😀", max_size=40), st.integers(1, 7))
def test_counts_do_not_depend_on_the_chunks(text, size):
    data = text.encode()
    one, many = survey(data, 10**6), survey(data, size)
    for name in ("size", "nul", "lf", "cr", "crlf", "whole", "broken", "sha256"):
        assert getattr(one, name) == getattr(many, name)
    assert (one.lf, one.cr, one.crlf) == (text.count("\n"), text.count("\r"), text.count("\r\n"))
    assert (one.whole, one.broken) == (sum(c > "\x7f" for c in text), 0)


@pytest.mark.parametrize("size", [1, 3, 100])
def test_broken_bytes_are_counted_also_when_a_character_is_cut_off(size):
    assert survey(b"a\xe9b\xff", size).broken == 2
    assert survey("aé".encode()[:-1], size).broken == 1


def test_text_with_umlauts_is_no_noise_and_control_bytes_are():
    assert not is_noise("Zoë;Müller\r\n".encode("cp1252") * 50)
    assert is_noise(bytes(range(1, 9)) * 50)


def test_plain_text_has_no_wide_encoding():
    assert wide_encoding(b"id,name\n1,ann\n")[0] == ""
