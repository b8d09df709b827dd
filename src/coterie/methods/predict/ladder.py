"""Which models are tried? Four rungs, from the base rate to many small trees, and those asked for by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from coterie.engine import seed_of
from coterie.methods.predict.automl import Flaml, H2o
from coterie.methods.predict.basis import Basis
from coterie.methods.predict.sheet import Field
from coterie.terms import Problem, WrongWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

PENALTIES = (0.003, 0.03, 0.3)  # of the logistic, as C of scikit-learn on standardised columns
INNER = 3
ENOUGH = 5_000  # rows from which one fold is enough to choose the penalty by


class Logistic(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Logistic regression; its ridge penalty is chosen inside the training rows, by log loss on folds of its own."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, x: "Floats", y: "Labels") -> Self:
        """Choose the penalty, then fit on all rows."""
        self.penalty_ = self._chosen(x, y)
        self.model_ = _logistic(self.penalty_).fit(x, y)
        self.classes_ = self.model_.classes_
        return self

    def predict_proba(self, x: "Floats") -> "Floats":
        """Probability of each class."""
        return np.asarray(self.model_.predict_proba(x))

    @property
    def weights(self) -> "Floats":
        """Coefficients (classes, columns), in log-odds; for two classes the second one's, the first one's negative."""
        found = self.model_.coef_
        return np.vstack([-found[0], found[0]]) if len(found) == 1 else np.asarray(found - found.mean(axis=0))

    def _chosen(self, x: "Floats", y: "Labels") -> float:
        dice = np.random.Generator(np.random.PCG64(seed_of(self.seed, "predict penalty")))
        fold = np.empty(len(y), dtype=np.int64)
        order = np.lexsort((dice.random(len(y)), y))
        fold[order] = np.arange(len(y)) % INNER
        parts = [(fold != f, fold == f) for f in range(INNER if len(y) < ENOUGH else 1)]
        totals = [sum(_loss(_logistic(c).fit(x[a], y[a]), x[b], y[b]) for a, b in parts) for c in PENALTIES]
        return PENALTIES[int(np.argmin(totals))]


def _logistic(c: float) -> LogisticRegression:
    return LogisticRegression(C=c, max_iter=1000)


def _loss(model: LogisticRegression, x: "Floats", y: "Labels") -> float:
    p = model.predict_proba(x)
    place = np.searchsorted(model.classes_, y)
    return float(-np.log(np.clip(p[np.arange(len(y)), place], 1e-6, 1.0)).sum())


@dataclass(frozen=True)
class Step:
    """One rung: its name, what it is called, and how it is made for so many training rows."""

    name: str
    label: str
    make: Callable[[tuple[Field, ...], int, int], Pipeline]


def _base(fields: tuple[Field, ...], n: int, seed: int) -> Pipeline:
    return Pipeline([("model", DummyClassifier(strategy="prior"))])


def _bent(fields: tuple[Field, ...], n: int, seed: int) -> Pipeline:
    return Pipeline([("basis", Basis(fields)), ("model", Logistic(seed))])


def _forest(fields: tuple[Field, ...], n: int, seed: int) -> Pipeline:
    leaf = max(3, min(10, n // 100))
    model = RandomForestClassifier(100, min_samples_leaf=leaf, random_state=seed_of(seed, "predict forest") % 2**32)
    return Pipeline([("basis", Basis(fields, bent=False)), ("model", model)])


def _boosted(fields: tuple[Field, ...], n: int, seed: int) -> Pipeline:
    model = HistGradientBoostingClassifier(
        learning_rate=0.06,
        max_iter=120,
        max_leaf_nodes=6,
        min_samples_leaf=max(5, min(40, n // 50)),
        l2_regularization=5.0,
        max_bins=64,
        early_stopping=False,
        random_state=seed_of(seed, "predict boosting") % 2**32,
    )
    return Pipeline([("basis", Basis(fields, bent=False)), ("model", model)])


def _neural(fields: tuple[Field, ...], n: int, seed: int) -> Pipeline:
    model = MLPClassifier(
        (32, 16),
        alpha=0.01,
        early_stopping=True,
        validation_fraction=0.15,
        n_iter_no_change=10,
        max_iter=400,
        random_state=seed_of(seed, "predict neural") % 2**32,
    )
    return Pipeline([("basis", Basis(fields)), ("model", model)])


def _flaml(fields: tuple[Field, ...], n: int, seed: int) -> Pipeline:
    return Pipeline([("basis", Basis(fields, bent=False)), ("model", Flaml(seed))])


def _h2o(fields: tuple[Field, ...], n: int, seed: int) -> Pipeline:
    return Pipeline([("basis", Basis(fields, bent=False)), ("model", H2o(seed))])


LADDER = (
    Step("base_rate", "base rate", _base),
    Step("logistic", "logistic regression with splines", _bent),
    Step("forest", "small random forest", _forest),
    Step("boosting", "regularised gradient boosting", _boosted),
)

NEURAL = Step("neural", "small neural network", _neural)


CANDIDATES = {
    "flaml": Step("flaml", "FLAML's search over trees", _flaml),
    "h2o": Step("h2o", "H2O AutoML", _h2o),
}
EXTRA = {NEURAL.name: "the neural network", "flaml": "FLAML's model", "h2o": "H2O's model"}  # as notes call them


def ladder(neural: bool, candidates: Sequence[str] = ()) -> tuple[Step, ...]:
    """The rungs to try, simplest first; what was asked for beside them stands last: it must beat every simpler one.

    candidates    names of :data:`CANDIDATES`.
    Raises        WrongWords (COT-108) for a name that is none of them.
    """
    strange = [name for name in candidates if name not in CANDIDATES]
    if strange:
        raise WrongWords(Problem("COT-108", f"--candidates {','.join(strange)}: known are {', '.join(CANDIDATES)}"))
    asked = [step for name, step in CANDIDATES.items() if name in candidates]
    return (*LADDER, *([NEURAL] if neural else []), *asked)


class Learned:
    """A fitted rung: probabilities of all classes, also of those that its training rows did not hold."""

    def __init__(self, pipeline: Pipeline, classes: int) -> None:
        self.pipeline = pipeline
        self.classes = classes

    @property
    def model(self) -> Any:
        """The estimator behind the preparation."""
        return self.pipeline[-1]

    def probabilities(self, x: "Floats") -> "Floats":
        """(rows, classes), rows sum to 1."""
        out = np.zeros((len(x), self.classes))
        with threadpool_limits(1):
            out[:, self.model.classes_] = self.pipeline.predict_proba(x)
        return out


def learn(step: Step, fields: tuple[Field, ...], x: "Floats", y: "Labels", classes: int, seed: int) -> Learned:
    """Fit a rung. One thread: sums of floats must not depend on how many there are."""
    with threadpool_limits(1):
        return Learned(step.make(fields, len(x), seed).fit(x, y), classes)
