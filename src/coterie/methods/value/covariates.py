"""What do traits that never change - channel, region, first product - do to buying and leaving? Covariates.

Fader and Hardie ("Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models", 2007) let a trait z
move the scales of a customer's distributions:

    Pareto/NBD    alpha = alpha0 exp(-g1 z), beta = beta0 exp(-g2 z)
    BG/NBD        alpha = alpha0 exp(-g1 z), a = a0 exp(g2 z)

so that exp(g1) multiplies the mean rate of buying; exp(g2) multiplies the mean rate of leaving in Pareto/NBD, and the
odds of leaving, a/b, in BG/NBD (the paper also lets b move; here it does not, so that a trait has one effect on
leaving). Derivatives follow from those of each row by the chain rule. Rows are distinct histories and traits with
counts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import digamma, gammaln, zeta

from coterie.methods.value import pareto_nbd
from coterie.methods.value.lifetime import p_alive
from coterie.methods.value.models import MODELS
from coterie.methods.value.newton import Fitted, Optimum, fitted, maximise
from coterie.methods.value.priors import Prior
from coterie.methods.value.unique_rows import distinct, unique_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    PerRow = Callable[[Floats, Floats, Floats, Floats], tuple[Floats, Floats, Floats]]

BLOCK = 2048
WIDEST = 1e5
FARTHEST = 10.0  # of a coefficient times the spread of its trait
MOVED = {"bg_nbd": ((1, -1.0), (2, 1.0)), "pareto_nbd": ((1, -1.0), (3, -1.0))}  # parameter and sign: buying, leaving


@dataclass(frozen=True)
class CovariateFit:
    """A purchase model with traits.

    model     "bg_nbd" or "pareto_nbd".
    base      the four parameters of a customer whose traits are all 0.
    traits    names in the order of the columns of Z.
    buying    trait -> coefficient g1: exp(g1) multiplies the rate of buying for each unit of the trait.
    leaving   trait -> coefficient g2: exp(g2) multiplies the rate (odds) of leaving.
    errors    ("buying" or "leaving", trait) -> standard error from the information matrix.
    """

    model: str
    base: Fitted
    traits: tuple[str, ...]
    buying: Mapping[str, float]
    leaving: Mapping[str, float]
    errors: Mapping[tuple[str, str], float]
    log_likelihood: float
    converged: bool

    def params_of(self, z: "Floats") -> dict[str, float]:
        """The four parameters of customers with these traits (one row of Z)."""
        names = MODELS[self.model].names
        out = dict(self.base.params)
        for (at, sign), effect in zip(MOVED[self.model], (self.buying, self.leaving), strict=True):
            out[names[at]] *= float(np.exp(sign * sum(effect[t] * v for t, v in zip(self.traits, z, strict=True))))
        return out

    def expected(self, x: "Floats", t_x: "Floats", T: "Floats", Z: "Floats", time: float) -> "Floats":
        """Expected purchases of each customer within ``time``, at least 0."""
        model = MODELS[self.model]
        ahead = np.array([float(time)])
        return self._each(
            lambda params, at: (
                p_alive(params, x[at], t_x[at], T[at], model)
                * model.purchases_if_alive(params, x[at], T[at], ahead)[:, 0]
            ),
            Z,
        )

    def p_alive(self, x: "Floats", t_x: "Floats", T: "Floats", Z: "Floats") -> "Floats":
        """Probability that each customer is still there, 0 to 1."""
        return self._each(lambda params, at: p_alive(params, x[at], t_x[at], T[at], MODELS[self.model]), Z)

    def _each(self, answer: "Callable[[Mapping[str, float], NDArray[np.int64]], Floats]", Z: "Floats") -> "Floats":
        first, group = distinct(*Z.T)
        out = np.empty(len(Z))
        for k, row in enumerate(first):
            at = np.flatnonzero(group == k)
            out[at] = answer(self.params_of(Z[row]), at)
        return out


def fit(
    model: str,
    x: "Floats",
    t_x: "Floats",
    T: "Floats",
    Z: "Floats",
    traits: Sequence[str],
    count: "Floats | None" = None,
    prior: bool = False,
) -> CovariateFit:
    """A purchase model with time-invariant traits by maximum likelihood.

    model      "bg_nbd" or "pareto_nbd".
    x, t_x, T  histories, one a row; Z their traits, shape (rows, traits), finite; a category is 0/1 columns without
               its first level.
    count      customers each row stands for; None: one.
    prior      whether the two parameters of leaving get a wide prior (:mod:`coterie.methods.value.priors`).
    Raises     ValueError for another model, and for traits that are constant or follow from others.
    """
    if model not in MOVED:
        raise ValueError(f"the model {model!r} takes no covariates; expected one of {', '.join(MOVED)}")
    _check(Z, traits, len(x))
    first, group = distinct(x, t_x, T, *Z.T)
    one = np.ones(len(x)) if count is None else np.asarray(count, dtype=np.float64)
    order = np.lexsort((one, group))
    weight = np.bincount(group[order], one[order]).astype(np.float64)
    likelihood = CovariateLikelihood(model, x[first], t_x[first], T[first], Z[first], weight)
    longest, reach = float(T.max()), FARTHEST / Z.std(axis=0)
    scales = np.array([1.0, longest, 1.0, longest if model == "pareto_nbd" else 1.0])
    edge = np.concatenate([np.full(4, np.log(WIDEST)), reach, reach])
    middle = np.concatenate([np.log(scales), np.zeros(2 * Z.shape[1])])
    start = middle.copy()
    start[:4] = np.log([*MODELS[model].fit(unique_rows(x, t_x, T, one)).params.values()])
    if not prior:
        return _told(model, traits, maximise(likelihood, start, middle - edge, middle + edge))
    belief = Prior.on(middle, np.isin(np.arange(len(middle)), (2, 3)))
    found = maximise(belief.added(likelihood), start, middle - edge, middle + edge)
    return _told(model, traits, belief.without(found))


def _told(model: str, traits: Sequence[str], found: Optimum) -> CovariateFit:
    """The optimum with names: four log parameters, then coefficients of buying, then of leaving."""
    everything = fitted([str(i) for i in range(len(found.theta))], found)
    spread = np.sqrt(np.maximum(np.diag(everything.covariance), 0.0))
    names, k = MODELS[model].names, len(traits)
    base = Fitted(
        params={n: float(np.exp(found.theta[i])) for i, n in enumerate(names)},
        errors={n: float(np.exp(found.theta[i]) * spread[i]) for i, n in enumerate(names) if spread[i] > 0},
        boundary=tuple(n for i, n in enumerate(names) if str(i) in everything.boundary),
        covariance=everything.covariance,
        log_likelihood=found.value,
        converged=found.converged,
        evaluations=found.evaluations,
    )
    effects = {
        what: {trait: float(found.theta[4 + j * k + i]) for i, trait in enumerate(traits)}
        for j, what in enumerate(("buying", "leaving"))
    }
    return CovariateFit(
        model=model,
        base=base,
        traits=tuple(traits),
        buying=effects["buying"],
        leaving=effects["leaving"],
        errors={
            (what, trait): float(spread[4 + j * k + i])
            for j, what in enumerate(effects)
            for i, trait in enumerate(traits)
        },
        log_likelihood=found.value,
        converged=found.converged,
    )


class CovariateLikelihood:
    """The log-likelihood with derivatives in the four log parameters and the coefficients of buying and leaving."""

    def __init__(self, model: str, x: "Floats", t_x: "Floats", T: "Floats", Z: "Floats", count: "Floats") -> None:
        self.columns, self.Z, self.count = (x, t_x, T), Z, count
        self.per_row: PerRow = pareto_nbd.per_row if model == "pareto_nbd" else bg_nbd_per_row
        self.moved = MOVED[model]

    def __call__(self, theta: "Floats") -> tuple[float, "Floats", "Floats"]:
        """Value, gradient and Hessian."""
        k = self.Z.shape[1]
        value, gradient, hessian = 0.0, np.zeros(len(theta)), np.zeros((len(theta), len(theta)))
        for start in range(0, len(self.count), BLOCK):
            cut = slice(start, start + BLOCK)
            Z, count = self.Z[cut], self.count[cut]
            design = np.zeros((4, len(theta), len(Z)))  # d log parameter of a row by theta
            design[np.arange(4), np.arange(4)] = 1.0
            for j, (at, sign) in enumerate(self.moved):
                design[at, 4 + j * k : 4 + (j + 1) * k] = sign * Z.T
            logs = np.einsum("pqn,q->pn", design, theta)
            of_row, first, second = self.per_row(np.exp(logs), *(c[cut] for c in self.columns))
            value += float(count @ of_row)
            gradient += np.einsum("pqn,pn->q", design, first * count)
            hessian += np.einsum("pqn,prn,rsn->qs", design, second * count, design, optimize=True)
        return value, gradient, hessian


def bg_nbd_per_row(
    parameters: "Floats", x: "Floats", t_x: "Floats", T: "Floats"
) -> tuple["Floats", "Floats", "Floats"]:
    """BG/NBD log-likelihood of each row with its derivatives in the logarithms of r, alpha, a, b.

    parameters   of shape (4, rows).
    Returns      arrays of shape (rows), (4, rows), (4, 4, rows).
    """
    r, alpha, a, b = parameters
    n, repeat = r + x, x > 0
    other = np.where(repeat, b + x - 1, 1.0)
    by_T, by_t = 1 / (alpha + T), 1 / (alpha + t_x)
    length = np.log(by_t / by_T)
    z = np.where(repeat, np.log(a / other) + n * length, -np.inf)
    left = 1 / (1 + np.exp(-np.maximum(z, -700.0))) * repeat
    value = gammaln(n) - gammaln(r) + r * np.log(alpha) + n * np.log(by_T) + np.logaddexp(0.0, z)
    value += gammaln(b + x) - gammaln(b) - gammaln(a + b + x) + gammaln(a + b)
    of_z = np.stack([length, n * (by_T - by_t), 1 / a, -1 / other]) * repeat
    both = digamma(a + b) - digamma(a + b + x)
    first = left * of_z
    first += np.stack(
        [
            digamma(n) - digamma(r) + np.log(alpha) + np.log(by_T),
            r / alpha - n * by_T,
            both,
            both + digamma(b + x) - digamma(b),
        ]
    )
    second = left * (1 - left) * of_z[:, None] * of_z[None, :]
    mixed = zeta(2, a + b) - zeta(2, a + b + x)
    second[0, 0] += zeta(2, n) - zeta(2, r)
    for i, j, more in ((0, 1, 1 / alpha - by_T + left * (by_T - by_t)), (2, 3, mixed)):
        second[i, j] += more
        second[j, i] += more
    second[1, 1] += n * by_T**2 - r / alpha**2 + left * n * (by_t**2 - by_T**2)
    second[2, 2] += mixed - left / a**2
    second[3, 3] += mixed + zeta(2, b + x) - zeta(2, b) + left / other**2
    first = first * parameters
    second = second * parameters[:, None] * parameters[None, :]
    second[np.arange(4), np.arange(4)] += first
    return value, first, second


def _check(Z: "Floats", traits: Sequence[str], rows: int) -> None:
    if Z.shape != (rows, len(traits)) or not np.all(np.isfinite(Z)):
        raise ValueError(
            f"expected {rows:,} rows of {len(traits)} traits without missing values; found shape {Z.shape}"
        )
    if np.linalg.matrix_rank(np.column_stack([np.ones(rows), Z])) <= len(traits):
        raise ValueError(f"a trait is constant or follows from the others: {', '.join(traits)}; leave one out")
