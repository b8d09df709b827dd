import numpy as np
import pytest
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

from coterie.methods.segments import Preparation, Segments
from coterie.methods.segments.registry import OWN

RNG = np.random.default_rng(0)
X = np.vstack([RNG.normal(m, 0.5, (80, 3)) for m in (0, 5, 10)])


@parametrize_with_checks([Segments("hierarchical", 3), Segments("fuzzy", 3)])
def test_it_passes_scikit_learns_checks(estimator, check):
    check(estimator)


@pytest.mark.parametrize("name", [m.name for m in OWN])
def test_every_method_can_be_used_behind_a_preparation(name):
    found = make_pipeline(Preparation(), Segments(name, 3)).fit(X)
    labels = found.predict(X)
    shares = found.predict_proba(X)
    assert shares.shape[0] == len(X)
    assert (shares.argmax(axis=1) == labels).all()


def test_settings_reach_the_method_and_unknown_methods_are_refused():
    assert Segments("fuzzy", 3, settings={"fuzziness": 2.0}).fit(X).form_.fuzziness == 2.0
    with pytest.raises(ValueError, match="no method is called 'magic'"):
        Segments("magic").fit(X)
