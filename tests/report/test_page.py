import json
import re
from dataclasses import replace

import pytest

from coterie.report import render
from coterie.report.page.numbers import Numbers, states
from coterie.terms import Evidence, Results, Sentence, Statistic, Trait
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
    assert "@import" not in own(page) and not re.findall(r"url\((?!data:)", own(page))
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
    small = replace(fake.without_orders(), skipped={"value": "no orders were given"})
    assert ">No orders were given.</p>" in render(small)
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


def test_what_is_missing_stands_in_one_paragraph_of_its_part() -> None:
    page = render(fake.fake_results())
    card = page[page.index('id="segment-1"') : page.index('id="segment-2"')]
    assert card.count('class="said absent"') == 1
    assert "not measured. No customer file was given. What they feel about the shop: not measured." in card


def test_without_revenue_the_table_tells_the_traits_that_set_a_group_apart() -> None:
    results = fake.without_orders()
    evidence = Evidence()
    evidence.extend(results.evidence)
    for who, income in (("segment:s1", 72_600.0), ("everyone", 42_300.0)):
        evidence.add(Statistic("median:income", who, income, n=100, unit="currency"))
    evidence.add(Statistic("effect:income", "segment:s1", 1.5, n=100, baseline="rest", unit="sd"))
    page = render(replace(results, evidence=evidence))
    row = page[page.index("What sets them apart") : page.index("customers.csv")]
    assert "<bdi>Income</bdi>" in row and "72.6" in row and "42.3" in row
    assert "Share of revenue" not in row


def test_methods_left_out_for_one_reason_are_told_together() -> None:
    results = fake.fake_results()
    assert results.segmentation is not None
    alike = {f"{m} with {k} groups": "too alike" for m in ("kmeans", "mixture") for k in (4, 5, 6)}
    page = render(replace(results, segmentation=replace(results.segmentation, skipped=alike)))
    left = page[page.index("could not be tried") : page.index('id="data"')]
    text = re.sub("<[^>]+>", "", left)
    assert "K-means with 4 to 6 groups and Gaussian mixture with 4 to 6 groups: too alike." in text


def test_checks_that_call_for_nothing_are_folded() -> None:
    page = render(fake.fake_results())
    data = page[page.index('id="data"') :]
    assert data.index("Notes: what was found") < data.index("lines equal another line")
    assert data.index("lines have no customer id") < data.index("Notes: what was found")


def test_a_model_that_sees_nobody_leave_draws_no_chart_of_who_left() -> None:
    results = fake.fake_results()
    evidence = Evidence()
    evidence.extend(replace(s, estimate=0.999) if s.metric == "mean_p_alive" else s for s in results.evidence)
    page = render(replace(results, evidence=evidence))
    assert 'id="chart-alive"' not in page and "the model cannot tell" in page
    assert 'id="chart-alive"' in render(results)


def test_money_without_a_currency_is_said_once() -> None:
    results = fake.fake_results()
    assert "it names none" not in render(results)
    assert render(replace(results, dataset=replace(results.dataset, currency=""))).count("it names none") == 1


def test_pictures_that_not_everybody_needs_are_folded() -> None:
    page = render(fake.fake_results())
    for name in ("map", "neighbours", "forecasts"):
        assert re.search(rf"<details[^>]*><summary>[^<]*</summary>\s*<figure[^>]*id=\"chart-{name}\"", page), name


def test_the_bands_of_risk_are_told_highest_first_with_what_came_of_an_earlier_warning() -> None:
    page = render(fake.fake_results())
    fold = re.sub("<[^>]+>", "", page[page.index("Who may not order again") : page.index("Parameters and notes")])
    assert fold.index("high") < fold.index("middle") < fold.index("low")
    assert "548" in fold and "91" in fold and "31" in fold
    assert "Who may not order again" not in render(fake.without_orders())


def test_traits_that_go_together_are_told_strongest_first_and_tied() -> None:
    page = render(fake.fake_results())
    fold = page[page.index("Which traits go together") : page.index("What each trait means")]
    assert fold.index("Income and share at home") < fold.index("Where basket is high")
    assert fold.count("<data ") == 2 and "data-said" not in fold


def test_what_the_study_added_to_its_customers_is_no_trait() -> None:
    results = fake.fake_results()
    table = results.table.with_columns(
        {"reasons": results.table.ids},
        [Trait("reasons", "Why in this segment", "behavioural", "id", source="the groups")],
    )
    assert "Why in this segment" not in render(replace(results, table=table))


def test_the_tree_of_a_hierarchical_grouping_is_folded_and_tied() -> None:
    results = fake.fake_results()
    assert results.segmentation is not None and 'id="chart-joins"' not in render(results)
    model = {"form": {"merges": [[0, 1, 1.25, 20], [2, 3, 4.5, 90]]}}
    page = render(replace(results, segmentation=replace(results.segmentation, k=2, model=model)))
    assert 'id="chart-joins"' in page and digits(own(page)).loose == []
