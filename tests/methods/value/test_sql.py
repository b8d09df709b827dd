import numpy as np
import pyarrow as pa
import pytest

from coterie.engine.portable import DIALECTS, statement
from coterie.methods.value.lifetime import Histories, Periods, forecast, p_alive
from coterie.methods.value.models import MODELS
from coterie.methods.value.sql import PARETO, has_sql, node_table, value_steps
from coterie.terms import Horizon, TimeUnit
from databases import NAMES, run

SPEND = {"p": 6.25, "q": 3.74, "v": 15.44}
PARAMS = {
    "cdnow": {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426, **SPEND},
    "nobody leaves": {"r": 0.83, "alpha": 68.9, "a": 0.0034, "b": 6.75, **SPEND},
    "all leave": {"r": 0.5, "alpha": 2.0, "a": 2.0, "b": 0.4, **SPEND},
}
OTHERS = {
    "mbg_nbd": {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614, **SPEND},
    "pareto_nbd": {"r": 0.553, "alpha": 10.58, "s": 0.606, "beta": 11.66, **SPEND},
}
RNG = np.random.default_rng(3)
N = 300


def histories(unit: TimeUnit) -> tuple[pa.Table, Histories]:
    """Customers from those of one purchase today to those of hundreds, some with nothing paid."""
    x = np.concatenate([[0, 0, 1, 400], RNG.geometric(0.15, N - 4) - 1]).astype(np.int64)
    age = np.concatenate([[0, 700, 1, 700], RNG.integers(0, 700, N - 4)])
    age = np.maximum(age, x)
    t_x = np.where(x > 0, np.maximum(x, RNG.integers(0, age + 1)), 0)
    spend = np.where(x > 0, (x * RNG.gamma(5, 60_000, N)).astype(np.int64) * RNG.integers(0, 5, N).clip(0, 1), 0)
    ids = [f"C{i:03d}" for i in range(N)]
    table = pa.table({"customer_id": ids, "x": x, "t_x": t_x, "age": age, "repeat_spend": spend})
    mean = np.full(N, np.nan)
    paid = spend > 0
    mean[paid] = spend[paid] / 1e4 / x[paid]
    days = float(unit.days)
    floats = [v.astype(np.float64) for v in (x, t_x / days, age / days)]
    pairs, at = np.unique(np.column_stack([floats[0], floats[2]]), axis=0, return_inverse=True)
    return table, Histories(*floats, mean, pairs[:, 0], pairs[:, 1], at.ravel())


@pytest.mark.parametrize("database", NAMES)
@pytest.mark.parametrize("name", PARAMS)
def test_sql_gives_the_p_alive_orders_and_value_of_the_model(name, database):
    params, unit = PARAMS[name], TimeUnit.WEEK if name == "cdnow" else TimeUnit.DAY
    table, known = histories(unit)
    steps = value_steps(params, horizon=Horizon(12), unit=unit, discount=0.1, source="btyd")
    found = run(database, statement(steps, database, tables={"btyd": "given"}, names={}), {"given": table})
    order = np.argsort(np.array(found["customer_id"]))
    want = forecast(params, known, Periods.months(Horizon(12), unit, 0.1))
    for column, values in (("expected_orders", want.orders), ("clv", want.worth)):
        got = np.array([float(found[column][i]) for i in order])
        np.testing.assert_allclose(got, values, rtol=2e-7, atol=1e-9)


@pytest.mark.parametrize("database", NAMES)
@pytest.mark.parametrize("name", OTHERS)
def test_the_other_purchase_models_are_written_too(name, database):
    params, model = OTHERS[name], MODELS[name]
    table, known = histories(TimeUnit.WEEK)
    title = f"{model.title} and gamma-gamma"
    steps = value_steps(params, model=title, horizon=Horizon(12), unit=TimeUnit.WEEK, discount=0.1)
    found = run(database, statement(steps, database, tables={"btyd": "given"}, names={}), {"given": table})
    order = np.argsort(np.array(found["customer_id"]))
    want = forecast(params, known, Periods.months(Horizon(12), TimeUnit.WEEK, 0.1), model)
    alive = p_alive(params, known.x, known.t_x, known.T, model)
    for column, values in (("p_alive", alive), ("expected_orders", want.orders), ("clv", want.worth)):
        got = np.array([float(found[column][i]) for i in order])
        np.testing.assert_allclose(got, values, rtol=2e-7, atol=1e-9)


@pytest.mark.parametrize(("s", "beta"), [(1.0, 11.66), (3.5, 4000.0), (0.02, 0.5)])
def test_pareto_keeps_its_digits_where_the_formula_has_a_gap_or_leaving_is_rare(s, beta):
    params = {**OTHERS["pareto_nbd"], "s": s, "beta": beta}
    table, known = histories(TimeUnit.DAY)
    steps = value_steps(params, model=PARETO, horizon=Horizon(3), unit=TimeUnit.DAY, discount=0.0)
    found = run("duckdb", statement(steps, "duckdb", tables={"btyd": "given"}, names={}), {"given": table})
    order = np.argsort(np.array(found["customer_id"]))
    want = forecast(params, known, Periods.months(Horizon(3), TimeUnit.DAY, 0.0), MODELS["pareto_nbd"])
    np.testing.assert_allclose(np.array(found["expected_orders"])[order], want.orders, rtol=2e-7, atol=1e-9)


def test_the_common_points_do_not_grow_with_the_largest_number_of_purchases():
    table = node_table(PARAMS["cdnow"], 52.0)
    assert table[-1][1] == 10**9
    assert sum(len(row[3]) for row in table) < 400
    assert [row[0] for row in table] == list(range(len(table)))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_value_steps_read_in_every_dialect(dialect):
    steps = value_steps(PARAMS["cdnow"], horizon=Horizon(3), unit=TimeUnit.WEEK, discount=0.1)
    more = value_steps(OTHERS["pareto_nbd"], model=PARETO, horizon=Horizon(3), unit=TimeUnit.WEEK, discount=0.1)
    assert "expected_orders" in statement(more, dialect, tables={}, names={})
    assert "expected_orders" in statement(steps, dialect, tables={}, names={})


def test_only_the_models_that_are_written_here_are_said_to_have_sql():
    assert all(has_sql(f"{model.title} and gamma-gamma") for model in MODELS.values())
    assert not has_sql("BG/BB")
