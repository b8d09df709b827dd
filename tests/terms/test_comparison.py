"""A flow knows what it changed, and groups know their names."""

from coterie.terms import Flow, Groups


def test_a_flow_without_values_has_no_change() -> None:
    assert Flow(0, 1, 5, (5.0, 0.0, 0.0)).change is None
    assert Flow(0, 1, 5, (5.0, 0.0, 0.0), 100.0, 80.0, (-20.0, 0.0, 0.0)).change == -20.0


def test_nobodys_group_is_named_too() -> None:
    groups = Groups(("s1",), ("Loyal",), (True,), (True,), (1.0,))
    assert groups.name(0) == "Loyal" and groups.name(-1) == "not there"
