import importlib.util
import shutil
import warnings
from dataclasses import replace

import numpy as np
import pytest

from coterie.methods.predict.automl import Flaml, H2o
from coterie.methods.predict.given import Question, given, notes
from coterie.methods.predict.ladder import CANDIDATES, LADDER, ladder, learn
from coterie.terms import NotInstalled, WrongWords


def _matrix(n: int = 240) -> tuple[np.ndarray, np.ndarray]:
    """Two classes told apart by the first of three columns; the second has gaps."""
    dice = np.random.default_rng(3)
    x = dice.normal(size=(n, 3))
    x[::7, 1] = np.nan
    return x, (x[:, 0] + 0.5 * dice.normal(size=n) > 0).astype(np.int64)


def test_flaml_finds_the_same_model_again_and_leaves_the_common_dice_alone():
    x, y = _matrix()
    np.random.seed(1)  # noqa: NPY002
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    first, again = (Flaml(seed=5, trials=3).fit(x, y) for _ in range(2))
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002
    assert first.found_ == again.found_
    p = first.predict_proba(x)
    np.testing.assert_array_equal(p, again.predict_proba(x))
    np.testing.assert_allclose(p.sum(axis=1), 1)
    assert ((p[:, 1] > 0.5) == y).mean() > 0.8


def test_flaml_tries_as_many_models_as_it_is_told_and_keeps_the_best(monkeypatch):
    x, y = _matrix()
    tried = []
    with warnings.catch_warnings(action="ignore"):
        search = importlib.import_module("flaml.tune").run
    monkeypatch.setattr("flaml.tune.run", lambda *asked, **more: tried.append(search(*asked, **more)) or tried[0])
    found = Flaml(seed=5, trials=4).fit(x, y).found_
    losses = {trial.last_result["loss"]: dict(trial.config["learner"]) for trial in tried[0].trials}
    assert (len(tried[0].trials), found) == (4, losses[min(losses)])


def test_flaml_is_a_rung_that_is_judged_on_later_rows_and_told_when_it_is_not_better(planted_table):
    answer, _ = given(planted_table(300), Question("Left", time="Noise", candidates=("flaml",)))
    assert [rung.name for rung in answer.leaderboard] == [*(step.name for step in LADDER), "flaml"]
    assert answer.judged.startswith("later rows by Noise")
    board = {rung.name: rung.log_loss.value for rung in answer.leaderboard}
    assert board["flaml"] < board["base_rate"]
    said = "FLAML's model was not better than a simpler model: not used"
    assert (said in answer.notes) == (answer.chosen != "flaml")
    assert said in notes(replace(answer, chosen="forest"), 300, 300, 300)
    assert said not in notes(replace(answer, chosen="flaml"), 300, 300, 300)


def test_candidates_are_tried_only_where_asked_for_and_unknown_ones_are_refused():
    assert [step.name for step in ladder(True, ["h2o", "flaml"])][-3:] == ["neural", "flaml", "h2o"]
    assert ladder(False, ()) == LADDER
    with pytest.raises(WrongWords, match="COT-108 --candidates tpot: known are flaml, h2o"):
        ladder(False, ["flaml", "tpot"])


@pytest.mark.skipif(importlib.util.find_spec("h2o") is not None, reason="h2o is installed here")
def test_a_candidate_that_is_not_installed_says_what_to_install(planted):
    sheet, y = planted(200)
    with pytest.raises(NotInstalled, match=r"COT-901.*h2o is needed for the candidate h2o.*coterie\[h2o\]"):
        learn(CANDIDATES["h2o"], sheet.fields, sheet.x, y, 2, 0)


@pytest.mark.skipif(importlib.util.find_spec("h2o") is None, reason="needs h2o, which is not installed here")
@pytest.mark.skipif(shutil.which("java") is None, reason="needs Java, which is not installed here")
@pytest.mark.filterwarnings("ignore")
def test_h2o_finds_a_model_that_tells_classes_apart():
    x, y = _matrix()
    p = H2o(seed=5, models=2).fit(x, y).predict_proba(x)
    np.testing.assert_allclose(p.sum(axis=1), 1, atol=1e-6)
    assert ((p[:, 1] > 0.5) == y).mean() > 0.8
