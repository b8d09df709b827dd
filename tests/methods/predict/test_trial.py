import numpy as np

from coterie.methods.predict.folds import by_hash
from coterie.methods.predict.sheet import Sheet
from coterie.methods.predict.trial import climb, simplest


def tried(sheet, y, seed=0):
    return climb(sheet, y, 2, by_hash(sheet.ids, y, np.arange(len(y)), seed=seed, repeats=1), 1, seed)


def test_the_simplest_rung_within_one_standard_error_is_taken():
    dice = np.random.default_rng(0)
    hard = dice.exponential(1, 500)  # what all find hard must not hide a gap
    near, far = dice.normal(0.0005, 0.05, 500), dice.normal(0.05, 0.05, 500)
    assert simplest(np.array([hard + far, hard + near, hard])) == 1
    assert simplest(np.array([hard + near, hard, hard])) == 0


def test_additive_truth_is_left_to_the_logistic_and_noise_to_the_base_rate(planted):
    sheet, y = planted(1500)
    found = tried(sheet, y)
    assert found.chosen.name == "logistic"
    noise = tried(sheet, np.random.default_rng(5).integers(0, 2, len(y)))
    assert noise.chosen.name == "base_rate"


def test_nobody_is_judged_by_a_model_that_learned_from_them():
    """A customer's number is a code of the answer only for that customer: out of fold it is worth nothing."""
    dice = np.random.default_rng(2)
    y = dice.integers(0, 2, 600)
    ids = np.array([f"c{i:04d}" for i in range(600)], dtype=object)
    sheet = Sheet(ids, dice.normal(size=(600, 6)), ())
    sheet = Sheet(ids, sheet.x, tuple(_number(j) for j in range(6)))
    assert max(r.auc.value for r in tried(sheet, y).leaderboard) < 0.56


def _number(j):
    from coterie.methods.predict.sheet import Field  # noqa: PLC0415

    return Field(f"n{j}", f"N{j}", "", "number")


def test_shuffled_rows_sorted_again_give_the_same_bytes(planted):
    sheet, y = planted(500)
    order = np.random.default_rng(4).permutation(500)
    mixed = Sheet(sheet.ids[order], sheet.x[order], sheet.fields)
    back = np.argsort(mixed.ids.astype(str))
    again = tried(mixed.rows(back), y[order][back])
    np.testing.assert_array_equal(tried(sheet, y).mean, again.mean)
