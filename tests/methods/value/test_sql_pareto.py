from coterie.engine.portable import banned_in
from coterie.methods.value.pareto_nbd import NODES
from coterie.methods.value.sql_pareto import steps

PARAMS = {"r": 0.553, "alpha": 10.58, "s": 0.606, "beta": 11.66}


def test_the_moments_are_those_of_the_model():
    found = steps(PARAMS)
    assert [step.name for step in found] == ["moments", "spans", "left_then", "odds_of_gone", "reached"]
    assert all(repr(float(node)) in found[0].sql for node in NODES)


def test_no_step_depends_on_the_order_of_rows():
    assert [banned_in(step.sql) for step in steps(PARAMS)] == [[]] * 5
