from coterie.report import study_pdf
from report.pdf.test_people import made, pages

SUMMARY = {
    "headline": "Two groups", "customers": 100, "orders": None, "revenue": None, "currency": "", "total_clv": None,
    "as_of": None,
}  # fmt: skip


def test_a_study_without_verdict_and_orders_is_printed() -> None:
    assert pages(study_pdf(SUMMARY, None, [], made(0))) == 1


def test_groups_with_long_names_and_missing_figures_are_printed() -> None:
    segments = [{"name": "A very long name " * 9, "size": 40, "colour": 1}, {"name": "B", "size": 60, "colour": 2}]
    verdict = {"act": [], "check": [], "unsupported": []}
    found = study_pdf(SUMMARY, verdict, segments, made(2))
    assert pages(found) == 3 and found == study_pdf(SUMMARY, verdict, segments, made(2))
