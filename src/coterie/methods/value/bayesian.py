"""What does a posterior say about buying and leaving? BG/NBD sampled by pymc-marketing, used like ``BgNbd``.

The likelihood is that of :mod:`coterie.methods.value.bg_nbd`; the priors are those of pymc-marketing. Its sampler is
handed the histories and gives back draws of r, alpha, a and b. All answers are made here: those of BG/NBD under each
draw, so that a mean over draws carries what is not known of the parameters. It takes seconds for a few thousand
customers and minutes for many; maximum likelihood takes milliseconds, and with so many customers says the same.
"""

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from coterie.methods.value.arrays import columns_of
from coterie.methods.value.lifetime import p_alive
from coterie.methods.value.models import BG_NBD
from coterie.methods.value.needs import check_purchases, check_repeat
from coterie.methods.value.unique_rows import distinct
from coterie.terms import Problem, need

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

MOST_DRAWS = 200  # of the posterior that an answer is made from, evenly spaced
MIXED = 1.05  # split R-hat up to which chains are taken to say the same
LEVEL = 0.95


class BayesianBgNbd(BaseEstimator):  # type: ignore[misc]
    """BG/NBD by Markov chain Monte Carlo; needs Python 3.12 and ``pip install 'coterie[bayes]'``.

    horizon               length of time for which ``predict`` answers, in the unit of t_x and T.
    draws, tune, chains   of the sampler; ``seed`` makes it repeatable on one machine.

    After ``fit``: ``posterior_`` (parameter -> draws), ``params_`` (their means), ``standard_errors_`` (their standard
    deviations), ``intervals_`` (parameter -> low, high; 95 % equal-tailed), ``r_hat_`` (parameter -> split R-hat),
    ``converged_``.
    """

    def __init__(
        self, horizon: float = 1.0, draws: int = 1000, tune: int = 1000, chains: int = 4, seed: int = 0
    ) -> None:
        self.horizon = horizon
        self.draws = draws
        self.tune = tune
        self.chains = chains
        self.seed = seed

    def fit(self, X: "ArrayLike", y: object = None) -> Self:
        """Sample the posterior given histories.

        X         columns x (repeat purchases), t_x (time of the last), T (age), one customer a row.
        Raises    NotInstalled (COT-901) without pymc-marketing; ValueError for histories that cannot be (COT-811), for
                  nobody who came back (COT-804), and for chains that do not say the same (COT-806).
        """
        x, t_x, T = columns_of(self, X, 3, reset=True)
        check_purchases(x, t_x, T)
        check_repeat(x)
        purpose = "the Bayesian BG/NBD"
        sampler, frames = need("pymc_marketing.clv", "bayes", purpose), need("pandas", "bayes", purpose)
        table = frames.DataFrame({"customer_id": np.arange(len(x)), "frequency": x, "recency": t_x, "T": T})
        found: Any = sampler.BetaGeoModel().fit(
            table, draws=self.draws, tune=self.tune, chains=self.chains, random_seed=self.seed, progressbar=False
        )
        chains = {name: np.asarray(found.posterior[name].values, dtype=np.float64) for name in BG_NBD.names}
        mixing = {name: r_hat(draws) for name, draws in chains.items()}
        worst = max(mixing, key=lambda name: mixing[name])
        if not mixing[worst] <= MIXED:
            sentence = f"the chains do not agree on {worst} (R-hat {mixing[worst]:.2f}, at most {MIXED} is needed)"
            raise ValueError(str(Problem("COT-806", f"{sentence}, so the draws are not used; raise tune and draws")))
        self.posterior_ = {name: draws.ravel() for name, draws in chains.items()}
        self.params_ = {name: float(draws.mean()) for name, draws in self.posterior_.items()}
        self.standard_errors_ = {name: float(draws.std(ddof=1)) for name, draws in self.posterior_.items()}
        ends = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
        self.intervals_ = {name: tuple(np.quantile(d, ends).tolist()) for name, d in self.posterior_.items()}
        self.r_hat_, self.converged_ = mixing, True
        return self

    def predict(self, X: "ArrayLike") -> "Floats":
        """Expected purchases of each customer within ``horizon``, the mean over the posterior, at least 0."""
        return np.asarray(self.predict_draws(X).mean(axis=0))

    def predict_draws(self, X: "ArrayLike") -> "Floats":
        """Expected purchases within ``horizon`` under each of up to 200 draws, shape (draws, customers).

        Their quantiles tell how well the expectation is known, not where what comes will lie.
        """
        check_is_fitted(self, "params_")
        x, t_x, T = columns_of(self, X, 3, reset=False)
        check_purchases(x, t_x, T)
        if not (np.isfinite(self.horizon) and self.horizon >= 0):
            raise ValueError(f"a horizon of {self.horizon}; expected a length of time of at least 0")
        first, at = distinct(x, T)
        ahead = np.array([float(self.horizon)])
        return np.stack(
            [
                p_alive(params, x, t_x, T) * BG_NBD.purchases_if_alive(params, x[first], T[first], ahead)[at, 0]
                for params in self._some()
            ]
        )

    def predict_alive(self, X: "ArrayLike") -> "Floats":
        """Probability that each customer is still there, the mean over the posterior, 0 to 1."""
        check_is_fitted(self, "params_")
        x, t_x, T = columns_of(self, X, 3, reset=False)
        check_purchases(x, t_x, T)
        return np.asarray(np.mean([p_alive(params, x, t_x, T) for params in self._some()], axis=0))

    def _some(self) -> list[dict[str, float]]:
        """Up to ``MOST_DRAWS`` draws, evenly spaced over all chains."""
        count = len(self.posterior_["r"])
        at = np.unique(np.linspace(0, count - 1, min(count, MOST_DRAWS)).round().astype(int))
        return [{name: float(draws[i]) for name, draws in self.posterior_.items()} for i in at]


def r_hat(chains: "Floats") -> float:
    """Split R-hat of draws, shape (chains, draws): 1 where all halves of all chains say the same.

    The square root of (within + between) over within, halves of chains being chains (Gelman and others, Bayesian Data
    Analysis, 3rd edition, section 11.4).

    >>> r_hat(np.random.default_rng(1).normal(size=(4, 500))) < 1.01
    True
    """
    half = chains.shape[1] // 2
    parts = np.concatenate([chains[:, :half], chains[:, half : 2 * half]])
    within = float(parts.var(axis=1, ddof=1).mean())
    between = float(parts.mean(axis=1).var(ddof=1))
    return float(np.sqrt(((half - 1) / half * within + between) / within)) if within > 0 else float("inf")
