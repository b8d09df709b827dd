import numpy as np
import pytest

from coterie.methods.predict.ladder import LADDER, ladder, learn


@pytest.mark.parametrize("step", LADDER, ids=lambda s: s.name)
def test_every_rung_gives_probabilities_and_the_same_ones_again(step, planted):
    sheet, y = planted(400)
    first = learn(step, sheet.fields, sheet.x, y, 2, 0).probabilities(sheet.x)
    again = learn(step, sheet.fields, sheet.x, y, 2, 0).probabilities(sheet.x)
    np.testing.assert_array_equal(first, again)
    np.testing.assert_allclose(first.sum(axis=1), 1)


@pytest.mark.parametrize("step", LADDER, ids=lambda s: s.name)
def test_one_customer_alone_scores_as_in_a_crowd(step, planted):
    sheet, y = planted(400)
    fitted = learn(step, sheet.fields, sheet.x, y, 2, 0)
    np.testing.assert_allclose(fitted.probabilities(sheet.x)[7:8], fitted.probabilities(sheet.x[7:8]), rtol=1e-12)


def test_fitting_does_not_change_its_input(planted):
    sheet, y = planted(300)
    before = sheet.x.copy()
    for step in LADDER:
        learn(step, sheet.fields, sheet.x, y, 2, 0)
    np.testing.assert_array_equal(sheet.x, before)


def test_a_class_that_the_training_rows_lack_gets_nothing(planted):
    sheet, y = planted(300)
    p = learn(LADDER[1], sheet.fields, sheet.x, np.where(y == 1, 2, 0), 3, 0).probabilities(sheet.x)
    assert (p[:, 1] == 0).all()


def test_the_logistic_finds_the_planted_slopes(planted):
    sheet, y = planted(6000)
    fitted = learn(LADDER[1], sheet.fields, sheet.x, y, 2, 0)
    probe = np.array([[45.0, 0, 0], [55.0, 0, 0], [45.0, 1, 0], [45.0, 2, 0]])
    p = fitted.probabilities(probe)[:, 1]
    odds = np.log(p / (1 - p))
    np.testing.assert_allclose(odds - odds[0], [0, 0.8, -1.5, 1.5], atol=0.35)


def test_a_neural_network_is_tried_only_where_it_was_asked_for(planted):
    assert [step.name for step in ladder(False)] == [step.name for step in LADDER]
    assert ladder(True)[-1].name == "neural"
    sheet, y = planted(600)
    first, again = (learn(ladder(True)[-1], sheet.fields, sheet.x, y, 2, 0).probabilities(sheet.x) for _ in range(2))
    np.testing.assert_array_equal(first, again)
