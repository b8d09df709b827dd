import json
from dataclasses import replace

import numpy as np
import pytest

from coterie.methods.forms import Model, form_from_json
from coterie.methods.segments.kmeans import fit_centres
from coterie.methods.segments.preparation import fit_preparation

RNG = np.random.default_rng(0)
X = np.vstack([RNG.normal(m, 1, (700, 3)) for m in (0, 3, 9)])


def test_a_model_keeps_labels_and_confidence_through_json():
    prepared = fit_preparation(X, ("a", "b", "c"))
    form = fit_centres(prepared.apply(X), 3, seed=1)
    again = tuple(fit_centres(prepared.apply(X[s::3]), 3, seed=s) for s in range(3))
    model = Model("kmeans", ("a", "b", "c"), prepared, form, ("x", "y", "z"), again)
    back = Model.from_json(json.loads(json.dumps(model.to_json())))
    assert back == model
    assert (back.score(X).confidence == model.score(X).confidence).all()
    turned = model.reorder([2, 1, 0])
    assert turned.names == ("z", "y", "x")
    assert (turned.score(X).confidence == model.score(X).confidence).all()
    assert replace(model, redrawn=()).score(X).confidence is None


def test_unknown_forms_and_versions_are_refused():
    with pytest.raises(ValueError, match="names the form"):
        form_from_json({"form": "magic"})
    with pytest.raises(ValueError, match="version"):
        Model.from_json({"version": 99})
