from datetime import date, datetime
from decimal import Decimal

from coterie.engine import open_engine
from coterie.intake import load
from coterie.report.loaded import _cell, plain_dataset
from coterie.terms import Silent, Words
from finished import finished


def test_cells_are_shown_as_a_person_would_write_them() -> None:
    assert _cell(105_000, True) == 10.5 and _cell(3, False) == 3 and _cell(Decimal("2.000"), False) == 2.0
    assert _cell(datetime(2026, 1, 31), False) == "2026-01-31"
    assert _cell(datetime(2026, 1, 31, 9, 5), False) == "2026-01-31 09:05:00"
    assert _cell(date(2026, 1, 31), False) == "2026-01-31" and _cell(None, True) is None and _cell(True, False) is True


def test_a_dataset_tells_where_each_column_came_from() -> None:
    with open_engine() as engine:
        dataset = load(engine, {"customers": str(finished().parent / "people.csv")}, Words(), Silent())
        told = plain_dataset(dataset, engine)
    assert told["consent"] == "newsletter_consent" and told["rejected"] == 0
    columns = {each["name"]: each for each in told["kinds"]["customers"]["columns"]}
    assert columns["city"]["attribute"] and not columns["customer_id"]["attribute"]
