"""Do ties, many rows and no rows get the group that one row alone would get?"""

import numpy as np

from coterie.methods.forms.choice import likeliest, nearest, posterior
from coterie.methods.forms.form import CHUNK


def gaps(x):
    return np.stack([np.abs(x[:, 0]), np.abs(x[:, 0] - 2.0)])


def test_of_equal_scores_the_first_group_is_taken():
    x = np.array([[1.0], [0.0], [2.0]])
    assert nearest(gaps, x).tolist() == [0, 0, 1]
    assert likeliest(lambda part: -gaps(part), x).tolist() == [0, 0, 1]


def test_rows_beyond_a_chunk_get_what_they_would_get_alone():
    x = np.linspace(-1.0, 3.0, CHUNK + 5)[:, None]
    logs = lambda part: -gaps(part)  # noqa: E731
    assert np.array_equal(posterior(logs, x, 2)[-3:], posterior(logs, x[-3:], 2))
    assert np.array_equal(nearest(gaps, x)[-3:], nearest(gaps, x[-3:]))
    assert np.allclose(posterior(logs, x, 2).sum(axis=1), 1.0)


def test_no_rows_get_no_groups():
    none = np.empty((0, 1))
    assert nearest(gaps, none).shape == (0,) and posterior(gaps, none, 2).shape == (0, 2)
