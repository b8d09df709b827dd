"""Words of a caller are followed, or told to be wrong, all at once."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from coterie.terms import Words, WrongWords
from coterie.workflows import request_of, words_of


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"horizon": "12"}, "COT-105"),
        ({"horizon": True}, "COT-105"),
        ({"seed": "x"}, "COT-111"),
        ({"seed": 1.5}, "COT-111"),
        ({"holdout": 1.5}, "COT-104"),
        ({"holdout": "٣٠"}, "COT-104"),
        ({"segments": 3.7}, "COT-107"),
        ({"segments": 21}, "COT-107"),
        ({"as_of": 20250101}, "COT-103"),
        ({"as_of": "31.12.2024"}, "COT-103"),
        ({"time_unit": 7}, "COT-106"),
    ],
)
def test_a_word_of_the_wrong_kind_is_told(said: dict[str, object], code: str) -> None:
    with pytest.raises(WrongWords, match=code):
        request_of({"orders": "a.csv"}, Words(), **said)  # type: ignore[arg-type]


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(WrongWords) as wrong:
        request_of({}, Words(), horizon=0, seed="x", holdout=-1)  # type: ignore[arg-type]
    assert [p.code for p in wrong.value.problems] == ["COT-102", "COT-104", "COT-105", "COT-111"]


@pytest.mark.parametrize(
    "moment", [datetime(2025, 1, 31, 12, tzinfo=UTC), pd.Timestamp("2025-01-31 12:00"), "2025-01-31"]
)
def test_a_moment_is_taken_as_its_day(moment: datetime) -> None:
    day = request_of({"orders": "a.csv"}, Words(), as_of=moment).as_of
    assert (day, type(day)) == (date(2025, 1, 31), date)


def test_one_correction_needs_no_list() -> None:
    assert words_of("orders.customer_id=Client").columns == {"orders": {"customer_id": "Client"}}
    assert words_of({"orders.customer_id": "Client"}) == words_of("orders.customer_id=Client")
