import numpy as np

from coterie.methods.predict.folds import by_hash, by_time, deal, equal_rows


def ids(n):
    return np.array([f"c{i:04d}" for i in range(n)], dtype=object)


def test_every_row_is_judged_once_and_classes_are_spread_evenly():
    y = (np.arange(1000) % 10 == 0).astype(np.int64)
    splits = by_hash(ids(1000), y, np.arange(1000), seed=0, repeats=2)
    for repeat in splits:
        assert sorted(np.concatenate([s.judge for s in repeat]).tolist()) == list(range(1000))
        assert all(not set(s.judge) & set(s.learn) for s in repeat)
        assert {int(y[s.judge].sum()) for s in repeat} == {20}


def test_the_fold_of_a_customer_does_not_depend_on_the_order_of_rows():
    y, order = np.arange(200) % 2, np.random.default_rng(3).permutation(200)
    whole = deal(ids(200), y, np.arange(200), seed=0, repeat=0)
    mixed = deal(ids(200)[order], y[order], np.arange(200)[order], seed=0, repeat=0)
    np.testing.assert_array_equal(mixed, whole[order])


def test_another_seed_or_repeat_deals_anew():
    y = np.zeros(200, dtype=np.int64)
    first = deal(ids(200), y, np.arange(200), seed=0, repeat=0)
    assert (first != deal(ids(200), y, np.arange(200), seed=1, repeat=0)).any()
    assert (first != deal(ids(200), y, np.arange(200), seed=0, repeat=1)).any()


def test_equal_rows_share_a_fold():
    x = np.column_stack([np.arange(300) // 2, np.full(300, np.nan)]).astype(float)
    y = np.zeros(300, dtype=np.int64)
    groups = equal_rows(x, y)
    assert groups.max() + 1 == 150
    fold = deal(ids(300), y, groups, seed=0, repeat=0)
    np.testing.assert_array_equal(fold[::2], fold[1::2])


def test_later_rows_are_judged_by_earlier_ones_and_one_day_is_never_parted():
    time = np.repeat(np.arange(30.0), 10)
    time[0] = np.nan
    (splits,) = by_time(time)
    assert len(splits) == 5
    for split in splits:
        assert np.nanmax(time[split.learn]) < time[split.judge].min()
        assert 0 in split.learn


def test_one_time_only_gives_nothing_to_judge_on():
    assert by_time(np.ones(20)) == [[]]
