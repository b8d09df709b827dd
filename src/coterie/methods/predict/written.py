"""What does a learned model look like on paper? Its numbers as plain lists, to be read and used elsewhere."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from sklearn.ensemble import RandomForestClassifier

from coterie.methods.predict.basis import Basis
from coterie.methods.predict.calibration import Calibrator
from coterie.methods.predict.ladder import Learned, Logistic

Json = dict[str, Any]


def written(learned: Learned, calibrator: Calibrator, classes: Sequence[str], name: str) -> Json:
    """The model, its preparation and its calibration as JSON-able numbers.

    A logistic has the parts of its basis and the coefficient of every column; a forest its trees, each a list of nodes
    [field column, threshold, left, right] or [shares of the classes]. Gradient boosting is told by its parameters: its
    trees are not kept in this file.
    """
    out: Json = {"model": name, "classes": list(classes), "calibration": asdict(calibrator)}
    model = learned.model
    if isinstance(learned.pipeline[0], Basis):
        out["basis"] = _basis(learned.pipeline[0])
    if isinstance(model, Logistic):
        out["penalty"] = model.penalty_
        out["intercept"] = model.model_.intercept_.tolist()
        out["coefficients"] = model.model_.coef_.tolist()
    elif isinstance(model, RandomForestClassifier):
        out["trees"] = [_tree(each.tree_) for each in model.estimators_]
    else:
        out["parameters"] = {k: v for k, v in model.get_params().items() if isinstance(v, int | float | str)}
    return out


def _basis(basis: Basis) -> Json:
    fields = [
        {"name": f.name, "kind": f.kind, "levels": list(f.levels), **asdict(p), "level_places": list(p.levels)}
        | {"levels": list(f.levels)}
        for f, p in zip(basis.fields, basis.parts_, strict=True)
    ]
    return {
        "fields": fields,
        "bent": basis.bent,
        "owner": basis.owner_.tolist(),
        "mean": basis.mean_.tolist(),
        "scale": basis.scale_.tolist(),
    }


def _tree(tree: Any) -> list[list[float]]:
    shares = tree.value[:, 0, :] / np.maximum(tree.value[:, 0, :].sum(axis=1, keepdims=True), 1e-300)
    return [
        shares[i].tolist()
        if tree.children_left[i] < 0
        else [int(tree.feature[i]), float(tree.threshold[i]), int(tree.children_left[i]), int(tree.children_right[i])]
        for i in range(tree.node_count)
    ]
