"""Does the verdict say what the statistics support, and what they do not?"""

from dataclasses import replace

import pytest

from coterie.personas import judge, names_in, unsupported_numbers
from coterie.terms import Evidence
from personas.study import shoppers, study


@pytest.fixture(scope="module")
def results():
    return study()


def lines(verdict):
    return [verdict.headline, *verdict.act, *verdict.check, *verdict.unsupported]


@pytest.mark.parametrize("options", [{}, {"value": False}, {"holdout": False}, {"value": False, "holdout": False}])
def test_every_number_of_the_verdict_is_evidence(options):
    results = study(**options)
    for sentence in lines(judge(results)):
        assert unsupported_numbers(sentence, results.evidence, names_in(results)) == [], sentence.text


def test_the_headline_is_an_answer(results):
    headline = judge(results).headline.text
    assert headline.startswith("Three groups; 21")
    assert headline.endswith("of revenue")


def test_it_names_whom_to_write_to_first_and_who_kept_the_promise(results):
    first, best = judge(results).act[:2]
    assert "Write to Slipping away, still valuable" in first.text
    assert first.grade == "association"
    assert best.text.startswith("Look after Devoted regulars")
    assert best.tag.startswith("held out · ")


def test_who_is_written_to_first_is_not_also_spent_little_on():
    table, labels = shoppers()
    results = study(table, labels, spend=(300.0, 9.0, 9.0))
    act = [s.text for s in judge(results).act]
    assert any("Write to Slipping away, still valuable" in text for text in act)
    assert any("Spend little on One-time and quiet" in text for text in act)
    small = labels != 2  # nobody is left but those to look after and those to write to
    table = replace(table, ids=table.ids[small], columns={name: c[small] for name, c in table.columns.items()})
    alone = [s.text for s in judge(study(table, labels[small], spend=(300.0, 0.3, 9.0))).act]
    assert not any("Spend little" in text for text in alone)


def test_without_a_holdout_nothing_is_said_of_later_days():
    verdict = judge(study(holdout=False))
    assert any("Whether the groups predict anything" in s.text for s in verdict.unsupported)
    assert not any("had not seen" in s.text and "revenue" in s.text for s in verdict.act)


def test_a_value_model_that_was_skipped_is_named_with_its_reason():
    verdict = judge(study(value=False))
    assert any("at least 100 are needed" in s.text for s in verdict.unsupported)
    assert not any("at risk" in s.text for s in verdict.act)


def test_doubts_come_with_their_figures(results):
    checks = " ".join(s.text for s in judge(results).check)
    for figure in (
        "600 of 5,000 order lines",
        "1,653",
        "1,882",
        "Slipping away, still valuable (71\u00a0%)",
        "ranking by value",
    ):
        assert figure in checks


def test_what_was_not_given_is_said_not_to_be_supported(results):
    told = " ".join(s.text for s in judge(results).unsupported)
    assert "no campaign data were given" in told
    assert "no survey or reviews were given" in told


def test_a_study_without_groups_says_why(results):
    verdict = judge(
        replace(results, segmentation=None, skipped={"segments": "found 12 customers"}, evidence=Evidence())
    )
    assert verdict.headline.text == "No groups: found 12 customers."
    assert [s.kind for s in verdict.act] == ["absent"]
    assert verdict.check == ()


def test_four_lines_a_column_are_enough(results):
    verdict = judge(results)
    assert all(len(column) <= 4 for column in (verdict.act, verdict.check, verdict.unsupported))
