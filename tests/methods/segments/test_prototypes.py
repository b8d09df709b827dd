import numpy as np
import pytest

from coterie.measure.agreement import adjusted_rand
from coterie.methods.segments.prototypes import fit_prototypes

RNG = np.random.default_rng(4)
KIND = np.arange(900) % 3
CODE = np.where(RNG.random(900) < 0.9, KIND, RNG.integers(0, 3, 900))
X = np.column_stack([RNG.normal(0, 1, 900) + 2.0 * (KIND == 2), CODE, CODE])
LEVELS = (0, 3, 3)


def test_numbers_and_words_together_find_the_planted_kinds():
    assert adjusted_rand(fit_prototypes(X, 3, seed=0, levels=LEVELS).labels(X), KIND) > 0.7


def test_a_group_is_told_by_its_mean_and_its_commonest_word():
    form = fit_prototypes(X, 3, seed=0, levels=LEVELS)
    assert {c[1] for c in form.centres} == {0.0, 1.0, 2.0}
    labels = form.labels(X)
    for g, centre in enumerate(form.centres):
        assert centre[0] == pytest.approx(X[labels == g, 0].mean())


def test_the_weight_of_a_category_evens_out_numbers_and_words_unless_given():
    share = np.bincount(CODE) / len(CODE)
    found = fit_prototypes(X, 3, seed=0, levels=LEVELS).weight
    assert found == pytest.approx(X[:, 0].var() / (1 - (share * share).sum()))
    assert fit_prototypes(X, 3, seed=0, levels=LEVELS, category_weight=9.0).weight == 9.0


def test_fewer_distinct_customers_than_groups_give_fewer_groups():
    assert fit_prototypes(X[:1], 3, seed=0, levels=LEVELS).k == 1
