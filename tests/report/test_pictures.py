import json
from html import unescape

import pytest

from coterie.report import pictures, render
from coterie.report.figures import SEGMENTS
from coterie.report.files import plain
from report import fake


def drawn(results=None) -> dict:
    return json.loads(json.dumps(plain(pictures(results or fake.fake_results()))))


def test_every_chart_of_the_report_is_told_with_sentence_and_table() -> None:
    page = render(fake.fake_results())
    told = drawn()["figures"]
    names = {each["name"] for each in told}
    assert {n for n in names if f'id="chart-{n}"' in page} == {n for n in names if not n.startswith("differences-")}
    assert len(names) == len(told) == page.count('id="chart-') + sum(n.startswith("differences-") for n in names)
    for each in told:
        assert each["caption"] and each["plot"]["data"] and each["table"]["rows"], each["name"]
        assert "<" not in each["caption"]


def test_cells_say_the_same_number_as_the_statistic_they_name() -> None:
    results = fake.fake_results()
    cells = [c for f in pictures(results)["figures"] for row in f["table"]["rows"] for c in row if "stat" in c]
    assert len(cells) > 20
    for cell in cells:
        assert results.evidence[cell["stat"]].estimate == cell["value"]


def test_what_a_page_needs_to_redraw_comes_along() -> None:
    found = drawn()
    assert found["config"]["showSendToCloud"] is False
    assert set(SEGMENTS) <= set(found["dark"])
    assert all("phone" in each["plot"]["layout"]["meta"] for each in found["figures"])


@pytest.mark.parametrize("make", [fake.without_orders, fake.bare])
def test_a_study_with_little_has_few_figures_or_none(make) -> None:
    assert {f["name"] for f in drawn(make())["figures"]} < {f["name"] for f in drawn()["figures"]}


def test_markup_in_a_name_stays_text_in_captions() -> None:
    names = ("<script>alert(1)</script>", *fake.NAMES[1:])
    captions = [f["caption"] for f in drawn(fake.fake_results(names))["figures"]]
    assert any("<script>alert(1)</script>" in c for c in captions)
    assert all(unescape(c) == c for c in captions)
