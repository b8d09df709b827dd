import numpy as np
import pytest

from coterie.methods.value.newton import fitted, maximise

WIDE = np.array([10.0, 10.0])


def hill(matrix, top):
    def likelihood(theta):
        off = theta - top
        return float(-0.5 * off @ matrix @ off), -matrix @ off, -matrix

    return likelihood


def test_a_quadratic_is_climbed_in_a_few_steps():
    top = np.array([1.0, -2.0])
    found = maximise(hill(np.array([[3.0, 1.0], [1.0, 2.0]]), top), np.zeros(2), -WIDE, WIDE)
    assert found.converged
    assert np.allclose(found.theta, top)
    assert found.evaluations <= 5


def test_a_top_outside_the_box_stops_at_its_edge():
    found = maximise(hill(np.eye(2), np.array([12.0, 1.0])), np.zeros(2), -WIDE, WIDE)
    assert found.converged
    assert found.held.tolist() == [True, False]
    assert np.allclose(found.theta, [10.0, 1.0])


def test_a_saddle_is_left_uphill():
    def saddle(theta):
        u, v = theta
        gradient = np.array([u - u**3, -v])
        return float(u**2 / 2 - u**4 / 4 - v**2 / 2), gradient, np.diag([1 - 3 * u**2, -1.0])

    found = maximise(saddle, np.array([0.05, 3.0]), -WIDE, WIDE)
    assert found.converged
    assert np.allclose(np.abs(found.theta), [1.0, 0.0], atol=1e-5)


def test_a_search_that_does_not_arrive_says_so():
    def cliff(theta):
        return (0.0 if np.all(theta == 0) else -np.inf), np.ones(2), -np.eye(2)

    assert not maximise(cliff, np.zeros(2), -WIDE, WIDE).converged


def test_errors_come_from_the_information_and_not_for_open_parameters():
    flat = hill(np.diag([100.0, 1e-4]), np.array([0.0, 1.0]))
    named = fitted(("sharp", "flat"), maximise(flat, np.array([1.0, 1.0]), -WIDE, WIDE))
    assert named.boundary == ("flat",)
    assert named.errors == {"sharp": pytest.approx(0.1)}
    assert named.covariance[0, 0] == pytest.approx(0.01)
    assert not named.covariance[1].any()
