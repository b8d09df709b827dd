"""Are amounts of several currencies refused, and signs of one currency not taken for two?"""

from pathlib import Path

import pytest

from bench import put, take
from coterie.engine import Engine
from coterie.terms import DataRefused


def file(tmp_path: Path, *cells: str) -> str:
    rows = "".join(f"k{i % 3},2024-01-{i + 13},{cells[i % len(cells)]}\n" for i in range(12))
    return put(tmp_path, "a.csv", f"customer,date,amount\n{rows}")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("€5.00", "$5.00"), r"\$ on 6 lines, EUR on 6 lines"),
        (("5.00 EUR", "5.00", "5.00 USD", "6.00 eur"), "EUR on 6 lines, USD on 3 lines"),
        (("CHF 5", "5 kr"), "CHF on 6 lines, KR on 6 lines"),
    ],
    ids=str,
)
def test_amounts_that_name_two_currencies_are_refused(engine: Engine, tmp_path: Path, cells, said) -> None:
    with pytest.raises(DataRefused, match=f"COT-505 the cells of amount name 2 currencies: {said}"):
        take(engine, orders=file(tmp_path, *cells))


@pytest.mark.parametrize(
    "cells",
    [("€5.00", "5.00 EUR", "eur 5"), ("$5.00", "US$5.00", "5.00"), ("$5", "5 CAD"), ("5 kr", "5 SEK"), ("5", "6")],
    ids=str,
)
def test_signs_of_one_currency_are_not_two(engine: Engine, tmp_path: Path, cells) -> None:
    codes = {c.code for c in take(engine, orders=file(tmp_path, *cells)).quality.checks}
    assert "COT-505" not in codes
