"""How does a value model read as SQL? P(alive) is arithmetic; expected orders are a quadrature over a short table.

This is for BG/NBD and MBG/NBD; Pareto/NBD, where it is the other way round, is in :mod:`.sql_pareto`.

The integral over p ~ beta(a, b+x) of (1 - (1 + p t / (alpha+T))^-(r+x)) / p (see :mod:`.beta_geometric`) is taken
over points and weights that stand in the statement. For few purchases each x has its own Gauss-Jacobi nodes. For many,
p = 1 - exp(-u) turns the density into u^(a-1) exp(-(b+x) u) times a factor near 1, so that one set of Gauss-Laguerre
nodes v = (b+x) u (weight v^(a-1) exp(-v), Abramowitz and Stegun 1964, 25.4.45) serves every x; the weights are divided
by their sum, which stands for the constant of the density. So the statement does not grow with the largest x, and
customers who come later are scored by it too. Terms are rounded to 1e-12 before they are added, so that their sum has
no order.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import roots_genlaguerre

from coterie.engine import Step, literal
from coterie.methods.value import sql_pareto
from coterie.methods.value.beta_geometric import beta_nodes
from coterie.methods.value.lifetime import Periods
from coterie.methods.value.sql_parts import histories_step, times_step, whole_sum, worth_step
from coterie.terms import Horizon, TimeUnit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ALIKE = 1e-8  # relative error from which the common nodes are good enough
COMMON = 80  # common nodes
MOST_OWN = 400  # purchases beyond which the common nodes serve in any case
FEWEST, MOST = 8, 160
DIGITS = 9.0
COINS = {"BG/NBD and gamma-gamma": 0, "MBG/NBD and gamma-gamma": 1}
PARETO = "Pareto/NBD and gamma-gamma"


def has_sql(model: str) -> bool:
    """Whether that value model can be written as SQL: BG/NBD, MBG/NBD and Pareto/NBD with gamma-gamma can."""
    return model in COINS or model == PARETO


def value_steps(
    params: Mapping[str, float],
    *,
    horizon: Horizon,
    unit: TimeUnit,
    discount: float,
    model: str = "BG/NBD and gamma-gamma",
    margin: float | None = None,
    source: str = "btyd",
) -> list[Step]:
    """The steps from x, t_x, T and repeat spend to ``worth``: P(alive), expected orders and CLV of each customer.

    params     r, alpha, a, b of BG/NBD and MBG/NBD, or r, alpha, s, beta of Pareto/NBD; p, q, v of gamma-gamma.
    model      one that :func:`has_sql` knows.
    margin     share of spend that is profit: CLV is then profit; None: it is revenue.
    source     a table with customer_id, x, t_x, age (in days) and repeat_spend (in 1/10,000 of the currency).
    """
    periods = Periods.months(horizon, unit, discount)
    begun = [histories_step(params, unit, source), times_step(periods)]
    if model == PARETO:
        return [*begun, *sql_pareto.steps(params), worth_step(params, margin, "o.z", sql_pareto.JOINED)]
    coins = COINS[model]
    # MBG/NBD, whose customers may leave after the first purchase too, has b + 1 wherever BG/NBD has b
    params = {**params, "b": params["b"] + coins}
    return [
        *begun,
        _nodes_step(params, float(periods.ends[-1])),
        *_points_steps(params),
        _reached_step(params),
        worth_step(params, margin, _odds(params, coins)),
    ]


def _odds(params: Mapping[str, float], coins: int) -> str:
    r, alpha, a, b = (literal(float(params[n])) for n in ("r", "alpha", "a", "b"))
    z = f"ln({a} / ({b} + h.x - 1.0e0)) + ({r} + h.x) * (ln({alpha} + h.age) - ln({alpha} + h.t_x))"
    return z if coins else f"case when h.x > 0.0e0 then {z} end"


def _nodes_step(params: Mapping[str, float], longest: float) -> Step:
    rows = [
        f"({low}, {high}, {common}, {literal(float(node))}, {literal(float(weight))})"
        for low, high, common, nodes, weights in node_table(params, longest)
        for node, weight in zip(nodes, weights, strict=True)
    ]
    names = "x_low, x_high, common, node, weight"
    sql = f"select {names} from (values {', '.join(rows)}) as written ({names})"
    why = "Points and weights at which the integral over the chance to leave is taken, by number of repeat purchases."
    return Step("nodes", sql, why)


def _points_steps(params: Mapping[str, float]) -> list[Step]:
    a, b = literal(float(params["a"])), literal(float(params["b"]))
    u = f"(node / ({b} + x))"
    # near 0 the difference 1 - exp(-u) has no digits left, its series has
    p = f"case when common = 0 then node when {u} < 1.0e-6 then {u} * (1.0e0 - {u} / 2.0e0) else 1.0e0 - exp(-{u}) end"
    pairs = "(select distinct x, age from histories) as pairs"
    points = f"select x, age, common, node, weight, {p} as p from {pairs} join nodes on x >= x_low and x <= x_high"
    w = f"case when common = 0 then weight else weight * exp(({a} - 1.0e0) * ln(p * ({b} + x) / node)) end"
    return [
        Step("points", points, "The chances to leave at which each distinct pair of x and T is looked at.", keep=False),
        Step("weighed", f"select x, age, p, {w} as w from points", "The weight of each of those chances.", keep=False),
    ]


def _reached_step(params: Mapping[str, float]) -> Step:
    n, s = f"({literal(float(params['r']))} + x)", f"(ahead / ({literal(float(params['alpha']))} + age))"
    # near 0 the difference 1 - (1 + ps)^-n has no digits left, its series has
    second = f"({n} + 1.0e0) * {s} * p / 2.0e0"
    third = f"({n} + 1.0e0) * ({n} + 2.0e0) * {s} * {s} * p * p / 6.0e0"
    power = f"-{n} * ln(1.0e0 + p * {s})"
    exact = f"(1.0e0 - exp(case when {power} < -700.0e0 then -700.0e0 else {power} end)) / p"
    near = f"({n} + 2.0e0) * {s} * p < 1.0e-5"
    bought = f"case when {near} then {n} * {s} * (1.0e0 - {second} + {third}) else {exact} end"

    weights = whole_sum("case when whole = 1 then w else 0.0e0 end")
    terms = f"(select x, age, w, whole, falls, {bought} as bought from weighed cross join times) as terms"
    sql = (
        f"select x, age, {whole_sum('case when whole = 1 then w * bought else 0.0e0 end')} / {weights} as bought, "
        f"{whole_sum('w * bought * falls')} / {weights} as discounted from {terms} group by x, age"
    )
    return Step(
        "reached", sql, "Purchases ahead of a customer who is still there, by x and T, and their discounted number."
    )


def node_table(params: Mapping[str, float], longest: float) -> list[tuple[int, int, int, "Floats", "Floats"]]:
    """Rows (first x, last x, 0, nodes p, weights) for few purchases, and (.., .., 1, nodes v, weights) for the rest."""
    first = next((x for x in range(MOST_OWN) if _alike(params, longest, x)), MOST_OWN)
    own = []
    for x in range(first):
        nodes, weights = _own(params, longest, x)
        keep = weights > 1e-17
        own.append((x, x, 0, np.maximum(nodes[keep], 1e-30), weights[keep]))
    nodes, weights = _common(params)
    return [*own, (first, 10**9, 1, nodes, weights)]


def _own(params: Mapping[str, float], longest: float, x: int) -> tuple["Floats", "Floats"]:
    # x repeat days need at least x days: the pole is the farther away, the more purchases there were
    edge = 1 + 2 * (params["alpha"] + x / 7) / max(longest, 1e-12)
    rate = float(np.log(edge + np.sqrt(edge**2 - 1)))
    need = DIGITS * np.log(10) / (2 * rate) * (1.3 + 0.6 * np.log1p(params["r"] + x))
    nodes, weights = beta_nodes(params["a"], np.array([params["b"] + x]), int(np.clip(np.ceil(need) + 4, FEWEST, MOST)))
    return nodes[0], weights[0]


def _common(params: Mapping[str, float]) -> tuple["Floats", "Floats"]:
    nodes, weights = roots_genlaguerre(COMMON, params["a"] - 1)
    weights = weights / weights.sum()
    keep = weights > 1e-17
    return nodes[keep], weights[keep]


def _alike(params: Mapping[str, float], longest: float, x: int) -> bool:
    """Whether the common nodes serve this x and the next ones: compared where the integrand is hardest."""
    return all(_gap(params, longest, each) < ALIKE for each in (x, x + 1, 2 * x + 2))


def _gap(params: Mapping[str, float], longest: float, x: int) -> float:
    scaled = longest / (params["alpha"] + x / 7)
    n = params["r"] + x

    def bought(p: "Floats", w: "Floats") -> float:
        return float(np.sum(w * -np.expm1(-n * np.log1p(p * scaled)) / p))

    nodes, weights = _own(params, longest, x)
    exact = bought(np.maximum(nodes, 1e-300), weights)
    v, common = _common(params)
    u = v / (params["b"] + x)
    p = -np.expm1(-u)
    common = common * (p / u) ** (params["a"] - 1)
    return abs(bought(p, common / common.sum()) / exact - 1)
