import numpy as np

from coterie.methods.value.searching import search

LOW, HIGH = np.full(1, -5.0), np.full(1, 5.0)


def two_hills(theta):
    """A low hill at -5, the edge, and a high one at 2."""
    (t,) = theta
    low, high = 0.5 * np.exp(-0.5 * (t + 5.5) ** 2), np.exp(-0.5 * (t - 2) ** 2)
    total = low + high
    first = (-(t + 5.5) * low - (t - 2) * high) / total
    second = (((t + 5.5) ** 2 - 1) * low + ((t - 2) ** 2 - 1) * high) / total - first**2
    return float(np.log(total)), np.array([first]), np.array([[second]])


def test_a_search_that_ends_at_an_edge_is_tried_again_and_the_higher_point_kept():
    kept = search(("t",), two_hills, np.array([-4.0]), LOW, HIGH, second=np.array([np.nan]))
    assert kept.boundary == ("t",)
    moved = search(("t",), two_hills, np.array([-4.0]), LOW, HIGH, second=np.array([1.0]))
    assert moved.boundary == ()
    assert abs(np.log(moved.params["t"]) - 2) < 1e-3
    assert moved.converged
