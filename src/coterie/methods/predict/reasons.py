"""Why this forecast? What each trait of a customer adds to it or takes away, in words with sign and size."""

from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.predict.calibration import Calibrator
from coterie.methods.predict.ladder import Learned, Logistic
from coterie.methods.predict.sheet import Field, Sheet
from coterie.terms.prediction import Weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]
    Texts = NDArray[np.object_]

TOLD = 3
LEAST = 0.1  # of log-odds: a factor of 1.1 is told, less is not
NEAREST = 1e-4


def typical(sheet: Sheet) -> "Floats":
    """The value of each field that stands for nobody in particular: the median, or the most frequent level."""
    out = np.full(len(sheet.fields), np.nan)
    for j, made in enumerate(sheet.fields):
        known = sheet.x[:, j][~np.isnan(sheet.x[:, j])]
        if len(known) and made.kind == "number" and not made.levels:
            out[j] = np.sort(known)[(len(known) - 1) // 2]
        elif len(known):
            out[j] = np.bincount(known.astype(np.int64)).argmax()
    return out


def effects(learned: Learned, calibrator: Calibrator, sheet: Sheet, usual: "Floats", focus: "Labels") -> "Floats":
    """What each field does to the log-odds of a class against its typical value: (customers, fields).

    For the logistic these are its own terms, which add up to the whole difference. For trees each field in turn is
    put to its typical value, and the change of the log-odds is told; such changes need not add up.

    focus   the class of each customer whose log-odds are told.
    """
    if isinstance(learned.model, Logistic):
        return calibrator.slope * _terms(learned, sheet, usual, focus)
    rows = np.arange(len(sheet))
    whole = _log_odds(calibrator.apply(learned.probabilities(sheet.x))[rows, focus])
    out = np.zeros(sheet.x.shape)
    for j in range(sheet.x.shape[1]):
        changed = sheet.x.copy()
        changed[:, j] = usual[j]
        differs = ~((sheet.x[:, j] == usual[j]) | (np.isnan(sheet.x[:, j]) & np.isnan(usual[j])))
        if differs.any():
            p = calibrator.apply(learned.probabilities(changed[differs]))
            out[differs, j] = whole[differs] - _log_odds(p[rows[: len(p)], focus[differs]])
    return out


def _terms(learned: Learned, sheet: Sheet, usual: "Floats", focus: "Labels") -> "Floats":
    basis = learned.pipeline[0]
    weights = np.zeros((learned.classes, len(basis.owner_)))
    weights[learned.model.classes_] = learned.model.weights
    gained = (basis.transform(sheet.x) - basis.transform(usual[None, :])) * weights[focus]
    out = np.zeros(sheet.x.shape)
    for column, owner in enumerate(basis.owner_):
        if len(sheet.fields):
            out[:, owner] += gained[:, column]
    return out


def _log_odds(p: "Floats") -> "Floats":
    q = np.clip(p, NEAREST, 1 - NEAREST)
    return np.asarray(np.log(q / (1 - q)))


def told(sheet: Sheet, found: "Floats") -> "Texts":
    """The strongest reasons of each customer as one text, strongest first.

    found   of :func:`effects`.

    >>> sheet = Sheet(np.array(["ann"]), np.array([[2.0]]), (Field("tenure", "Tenure", "", "number"),))
    >>> told(sheet, np.array([[0.8]])).tolist()
    ['Tenure 2 raises the odds 2.2 times']
    """
    out = np.empty(len(sheet), dtype=object)
    order = np.argsort(-np.abs(found), axis=1, kind="stable")[:, :TOLD]
    for row in range(len(sheet)):
        said = [
            _said(sheet.fields[j], sheet.x[row, j], found[row, j])
            for j in order[row].tolist()
            if abs(found[row, j]) >= LEAST
        ]
        out[row] = "; ".join(said) or "nothing stands out"
    return out


def _said(made: Field, value: float, effect: float) -> str:
    times = np.exp(effect)
    how = f"raises the odds {times:.1f} times" if times >= 1 else f"lowers the odds to {times:.2f} times"
    return f"{made.label} {made.said(value)} {how}"


def weights(sheet: Sheet, found: "Floats") -> tuple[Weight, ...]:
    """The mean absolute effect of each field, strongest first."""
    sizes = np.abs(found).mean(axis=0) if len(found) else np.zeros(len(sheet.fields))
    order = np.lexsort((np.arange(len(sizes)), -sizes))
    return tuple(Weight(sheet.fields[j].name, sheet.fields[j].label, float(sizes[j])) for j in order)
