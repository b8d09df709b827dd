from datetime import date, datetime
from decimal import Decimal

import pytest

from coterie.engine import open_engine
from coterie.intake import load
from coterie.report.loaded import plain_cell, plain_dataset
from coterie.terms import Silent, Words
from finished import finished


@pytest.mark.parametrize(
    ("value", "is_money", "shown"),
    [
        (105_000, True, 10.5),
        (3, False, 3),
        (Decimal("2.000"), False, 2.0),
        (datetime(2026, 1, 31), False, "2026-01-31"),
        (datetime(2026, 1, 31, 9, 5), False, "2026-01-31 09:05:00"),
        (date(2026, 1, 31), False, "2026-01-31"),
        (None, True, None),
        (True, False, True),
    ],
)
def test_cells_are_shown_as_a_person_would_write_them(value: object, is_money: bool, shown: object) -> None:
    found = plain_cell(value, is_money)
    assert found == shown and type(found) is type(shown)


def test_a_dataset_tells_where_each_column_came_from() -> None:
    with open_engine() as engine:
        dataset = load(engine, {"customers": str(finished().parent / "people.csv")}, Words(), Silent())
        told = plain_dataset(dataset, engine)
    assert told["consent"] == "newsletter_consent" and told["rejected"] == 0
    columns = {each["name"]: each for each in told["kinds"]["customers"]["columns"]}
    assert columns["city"]["attribute"] and not columns["customer_id"]["attribute"]
