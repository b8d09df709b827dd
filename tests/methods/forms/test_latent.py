import numpy as np
import pytest

from coterie.methods.forms import Latent

FORM = Latent((0.7, 0.3), ((0.5,), (1.5, 2.5)), (((0.9, 0.1), (0.5, 0.3, 0.2)), ((0.2, 0.8), (0.1, 0.1, 0.8))))


def test_a_membership_is_the_posterior_of_the_traits_taken_together():
    one, two = 0.7 * 0.1 * 0.2, 0.3 * 0.8 * 0.8
    assert FORM.memberships(np.array([[1.0, 3.0]]))[0] == pytest.approx([one / (one + two), two / (one + two)])


def test_a_missing_trait_says_nothing():
    assert FORM.memberships(np.array([[np.nan, np.nan]]))[0] == pytest.approx([0.7, 0.3])


def test_a_value_on_a_cut_belongs_above_it():
    assert FORM.levels(np.array([[0.5, 2.5]])).tolist() == [[1, 2]]


def test_json_gives_it_back_and_renumbering_moves_nobody():
    assert Latent.from_json(FORM.to_json()) == FORM
    assert FORM.reorder([1, 0]).labels(np.array([[0.0, 0.0]])).tolist() == [1]
