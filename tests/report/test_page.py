import json
import re
from dataclasses import replace

import pytest

from coterie.report import render
from coterie.report.page.numbers import Numbers, states
from coterie.terms import Results, Sentence
from report import fake
from report.page_text import digits

STUDIES = {"whole": fake.fake_results, "without orders": fake.without_orders, "bare": fake.bare}
EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture(scope="module", params=sorted(STUDIES))
def study(request: pytest.FixtureRequest) -> Results:
    return STUDIES[request.param]()


@pytest.fixture(scope="module")
def page(study: Results) -> str:
    return render(study)


def own(page: str) -> str:
    """The page without the chart library, whose text is not ours."""
    return re.sub(r'<script type="text/plain" id="plotly">.*?</script>', "", page, flags=re.DOTALL)


def test_every_digit_is_tied_to_a_statistic_or_a_cell(page: str) -> None:
    assert digits(own(page)).loose == []


def test_every_tied_statistic_is_in_the_evidence_of_the_page(study: Results, page: str) -> None:
    embedded = json.loads(re.search(r'id="evidence">(.*?)</script>', page, re.DOTALL).group(1))  # type: ignore[union-attr]
    keys = {key for kind, key in digits(own(page)).tied if kind == "data-stat"}
    assert keys <= set(embedded["rows"]) == {s.key for s in study.evidence}
    tags = {key for keys in re.findall(r'data-stats="([^"]*)"', own(page)) for key in keys.split()}
    assert tags <= set(embedded["rows"])


def test_a_number_that_no_statistic_supports_is_caught() -> None:
    results = fake.fake_results()
    assert results.verdict is not None
    invented = replace(results.verdict, act=(Sentence("do", "They spend 9876 more.", "derived"),))
    assert digits(own(render(replace(results, verdict=invented)))).loose == ["9876"]


def test_the_same_results_give_the_same_page(study: Results, page: str) -> None:
    assert render(study) == page


def test_nothing_in_the_page_points_outside(page: str) -> None:
    assert re.findall(r'(?:src|href|action)\s*=\s*["\']?(?!#|data:)[^"\'\s>]+', own(page)) == []
    assert "@import" not in own(page) and "url(" not in own(page)
    assert "default-src 'none'" in page and "connect-src 'none'" in page


def test_names_that_hold_markup_stay_text() -> None:
    names = (EVIL, *fake.NAMES[1:])
    page = own(render(fake.fake_results(names, title=f"shop {EVIL}")))
    assert "<script>alert" not in page and "<img" not in page
    assert "&lt;script&gt;alert" in page


def test_a_name_cannot_end_the_embedded_json() -> None:
    page = render(fake.fake_results(("</script><b>x</b>", *fake.NAMES[1:])))
    for block in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL):
        json.loads(block)


def test_missing_parts_are_told_with_their_reason() -> None:
    assert "Value needs orders; none were given." in render(fake.without_orders())
    assert "nothing could be judged on later spend" in render(fake.without_orders())
    bare = render(fake.bare())
    assert "no groups could be formed" in bare and "No trait differs between customers." in bare


def test_a_segment_without_persona_says_so_in_the_place_of_its_sentences() -> None:
    assert "No persona is told for this group" in render(fake.fake_results())


def test_what_was_not_measured_stands_where_it_would_have_stood() -> None:
    page = render(fake.fake_results())
    assert "What they feel about the shop: not measured." in page


def test_the_verdict_comes_before_everything_else() -> None:
    page = render(fake.fake_results())
    order = [page.index(f'id="{part}"') for part in ("verdict", "segments", "personas", "value", "why", "data", "how")]
    assert page.index("<h1>") < order[0] and order == sorted(order)


def test_a_shortfall_of_the_value_model_is_said() -> None:
    assert "more came than the model allowed for" in render(fake.fake_results())


@pytest.mark.parametrize(
    ("token", "value", "same"),
    [
        ("41 %", 0.4149, True),
        ("41 %", 0.4151, False),
        ("1.45 M", 1_447_682.0, True),
        ("0.4", -0.4, True),
        ("3", 3.4, True),
    ],
)
def test_a_written_number_states_what_rounds_to_it(token: str, value: float, same: bool) -> None:
    assert states(token, value) is same


def test_days_and_codes_in_sentences_are_no_numbers() -> None:
    told = Numbers(fake.fake_results().evidence).told("Until 9 Dec 2011 (2011-12-09), see COT-401.")
    assert told == "Until <time>9 Dec 2011</time> (<time>2011-12-09</time>), see <code>COT-401</code>."


def test_a_range_says_its_unit_once() -> None:
    results = fake.fake_results()
    share = results.evidence.find("repeat_share", "everyone")
    assert share is not None
    told = Numbers(results.evidence).told("66 % (64 to 67 %)", [share.key])
    assert told.count(f'data-stat="{share.key}"') == 3 and "data-said" not in told


def test_digits_in_the_name_of_a_trait_are_a_name() -> None:
    told = Numbers(fake.bare().evidence, labels=["Accepted campaign 5", "plain"]).told("Of all, accepted campaign 5.")
    assert told == "Of all, <bdi>accepted campaign 5</bdi>."
