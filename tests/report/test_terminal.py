from dataclasses import replace
from pathlib import Path

import pytest

from coterie.report import notebook_html, summary
from coterie.terms import Sentence, Statistic
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


@pytest.mark.parametrize("width", [48, 72, 110])
def test_nothing_is_cut_off_at_any_width(width: int) -> None:
    results = fake.fake_results()
    assert results.verdict is not None
    text = summary(results, width=width)
    assert "…" not in text and max(map(len, text.splitlines())) <= width
    flat = " ".join(text.split())
    for sentence in (*results.verdict.act, *results.verdict.check, results.verdict.unsupported[0]):
        assert " ".join(sentence.text.split()) in flat
    assert "(1 more in the report)" in flat


def test_a_long_name_goes_on_below() -> None:
    long = "A group with a very long name that nobody would choose and everybody must read"
    lines = summary(fake.fake_results((long, *fake.NAMES[1:])), width=60).splitlines()
    assert all(len(line) <= 60 for line in lines)
    assert all(word in " ".join(lines) for word in long.split())


def test_the_notebook_shows_the_verdict_and_no_empty_columns() -> None:
    html = notebook_html(fake.fake_results())
    assert "Act on" in html and "Later spend" in html
    assert "Later spend" not in notebook_html(fake.without_orders())


def test_the_list_that_the_verdict_speaks_of_is_one_command() -> None:
    results = fake.fake_results()
    assert results.verdict is not None and results.segmentation is not None
    who = results.segmentation.segments[0].id
    late = Statistic("overdue_customers", f"segment:{who}", 40, 100, "customers")
    results.evidence.extend([late])
    first = Sentence("do", "Write first to 40 customers of them.", "derived", (late.key,))
    results = replace(results, verdict=replace(results.verdict, act=(first,)))
    assert f"coterie audience 'my out' --segment {who} --overdue -o list.csv" in summary(results, Path("my out"))
    assert "--overdue" not in summary(results)
