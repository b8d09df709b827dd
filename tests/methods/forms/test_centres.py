import numpy as np

from coterie.methods.forms import Centres


def test_a_tie_between_centres_goes_to_the_lower_number():
    assert Centres(((0.0,), (2.0,))).labels(np.array([[1.0]])).tolist() == [0]
