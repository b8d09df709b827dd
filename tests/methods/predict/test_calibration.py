import numpy as np

from coterie.methods.predict.calibration import Calibrator, fit
from coterie.methods.predict.scores import losses


def test_boasting_probabilities_are_drawn_back_and_the_order_stays():
    dice = np.random.default_rng(0)
    odds = dice.normal(0, 1, 5000)
    y = (dice.random(5000) < 1 / (1 + np.exp(-odds))).astype(np.int64)
    p = 1 / (1 + np.exp(-3 * odds))
    boast = np.column_stack([1 - p, p])
    found = fit(y, boast)
    honest = found.apply(boast)
    assert 0.25 < found.slope < 0.42
    assert losses(y, honest).mean() < losses(y, boast).mean()
    np.testing.assert_array_equal(np.argsort(honest[:, 1], kind="stable"), np.argsort(p, kind="stable"))


def test_several_classes_keep_summing_to_one():
    dice = np.random.default_rng(1)
    p = dice.dirichlet([1, 2, 3], 500)
    y = np.array([dice.choice(3, p=row) for row in p])
    np.testing.assert_allclose(fit(y, p).apply(p).sum(axis=1), 1)


def test_no_calibration_changes_nothing():
    p = np.array([[0.2, 0.8], [0.0, 1.0]])
    assert Calibrator().apply(p) is p
