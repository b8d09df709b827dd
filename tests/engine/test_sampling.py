"""Is chance the same on every machine, and different for every purpose?"""

import numpy as np

from coterie.engine import hash_rank, seed_of

IDS = [f"C{i:05d}" for i in range(20_000)]


def test_a_seed_is_pinned() -> None:
    assert seed_of(0, "bootstrap") == 0x38CFACED12A1C490


def test_seed_purpose_and_item_all_count() -> None:
    seeds = {seed_of(0, "a"), seed_of(1, "a"), seed_of(0, "b"), seed_of(0, "a", "x"), seed_of(0, "ax")}
    assert len(seeds) == 5


def test_ranks_are_uniform() -> None:
    ranks = hash_rank(IDS, 0, "split")
    assert ((ranks >= 0) & (ranks < 1)).all()
    counts = np.histogram(ranks, bins=20, range=(0, 1))[0]
    assert abs(counts - 1000).max() < 150  # five standard deviations


def test_a_rank_does_not_depend_on_the_company() -> None:
    ranks = hash_rank(IDS, 0, "split")
    assert (hash_rank(IDS[::-1], 0, "split")[::-1] == ranks).all()
    assert (hash_rank(IDS[:10], 0, "split") == ranks[:10]).all()


def test_another_purpose_is_another_order() -> None:
    correlation = np.corrcoef(hash_rank(IDS, 0, "one"), hash_rank(IDS, 0, "two"))[0, 1]
    assert abs(correlation) < 0.05


def test_nobody_has_no_rank() -> None:
    assert hash_rank([], 0, "split").shape == (0,)
