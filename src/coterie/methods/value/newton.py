"""Where is the likelihood highest? Newton's method with the exact Hessian, in the logarithms of the parameters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    # log parameters, whether the Hessian is wanted -> value, gradient, Hessian (of the log-likelihood)
    Likelihood = Callable[["Floats"], tuple[float, "Floats", "Floats"]]

TOLERANCE = 1e-9  # of the Newton decrement: the parameters then lie within 5e-5 standard errors of the optimum
ROUNDS = 200
WIDEST = 4.0  # longest step, in logarithms
AT_EDGE = 1e-6
UNDETERMINED = 1.5  # a standard error of a logarithm above this: open by a factor of 20 either way


@dataclass(frozen=True)
class Optimum:
    """Where the search ended.

    theta       log parameters.
    value       log-likelihood there.
    hessian     second derivatives there.
    held        True for parameters that stopped at the edge of the box.
    decrement   what a further Newton step would gain, in units of log-likelihood.
    converged   whether the decrement fell below the tolerance within the allowed rounds.
    """

    theta: "Floats"
    value: float
    hessian: "Floats"
    held: "NDArray[np.bool_]"
    decrement: float
    converged: bool
    evaluations: int


@dataclass(frozen=True)
class Fitted:
    """A maximum with names.

    params       name -> estimate.
    errors       name -> standard error from the observed information; absent for parameters in ``boundary``.
    boundary     parameters that stopped at the edge of their range, or that the data leave open by more than a factor
                 of 20 either way. They count as fixed in ``covariance``.
    covariance   of the log parameters, in the order of ``params``; rows and columns of ``boundary`` are 0.
    """

    params: Mapping[str, float]
    errors: Mapping[str, float]
    boundary: tuple[str, ...]
    covariance: "Floats"
    log_likelihood: float
    converged: bool
    evaluations: int


def fitted(names: Sequence[str], optimum: Optimum) -> Fitted:
    """The maximum with names, standard errors and the parameters that the data do not determine."""
    open_ended = optimum.held.copy()
    while True:
        covariance = _inverse(-optimum.hessian, ~open_ended)
        spread = np.sqrt(np.diag(covariance))
        if spread.max(initial=0.0) <= UNDETERMINED:
            break
        open_ended[int(spread.argmax())] = True
    estimates = np.exp(optimum.theta)
    return Fitted(
        params={name: float(e) for name, e in zip(names, estimates, strict=True)},
        errors={
            name: float(e * s)
            for name, e, s, is_open in zip(names, estimates, spread, open_ended, strict=True)
            if not is_open
        },
        boundary=tuple(name for name, is_open in zip(names, open_ended, strict=True) if is_open),
        covariance=covariance,
        log_likelihood=optimum.value,
        converged=optimum.converged,
        evaluations=optimum.evaluations,
    )


def _inverse(information: "Floats", free: "NDArray[np.bool_]") -> "Floats":
    """Inverse of the information on the free parameters, 0 elsewhere."""
    out = np.zeros_like(information)
    at = np.flatnonzero(free)
    if len(at):
        values, vectors = np.linalg.eigh(information[np.ix_(at, at)])
        kept = np.maximum(values, 1e-12 * max(float(values.max()), 1e-12))
        out[np.ix_(at, at)] = (vectors / kept) @ vectors.T
    return out


def maximise(
    likelihood: "Likelihood", start: "Floats", low: "Floats", high: "Floats", *, tolerance: float = TOLERANCE
) -> Optimum:
    """Maximise a log-likelihood within a box of log parameters.

    Trust-region Newton: the step solves (H + shift) s = -g on the parameters that are not held by the box, the shift
    being raised until the step is short enough and H + shift positive (Nocedal and Wright 2006, section 4.3). The
    radius shrinks when the gain falls short of what the quadratic promised. Convergence is the Newton decrement
    g' H^-1 g / 2, which is measured in units of log-likelihood and does not depend on how parameters are scaled.

    likelihood   log parameters -> value, gradient, Hessian.
    start        inside the box; low, high its edges.
    """
    theta, radius = np.clip(start, low, high), 1.0
    value, gradient, hessian = likelihood(theta)
    evaluations, decrement = 1, np.inf
    for _ in range(ROUNDS):
        held = _held(theta, gradient, low, high)
        step, gain = _step(gradient, hessian, held, radius)
        decrement = gain
        if gain <= tolerance or radius < 1e-10:
            break
        trial = np.clip(theta + step, low, high)
        move = trial - theta
        promised = float(gradient @ move + 0.5 * move @ hessian @ move)
        new = likelihood(trial)
        evaluations += 1
        ratio = (new[0] - value) / promised if promised > 0 else -1.0
        noise = 1e-13 * abs(value)
        if ratio > 0.05 or (np.isfinite(new[0]) and new[0] >= value - noise and promised <= 10 * noise):
            theta, (value, gradient, hessian) = trial, new
        length = float(np.linalg.norm(move))
        radius = min(WIDEST, max(radius, 2 * length)) if ratio > 0.6 else radius if ratio > 0.2 else 0.25 * length
    held = _held(theta, gradient, low, high)
    return Optimum(theta, value, hessian, held, float(decrement), bool(decrement <= tolerance), evaluations)


def _held(theta: "Floats", gradient: "Floats", low: "Floats", high: "Floats") -> "NDArray[np.bool_]":
    below = (theta <= low + AT_EDGE) & (gradient <= 0)
    above = (theta >= high - AT_EDGE) & (gradient >= 0)
    return np.asarray(below | above)


def _step(gradient: "Floats", hessian: "Floats", held: "NDArray[np.bool_]", radius: float) -> tuple["Floats", float]:
    """The step on the free parameters and the gain the quadratic promises for the unbounded Newton step."""
    free = np.flatnonzero(~held)
    step = np.zeros_like(gradient)
    if len(free) == 0:
        return step, 0.0
    values, vectors = np.linalg.eigh(-hessian[np.ix_(free, free)])
    along = vectors.T @ gradient[free]
    floor = 1e-12 * max(float(np.abs(values).max()), 1e-300)
    shift = max(0.0, floor - float(values.min()))
    gain = float(np.sum(along**2 / np.maximum(np.abs(values), floor))) / 2
    length = float(np.linalg.norm(along / (values + shift)))
    if length > radius:
        shift = _shift(along, values, shift, radius)
    step[free] = vectors @ (along / (values + shift))
    return step, gain


def _shift(along: "Floats", values: "Floats", least: float, radius: float) -> float:
    """The shift that makes the step as long as the radius, by bisection."""
    low, high = least, least + float(np.linalg.norm(along)) / radius + float(np.abs(values).max())
    for _ in range(60):
        middle = 0.5 * (low + high)
        if np.linalg.norm(along / (values + middle)) > radius:
            low = middle
        else:
            high = middle
    return high
