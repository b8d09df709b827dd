import numpy as np
import pytest

from coterie.methods.value import coverage as room
from coterie.methods.value.coverage import coverage, judged_of
from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.matching import part


@pytest.fixture(scope="module")
def world(planted):
    """A past, its fit, and the spend of the year after it."""
    summary, _, spend = planted(4000, 3, ahead=365)
    return summary, fit_summary(summary), spend


def test_where_the_model_holds_most_customers_stay_inside(world):
    summary, fit, spend = world
    assert 0.8 < coverage(fit, summary, spend, days=365, seed=0) < 1


def test_a_sample_says_nearly_what_everybody_says(world, monkeypatch):
    summary, fit, spend = world
    everybody = coverage(fit, summary, spend, days=365, seed=0)
    monkeypatch.setattr(room, "JUDGED", 1000)
    assert coverage(fit, summary, spend, days=365, seed=0) == pytest.approx(everybody, abs=0.04)
    assert judged_of(4000) == 1000


def test_the_sample_does_not_depend_on_the_order_of_customers(world, monkeypatch):
    summary, fit, spend = world
    monkeypatch.setattr(room, "JUDGED", 500)
    order = np.random.default_rng(1).permutation(len(summary.ids))
    shuffled = coverage(fit, part(summary, order), spend[order], days=365, seed=0)
    assert shuffled == coverage(fit, summary, spend, days=365, seed=0)
