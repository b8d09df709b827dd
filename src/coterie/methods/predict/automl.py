"""Which other programs look for a model by themselves? FLAML and H2O, as rungs of the ladder.

Both are optional. A search is bounded by the number of models it may try, never by seconds, so that the same data give
the same answer on a fast and on a slow machine. They search inside the training rows of a fold; whether what they found
is used is decided as for every other rung, on rows kept out.
"""

import io
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier, RandomForestClassifier

from coterie.engine import seed_of
from coterie.methods.predict.scores import losses
from coterie.terms.extras import need

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

TRIALS = 8  # models that FLAML may try
MODELS = 8  # models that H2O may try
MEMORY = "2G"  # of H2O's server
FOLDS = 3
TREES = 60


class Flaml(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """The best of scikit-learn's boosting, forest and extra trees, with settings that FLAML searches for.

    The search is FLAML's cost-frugal one (Wu, Wang and Huang 2021, "Frugal optimization for cost-related
    hyperparameters", AAAI 35(12)); the loss is the log loss on a third of the training rows.

    trials    models tried.
    """

    def __init__(self, seed: int = 0, trials: int = TRIALS) -> None:
        self.seed = seed
        self.trials = trials

    def fit(self, x: "Floats", y: "Labels") -> Self:
        """Search on two thirds of the rows, then fit what was found on all."""
        tune = _loaded("flaml.tune", "automl", "the candidate flaml")
        held = _held(y, self.seed)
        number = seed_of(self.seed, "predict flaml") % 2**31

        def tried(config: Mapping[str, Any]) -> dict[str, float]:
            model = _made(config["learner"], len(y), number).fit(x[~held], y[~held])
            p = np.full((int(held.sum()), int(y.max()) + 1), 0.0)
            p[:, model.classes_] = model.predict_proba(x[held])
            return {"loss": float(losses(y[held], p).mean())}

        asked = {"metric": "loss", "mode": "min", "num_samples": self.trials, "search_alg": "CFO", "verbose": 0}
        with _quiet():
            state = np.random.get_state()  # noqa: NPY002  (the search seeds NumPy's common generator)
            found = tune.run(tried, config=_space(tune), **asked)
            np.random.set_state(state)  # noqa: NPY002
        self.found_ = dict(found.best_config["learner"])
        self.model_ = _made(self.found_, len(y), number).fit(x, y)
        self.classes_ = self.model_.classes_
        return self

    def predict_proba(self, x: "Floats") -> "Floats":
        """Probability of each class."""
        return np.asarray(self.model_.predict_proba(x))


class H2o(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """The leader of H2O AutoML (LeDell and Poirier 2020), whose server runs in Java on this machine.

    Deep learning is left out, which H2O cannot repeat with one seed.

    models    models tried, stacked ones not counted.
    """

    def __init__(self, seed: int = 0, models: int = MODELS) -> None:
        self.seed = seed
        self.models = models

    def fit(self, x: "Floats", y: "Labels") -> Self:
        """Search by cross-validation within these rows."""
        h2o = _server()
        frame = h2o.H2OFrame({**_named(x), "target": [f"c{v:03d}" for v in y]}, column_types={"target": "enum"})
        search = h2o.automl.H2OAutoML(
            max_models=self.models,
            seed=seed_of(self.seed, "predict h2o") % 2**31,
            nfolds=FOLDS,
            exclude_algos=["DeepLearning"],
            verbosity=None,
        )
        search.train(y="target", training_frame=frame)
        self.leader_ = search.leader
        self.found_ = {"leader": str(search.leader.algo)}
        self.classes_ = np.unique(y)
        return self

    def predict_proba(self, x: "Floats") -> "Floats":
        """Probability of each class."""
        told = self.leader_.predict(_server().H2OFrame(_named(x)))
        rows = told.as_data_frame(use_pandas=False)
        return np.array([row[1:] for row in rows[1:]], dtype=np.float64)


def _loaded(module: str, extra: str, purpose: str) -> Any:
    """An optional module; what it says about parts of its own that are not there is no concern of ours."""
    with _quiet():
        return need(module, extra, purpose)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without their warnings and notes, which are meant for who calls them by hand."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with redirect_stdout(io.StringIO()):
                yield
    finally:
        logging.disable(before)


def _server() -> Any:
    h2o = _loaded("h2o", "h2o", "the candidate h2o")
    _loaded("h2o.automl", "h2o", "the candidate h2o")
    with _quiet():
        if h2o.connection() is None or not h2o.connection().connected:
            h2o.init(nthreads=1, max_mem_size=MEMORY, bind_to_localhost=True, verbose=False)
        h2o.no_progress()
    return h2o


def _named(x: "Floats") -> dict[str, list[float | None]]:
    return {f"f{j:03d}": [None if np.isnan(v) else float(v) for v in x[:, j]] for j in range(x.shape[1])}


def _held(y: "Labels", seed: int) -> "NDArray[np.bool_]":
    """A third of each class, drawn by the seed; every class stays among the rest."""
    dice = np.random.Generator(np.random.PCG64(seed_of(seed, "predict automl")))
    order = np.lexsort((dice.random(len(y)), y))
    held = np.zeros(len(y), dtype=bool)
    held[order] = np.arange(len(y)) % FOLDS == 1
    return held


def _space(tune: Any) -> Mapping[str, Any]:
    boosting = {
        "name": "boosting",
        "rounds": tune.lograndint(20, 300),
        "leaves": tune.lograndint(4, 32),
        "rate": tune.loguniform(0.01, 0.3),
        "ridge": tune.loguniform(0.01, 30.0),
    }
    trees = [
        {"name": name, "leaf": tune.lograndint(2, 40), "share": tune.uniform(0.2, 1.0)} for name in ("forest", "extra")
    ]
    return {"learner": tune.choice([boosting, *trees])}


def _made(found: Mapping[str, Any], n: int, number: int) -> Any:
    if found["name"] == "boosting":
        return HistGradientBoostingClassifier(
            learning_rate=float(found["rate"]),
            max_iter=int(found["rounds"]),
            max_leaf_nodes=int(found["leaves"]),
            min_samples_leaf=max(5, min(40, n // 50)),
            l2_regularization=float(found["ridge"]),
            max_bins=64,
            early_stopping=False,
            random_state=number,
        )
    kind = RandomForestClassifier if found["name"] == "forest" else ExtraTreesClassifier
    share = float(found["share"])
    return kind(TREES, min_samples_leaf=int(found["leaf"]), max_features=share, random_state=number)
