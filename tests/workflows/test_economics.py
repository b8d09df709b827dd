"""Are margin, discount and cost read as a person means them, and refused with their range?"""

from pathlib import Path

import pytest

import coterie
from coterie.terms import Economics, WrongWords
from coterie.workflows.economics import economics_of
from shop import FOUR, generate


@pytest.mark.parametrize(("said", "share"), [("35%", 0.35), ("35 %", 0.35), ("0.35", 0.35), (0.35, 0.35), (1, 1.0)])
def test_a_share_is_read_from_a_number_and_from_words(said, share) -> None:
    problems: list = []
    assert economics_of(said, "10%", "12.50", problems) == Economics(share, 0.1, 12.5)
    assert problems == []


@pytest.mark.parametrize(
    ("words", "code", "span"),
    [
        ({"margin": "0%"}, "COT-141", "above 0% and up to 100%"),
        ({"margin": "135%"}, "COT-141", "above 0% and up to 100%"),
        ({"margin": 35}, "COT-141", "above 0% and up to 100%"),
        ({"margin": "much"}, "COT-141", "above 0% and up to 100%"),
        ({"margin": True}, "COT-141", "above 0% and up to 100%"),
        ({"discount": -0.1}, "COT-142", "from 0% to 100% a year"),
        ({"discount": "nan"}, "COT-142", "from 0% to 100% a year"),
        ({"acquisition_cost": -1}, "COT-143", "from 0 to"),
        ({"acquisition_cost": "12,50"}, "COT-143", "from 0 to"),
    ],
)
def test_what_is_out_of_range_is_refused_with_the_range(words, code, span) -> None:
    with pytest.raises(WrongWords) as wrong:
        coterie.analyze(orders="none.csv", **words)
    assert [p.code for p in wrong.value.problems] == [code]
    assert span in str(wrong.value)


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(WrongWords) as wrong:
        coterie.analyze(orders="none.csv", margin=2, discount=2, acquisition_cost=-2)
    assert [p.code for p in wrong.value.problems] == ["COT-141", "COT-142", "COT-143"]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, dict]:
    """The same shop as revenue, and as profit of 40 %."""
    found = []
    for margin in (None, "40%"):
        out = tmp_path_factory.mktemp("economics") / "out"
        study = coterie.analyze(orders=generate(400, groups=FOUR, days=400).table(), margin=margin)
        study.save(out)
        found.append((out, study.customers, study.evidence, study.parameters, study.metrics))
        study.close()
    return tuple(found)


def test_profit_is_the_margin_of_revenue_everywhere(both) -> None:
    (_, revenue, facts, _, plain), (out, profit, earned, asked, metrics) = both
    for name in ("clv", "clv_low", "clv_high"):
        assert profit[name].to_numpy() == pytest.approx(0.4 * revenue[name].to_numpy(), abs=0.011)
    total, before = (f.set_index("metric").loc["total_clv"] for f in (earned, facts))
    assert total["estimate"] == pytest.approx(0.4 * before["estimate"])
    assert total["high"] == pytest.approx(0.4 * before["high"])
    assert "profit (40 % of spend)" in total["definition"] and "(revenue)" in before["definition"]
    assert metrics["value"]["value_is"] == "profit" and plain["value"]["value_is"] == "revenue"
    assert asked["margin"] == 0.4 and asked["discount"] == 0.1 and asked["acquisition_cost"] is None
    page = Path(out / "report.html").read_text(encoding="utf-8")
    assert "Expected profit" in page and "Expected revenue" not in page


def test_new_customers_are_scored_in_profit_too(both) -> None:
    _, (out, profit, *_) = both
    scored = coterie.score(out, generate(400, groups=FOUR, days=400).table())
    again = scored.customers.set_index("customer_id").loc[profit["customer_id"]]
    assert again["clv"].to_numpy() == pytest.approx(profit["clv"].to_numpy(), abs=0.011)
    scored.close()
