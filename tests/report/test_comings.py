"""Who came and who fell silent, by month: counted up to today, and told in words and in a table."""

from coterie.report.comings import MOST, comings


def test_months_without_anybody_are_drawn_too() -> None:
    told = comings({"2011-10": 3, "2011-12": 1}, {"2011-12": 2}, "2011-12")
    assert told is not None
    assert [[cell["text"] for cell in row[1:]] for row in told["table"]["rows"]] == [["3", "0"], ["0", "0"], ["1", "2"]]
    came, silent = told["plot"]["data"]
    assert (came["y"], silent["y"]) == ([3, 0, 1], [0, 0, -2])


def test_a_long_history_shows_its_last_two_years_and_counts_all() -> None:
    told = comings({f"{year}-{month:02d}": 1 for year in range(2001, 2006) for month in range(1, 13)}, {}, "2005-12")
    assert told is not None
    rows = told["table"]["rows"]
    assert len(rows) == MOST and (rows[0][0]["text"], rows[-1][0]["text"]) == ("Jan 2004", "Dec 2005")
    assert told["caption"].startswith("In all 60 came.")


def test_nobody_makes_no_figure() -> None:
    assert comings({}, {}, "2011-12") is None
