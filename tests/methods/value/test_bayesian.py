"""The sampler runs for real where pymc-marketing is installed (Python 3.12); elsewhere a stand-in for its two calls."""

import importlib.util
from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from coterie.methods.value import bayesian
from coterie.methods.value.bayesian import BayesianBgNbd, r_hat
from coterie.methods.value.estimators import BgNbd
from coterie.methods.value.simulating import simulate
from coterie.terms import NotInstalled

TRUTH = {"r": 0.8, "alpha": 20.0, "a": 0.7, "b": 3.0}


@pytest.fixture(scope="module", name="X")
def histories():
    rng = np.random.default_rng(3)
    seen = simulate("bg_nbd", TRUTH, rng.uniform(100, 300, 1500), 0.0, rng)
    return np.column_stack([seen.x, seen.t_x, seen.T])


class Drawn:
    """Answers as pymc-marketing does: draws around the maximum of the likelihood, chains by draws."""

    asked: dict[str, object] = {}  # noqa: RUF012
    apart = 0.0

    def fit(self, data, **how):
        Drawn.asked = {"columns": list(data), "rows": len(data), **how}
        found = BgNbd().fit(data[["frequency", "recency", "T"]].to_numpy())
        dice, shape = np.random.default_rng(how["random_seed"]), (how["chains"], how["draws"])
        away = Drawn.apart * np.arange(how["chains"])[:, None]
        draws = {
            name: SimpleNamespace(values=value * np.exp(0.05 * dice.standard_normal(shape) + away))
            for name, value in found.params_.items()
        }
        return SimpleNamespace(posterior=draws)


@pytest.fixture
def stand_in(monkeypatch):
    """The two packages that the adapter asks for: a stand-in sampler, and pandas."""
    whole = bayesian.need
    given = SimpleNamespace(BetaGeoModel=Drawn)
    monkeypatch.setattr(
        bayesian, "need", lambda name, *rest: given if name == "pymc_marketing.clv" else whole(name, *rest)
    )
    monkeypatch.setattr(Drawn, "apart", 0.0)


def test_histories_go_in_and_a_posterior_comes_out(stand_in, X):
    model = BayesianBgNbd(horizon=90, draws=150, tune=70, chains=2, seed=5).fit(X)
    assert Drawn.asked == {
        "columns": ["customer_id", "frequency", "recency", "T"],
        "rows": 1500,
        "draws": 150,
        "tune": 70,
        "chains": 2,
        "random_seed": 5,
        "progressbar": False,
    }
    assert {name: len(draws) for name, draws in model.posterior_.items()} == dict.fromkeys(TRUTH, 300)
    assert all(low < model.params_[name] < high for name, (low, high) in model.intervals_.items())
    assert model.standard_errors_["r"] == pytest.approx(0.05 * model.params_["r"], rel=0.15)
    assert model.converged_


def test_answers_are_those_of_bg_nbd_averaged_over_draws(stand_in, X):
    model, plain = BayesianBgNbd(horizon=90, draws=150, chains=2).fit(X), BgNbd(horizon=90).fit(X)
    assert model.predict_draws(X).shape == (200, 1500)
    assert model.predict(X) == pytest.approx(plain.predict(X), rel=0.1)
    assert model.predict_alive(X) == pytest.approx(plain.predict_alive(X), abs=0.02)


def test_chains_that_do_not_agree_are_not_used(stand_in, X, monkeypatch):
    monkeypatch.setattr(Drawn, "apart", 0.2)
    model = BayesianBgNbd(draws=100, chains=2)
    with pytest.raises(ValueError, match=r"COT-806.*chains do not agree on"):
        model.fit(X)
    with pytest.raises(NotFittedError):
        model.predict(X)


def test_bad_histories_are_refused_before_anything_is_sampled(X):
    with pytest.raises(ValueError, match="recency above the age T"):
        BayesianBgNbd().fit(X[:, [0, 2, 1]])
    with pytest.raises(ValueError, match="3 columns"):
        BayesianBgNbd().fit(X[:, :2])
    with pytest.raises(ValueError, match="COT-804"):
        BayesianBgNbd().fit(X[X[:, 0] == 0])
    assert clone(BayesianBgNbd(draws=7)).draws == 7


def test_halves_that_wander_are_noticed():
    dice = np.random.default_rng(1)
    assert r_hat(dice.normal(size=(2, 1000))) < 1.01
    assert r_hat(dice.normal(size=(2, 1000)) + np.linspace(0, 3, 1000)) > 1.2
    assert r_hat(np.ones((2, 10))) == float("inf")


@pytest.mark.skipif(importlib.util.find_spec("pymc_marketing") is not None, reason="pymc-marketing is installed")
def test_without_the_extra_it_says_what_to_install(X):
    with pytest.raises(NotInstalled, match=r"COT-901.*pymc_marketing.*pip install 'coterie\[bayes\]'"):
        BayesianBgNbd().fit(X)


@pytest.mark.skipif(importlib.util.find_spec("pymc_marketing") is None, reason="needs pymc-marketing on Python 3.12")
@pytest.mark.filterwarnings("default")
def test_the_real_sampler_says_what_maximum_likelihood_says(X):
    model, plain = BayesianBgNbd(horizon=90, draws=500, tune=500, chains=2, seed=1).fit(X), BgNbd(horizon=90).fit(X)
    for name, value in plain.params_.items():
        assert abs(model.params_[name] - value) < 1.5 * plain.standard_errors_[name]
        assert 0.6 < model.standard_errors_[name] / plain.standard_errors_[name] < 1.7
    assert model.predict(X).sum() == pytest.approx(plain.predict(X).sum(), rel=0.03)
    assert model.predict_alive(X) == pytest.approx(plain.predict_alive(X), abs=0.1)
