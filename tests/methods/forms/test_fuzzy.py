import numpy as np
import pytest

from coterie.methods.forms import Fuzzy

FORM = Fuzzy(((0.0, 0.0), (3.0, 4.0)), 2.0)


def test_memberships_follow_the_inverse_squared_distances():
    far = np.array([1.0, 1.0, 4.0 + 9.0, 4.0 + 9.0])  # (1, 0) lies 1 and 20 away in squares
    assert FORM.memberships(np.array([[1.0, 0.0]]))[0] == pytest.approx([20 / 21, 1 / 21])
    assert far.sum() == 28


def test_a_customer_on_a_centre_belongs_to_it_alone():
    assert FORM.memberships(np.array([[3.0, 4.0]])).tolist() == [[0.0, 1.0]]


def test_less_fuzziness_gives_harder_shares():
    x = np.array([[1.0, 1.0]])
    assert Fuzzy(FORM.centres, 1.2).memberships(x)[0, 0] > Fuzzy(FORM.centres, 3.0).memberships(x)[0, 0]


def test_json_gives_it_back_and_renumbering_swaps_the_shares():
    assert Fuzzy.from_json(FORM.to_json()) == FORM
    x = np.array([[1.0, 0.0]])
    assert FORM.reorder([1, 0]).memberships(x)[0].tolist() == FORM.memberships(x)[0][::-1].tolist()
