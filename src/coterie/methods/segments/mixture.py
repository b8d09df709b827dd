"""Which overlapping groups could have made these customers? A Gaussian mixture, with a share of each group."""

import warnings
from typing import TYPE_CHECKING

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture
from sklearn.utils.validation import validate_data
from threadpoolctl import threadpool_limits

from coterie.methods.forms import Centres, Form, Mixture
from coterie.methods.segments.fitted import Fitted
from coterie.methods.segments.kmeans import fit_centres, sorted_sample
from coterie.methods.segments.method import Method
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

LEAST = 200
SAMPLE = 20_000
RIDGE = 0.01
ROUNDS = 100
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("n_components", None, "Number of groups; more groups are finer and less stable.", 2, 20),
    Parameter("ridge", RIDGE, "Added to every variance; keeps a group from shrinking to a point.", 1e-6, 1.0),
    Parameter("rounds", ROUNDS, "Most rounds of estimation.", 10, 1000),
    Parameter("sample", SAMPLE, "Customers it is fitted on when there are more.", 1000, 1_000_000),
)


def fit_mixture(
    x: "Floats",
    k: int,
    *,
    seed: int,
    ridge: float = RIDGE,
    rounds: int = ROUNDS,
    sample: int = SAMPLE,
    rough: bool = False,
    covariance: str = "full",
) -> Mixture | Centres:
    """Gaussian mixture by EM (Dempster, Laird and Rubin 1977), started from k-means.

    x        prepared traits, nothing missing.
    ridge    added to the diagonal of each covariance.
    covariance  "full": groups of any tilt; "diagonal": traits vary independently within a group.
    rough    fewer rounds and a wider stop: for re-draws and searches.
    Returns  the mixture, groups in ascending order of their means; plain centres where fewer than k distinct
             customers exist.
    """
    rows = sorted_sample(x, sample, seed)
    start = fit_centres(rows, k, seed=seed, starts=2 if rough else 5, sample=sample, rough=rough)
    if start.k < k or len(rows) < 2:
        return start
    labels = start.labels(rows)
    weights = np.maximum(np.bincount(labels, minlength=k), 1) / len(rows)
    precisions = _precisions(rows, labels, k, ridge)
    diagonal = covariance == "diagonal"
    estimator = GaussianMixture(
        k,
        covariance_type="diag" if diagonal else "full",
        reg_covar=ridge,
        tol=1e-2 if rough else 1e-3,
        max_iter=min(rounds, 30) if rough else rounds,
        means_init=np.asarray(start.centres),
        weights_init=weights / weights.sum(),
        precisions_init=np.diagonal(precisions, axis1=1, axis2=2) if diagonal else precisions,
        random_state=seed % 2**32,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the last round is used; stability judges it
        estimator.fit(rows)
    return _form(estimator, np.lexsort(estimator.means_.T[::-1]))


def _precisions(rows: "Floats", labels: "Labels", k: int, ridge: float) -> "Floats":
    d = rows.shape[1]
    found = np.empty((k, d, d))
    for g in range(k):
        here = rows[labels == g]
        spread = np.atleast_2d(np.cov(here.T, bias=True)) if len(here) > 1 else np.eye(d)
        inverse = np.linalg.inv(spread + ridge * np.eye(d))
        found[g] = (inverse + inverse.T) / 2
    return found


def _form(estimator: GaussianMixture, order: "Labels") -> Mixture:
    # scikit-learn keeps U with precision = U U'; its transpose whitens: |U'(x - m)|^2 is the Mahalanobis distance.
    factors = estimator.precisions_cholesky_
    whitening = [np.diag(factors[g]) if factors.ndim == 2 else factors[g].T for g in order]
    return Mixture(
        tuple(float(estimator.weights_[g]) for g in order),
        tuple(tuple(float(v) for v in estimator.means_[g]) for g in order),
        tuple(tuple(tuple(float(v) for v in row) for row in w) for w in whitening),
    )


def fit_diagonal(x: "Floats", k: int, *, seed: int, rough: bool = False, **settings: float) -> Mixture | Centres:
    """The mixture whose traits vary independently within each group: see :func:`fit_mixture`."""
    return fit_mixture(x, k, seed=seed, rough=rough, covariance="diagonal", **settings)  # type: ignore[arg-type]


def bic(form: Form, x: "Floats") -> float:
    """BIC (Schwarz 1978) of a mixture: -2 log L + free parameters x log n, lower is better.

    Free parameters: k - 1 weights, k d means, and k d (d + 1) / 2 covariances, or k d variances where all are diagonal.
    """
    if not isinstance(form, Mixture) or not len(x):
        return float("nan")
    logs = form.logs(x)
    top = logs.max(axis=0)
    d = x.shape[1]
    total = float((top + np.log(np.exp(logs - top).sum(axis=0))).sum()) - len(x) * d * float(np.log(2 * np.pi)) / 2
    tilted = any(w[i][j] != 0 for w in form.whitening for i in range(d) for j in range(i))
    free = form.k - 1 + form.k * d + form.k * (d * (d + 1) // 2 if tilted else d)
    return float(-2 * total + free * np.log(len(x)))


METHOD = Method(
    "mixture",
    "a Gaussian mixture",
    "Overlapping groups of any width and tilt; each customer has a share of each.",
    fit_mixture,
    PARAMETERS[1:],
    LEAST,
    widest=60,
    soft=True,
    quick=True,
    cost=3.0,
    bic=bic,
)
DIAGONAL = Method(
    "mixture-diagonal",
    "a diagonal Gaussian mixture",
    "Overlapping groups in which traits vary independently: fewer numbers to learn, steadier with many traits.",
    fit_diagonal,
    PARAMETERS[1:],
    LEAST,
    widest=300,
    soft=True,
    cost=2.0,
    bic=bic,
)


class GaussianMixtureSegments(Fitted):
    """Overlapping groups with a membership for each; labels do not depend on the order of rows.

    Parameters are told in ``PARAMETERS``. Fitted: ``form_`` (plain numbers), ``labels_``. X must be comparable across
    columns: put :class:`Preparation` before it.
    """

    def __init__(
        self,
        n_components: int = 5,
        *,
        ridge: float = RIDGE,
        rounds: int = ROUNDS,
        sample: int = SAMPLE,
        random_state: int = 0,
    ) -> None:
        self.n_components = n_components
        self.ridge = ridge
        self.rounds = rounds
        self.sample = sample
        self.random_state = random_state

    def fit(self, X: "ArrayLike", y: object = None) -> "GaussianMixtureSegments":
        """Estimate the mixture."""
        x = validate_data(self, X, dtype=np.float64)
        if not 1 <= self.n_components <= len(x):
            raise ValueError(f"n_components={self.n_components}; n_samples={len(x)} allows 1 to {len(x)}")
        with threadpool_limits(limits=1):
            self.form_ = fit_mixture(
                x,
                self.n_components,
                seed=self.random_state,
                ridge=self.ridge,
                rounds=self.rounds,
                sample=self.sample,
            )
        self.labels_ = self.form_.labels(x)
        return self
