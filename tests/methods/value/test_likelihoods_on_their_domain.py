"""Is every likelihood finite wherever its data and parameters may lie, with derivatives that are its own?

The parameters are drawn from the whole box that the searches may visit, the histories from one-time buyers of a day to
heavy buyers of a century. Derivatives are compared with central differences of the value and of the gradient.
"""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coterie.methods.value import bg_bb, bg_nbd, gamma_gamma, newton, pareto_nbd
from coterie.methods.value.covariates import bg_nbd_per_row
from coterie.methods.value.estimators import BgBb, BgNbd, GammaGamma, ParetoNbd
from coterie.methods.value.lifetime import p_alive
from coterie.methods.value.models import MODELS
from coterie.methods.value.unique_rows import unique_rows

STEP = 1e-5
EDGE = np.log(1e5)
MODEL = {
    "bg_nbd": bg_nbd.Likelihood,
    "mbg_nbd": lambda rows: bg_nbd.Likelihood(rows, coins=1),
    "pareto_nbd": pareto_nbd.Likelihood,
}


@st.composite
def histories(draw):
    """Up to eight customers: x from 0 to 3,000, T from an hour to a century (in days), t_x anywhere in it."""
    out = []
    for _ in range(draw(st.integers(1, 8))):
        T = 10.0 ** draw(st.floats(-1.4, 4.6))
        x = draw(st.sampled_from([0, 0, 1, 2, 7, 60, 3000]))
        share = draw(st.sampled_from([1e-6, 0.01, 0.5, 0.999, 1.0]))
        out.append((float(x), T * share if x else 0.0, T))
    return tuple(np.array(c) for c in zip(*out, strict=True))


@st.composite
def opportunities(draw):
    """Up to eight supporters of 1 to 30 opportunities."""
    out = []
    for _ in range(draw(st.integers(1, 8))):
        n = draw(st.integers(1, 30))
        last = draw(st.integers(0, n))
        out.append((draw(st.integers(1, last)) if last else 0, last, n))
    return tuple(np.array(c, dtype=np.float64) for c in zip(*out, strict=True))


anywhere = st.tuples(*[st.floats(-EDGE, EDGE)] * 4).map(np.array)
TODAY = (np.zeros(1), np.zeros(1), np.full(1, 0.05))


def box(theta, T, model="bg_nbd"):
    """Log parameters inside the box of a search: times are measured by the longest T."""
    return theta + np.log([1.0, T.max(), 1.0, T.max() if model == "pareto_nbd" else 1.0])


def check(likelihood, theta, size):
    """Finite value, gradient and Hessian that agree with differences.

    size   of the largest terms: their last digits are the noise of a difference, up to 1e-8 of them.
    """
    value, gradient, hessian = likelihood(theta)
    assert np.isfinite(value)
    assert np.isfinite(gradient).all()
    assert np.isfinite(hessian).all()
    near = 1e-5 * (1 + np.abs(gradient).max() + np.abs(hessian).max()) + 1e-13 * size / STEP
    for i in range(len(theta)):
        move = STEP * np.eye(len(theta))[i]
        up, down = likelihood(theta + move), likelihood(theta - move)
        assert (up[0] - down[0]) / (2 * STEP) == pytest.approx(gradient[i], abs=near)
        assert np.allclose((up[1] - down[1]) / (2 * STEP), hessian[i], atol=near)


@pytest.mark.parametrize("model", sorted(MODEL))
@settings(max_examples=60, deadline=None, derandomize=True)
@given(theta=anywhere, seen=histories())
@example(theta=np.zeros(4), seen=TODAY)
@example(theta=np.full(4, EDGE), seen=TODAY)
@example(theta=np.full(4, -EDGE), seen=TODAY)
def test_purchase_likelihoods_are_finite_with_their_own_derivatives(model, theta, seen):
    check(MODEL[model](unique_rows(*seen)), box(theta, seen[2], model), np.exp(theta.max()) + seen[0].sum())


@pytest.mark.parametrize("model", sorted(MODEL))
@settings(max_examples=60, deadline=None, derandomize=True)
@given(theta=anywhere, seen=histories())
def test_what_is_told_of_a_customer_is_possible_everywhere(model, theta, seen):
    x, t_x, T = seen
    params = dict(zip(MODELS[model].names, np.exp(box(theta, T, model)).tolist(), strict=True))
    alive = p_alive(params, x, t_x, T, MODELS[model])
    assert np.all((alive >= 0) & (alive <= 1))
    ahead = MODELS[model].purchases_if_alive(params, x, T, np.array([0.0, T.max(), 10 * T.max()]))
    assert np.isfinite(ahead).all()
    assert np.all(ahead[:, 0] == 0)
    assert np.all(np.diff(ahead, axis=1) >= -1e-9 * np.abs(ahead[:, 1:]))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(theta=st.tuples(*[st.floats(-np.log(1e4), np.log(1e4))] * 4).map(np.array), seen=opportunities())
def test_the_likelihood_of_opportunities_is_finite_with_its_own_derivatives(theta, seen):
    check(bg_bb.Likelihood(unique_rows(*seen)), theta, np.exp(theta.max()) * len(seen[0]))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    theta=st.tuples(st.floats(-9.2, 9.2), st.floats(np.log(1.05), 9.2), st.floats(-9.2, 9.2)).map(np.array),
    x=st.lists(st.sampled_from([1.0, 2.0, 30.0, 3000.0]), min_size=1, max_size=6),
    cents=st.integers(-2, 6),
)
def test_the_likelihood_of_spend_is_finite_with_its_own_derivatives(theta, x, cents):
    spend = 10.0**cents * (1 + np.arange(len(x)))
    scaled = theta + np.array([0.0, 0.0, np.log(spend.mean())])
    size = np.exp(theta[0]) * sum(x) + np.exp(theta[1])
    check(gamma_gamma.Likelihood(np.sort(x), spend, np.ones(len(x))), scaled, size)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(theta=anywhere, seen=histories())
def test_rows_with_covariates_sum_to_the_likelihood(theta, seen):
    log_params = box(theta, seen[2])
    rows = np.repeat(np.exp(log_params)[:, None], len(seen[0]), axis=1)
    value, first, second = bg_nbd_per_row(rows, *seen)
    whole, gradient, _ = bg_nbd.Likelihood(unique_rows(*seen))(log_params)
    size = 1 + np.abs(value).sum() + 1e-3 * np.abs(rows).max()
    assert value.sum() == pytest.approx(whole, abs=1e-8 * size)
    assert np.isfinite(first).all()
    assert np.isfinite(second).all()
    assert first.sum(axis=1) == pytest.approx(gradient, abs=1e-6 * (1 + np.abs(gradient).max() + size))


@pytest.mark.parametrize("kind", [BgNbd, ParetoNbd])
def test_a_fit_that_did_not_converge_says_so_and_is_not_used(kind, monkeypatch):
    monkeypatch.setattr(newton, "ROUNDS", 1)
    rng = np.random.default_rng(1)
    X = np.column_stack([rng.integers(1, 9, 300), rng.uniform(10, 50, 300), rng.uniform(50, 90, 300)])
    model = kind()
    with pytest.raises(ValueError, match=r"did not converge in \d+ evaluations and is not used \(COT-806\)"):
        model.fit(X)
    assert not hasattr(model, "params_")


def test_spend_and_opportunities_that_did_not_converge_are_not_used_either(monkeypatch):
    monkeypatch.setattr(newton, "ROUNDS", 1)
    with pytest.raises(ValueError, match="COT-806"):
        GammaGamma().fit([[2, 22.4], [1, 11.8], [7, 73.7], [1, 46.8], [2, 28.0], [4, 35.5]])
    with pytest.raises(ValueError, match="COT-806"):
        BgBb().fit([[0, 0, 6], [1, 2, 6], [3, 5, 6], [6, 6, 6], [2, 6, 6]])
