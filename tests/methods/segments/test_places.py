import numpy as np

from coterie.methods.segments.places import covered

RNG = np.random.default_rng(6)
ROWS = np.vstack([RNG.normal(m, 0.5, (2_000, 2)) for m in (0, 6)])
GROUPS = np.repeat([1, 0], 2_000)


def test_few_points_reach_every_core_point_of_their_group():
    form = covered(ROWS, GROUPS, np.array([0.3, 0.3]), most=100)
    assert len(form.points) <= 100
    assert (form.labels(ROWS) == np.repeat([0, 1], 2_000)).all()


def test_groups_are_numbered_by_their_centres_and_the_outside_one_is_last():
    form = covered(ROWS, GROUPS, np.array([0.3, 0.3]))
    assert form.labels(np.array([[0.0, 0.0], [6.0, 6.0], [3.0, -9.0]])).tolist() == [0, 1, 2]


def test_few_core_points_are_all_kept_with_their_own_reach():
    form = covered(ROWS[:5], GROUPS[:5], np.array([0.1, 0.4]))
    assert len(form.points) == 5
    assert set(form.reach) == {0.4}
