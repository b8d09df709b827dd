import numpy as np
import pytest

from coterie.methods.value.fates import NEVER, BetaGeometricFates, ParetoFates
from coterie.methods.value.models import MODELS

CENTRE = {"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669}
X, T = np.array([0.0, 2.0, 5.0]), np.full(3, 39.0)


def spread(centre, n=2000, sd=0.05):
    rng = np.random.default_rng(1)
    return {name: value * np.exp(sd * rng.standard_normal(n)) for name, value in centre.items()}


def test_pareto_customers_stay_as_long_as_the_model_says():
    fates = ParetoFates.make(spread(CENTRE, 20_000, 0.0), 0, "test")
    stays = np.array([fates.reach(draw, 50.0, T) for draw in range(20_000)])[:, 0]
    rate = (CENTRE["r"] + X[:1]) / (CENTRE["alpha"] + T[:1])
    expected = MODELS["pareto_nbd"].purchases_if_alive(CENTRE, X[:1], T[:1], np.array([50.0]))[0, 0] / rate[0]
    assert stays.mean() == pytest.approx(expected, rel=0.02)
    assert (fates.last(np.array([0.0, 3.0])) == NEVER).all()


def test_beta_geometric_leaving_is_geometric_and_takes_no_time():
    centre = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
    draws = spread(centre, 50_000, 0.0)
    fates = BetaGeometricFates(draws, 0, 0, "test")
    assert fates.reach(3, 50.0, T) == 50.0
    first = np.mean(fates.last(np.array([2.0])) == 1)
    assert first == pytest.approx(0.793 / (0.793 + 2.426 + 2), abs=0.01)
