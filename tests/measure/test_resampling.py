"""Are the bootstrap's weights Poisson, and do they depend on the seed alone?"""

import numpy as np

from coterie.measure.resampling import bootstrap, draws_for, poisson_weights


def test_the_weights_are_poisson_with_mean_one():
    weights = np.concatenate(list(poisson_weights(50_000, 4, seed=0, purpose="test")))
    assert abs(weights.mean() - 1) < 0.01
    assert abs(weights.var() - 1) < 0.02
    assert abs((weights == 0).mean() - np.exp(-1)) < 0.005


def test_another_purpose_gives_other_weights():
    first = next(poisson_weights(100, 1, seed=0, purpose="one"))
    again = next(poisson_weights(100, 1, seed=0, purpose="one"))
    other = next(poisson_weights(100, 1, seed=0, purpose="two"))
    assert (first == again).all()
    assert (first != other).any()


def test_the_bootstrap_of_a_mean_has_the_spread_of_its_standard_error():
    random = np.random.Generator(np.random.PCG64(3))
    values = random.normal(10, 2, 400)
    groups = np.repeat([0, 1], 200)
    sums, counts = bootstrap((values, np.ones(400)), groups, 2, seed=0, purpose="test", draws=1000)
    spread = (sums / counts).std(axis=0)
    expected = np.array([values[:200].std(), values[200:].std()]) / np.sqrt(200)
    assert np.allclose(spread, expected, rtol=0.12)


def test_very_many_customers_get_fewer_draws():
    assert draws_for(1_000) > draws_for(1_000_000)
