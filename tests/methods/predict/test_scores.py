import numpy as np
import pytest
from sklearn.metrics import log_loss, roc_auc_score

from coterie.methods.predict.scores import auc, calibration_bins, losses, scores, with_baseline


def drawn(n=2000, seed=0):
    dice = np.random.default_rng(seed)
    p = dice.beta(2, 5, n).round(3)
    return (dice.random(n) < p).astype(np.int64), np.column_stack([1 - p, p])


def test_area_and_log_loss_are_those_of_scikit_learn():
    y, p = drawn()
    assert auc(y == 1, p[:, 1]) == pytest.approx(roc_auc_score(y, p[:, 1]))
    assert losses(y, p).mean() == pytest.approx(log_loss(y, p))
    found = scores(y, [p], 1, 0)
    assert found["auc"].value == pytest.approx(roc_auc_score(y, p[:, 1]))
    assert found["accuracy"].value == pytest.approx(((p[:, 1] > 0.5) == y).mean())


def test_several_classes_are_judged_one_against_the_rest():
    dice = np.random.default_rng(1)
    p = dice.dirichlet([1, 1, 1], 600)
    y = np.array([dice.choice(3, p=row) for row in p])
    found = scores(y, [p], None, 0)
    assert found["auc"].value == pytest.approx(roc_auc_score(y, p, multi_class="ovr"))


def test_honest_probabilities_have_a_small_calibration_error_and_boasting_ones_a_large_one():
    y, p = drawn(20_000)
    boast = np.clip((p - 0.5) * 3 + 0.5, 0.001, 0.999)
    assert scores(y, [p], 1, 0)["ece"].value < 0.02
    assert scores(y, [boast], 1, 0)["ece"].value > 0.1


def test_intervals_hold_the_value_and_come_from_the_seed():
    y, p = drawn()
    first, again, other = scores(y, [p], 1, 0), scores(y, [p], 1, 0), scores(y, [p], 1, 1)
    assert first == again != other
    assert all(e.low <= e.value <= e.high for e in first.values())
    assert first["auc"].high - first["auc"].low < 0.08


def test_the_baseline_is_what_knowing_nothing_gets():
    y, p = drawn()
    base = np.tile([1 - y.mean(), y.mean()], (len(y), 1))
    found = with_baseline(scores(y, [p], 1, 0), y, base)
    assert found["baseline"].value == pytest.approx(1 - y.mean())
    assert found["baseline_log_loss"].value > found["log_loss"].value


def test_bins_count_everybody_once():
    y, p = drawn()
    bins = calibration_bins(y, p, 1)
    assert sum(b.n for b in bins) == len(y)
    assert sum(b.n * b.actual.value for b in bins) == pytest.approx(y.sum())
    assert all(b.low <= b.forecast <= b.high for b in bins)
