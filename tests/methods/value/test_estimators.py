import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from coterie.methods.value.estimators import BgBb, BgNbd, GammaGamma, MbgNbd, ParetoNbd
from coterie.methods.value.simulating import simulate, simulate_opportunities


@pytest.fixture(scope="module")
def table(planted):
    s, _, _ = planted(3000, 1)
    return np.column_stack([s.x, s.t_x, s.T]), np.column_stack([s.x, s.spend])


def test_bg_nbd_hands_out_named_parameters_and_answers(table):
    X, _ = table
    model = BgNbd(horizon=90).fit(X)
    assert (model.r_, model.alpha_, model.a_, model.b_) == tuple(model.params_.values())
    assert set(model.standard_errors_) == {"r", "alpha", "a", "b"}
    assert model.converged_
    assert model.boundary_ == ()
    expected, alive = model.predict(X), model.predict_alive(X)
    assert np.all(expected >= 0)
    assert np.all((alive > 0) & (alive <= 1))
    assert BgNbd(horizon=0).fit(X).predict(X).max() == 0


def test_weights_are_copies_of_rows(table):
    X, _ = table
    weights = 1.0 + np.arange(len(X)) % 3
    weighted = BgNbd().fit(X, sample_weight=weights)
    copied = BgNbd().fit(X[np.repeat(np.arange(len(X)), weights.astype(int))])
    assert weighted.params_ == pytest.approx(copied.params_, rel=1e-7)


def test_gamma_gamma_hands_out_named_parameters_and_answers(table):
    _, Z = table
    model = GammaGamma().fit(Z)
    assert (model.p_, model.q_, model.v_) == tuple(model.params_.values())
    assert abs(model.dependence_) < 0.2
    assert model.predict([[0, np.nan]])[0] == pytest.approx(model.p_ * model.v_ / (model.q_ - 1))


def test_parameters_can_be_read_set_and_cloned():
    model = BgNbd(horizon=7)
    assert model.get_params() == {"horizon": 7}
    assert clone(model.set_params(horizon=9)).horizon == 9
    assert clone(GammaGamma()).get_params() == {}


def test_the_names_of_a_data_frame_are_remembered_and_others_refused(table):
    X = pd.DataFrame(table[0], columns=["frequency", "recency", "T"])
    model = BgNbd(horizon=90).fit(X)
    assert model.feature_names_in_.tolist() == ["frequency", "recency", "T"]
    assert model.n_features_in_ == 3
    assert np.array_equal(model.predict(X), BgNbd(horizon=90).fit(table[0]).predict(table[0]))
    with pytest.raises(ValueError, match="same order"):
        model.predict(X[["recency", "frequency", "T"]])


def test_an_answer_before_the_fit_is_refused(table):
    with pytest.raises(NotFittedError):
        BgNbd().predict(table[0])
    with pytest.raises(NotFittedError):
        GammaGamma().predict(table[1])


def test_arrays_of_the_wrong_shape_or_content_are_refused(table):
    X, _ = table
    with pytest.raises(ValueError, match="3 columns and at least one row; found shape"):
        BgNbd().fit(X[:, :2])
    with pytest.raises(ValueError, match="COT-804"):
        BgNbd().fit(X[X[:, 0] == 0])
    with pytest.raises(ValueError, match="recency above the age T"):
        BgNbd().fit(X[:, [0, 2, 1]])
    with pytest.raises(ValueError, match="expected a length of time"):
        BgNbd(horizon=-1).fit(X).predict(X)
    with pytest.raises(ValueError, match="mean spend that is not above 0"):
        GammaGamma().fit([[1, -5.0], [2, 3.0]])


def test_a_single_cohort_and_heavy_buyers_converge(planted):
    s, _, _ = planted(3000, 2)
    cohort = (s.T > 300) & (s.t_x <= 300)
    one = np.column_stack([s.x, s.t_x, np.full(len(s.x), 300.0)])[cohort]
    assert BgNbd().fit(one).converged_
    rng = np.random.default_rng(1)
    heavy = np.column_stack([rng.poisson(80, 500) + 1.0, rng.uniform(280, 300, 500), np.full(500, 300.0)])
    assert BgNbd().fit(heavy).converged_


@pytest.mark.parametrize("kind", [MbgNbd, ParetoNbd])
def test_the_other_models_are_used_alike(table, kind):
    X, _ = table
    model = kind(horizon=90).fit(X)
    assert tuple(model.params_) == tuple(kind._model.names)
    expected, alive = model.predict(X), model.predict_alive(X)
    assert np.all(expected >= 0)
    assert np.all((alive >= 0) & (alive <= 1))
    assert alive[X[:, 0] == 0].max() < 1  # they may leave before they come back
    assert expected.sum() == pytest.approx(BgNbd(horizon=90).fit(X).predict(X).sum(), rel=0.1)
    assert clone(model).get_params() == {"horizon": 90}


def test_opportunities_are_counted_and_checked():
    X = np.array([[0, 0, 6], [1, 2, 6], [3, 5, 6], [6, 6, 6], [2, 6, 6]])
    model = BgBb(horizon=5).fit(X, sample_weight=[40, 10, 8, 12, 5])
    expected, alive = model.predict(X), model.predict_alive(X)
    assert np.all((expected >= 0) & (expected <= 5))
    assert np.all((alive > 0) & (alive <= 1))
    assert alive[3] == alive[4] == 1  # they took the last one
    with pytest.raises(ValueError, match="more taken than the number of the last one") as caught:
        BgBb().fit([[3, 2, 6], [1, 7, 6], [0.5, 1, 0]])
    for rule in ("a last one beyond the opportunities", "a number that is not whole", "fewer than one opportunity"):
        assert rule in str(caught.value)
    with pytest.raises(ValueError, match="a whole number of opportunities"):
        BgBb(horizon=1.5).fit(X).predict(X)


@pytest.fixture(scope="module")
def channels():
    """Histories of customers of whom those from the web buy 1.65 times as often and leave as the others do."""
    parts = []
    for k, factor in enumerate((1.0, np.exp(0.5))):
        rng = np.random.default_rng([k, 5])
        truth = {"r": 0.8, "alpha": 20.0 / factor, "a": 0.7, "b": 3.0}
        seen = simulate("bg_nbd", truth, rng.uniform(100, 300, 3000), 0.0, rng)
        parts.append(np.column_stack([seen.x, seen.t_x, seen.T]))
    return np.concatenate(parts), {"channel": ["shop"] * 3000 + ["web"] * 3000}


def test_covariates_are_found_named_and_used(channels):
    X, traits = channels
    model = BgNbd(horizon=90).fit(X, covariates=traits)
    effect, error = model.effects_["channel=web"], model.effect_errors_["channel=web"]
    assert abs(effect["buying"] - 0.5) < 3 * error["buying"]
    assert abs(effect["leaving"]) < 3 * error["leaving"]
    assert model.log_likelihood_ > BgNbd().fit(X).log_likelihood_ + 10
    asked = np.array([[0.0, 0.0, 50.0]])
    shop, web = (model.predict(asked, covariates={"channel": [c]})[0] for c in ("shop", "web"))
    assert shop == pytest.approx(BgNbd(horizon=90).fit(X[:3000]).predict(asked)[0], rel=0.15)
    assert web != shop
    alive = model.predict_alive(X, covariates=traits)
    assert np.all((alive >= 0) & (alive <= 1))


def test_covariates_are_those_of_the_fit_or_refused(channels):
    X, traits = channels
    with pytest.raises(ValueError, match="fitted with these covariates: channel; hand in the same"):
        BgNbd().fit(X, covariates=traits).predict(X)
    with pytest.raises(ValueError, match="fitted with these covariates: none"):
        BgNbd().fit(X).predict_alive(X, covariates=traits)
    with pytest.raises(ValueError, match="takes no covariates"):
        MbgNbd().fit(X, covariates=traits)
    again = BgNbd().fit(X, covariates=traits).fit(X)
    assert again.effects_ == {}
    assert len(again.predict(X)) == len(X)


def test_pareto_nbd_takes_covariates_too(channels):
    X, traits = channels
    some = np.r_[0:600, 3000:3600]
    names = {"channel": np.array(traits["channel"])[some]}
    model = ParetoNbd(horizon=90).fit(X[some], covariates=names)
    assert 0 < model.effects_["channel=web"]["buying"] < 1
    assert len(model.predict(X[some], covariates=names)) == 1200


def test_bootstrap_is_at_hand_before_and_after_a_fit(table):
    X, _ = table
    found = BgNbd().bootstrap(X, draws=40, seed=1)
    model = BgNbd().fit(X)
    assert found.draws == 40
    assert all(found.low[name] < value < found.high[name] for name, value in model.params_.items())
    assert found.errors["r"] == pytest.approx(model.standard_errors_["r"], rel=0.4)


def test_bootstrap_of_opportunities_is_at_hand():
    truth, n = {"alpha": 1.204, "beta": 0.750, "gamma": 0.657, "delta": 2.783}, np.full(5000, 8.0)
    X = np.column_stack([*simulate_opportunities(truth, n, np.random.default_rng(1)), n])
    found, model = BgBb().bootstrap(X, draws=40), BgBb().fit(X)
    assert all(found.low[name] < value < found.high[name] for name, value in model.params_.items())
    assert found.errors["alpha"] == pytest.approx(model.standard_errors_["alpha"], rel=0.4)
    with pytest.raises(ValueError, match="expected at least 20"):
        BgBb().bootstrap(X, draws=3)
