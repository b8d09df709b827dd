"""Causes add up exactly, and a group is known by whom it takes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coterie.measure.migration import causes, flows, lineage, moves

KEYS = [(model, state) for model in ("old", "new") for state in ("old", "aged", "new")]


@given(st.lists(st.tuples(*[st.floats(-1e6, 1e6)] * 6), min_size=1, max_size=20))
def test_causes_add_up_to_the_whole_change(rows: list[tuple[float, ...]]) -> None:
    states = {key: np.array([row[i] for row in rows]) for i, key in enumerate(KEYS)}
    whole = states["new", "new"] - states["old", "old"]
    assert np.allclose(causes(states).sum(axis=1), whole, atol=1e-6)


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 6), min_size=1, max_size=20))
def test_moves_add_up_to_who_moved(rows: list[tuple[int, ...]]) -> None:
    states = {key: np.array([row[i] for row in rows]) for i, key in enumerate(KEYS)}
    moved = (states["old", "old"] != states["new", "new"]).astype(float)
    assert np.allclose(moves(states).sum(axis=1), moved)


def test_each_cause_alone_gets_the_whole_move() -> None:
    at = {
        "behaviour": (0, 0, 1, 0, 0, 1),  # old model: old, aged, new data; then the new model
        "model": (0, 0, 0, 1, 1, 1),
        "ageing": (0, 1, 1, 0, 1, 1),
    }
    for column, name in enumerate(("behaviour", "model", "ageing")):
        states = {key: np.array([at[name][i]]) for i, key in enumerate(KEYS)}
        assert moves(states)[0].tolist() == [float(j == column) for j in range(3)]


def test_groups_keep_their_id_whatever_their_number() -> None:
    old = np.repeat([0, 1, 2], [50, 30, 20])
    new = np.repeat([2, 0, 1], [50, 30, 20])
    groups, number = lineage(old, new, (("s1", "A"), ("s2", "B"), ("s3", "C")), (("s1", "b"), ("s2", "c"), ("s3", "a")))
    assert number.tolist() == [1, 2, 0]
    assert groups.ids == ("s1", "s2", "s3") and groups.names == ("a", "b", "c")
    assert groups.likeness == (1.0, 1.0, 1.0)


def test_a_group_without_a_forerunner_is_new_and_one_without_an_heir_has_ended() -> None:
    old, new = np.repeat([0, 1], [90, 10]), np.repeat([0, 1, 0], [45, 45, 10])
    groups, number = lineage(old, new, (("s1", "A"), ("s2", "B")), (("s1", "x"), ("s2", "y")))
    assert len(groups.ids) == len(set(groups.ids))
    assert number.tolist() == [1, 0] or groups.before.count(False) == 1
    alone = lineage(np.zeros(10, int), np.repeat([0, 1], [9, 1]), (("s1", "A"),), (("s1", "x"), ("s2", "y")))[0]
    assert alone.ids == ("s1", "s2") and alone.before == (True, False) and alone.after == (True, True)


def test_flows_are_sorted_movers_first_and_sum_their_customers() -> None:
    origin, target = np.array([0, 0, 0, 1, -1, 1]), np.array([0, 1, 1, 0, 0, -1])
    moved = np.zeros((6, 3))
    moved[1:4, 0] = 1
    worth = (np.arange(6.0), np.arange(6.0) + 1, np.ones((6, 3)) / 3)
    found = flows(origin, target, moved, worth)
    assert (found[0].origin, found[0].target, found[0].customers) == (0, 1, 2)
    assert found[-1].origin == found[-1].target == 0
    assert sum(f.customers for f in found) == 6
    assert found[0].moved == (2.0, 0.0, 0.0) and found[0].change == 2.0
    assert flows(origin, target, moved, None)[0].change is None
