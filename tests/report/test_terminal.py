from pathlib import Path

from coterie.report import notebook_html, summary
from report import fake


def test_the_summary_opens_with_the_verdict_and_ends_with_the_report() -> None:
    lines = summary(fake.fake_results(), Path("out")).splitlines()
    assert lines[0] == "Six groups; one in nine customers brings 41 % of revenue"
    assert lines[-1] == f"Report: {Path('out') / 'report.html'}"
    assert max(map(len, lines)) <= 126


def test_the_summary_says_why_there_is_no_value() -> None:
    assert "Value needs orders" in summary(fake.without_orders())
    assert summary(fake.bare()).startswith("4,338 customers; no groups could be formed")


def test_the_notebook_table_escapes_names_and_loads_nothing() -> None:
    html = notebook_html(fake.fake_results(("<script>x</script>", *fake.NAMES[1:])))
    assert "<script" not in html and "&lt;script&gt;" in html and "http" not in html
