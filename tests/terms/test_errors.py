"""Does a message say where, what was found, what was expected and what to do?"""

from coterie.terms import CoterieError, DataRefused, Failed, NotInstalled, Place, Problem, WrongWords


def test_a_problem_reads_as_sentences() -> None:
    problem = Problem("COT-201", "it has 0 bytes", where=Place("orders.csv", 3, "Total"))
    assert str(problem) == (
        "COT-201 orders.csv, line 3, column Total: it has 0 bytes. Expected a file with a header and rows. "
        "Export the file again, then retry."
    )


def test_a_problem_may_say_more_than_its_code() -> None:
    problem = Problem("COT-201", "nothing", expected="something", remedy="Do this.")
    assert str(problem) == "COT-201 nothing. Expected something. Do this."


def test_a_question_ends_with_its_own_mark() -> None:
    problem = Problem("COT-307", '"ordr" is no kind of source, did you mean "orders"?')
    assert '"orders"? Expected' in str(problem)


def test_an_error_carries_all_problems_at_once() -> None:
    problems = [Problem("COT-201", "one"), Problem("COT-101", "two")]
    error = DataRefused(problems)
    assert error.problems == tuple(problems)
    assert str(error).splitlines() == [str(problem) for problem in problems]


def test_each_error_has_its_exit_code() -> None:
    assert [kind.exit_code for kind in (WrongWords, DataRefused, NotInstalled, Failed)] == [2, 3, 1, 1]
    assert issubclass(WrongWords, CoterieError)


def test_a_place_says_only_what_is_known() -> None:
    assert str(Place()) == ""
    assert str(Place("a.csv")) == "a.csv"
    assert str(Place(column="Total")) == "column Total"
