import numpy as np
import pytest

from coterie.methods.value.bg_nbd import Likelihood
from coterie.methods.value.covariates import CovariateLikelihood, bg_nbd_per_row, fit
from coterie.methods.value.models import MODELS
from coterie.methods.value.simulating import simulate
from coterie.methods.value.unique_rows import unique_rows

TRUTH = {
    "bg_nbd": ({"r": 0.6, "alpha": 30.0, "a": 0.7, "b": 2.4}, ("alpha", -1), ("a", 1)),
    "pareto_nbd": ({"r": 0.6, "alpha": 40.0, "s": 0.8, "beta": 90.0}, ("alpha", -1), ("beta", -1)),
}


def world(model, buying, leaving, customers=6000, seed=0):
    """Customers of two channels, the second of which buys and leaves at other rates."""
    rng = np.random.default_rng([seed, customers])
    params, (buy, up), (leave, down) = TRUTH[model]
    halves = []
    for z in (0.0, 1.0):
        own = {
            **params,
            buy: params[buy] * np.exp(up * buying * z),
        }
        own[leave] = params[leave] * np.exp(down * leaving * z)
        seen = simulate(model, own, rng.uniform(30, 540, customers // 2), 180.0, rng)
        halves.append((seen.x, seen.t_x, seen.T, np.full(customers // 2, z), seen.later))
    x, t_x, T, z, later = (np.concatenate(c) for c in zip(*halves, strict=True))
    return x, t_x, T, z[:, None], later


@pytest.mark.parametrize("model", sorted(TRUTH))
def test_planted_effects_are_found_within_their_errors(model):
    x, t_x, T, Z, later = world(model, 0.5, 0.8)
    found = fit(model, x, t_x, T, Z, ["online"])
    assert found.converged
    for what, effect, truth in (("buying", found.buying, 0.5), ("leaving", found.leaving, 0.8)):
        error = found.errors[what, "online"]
        assert 0 < error < 0.6
        assert abs(effect["online"] - truth) < 3 * error
    rows = unique_rows(x, t_x, T)
    plain = MODELS[model].fit(rows)
    assert found.log_likelihood > plain.log_likelihood + 5
    expected = found.expected(x, t_x, T, Z, 180.0)
    for z in (0.0, 1.0):
        of = Z[:, 0] == z
        assert expected[of].sum() == pytest.approx(later[of].sum(), rel=0.15)
    alive = found.p_alive(x, t_x, T, Z)
    assert np.all((alive >= 0) & (alive <= 1))


@pytest.mark.parametrize("model", sorted(TRUTH))
def test_a_trait_without_effect_has_none(model):
    x, t_x, T, Z, _ = world(model, 0.0, 0.0, customers=3000)
    found = fit(model, x, t_x, T, Z, ["online"])
    assert abs(found.buying["online"]) < 3 * found.errors["buying", "online"]
    plain = MODELS[model].fit(unique_rows(x, t_x, T))
    assert 0 <= found.log_likelihood - plain.log_likelihood < 7


@pytest.mark.parametrize("model", sorted(TRUTH))
def test_gradient_and_hessian_agree_with_differences(model):
    x, t_x, T, Z, _ = world(model, 0.5, 0.5, customers=60)
    Z = np.column_stack([Z, np.random.default_rng(1).normal(size=60)])
    likelihood, step = CovariateLikelihood(model, x, t_x, T, Z, np.ones(60)), 1e-5
    theta = np.concatenate([np.log([0.5, 20.0, 0.7, 3.0]), [0.3, -0.2, 0.4, 0.1]])
    _, gradient, hessian = likelihood(theta)
    for i in range(8):
        up, down = likelihood(theta + step * np.eye(8)[i]), likelihood(theta - step * np.eye(8)[i])
        scale = 1 + np.abs(hessian).max()
        assert (up[0] - down[0]) / (2 * step) == pytest.approx(gradient[i], abs=2e-6 * scale)
        assert np.allclose((up[1] - down[1]) / (2 * step), hessian[i], atol=2e-6 * scale)


def test_rows_of_bg_nbd_sum_to_its_likelihood():
    x, t_x, T, _, _ = world("bg_nbd", 0.0, 0.0, customers=200)
    theta = np.log([0.5, 20.0, 0.7, 3.0])
    value, gradient, _ = Likelihood(unique_rows(x, t_x, T))(theta)
    of_row, first, _ = bg_nbd_per_row(np.repeat(np.exp(theta)[:, None], 200, axis=1), x, t_x, T)
    assert of_row.sum() == pytest.approx(value, rel=1e-10)
    assert first.sum(axis=1) == pytest.approx(gradient, rel=1e-8)


def test_traits_that_cannot_be_told_apart_are_refused():
    x, t_x, T, Z, _ = world("bg_nbd", 0.0, 0.0, customers=100)
    with pytest.raises(ValueError, match="a trait is constant or follows from the others"):
        fit("bg_nbd", x, t_x, T, np.column_stack([Z, 1 - Z]), ["online", "shop"])
    with pytest.raises(ValueError, match="takes no covariates"):
        fit("mbg_nbd", x, t_x, T, Z, ["online"])
    with pytest.raises(ValueError, match="without missing values"):
        fit("bg_nbd", x, t_x, T, np.where(Z > 0, np.nan, Z), ["online"])
