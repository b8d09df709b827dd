import numpy as np
import pytest

from coterie.methods.value.comparing import customer_is_worth_more, group_is_worth_more
from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.models import MODELS


@pytest.mark.parametrize("model", sorted(MODELS))
def test_a_busy_customer_is_probably_worth_more_than_a_silent_one(planted, model):
    summary, _, _ = planted(1500, 1)
    fit = fit_summary(summary, MODELS[model])
    busy, silent = int(np.argmax(summary.x)), int(np.argmax((summary.x == 0) * summary.T))
    one = customer_is_worth_more(fit, summary, busy, silent, days=180)
    other = customer_is_worth_more(fit, summary, silent, busy, days=180)
    assert one > 0.9
    assert one + other == pytest.approx(1)
    assert customer_is_worth_more(fit, summary, busy, busy, days=180) == pytest.approx(0.5)


def test_the_probability_comes_true(planted):
    summary, _, spend = planted(3000, 2, ahead=180)
    fit, rng = fit_summary(summary), np.random.default_rng(1)
    pairs = [rng.choice(np.flatnonzero(summary.x > 1), 2, replace=False) for _ in range(80)]
    said = np.array([customer_is_worth_more(fit, summary, int(a), int(b), days=180) for a, b in pairs])
    came = np.array([0.5 + 0.5 * np.sign(spend[a] - spend[b]) for a, b in pairs])
    assert np.mean((said - 0.5) * (came - 0.5)) > 0
    assert np.mean(np.maximum(said, 1 - said)) == pytest.approx(np.mean(np.where(said > 0.5, came, 1 - came)), abs=0.15)


def test_groups_are_compared_by_customer_or_in_total(planted):
    summary, _, _ = planted(2000, 3)
    fit = fit_summary(summary)
    busy = summary.x > 2
    assert group_is_worth_more(fit, summary, busy, ~busy, days=180) > 0.99
    assert group_is_worth_more(fit, summary, ~busy, busy, days=180) < 0.01
    few = np.zeros(2000, dtype=bool)
    few[np.flatnonzero(busy)[:2]] = True
    assert group_is_worth_more(fit, summary, few, ~few, days=180, per_customer=False) < 0.05
    with pytest.raises(ValueError, match="none in both"):
        group_is_worth_more(fit, summary, busy, busy, days=180)
