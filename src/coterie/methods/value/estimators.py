"""How is one model fitted to arrays? Purchase and spend models in the manner of scikit-learn."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np
from sklearn.base import BaseEstimator, clone
from sklearn.utils.validation import check_is_fitted

from coterie.methods.value import bg_bb, gamma_gamma
from coterie.methods.value.arrays import columns_of
from coterie.methods.value.bootstrap import Bootstrapped, bootstrap
from coterie.methods.value.covariates import fit as with_covariates
from coterie.methods.value.lifetime import p_alive
from coterie.methods.value.models import BG_NBD, MBG_NBD, PARETO_NBD, PurchaseModel
from coterie.methods.value.needs import check_counts, check_opportunities, check_purchases, check_repeat, check_spend
from coterie.methods.value.newton import Fitted
from coterie.methods.value.traits import Traits
from coterie.methods.value.unique_rows import distinct, unique_rows

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Table = Any  # a data frame, a mapping of columns, or an array


class _Model(BaseEstimator):  # type: ignore[misc]
    """What all share: named parameters with a trailing underscore after ``fit``."""

    def _keep(self, found: Fitted) -> None:
        if not found.converged:
            raise ValueError(f"the fit did not converge in {found.evaluations} evaluations and is not used (COT-806)")
        for name, value in found.params.items():
            setattr(self, f"{name}_", value)
        self.params_ = dict(found.params)
        self.standard_errors_ = dict(found.errors)
        self.boundary_ = found.boundary
        self.covariance_ = found.covariance
        self.log_likelihood_ = found.log_likelihood
        self.converged_ = found.converged
        self.n_iter_ = found.evaluations


class BgNbd(_Model):
    """BG/NBD by maximum likelihood (Fader, Hardie and Lee 2005).

    horizon    length of time for which ``predict`` answers, in the unit of t_x and T.

    After ``fit``: ``r_``, ``alpha_`` (in the unit of T), ``a_``, ``b_``, ``log_likelihood_``, ``standard_errors_``
    (name -> error), ``boundary_`` (parameters the data do not determine), ``covariance_`` of the log parameters.

    With ``covariates`` (traits that never change; not for MBG/NBD) these are the parameters of a customer whose traits
    are all 0, and ``effects_`` holds for each trait its coefficients: exp(buying) multiplies the rate of buying,
    exp(leaving) the odds of leaving (in Pareto/NBD the rate). ``effect_errors_`` holds their standard errors.

    >>> X = np.array([[2, 30, 39], [0, 0, 39], [5, 36, 38], [1, 2, 33], [3, 20, 35]], dtype=float)
    >>> model = BgNbd(horizon=39).fit(np.vstack([X, X[1:2]]))
    >>> model.predict_alive(X).shape
    (5,)
    """

    _model: ClassVar[PurchaseModel] = BG_NBD

    def __init__(self, horizon: float = 1.0) -> None:
        self.horizon = horizon

    def fit(
        self,
        X: "ArrayLike",
        y: object = None,
        sample_weight: "ArrayLike | None" = None,
        covariates: "Table | None" = None,
    ) -> Self:
        """Fit to histories.

        X               columns x (repeat purchases), t_x (time of the last), T (age), one customer a row.
        sample_weight   customers each row stands for; None: one.
        covariates      traits of the same rows: a data frame, a mapping of columns, or an array. Texts become columns
                        of 0 and 1, the first value in alphabetical order being what the others are compared with.
        Raises          ValueError for histories that cannot be (COT-811), for nobody who came back (COT-804), for a
                        search that did not arrive (COT-806), and for traits that are constant or follow from others.
        """
        x, t_x, T = columns_of(self, X, 3, reset=True)
        check_purchases(x, t_x, T)
        check_repeat(x)
        count = check_counts(sample_weight, len(x))
        if covariates is None:
            self._keep(self._model.fit(unique_rows(x, t_x, T, count)))
            self.traits_, self.with_traits_, self.effects_, self.effect_errors_ = None, None, {}, {}
            return self
        traits = Traits.of(covariates)
        found = with_covariates(self._model.name, x, t_x, T, traits.matrix(covariates, len(x)), traits.names, count)
        self._keep(found.base)
        self.traits_, self.with_traits_ = traits, found
        self.effects_ = {t: {"buying": found.buying[t], "leaving": found.leaving[t]} for t in found.traits}
        self.effect_errors_ = {t: {what: found.errors[what, t] for what in ("buying", "leaving")} for t in found.traits}
        return self

    def predict(self, X: "ArrayLike", covariates: "Table | None" = None) -> "Floats":
        """Expected purchases of each customer within ``horizon``, at least 0.

        covariates   the same traits as in ``fit``, where it had any.
        """
        check_is_fitted(self, "params_")
        x, t_x, T = columns_of(self, X, 3, reset=False)
        check_purchases(x, t_x, T)
        if not (np.isfinite(self.horizon) and self.horizon >= 0):
            raise ValueError(f"a horizon of {self.horizon}; expected a length of time of at least 0")
        Z = self._traits_of(covariates, len(x))
        if self.with_traits_ is not None and Z is not None:
            return self.with_traits_.expected(x, t_x, T, Z, float(self.horizon))
        first, at = distinct(x, T)
        reached = self._model.purchases_if_alive(self.params_, x[first], T[first], np.array([float(self.horizon)]))
        return np.asarray(p_alive(self.params_, x, t_x, T, self._model) * reached[at, 0])

    def predict_alive(self, X: "ArrayLike", covariates: "Table | None" = None) -> "Floats":
        """Probability that each customer is still there, 0 to 1; ``covariates`` as in ``fit``, where it had any."""
        check_is_fitted(self, "params_")
        x, t_x, T = columns_of(self, X, 3, reset=False)
        check_purchases(x, t_x, T)
        Z = self._traits_of(covariates, len(x))
        if self.with_traits_ is not None and Z is not None:
            return self.with_traits_.p_alive(x, t_x, T, Z)
        return p_alive(self.params_, x, t_x, T, self._model)

    def bootstrap(
        self, X: "ArrayLike", sample_weight: "ArrayLike | None" = None, *, draws: int = 200, seed: int = 0
    ) -> Bootstrapped:
        """Standard errors and 95 % intervals of the parameters over refits on customers drawn again.

        It needs no fit before. Where a model fits badly, the errors of the information matrix are too small and these
        are more honest. Traits are not redrawn: it answers for the model without them.

        X, sample_weight   as in ``fit``, the weights whole numbers; draws: refits, at least 20.
        Raises             ValueError as ``fit`` does, and where fewer than 20 refits arrive.
        """
        x, t_x, T = columns_of(clone(self), X, 3, reset=True)
        check_purchases(x, t_x, T)
        check_repeat(x)
        rows = unique_rows(x, t_x, T, check_counts(sample_weight, len(x)))
        return bootstrap(self._model, rows, draws=draws, seed=seed)

    def _traits_of(self, table: "Table | None", rows: int) -> "Floats | None":
        """The traits as numbers; refused where given and fitted traits are not the same."""
        if (table is None) != (self.traits_ is None):
            known = "none" if self.traits_ is None else ", ".join(self.traits_.levels)
            raise ValueError(f"the model was fitted with these covariates: {known}; hand in the same to predict")
        return None if self.traits_ is None else self.traits_.matrix(table, rows)


class MbgNbd(BgNbd):
    """MBG/NBD by maximum likelihood (Batislam, Denizel and Filiztekin 2007), used like :class:`BgNbd`.

    A customer may leave after the first purchase too, so P(alive) of one-time buyers is below 1.
    """

    _model: ClassVar[PurchaseModel] = MBG_NBD


class ParetoNbd(BgNbd):
    """Pareto/NBD by maximum likelihood (Schmittlein, Morrison and Colombo 1987), used like :class:`BgNbd`.

    After ``fit``: ``r_``, ``alpha_``, ``s_``, ``beta_``; alpha and beta in the unit of T.
    """

    _model: ClassVar[PurchaseModel] = PARETO_NBD


class BgBb(_Model):
    """BG/BB by maximum likelihood (Fader, Hardie and Shang 2010), for opportunities that come one by one.

    horizon    whole number of opportunities ahead for which ``predict`` answers.

    After ``fit``: ``alpha_``, ``beta_``, ``gamma_``, ``delta_``, ``log_likelihood_``, ``standard_errors_``.

    >>> X = np.array([[0, 0, 6], [1, 2, 6], [3, 5, 6], [6, 6, 6], [2, 6, 6]])
    >>> BgBb(horizon=5).fit(X, sample_weight=[40, 10, 8, 12, 5]).predict(X).shape
    (5,)
    """

    def __init__(self, horizon: int = 1) -> None:
        self.horizon = horizon

    def fit(self, X: "ArrayLike", y: object = None, sample_weight: "ArrayLike | None" = None) -> Self:
        """Fit to histories.

        X               columns x (opportunities taken), t_x (number of the last, 0 for none), n (opportunities).
        sample_weight   supporters each row stands for; None: one.
        Raises          ValueError for histories that cannot be (COT-811), for nobody who came back (COT-804), and for a
                        search that did not arrive (COT-806).
        """
        x, t_x, n = columns_of(self, X, 3, reset=True)
        check_opportunities(x, t_x, n)
        check_repeat(x)
        count = check_counts(sample_weight, len(x))
        self._keep(bg_bb.fit(unique_rows(x, t_x, n, count)))
        return self

    def bootstrap(
        self, X: "ArrayLike", sample_weight: "ArrayLike | None" = None, *, draws: int = 200, seed: int = 0
    ) -> Bootstrapped:
        """Standard errors and 95 % intervals of the parameters over refits on supporters drawn again.

        X, sample_weight   as in ``fit``, the weights whole numbers; draws: refits, at least 20.
        Raises             ValueError as ``fit`` does, and where fewer than 20 refits arrive.
        """
        x, t_x, n = columns_of(clone(self), X, 3, reset=True)
        check_opportunities(x, t_x, n)
        check_repeat(x)
        rows = unique_rows(x, t_x, n, check_counts(sample_weight, len(x)))
        return bootstrap(bg_bb.BG_BB, rows, draws=draws, seed=seed)

    def predict(self, X: "ArrayLike") -> "Floats":
        """Expected opportunities taken among the next ``horizon``, 0 to ``horizon``."""
        check_is_fitted(self, "params_")
        if int(self.horizon) != self.horizon or self.horizon < 0:
            raise ValueError(f"a horizon of {self.horizon}; expected a whole number of opportunities of at least 0")
        x, _, n = columns_of(self, X, 3, reset=False)
        reached = bg_bb.purchases_if_alive(self.params_, x, n, np.array([float(self.horizon)]))
        return np.asarray(self.predict_alive(X) * reached[:, 0])

    def predict_alive(self, X: "ArrayLike") -> "Floats":
        """Probability that each is still a supporter after her opportunities, 0 to 1."""
        check_is_fitted(self, "params_")
        x, t_x, n = columns_of(self, X, 3, reset=False)
        check_opportunities(x, t_x, n)
        with np.errstate(over="ignore"):
            return np.asarray(1 / (1 + np.exp(bg_bb.odds_of_gone(self.params_, x, t_x, n))))


class GammaGamma(_Model):
    """Gamma-gamma spend model by maximum likelihood (Fader and Hardie 2013).

    After ``fit``: ``p_``, ``q_``, ``v_`` (in currency), ``log_likelihood_``, ``standard_errors_``, ``boundary_``,
    ``covariance_`` of the log parameters, ``dependence_`` (rank correlation of frequency and spend, ideally 0).

    >>> X = np.array([[2, 22.4], [1, 11.8], [7, 73.7], [1, 46.8], [2, 28.0], [4, 35.5]])
    >>> GammaGamma().fit(X).predict([[0, np.nan]]).shape
    (1,)
    """

    def fit(self, X: "ArrayLike", y: object = None, sample_weight: "ArrayLike | None" = None) -> Self:
        """Fit to the customers with a known spend; rows with x = 0 or missing spend are left out.

        X               columns x (repeat purchases) and mean spend of these, above 0, one customer a row.
        sample_weight   customers each row stands for; None: one.
        Raises          ValueError for negative spend or frequency (COT-811), fewer than two known amounts (COT-805),
                        and for a search that did not arrive (COT-806).
        """
        x, spend = columns_of(self, X, 2, reset=True)
        known = check_spend(x, spend)
        count = check_counts(sample_weight, len(x))
        found = gamma_gamma.fit(x[known], spend[known], None if count is None else count[known])
        self._keep(found)
        self.dependence_ = gamma_gamma.dependence(x, spend)
        return self

    def predict(self, X: "ArrayLike") -> "Floats":
        """Expected spend of a purchase to come; the mean of the population where spend is not known."""
        check_is_fitted(self, "params_")
        x, spend = columns_of(self, X, 2, reset=False)
        return gamma_gamma.expected_spend(self.params_, x, spend)
