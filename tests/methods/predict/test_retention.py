import numpy as np
import pytest

from coterie.methods.predict.retention import Retention, retention

# Fader and Hardie (2007), table 1: per cent of customers still there at the end of each year.
REGULAR = [100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3]
HIGH_END = [100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4]


def fitted(survivors):
    """The published fit: the first seven years of 1,000 customers."""
    alive = np.array(survivors[:8]) * 10
    time = np.array([*range(1, 8), 7], dtype=float)
    return retention(time, np.array([True] * 7 + [False]), np.append(alive[:-1] - alive[1:], alive[-1]))


@pytest.mark.parametrize(
    ("survivors", "alpha", "beta", "log_likelihood"),
    [(REGULAR, 0.704, 1.182, -1680.3), (HIGH_END, 0.668, 3.806, -1611.2)],
    ids=["regular", "high end"],
)
def test_the_published_parameters_are_found(survivors, alpha, beta, log_likelihood):
    found = fitted(survivors)
    assert found.alpha == pytest.approx(alpha, abs=6e-4)
    assert found.beta == pytest.approx(beta, abs=3e-3)
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=0.06)


@pytest.mark.parametrize("survivors", [REGULAR, HIGH_END], ids=["regular", "high end"])
def test_the_five_years_after_are_foretold_within_two_per_cent(survivors):
    foretold = 100 * fitted(survivors).share(np.arange(8.0, 13.0))
    np.testing.assert_allclose(foretold, survivors[8:], atol=2.0)


def test_shares_are_the_product_of_the_rates():
    found = Retention(0.7, 1.2, 0.0, 0)
    np.testing.assert_allclose(found.share(np.arange(1.0, 6.0)), np.cumprod(found.rate(np.arange(1.0, 6.0))))


def test_alike_customers_are_said_to_be_alike():
    time = np.random.default_rng(0).geometric(0.2, 20_000).astype(float)
    found = retention(time, np.ones(20_000, dtype=bool))
    assert found.rate(1.0) == pytest.approx(0.8, abs=0.01)
    assert found.alpha > 20


def test_nobody_who_ended_cannot_be_fitted():
    with pytest.raises(ValueError, match="somebody who ended"):
        retention(np.array([1.0, 2.0]), np.array([False, False]))
