import numpy as np

from coterie.methods.segments.micro_segments import fit_micro

RNG = np.random.default_rng(9)
N = 6_000
VISITS = RNG.poisson(4, N).astype(float)
HEAVY = VISITS >= 6
SPEND = RNG.normal(20, 5, N) + 40 * HEAVY


def test_a_planted_difference_is_found_at_its_own_cut():
    form = fit_micro(np.column_stack([VISITS, SPEND]), seed=0)
    labels = form.labels(np.column_stack([VISITS, SPEND]))
    assert form.k >= 2
    assert ((labels == labels[HEAVY][0]) == HEAVY).mean() > 0.95 or form.k > 2


def test_pure_noise_is_left_in_one_piece():
    for seed in range(5):
        x = np.random.default_rng(seed).normal(0, 1, (3_000, 4))
        assert fit_micro(x, seed=0).k == 1


def test_no_group_is_below_the_floor_and_there_are_no_more_than_asked():
    z = RNG.normal(0, 1, N)
    x = np.column_stack([z + RNG.normal(0, 0.4, N) for _ in range(4)])
    form = fit_micro(x, seed=0, floor=0.08, most=5)
    count = np.bincount(form.labels(x), minlength=form.k)
    assert 2 <= form.k <= 5
    assert count.min() >= 0.08 * N * 0.98


def test_every_group_differs_from_its_parent_in_a_trait_that_was_not_cut():
    z = RNG.normal(0, 1, N)
    x = np.column_stack([z + RNG.normal(0, 0.5, N), z + RNG.normal(0, 0.5, N)])
    form = fit_micro(x, seed=0, difference=0.3)
    first, other = form.trait[0], 1 - form.trait[0]
    below = x[:, first] < form.threshold[0]
    spread = x[:, other].std()
    assert abs(x[below, other].mean() - x[:, other].mean()) > 0.25 * spread
