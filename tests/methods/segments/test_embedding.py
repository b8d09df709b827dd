import numpy as np

from coterie.measure.agreement import adjusted_rand
from coterie.methods.segments.embedding import METHOD, fit_embedding

RNG = np.random.default_rng(10)
KIND = np.arange(1_200) % 3
X = np.column_stack([RNG.normal(m, 0.5, 1_200) for m in (KIND, -KIND, KIND * 2)])


def test_planted_groups_survive_the_bottleneck():
    form = fit_embedding(X, 3, seed=0)
    assert form.embedded(X).shape == (1_200, 2)
    assert adjusted_rand(form.labels(X), KIND) > 0.6


def test_it_is_taken_only_where_it_wins():
    assert METHOD.last
