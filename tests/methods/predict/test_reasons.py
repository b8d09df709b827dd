import numpy as np
import pytest

from coterie.methods.predict import reasons
from coterie.methods.predict.calibration import Calibrator
from coterie.methods.predict.ladder import LADDER, learn
from coterie.methods.predict.sheet import Sheet


def fitted(planted, rung, n=2500):
    sheet, y = planted(n)
    return sheet, learn(LADDER[rung], sheet.fields, sheet.x, y, 2, 0)


def effects(sheet, learned, rows):
    asked = Sheet(np.array([f"q{i}" for i in range(len(rows))], dtype=object), np.array(rows), sheet.fields)
    usual = reasons.typical(sheet)
    return asked, reasons.effects(learned, Calibrator(), asked, usual, np.ones(len(rows), dtype=np.int64))


@pytest.mark.parametrize("rung", [1, 3], ids=["logistic", "boosting"])
def test_a_reason_changes_its_sign_when_the_input_does(planted, rung):
    sheet, learned = fitted(planted, rung)
    usual = reasons.typical(sheet)
    _, found = effects(sheet, learned, [[65.0, usual[1], 0.0], [25.0, usual[1], 0.0]])
    assert found[0, 0] > 0.5
    assert found[1, 0] < -0.5


@pytest.mark.parametrize("rung", [1, 3], ids=["logistic", "boosting"])
def test_a_typical_customer_has_no_reasons(planted, rung):
    sheet, learned = fitted(planted, rung)
    asked, found = effects(sheet, learned, [reasons.typical(sheet).tolist()])
    np.testing.assert_allclose(found, 0, atol=1e-9)
    assert reasons.told(asked, found).tolist() == ["nothing stands out"]


def test_reasons_of_the_logistic_add_up_to_the_whole_difference(planted):
    sheet, learned = fitted(planted, 1)
    rows = [[65.0, 2.0, 1.0], reasons.typical(sheet).tolist()]
    p = learned.probabilities(np.array(rows))[:, 1]
    odds = np.log(p / (1 - p))
    _, found = effects(sheet, learned, rows)
    assert found[0].sum() == pytest.approx(odds[0] - odds[1])


def test_reasons_name_the_value_its_sign_and_its_size_strongest_first(planted):
    sheet, learned = fitted(planted, 1)
    asked, _ = effects(sheet, learned, [[30.0, 2.0, 0.0]])
    found = np.array([[-1.2, 1.5, 0.01]])
    assert reasons.told(asked, found).tolist() == [
        "Plan trial raises the odds 4.5 times; Age 30 lowers the odds to 0.30 times"
    ]


def test_weights_are_ordered_and_noise_comes_last(planted):
    sheet, learned = fitted(planted, 1)
    focus = np.ones(len(sheet), dtype=np.int64)
    found = reasons.effects(learned, Calibrator(), sheet, reasons.typical(sheet), focus)
    told = reasons.weights(sheet, found)
    assert {w.trait for w in told[:2]} == {"age", "plan"}
    assert told[2].size < 0.15
