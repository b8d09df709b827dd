import pytest

from coterie.engine import open_engine
from coterie.methods.forms.expressions import least_layers, nearest_layers, posterior_layers, within_exp


@pytest.mark.parametrize(
    ("values", "layers", "place"),
    [
        ((3, 1, 2), nearest_layers, 1),
        ((1, 1, 2), nearest_layers, 0),
        ((2, 1, 1), nearest_layers, 1),
        ((1, 2, 3), posterior_layers, 2),
        ((3, 3, 1), posterior_layers, 0),
        ((7,), nearest_layers, 0),
        ((3, 1, 2), least_layers, 1),
        ((2, 1, 1), least_layers, 1),
        ((*range(20, 3, -1), 4, 9), nearest_layers, 16),
    ],
)
def test_of_equals_the_first_is_taken(values, layers, place):
    source = "(select " + ", ".join(f"{v}.0e0 as v{i}" for i, v in enumerate(values)) + ") as given"
    for layer in layers({f"d{i}": f"v{i}" for i in range(len(values))}):
        source = f"(select *, {', '.join(f'{sql} as {name}' for name, sql in layer.items())} from {source}) as given"
    with open_engine() as engine:
        assert engine.one(f"select label from {source}") == (place,)


def test_powers_stay_within_a_double():
    with open_engine() as engine:
        small, large = engine.one(f"select {within_exp('-1.0e5')}, {within_exp('1.0e5')}")
    assert 0 < small < 1e-300
    assert 1e300 < large < float("inf")
