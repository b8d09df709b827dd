"""Does every sentence of a persona rest on its statistics, and vanish with them?"""

import re
from dataclasses import replace

import numpy as np
import pytest

from coterie.personas import compose, names_in, unsupported_numbers
from coterie.terms import Evidence, Statistic
from personas.study import segmentation_of, shoppers, study


@pytest.fixture(scope="module")
def results():
    return study()


@pytest.fixture(scope="module")
def personas(results):
    return compose(results)


def told(persona):
    return [persona.headline, *persona.sentences]


@pytest.mark.parametrize("options", [{}, {"value": False}, {"holdout": False}, {"value": False, "holdout": False}])
def test_every_number_is_one_of_the_sentences_statistics(options):
    results = study(**options)
    names = names_in(results)
    for persona in compose(results):
        for sentence in told(persona):
            assert unsupported_numbers(sentence, results.evidence, names) == [], sentence.text


def test_every_claim_points_at_statistics_that_are_there(results, personas):
    for persona in personas:
        for sentence in told(persona):
            assert sentence.stats or sentence.kind == "absent", sentence.text
            assert all(key in results.evidence for key in sentence.stats)


def test_claims_of_a_difference_rest_on_findings(results, personas):
    findings = {f.effect for f in results.findings}
    for persona in personas:
        for sentence in persona.block("behaviour", "demographic", "attitude"):
            if sentence.kind == "measured" and sentence.tag != "coverage":
                assert findings & set(sentence.stats), sentence.text


def test_no_sentence_says_what_they_are(personas):
    for persona in personas:
        for sentence in told(persona):
            assert not re.search(r"\bthey are\b|\bthey're\b", sentence.text, re.IGNORECASE)
            assert "!" not in sentence.text
            assert sentence.text.endswith(".") or sentence is persona.headline
            assert "nan" not in sentence.text.split()


def test_every_block_is_there_and_says_what_was_not_measured(personas):
    blocks = ("definition", "behaviour", "demographic", "attitude", "value", "future", "needs", "do", "dont")
    for persona in personas:
        for block in (*blocks, "channel", "offer", "test", "member"):
            assert persona.block(block), block
        assert [s.kind for s in persona.block("attitude")] == ["absent"]


def test_actions_carry_a_grade_and_none_claims_a_cause(personas):
    for persona in personas:
        for sentence in persona.block("needs", "do", "dont", "channel", "offer", "test"):
            assert sentence.kind == "absent" or sentence.grade in ("association", "assumption")


def test_demographics_describe_and_never_steer(results, personas):
    sensitive = {t.name for t in results.table.traits if t.sensitive}
    effects = {f.effect for f in results.findings if f.trait in sensitive}
    assert effects
    for persona in personas:
        for sentence in persona.block("needs", "do", "channel", "offer", "test"):
            assert not effects & set(sentence.stats)


def test_the_planted_differences_are_told(personas):
    regulars, slipping, quiet = personas
    assert any(s.text.startswith("Wine: ") for s in regulars.block("behaviour"))
    assert any("in the morning" in s.text for s in regulars.block("channel"))
    assert any(s.text.startswith("Win them back first") for s in slipping.block("do"))
    assert any("on discount" in s.text for s in slipping.block("offer"))
    assert any(s.text.startswith("Don't pay for letters") for s in quiet.block("dont"))
    assert any(s.text.startswith("Win a second order") for s in quiet.block("do"))


def test_a_group_under_the_floor_is_not_told(results):
    sizes = [s.size for s in results.segmentation.segments]
    told_of = compose(results, floor=max(sizes))
    assert [p.segment for p in told_of] == [s.id for s in results.segmentation.segments if s.size == max(sizes)]


def test_the_typical_member_is_made_of_medians(results, personas):
    for persona in personas:
        (member,) = persona.block("member")
        assert member.text.startswith("No real customer")
        assert all(results.evidence[key].metric.startswith("median:") for key in member.stats)


def test_the_illustration_follows_the_lineage_and_not_the_name(results):
    segments = tuple(replace(s, name=f"{s.name} renamed") for s in results.segmentation.segments)
    renamed = replace(results, segmentation=replace(results.segmentation, segments=segments))
    assert [p.seed for p in compose(renamed)] == [p.seed for p in compose(results)]


def test_nothing_can_be_said_without_evidence(results):
    for persona in compose(replace(results, evidence=Evidence(), findings=())):
        assert all(s.kind == "absent" for s in persona.sentences)


def test_without_a_segmentation_there_is_nobody_to_tell(results):
    assert compose(replace(results, segmentation=None)) == ()


@pytest.mark.parametrize("trait", ["category_share_wine", "discount_share", "morning_share", "age_band"])
def test_when_a_trait_changes_the_sentences_that_rest_on_it_vanish_and_no_others(trait):
    """The mutation test: the trait is drawn anew for everybody, so that its differences are gone.

    Families of tests hang together, so intervals of other findings may move; what is compared is what is said.
    """
    table, labels = shoppers()
    before = study(table, labels)
    drawn = np.random.Generator(np.random.PCG64(3)).permutation(table.columns[trait])
    after = study(replace(table, columns={**table.columns, trait: drawn}), labels)
    metrics = re.compile(rf"^(mean|median|share|effect):{trait}(=|$)")
    for old, new in zip(compose(before), compose(after), strict=True):
        rests, free = [], []
        for sentence in old.sentences:
            on_it = any(metrics.match(before.evidence[key].metric) for key in sentence.stats)
            (rests if on_it else free).append(sentence)
        said = {s.text for s in new.sentences}
        for sentence in rests:
            assert sentence.text not in said, sentence.text
        gone = [s.text for s in free if s.text not in said and s.kind != "absent"]
        assert gone == []


def test_changing_nothing_changes_no_sentence():
    table, labels = shoppers()
    assert compose(study(table, labels)) == compose(study(table, labels))


def test_segments_made_from_attributes_alone_are_told_too():
    """No orders: forming traits are levels and numbers nobody foresaw; value and future are said to be missing."""
    table, labels = shoppers()
    keep = ("basket_lines", "age_band", "household", "category_share_wine")
    table = replace(
        table,
        columns={name: table.columns[name] for name in keep},
        traits=tuple(t for t in table.traits if t.name in keep),
        window=None,
    )
    results = study(table, labels, value=False, holdout=False)
    split = replace(segmentation_of(labels), forming=("basket_lines", "household"), past=None)
    results = replace(results, segmentation=split, timeline=None)
    for persona in compose(results):
        assert {s.kind for s in persona.block("value", "future")} == {"absent"}
        assert any(s.text.startswith("Household ") for s in persona.block("definition"))
        assert any(s.text.startswith("Lines an order: half of them") for s in persona.block("definition"))


def test_where_the_model_sees_nobody_leave_it_is_not_asked_who_left(results):
    evidence = Evidence()
    evidence.extend([*results.evidence, Statistic("mean_p_alive", "everyone", 0.999, n=1200, unit="share")])
    for persona in compose(replace(results, evidence=evidence)):
        told = " ".join(s.text for s in persona.sentences)
        assert "the value model cannot tell" in told
        assert "still customers" not in told.replace("customers still", "")
        assert "lost or at risk" not in told


def test_the_overdue_are_written_to_where_there_are_enough_of_them(results, personas):
    slipping = personas[1]
    assert any(s.text.startswith("Write to the ") and "overdue" in s.text for s in slipping.block("do"))
    counts = [results.evidence.find("overdue_customers", f"segment:{p.segment}") for p in personas]
    for persona, count in zip(personas, counts, strict=True):
        told = any("overdue" in s.text for s in persona.block("do"))
        assert told == (count is not None and count.estimate >= 30)
