"""Does a date written in any usual way come out as that day, and is what cannot be told refused?"""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.engine import Engine
from coterie.intake.dates import candidates, order_of, sql_moment, twin

FORMS = [
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d", "%d.%m.%y", "%d/%m/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p",
    "%Y%m%d", "%d %b %Y", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y", "%Y.%m.%d %H:%M:%S",
    "%b-%d-%y", "%a, %d %b %Y", "%A, %d %b %Y %H:%M", "%Y年%m月%d日",
]  # fmt: skip
DAYS = st.datetimes(datetime(1975, 1, 1), datetime(2068, 1, 1)).map(lambda d: d.replace(microsecond=0))


@pytest.mark.parametrize("form", FORMS)
def test_every_format_is_among_its_own_candidates_and_reads_back(engine: Engine, form: str) -> None:
    @settings(max_examples=12, deadline=None, database=None, derandomize=True)
    @given(DAYS)
    def holds(moment: datetime) -> None:
        cell = moment.strftime(form)
        assert form in candidates(cell) or form.replace("%B", "%b") in candidates(cell)
        found = engine.one(f"select {sql_moment('t', 'text', form)} from (select '{cell}' as t)")[0]
        assert found == datetime.strptime(cell, form)  # noqa: DTZ007

    holds()


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2024-03-02", datetime(2024, 3, 2)),
        ("2024-3-2", datetime(2024, 3, 2)),
        ("2024-03-02 10:11", datetime(2024, 3, 2, 10, 11)),
        ("2024-03-02T10:11:12Z", datetime(2024, 3, 2, 10, 11, 12)),
        ("2024-03-02T10:11:12.345+02:00", datetime(2024, 3, 2, 10, 11, 12)),
        ("2024-03-02 23:30:00 -0500", datetime(2024, 3, 2, 23, 30)),
        ("2024-02-30", None),
        ("2024-03-02 garbage", None),
    ],
)
def test_iso_keeps_the_moment_as_written(engine: Engine, cell: str, moment: datetime | None) -> None:
    assert engine.one(f"select {sql_moment('t', 'text', 'iso')} from (select '{cell}' as t)") == (moment,)


def test_numbers_that_are_dates(engine: Engine) -> None:
    sql = "select {0} from (select '{1}' as t)"
    assert engine.one(sql.format(sql_moment("t", "text", "excel"), "45000.5")) == (datetime(2023, 3, 15, 12),)
    assert engine.one(sql.format(sql_moment("t", "text", "unix"), "1700000000")) == (
        datetime(2023, 11, 14, 22, 13, 20),
    )
    assert engine.one(sql.format(sql_moment("t", "text", "unix_ms"), "1700000000999")) == (
        datetime(2023, 11, 14, 22, 13, 20),
    )


def test_points_are_day_first_and_slashes_may_be_either() -> None:
    assert candidates("01.02.2024") == ("%d.%m.%Y",)
    assert [order_of(c) for c in candidates("01/02/2024")] == ["dmy", "mdy"]
    assert twin("%Y-%m-%d") == ""


def lines(days: list[str]) -> str:
    return "customer,date,amount\n" + "".join(f"c{i % 5},{d},10\n" for i, d in enumerate(days))
