"""How does Pareto/NBD read as SQL? Expected orders have a formula; P(alive) is a sum over 32 moments of leaving.

The odds of having left are the integral of :mod:`coterie.methods.value.pareto_nbd`, by the same Gauss-Legendre points,
for each distinct x, t_x, T. Logs are taken before the terms are added, and the terms rounded to 1e-12 of the largest,
so that nothing overflows and the sum has no order.
"""

from collections.abc import Mapping

from coterie.engine import Step, literal
from coterie.methods.value.pareto_nbd import DECAY, NODES, WEIGHTS
from coterie.methods.value.sql_parts import whole_sum

JOINED = " left join odds_of_gone as o on o.x = h.x and o.t_x = h.t_x and o.age = h.age"


def steps(params: Mapping[str, float]) -> list[Step]:
    """The steps from ``histories`` and ``times`` to ``odds_of_gone`` and ``reached``.

    params    r, alpha, s, beta.
    """
    return [_moments_step(), *_odds_steps(params), _reached_step(params)]


def _moments_step() -> Step:
    rows = [f"({literal(float(node))}, {literal(float(w))})" for node, w in zip(NODES, WEIGHTS, strict=True)]
    sql = f"select part, weight from (values {', '.join(rows)}) as written (part, weight)"
    return Step("moments", sql, "Moments between the last purchase and today at which leaving is looked at.")


def _odds_steps(params: Mapping[str, float]) -> list[Step]:
    r, alpha, s, beta = (literal(float(params[n])) for n in ("r", "alpha", "s", "beta"))
    least = literal(float(min(params["alpha"], params["beta"])))
    begin = f"({least} + t_x)"
    slope = f"(({r} + x) * {begin} / ({alpha} + t_x) + ({s} + 1.0e0) * {begin} / ({beta} + t_x) - 1.0e0)"
    span = f"least(ln(({least} + age) / {begin}), {literal(DECAY)} / greatest({slope}, 1.0e-9))"
    spans = (
        f"select x, t_x, age, {begin} as begins, {span} as span, "
        f"-({r} + x) * ln({alpha} + age) - {s} * ln({beta} + age) as still_there "
        "from (select distinct x, t_x, age from histories where t_x < age) as told"
    )
    grown = (
        "select x, t_x, age, still_there, span, weight, begins * exp(span * part) as grown "
        "from spans cross join moments"
    )
    u = f"(grown - {least})"
    log = f"ln({s} * span * weight * grown) - ({r} + x) * ln({alpha} + {u}) - ({s} + 1.0e0) * ln({beta} + {u})"
    logs = f"select x, t_x, age, still_there, {log} as log_part from ({grown}) as grown"
    tops = "select *, max(log_part) over (partition by x, t_x, age) as top from left_then"
    share = "exp(case when log_part - top < -700.0e0 then -700.0e0 else log_part - top end)"
    total = f"{whole_sum(share)} / 1.0e12"
    odds = f"select x, t_x, age, ln({total}) + top - still_there as z from ({tops}) as topped "
    return [
        Step("spans", spans, "How long after the last purchase leaving is looked for, for each distinct x, t_x, T."),
        Step("left_then", logs, "The log chance of having left about that moment.", keep=False),
        Step("odds_of_gone", odds + "group by x, t_x, age, top, still_there", "Log odds of having left by today."),
    ]


def _reached_step(params: Mapping[str, float]) -> Step:
    r, alpha, s, beta = (literal(float(params[n])) for n in ("r", "alpha", "s", "beta"))
    aged = f"({beta} + age)"
    # near 0 the logarithm and the difference have no digits left, their series have
    later = "select distinct x, age from histories"
    share = f"select x, age, ahead, falls, whole, ahead / {aged} as share from ({later}) as pairs cross join times"
    near = "share * (1.0e0 - share / 2.0e0 + share * share / 3.0e0)"
    length = f"case when share < 1.0e-5 then {near} else ln(1.0e0 + share) end"
    lengths = f"select *, {length} as length from ({share}) as shares"
    y = f"(1.0e0 - {s}) * length"
    growth = (
        "case when abs(y) < 1.0e-5 then 1.0e0 + y / 2.0e0 + y * y / 6.0e0 "
        "when y < -700.0e0 then -1.0e0 / y else (exp(y) - 1.0e0) / y end"
    )
    bought = f"({r} + x) / ({alpha} + age) * {aged} * length * ({growth})"
    grown = f"select *, {y} as y from ({lengths}) as lengths"
    terms = f"select x, age, falls, whole, {bought} as bought from ({grown}) as grown"
    sql = (
        f"select x, age, {whole_sum('case when whole = 1 then bought else 0.0e0 end')} / 1.0e12 as bought, "
        f"{whole_sum('bought * falls')} / 1.0e12 as discounted from ({terms}) as terms group by x, age"
    )
    return Step(
        "reached", sql, "Purchases ahead of a customer who is still there, by x and T, and their discounted number."
    )
