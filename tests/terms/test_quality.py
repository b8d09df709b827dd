"""Does the quality report put the gravest first?"""

from coterie.terms import CODES, Check, QualityReport

INFO = Check("COT-501", "info", "fine")
WARN = Check("COT-201", "warn", "odd")
BLOCK = Check("COT-502", "block", "one customer", remedy="Look again.")


def test_checks_are_sorted_by_grade_then_code() -> None:
    report = QualityReport().with_checks(INFO, WARN).with_checks(BLOCK)
    assert report.checks == (BLOCK, WARN, INFO)


def test_blocks_become_problems() -> None:
    report = QualityReport((BLOCK, INFO))
    assert report.blocks == (BLOCK,)
    (problem,) = report.problems()
    assert (problem.code, problem.found, problem.remedy) == ("COT-502", "one customer", "Look again.")


def test_a_check_is_called_what_the_catalogue_calls_it() -> None:
    assert WARN.title == CODES["COT-201"].title
