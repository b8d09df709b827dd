import numpy as np
import pytest

from coterie.measure.judging import Judge, beats, capped, deciles, eta2, tenths, top20_share

IDS = np.array([f"c{i}" for i in range(400)], dtype=object)


def test_tied_scores_share_the_last_places_in_proportion():
    score = np.array([2.0, 1, 1, 1, 1])
    spend = np.array([10.0, 20, 0, 0, 0])
    assert top20_share(np.zeros(5), spend) == pytest.approx(0.2)
    assert top20_share(score, spend, top=0.4) == pytest.approx((10 + 20 / 4) / 30)


def test_no_spend_has_no_share():
    assert np.isnan(top20_share(np.arange(5.0), np.zeros(5)))
    assert np.isnan(eta2(np.array([0, 1]), np.array([3.0, 3.0])))


def test_eta2_equals_the_textbook_sums_of_squares():
    rng = np.random.default_rng(0)
    labels, spend = rng.integers(0, 4, 200), rng.exponential(5, 200)
    between = sum((labels == g).sum() * (spend[labels == g].mean() - spend.mean()) ** 2 for g in range(4))
    assert eta2(labels, spend) == pytest.approx(between / ((spend - spend.mean()) ** 2).sum())


def test_a_judge_ranks_on_one_half_and_judges_on_the_other():
    rng = np.random.default_rng(0)
    labels, spend = rng.integers(0, 5, 400), rng.exponential(5, 400)
    judge = Judge(IDS, spend, seed=0, draws=50)
    low = capped(spend)
    won = 0.0
    for here in (judge.half, ~judge.half):
        means = np.array([low[~here & (labels == g)].mean() for g in range(5)])
        won += top20_share(means[labels[here]], spend[here]) * spend[here].sum()
    found = judge.judge(labels, 5)
    assert found.top20.value == pytest.approx(won / spend.sum())
    assert found.eta2.value == pytest.approx(eta2(labels, low))
    assert found.top20.low <= found.top20.value <= found.top20.high


def test_groups_drawn_by_lot_win_a_fifth():
    rng = np.random.default_rng(1)
    many = np.array([f"c{i}" for i in range(9000)], dtype=object)
    judge = Judge(many, rng.exponential(5, 9000), seed=0, draws=100)
    found = judge.judge(rng.integers(0, 10, 9000), 10)
    assert found.top20.value == pytest.approx(0.2, abs=0.02)
    assert found.eta2.value < 0.01


def test_block_draws_of_many_customers_give_the_width_of_single_draws():
    rng = np.random.default_rng(2)
    spend = rng.exponential(5, 12000)
    labels = (rng.random(12000) < 0.3).astype(np.int64)
    spend[labels == 1] *= 3
    found = Judge([f"c{i}" for i in range(12000)], spend, seed=0, draws=400).judge(labels, 2)
    draws = []
    for _ in range(200):
        pick = rng.integers(0, 12000, 12000)
        draws.append(top20_share(labels[pick].astype(float), spend[pick]))
    assert found.se == pytest.approx(np.std(draws), rel=0.25)


def test_a_clearly_better_grouping_beats_a_random_one_and_not_the_reverse():
    rng = np.random.default_rng(3)
    labels = np.arange(400) % 4
    judge = Judge(IDS, rng.exponential(1.0 + 20 * (labels == 0)), seed=0, draws=100)
    good, bad = judge.judge(labels, 4), judge.judge(rng.integers(0, 4, 400), 4)
    assert beats(good, bad)
    assert not beats(bad, good)


def test_deciles_never_part_equal_scores():
    score = np.array([1.0] * 60 + [2.0] * 25 + [3.0] * 15)
    groups = deciles(score)
    assert len(np.unique(groups)) == 3
    assert groups[-1] < groups[70] < groups[0]


@pytest.mark.parametrize("n", [0, 1, 2])
def test_a_handful_of_customers_is_judged_without_a_fault(n):
    found = Judge(IDS[:n], np.ones(n), seed=0, draws=10).judge(np.zeros(n, dtype=np.int64), 1)
    assert found.eta2 is None


def test_tenths_run_from_the_lowest_forecast_to_the_highest():
    expected = np.arange(100.0)
    groups = tenths(expected, expected * 2)
    assert groups[0] == (4.5, 9.0)
    assert groups[-1] == (94.5, 189.0)
    order = np.random.default_rng(2).permutation(100)
    assert tenths(expected[order], (expected * 2)[order]) == groups
    assert len(tenths(expected[:4], expected[:4])) == 4


def test_tenths_know_nothing_of_what_came_among_equal_forecasts():
    rng = np.random.default_rng(4)
    came = (rng.random(1000) < 0.3).astype(float)
    forecast = np.full(1000, came.mean())
    groups = tenths(forecast, came)
    assert [actual for _, actual in groups] == pytest.approx([came.mean()] * 10)
    forecast[:150] = 0.9  # the highest: one and a half tenths, of whom nobody knows who came
    assert tenths(forecast, came)[-1] == pytest.approx((0.9, came[:150].mean()))
