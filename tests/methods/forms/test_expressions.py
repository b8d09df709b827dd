import pytest

from coterie.engine import open_engine
from coterie.methods.forms.expressions import first_of, within_exp


@pytest.mark.parametrize(
    ("values", "sign", "place"),
    [((3, 1, 2), "<=", 1), ((1, 1, 2), "<=", 0), ((2, 1, 1), "<=", 1), ((1, 2, 3), ">=", 2), ((3, 3, 1), ">=", 0)],
)
def test_of_equals_the_first_is_taken(values, sign, place):
    columns = ", ".join(f"{v} as v{i}" for i, v in enumerate(values))
    with open_engine() as engine:
        sql = f"select {first_of(['v0', 'v1', 'v2'], sign)} as best from (select {columns}) as given"
        assert engine.one(sql) == (place,)


def test_one_group_needs_no_comparison():
    assert first_of(["v0"], "<=") == "0"


def test_powers_stay_within_a_double():
    with open_engine() as engine:
        small, large = engine.one(f"select {within_exp('-1.0e5')}, {within_exp('1.0e5')}")
    assert 0 < small < 1e-300
    assert 1e300 < large < float("inf")
