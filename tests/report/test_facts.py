from dataclasses import replace

from coterie.report.facts import Cell, groups, score_fact, score_label, trait_fact, value_of
from coterie.terms import Statistic
from report import fake


def test_a_segment_keeps_its_colour_when_its_rank_changes() -> None:
    results = fake.fake_results()
    assert results.segmentation is not None
    turned = replace(results.segmentation, segments=results.segmentation.segments[::-1])
    before = {g.segment.id: g.colour for g in groups(results)}
    assert {g.segment.id: g.colour for g in groups(replace(results, segmentation=turned))} == before


def test_without_a_statistic_the_cell_of_the_noun_is_shown() -> None:
    bare = groups(replace(fake.fake_results(), evidence=fake.bare().evidence))
    assert isinstance(bare[0].customers, Statistic) and isinstance(bare[0].stability, Cell)
    assert value_of(bare[0].stability) == 0.94


def test_the_median_of_a_trait_is_preferred_to_its_mean() -> None:
    results = fake.fake_results()
    found = trait_fact(results, "segment:s1", ("recency_days",))
    assert found is not None and found.metric == "median:recency_days"
    assert trait_fact(results, "segment:s1", ("nothing",)) is None


def test_a_score_is_named_with_its_number_of_groups_where_one_was_searched() -> None:
    labels = [score_label(s) for s in fake.SCORES]
    assert labels[:3] == ["k-means, 6 groups", "Gaussian mixture, 5 groups", "RFM grid, the classic one"]
    assert value_of(score_fact(fake.bare(), fake.SCORES[0], "eta2")) == 0.41
