"""Are the orders of one customer drawn and told day by day?"""

from datetime import date

import numpy as np

from coterie.report import order_path
from coterie.terms.numbers import NBSP


def days(*rows: tuple[str, int, int, float, float]):
    when, lines, back, revenue, bought = (list(each) for each in zip(*rows, strict=True))
    return {
        "ordered_on": np.array(when, dtype="datetime64[D]"),
        "orders": np.array([int(n > 0) for n in lines]),
        "lines": np.array(lines),
        "returned_lines": np.array(back),
        "revenue": np.array(revenue),
        "bought": np.array(bought),
    }


def test_every_day_stands_in_the_table_and_what_came_back_below_the_line() -> None:
    found = order_path(
        days(("2024-01-05", 2, 0, 30.0, 30.0), ("2024-01-25", 1, 1, 5.0, 12.0), ("2024-02-01", 0, 1, -5.0, 0.0)),
        date(2024, 3, 1),
    )
    caption = found["caption"].replace(NBSP, " ")
    assert caption.startswith("2 days with an order from 5 Jan 2024 to 25 Jan 2024, for 30 in all; the longest pause")
    assert "20 days" in caption and "Below the line" in caption
    bought, back = found["plot"]["data"]
    assert bought["y"] == [30.0, 12.0] and back["y"] == [-7.0, -5.0] and back["x"] == ["2024-01-25", "2024-02-01"]
    assert found["plot"]["layout"]["xaxis"]["range"][1] > "2024-03-01"
    newest = [cell.get("value") for cell in found["table"]["rows"][0]]
    assert newest == [None, 0.0, 0.0, 1.0, -5.0]
    assert [each["day"] for each in found["rows"]] == ["2024-01-05", "2024-01-25", "2024-02-01"]


def test_one_day_is_told_as_one_and_nothing_of_returns_where_none_were() -> None:
    found = order_path(days(("2024-01-05", 1, 0, 30.0, 30.0)), None)
    assert found["caption"].replace(NBSP, " ") == "One day with an order, 5 Jan 2024, for 30."


def test_who_only_brought_back_is_told_so() -> None:
    assert "Nothing was bought" in order_path(days(("2024-01-05", 0, 1, -3.0, 0.0)), None)["caption"]
