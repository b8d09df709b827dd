"""Into which group of a saved study does a customer belong, from whatever is known of her?

Whoever has at least half of the traits that the model reads is scored by the model itself, which fills the rest as it
did in the study. For the others the group is told from the traits that are there: a multinomial logistic regression on
the study's own customers (one for each pattern of known traits), its probabilities calibrated on customers it had not
seen by one temperature (Guo et al. 2017, "On calibration of modern neural networks", section 4.2). Where no group is
more likely than all others together, or where the traits tell no more than the sizes of the groups do, the answer is
"not enough data yet".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from coterie.engine import hash_rank
from coterie.methods.forms import Model, matrix, score
from coterie.terms import CustomerTable, Placed, SavedCustomers, SavedStudy, Trait

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

SCORED, PARTLY, NOT_YET = "scored", "from what is known", "not enough data yet"
LIKELY = 0.5  # a group is told from part of the traits where it is more likely than all others together
GAIN = 0.02  # of the log loss of the groups' sizes that the known traits must take away
FOLDS = 5
LEAST = 200  # customers of the study that a probability is learnt from
MOST = 20_000  # and no more: a sample by hash
PATTERNS = 24
LEVELS = 12


@dataclass(frozen=True)
class _Learnt:
    """A fitted regression with its encoding, its temperature, and how it did on customers it had not seen."""

    traits: tuple[Trait, ...]
    centre: "Floats"
    scale: "Floats"
    model: LogisticRegression
    temperature: float
    gain: float
    told: int
    right: float
    expected: float


def place(
    study: SavedStudy,
    table: CustomerTable,
    known: SavedCustomers | None,
    *,
    seed: int = 0,
    model: Model | None = None,
) -> Placed:
    """The group of each customer of a table by the model of a study.

    table     traits as the study has them (``features.table_again``), missing where nothing is known.
    known     the study's own customers, from whom part of the traits can be read; None does without.
    model     the study's own, read before by who places often; None reads it now.
    Returns   labels in the order of the table; -1 where too little is known.
    """
    forming = [str(name) for name in study.model["traits"]]  # type: ignore[attr-defined]
    there = [_is_known(table, study.trait(name)) for name in forming]
    n, k = len(table), len(study.segments)
    known_of = np.sum(there, axis=0, dtype=np.int64) if forming else np.ones(n, dtype=np.int64)
    complete = np.asarray(2 * known_of >= len(forming), dtype=bool)
    labels = np.full(n, -1, dtype=np.int64)
    probability = np.full(n, np.nan)
    state = np.full(n, NOT_YET, dtype=object)
    model = Model.from_json(study.model) if model is None else model
    found = model.score(matrix(table.rows(np.flatnonzero(complete)), model.traits, model.levels))
    # A group that holds nobody in the study has a number in the model and no place in it.
    labels[complete] = np.where(found.labels < k, found.labels, -1)
    state[labels >= 0] = SCORED
    if found.confidence is not None:
        probability[complete] = np.where(found.labels < k, found.confidence, np.nan)
    shares = None
    if found.memberships is not None:
        shares = np.full((n, k), np.nan)
        shares[complete] = found.memberships[:, :k]
    notes: list[str] = []
    if known is not None and not complete.all():
        shares = np.full((n, k), np.nan) if shares is None else shares
        notes = _from_part(study, table, known, forming, complete, (labels, probability, state, shares), seed)
        shares = None if found.memberships is None and not (state == PARTLY).any() else shares
    return Placed(labels, probability, state, shares, tuple(notes))


def again(study: SavedStudy, table: CustomerTable) -> "Labels":
    """The group of each customer by the model of a study, missing traits filled as it fills them; -1 for none."""
    labels = score(study.model, table).labels
    return np.where(labels < len(study.segments), labels, -1)


def again_both(older: SavedStudy, newer: SavedStudy, tables: Sequence[CustomerTable]) -> "tuple[Labels, Labels]":
    """The groups of the customers of several tables, one after another, by the model of each of two studies."""
    old, new = (np.concatenate([again(study, each) for each in tables]) for study in (older, newer))
    return old, new


def _from_part(
    study: SavedStudy,
    table: CustomerTable,
    known: SavedCustomers,
    forming: Sequence[str],
    complete: "NDArray[np.bool_]",
    out: tuple["Labels", "Floats", "NDArray[Any]", "Floats"],
    seed: int,
) -> list[str]:
    """Fill in the customers of whom part is known; the sentences about how well that goes."""
    labels, probability, state, shares = out
    usable = _usable(study, known, forming)
    there = np.column_stack([_is_known(table, t) for t in usable]) if usable else np.zeros((len(table), 0), dtype=bool)
    patterns, at, counts = np.unique(there[~complete], axis=0, return_inverse=True, return_counts=True)
    rows = np.flatnonzero(~complete)
    notes: list[str] = []
    for p in np.argsort(-counts, kind="stable")[:PATTERNS]:
        traits = tuple(t for t, has in zip(usable, patterns[p], strict=True) if has)
        learnt = _learn(known, traits, len(study.segments), seed) if traits else None
        if learnt is None:
            continue
        here = rows[at.ravel() == p]
        chances = _chances(learnt, table, here, len(study.segments))
        if learnt.gain >= GAIN:
            best = chances.max(axis=1)
            told = here[best >= LIKELY]
            labels[told], probability[told] = chances.argmax(axis=1)[best >= LIKELY], best[best >= LIKELY]
            state[told], shares[here] = PARTLY, chances
        notes.append(_note(learnt, len(here)))
    return notes


def _note(learnt: _Learnt, customers: int) -> str:
    named = ", ".join(t.label.lower() for t in learnt.traits[:4]) + (" and more" if len(learnt.traits) > 4 else "")
    who = f"{customers:,} customer{'s' if customers != 1 else ''} known only by {named}"
    if learnt.gain < GAIN or not learnt.told:
        return f"{who}: that tells no more about the group than the sizes of the groups do, so none was told."
    return (
        f"{who}: a group is told where it has a chance of {LIKELY:.0%} or more. Among {learnt.told:,} customers of the "
        f"study told so, unseen in learning, {learnt.right:.0%} were right ({learnt.expected:.0%} expected)."
    )


def _usable(study: SavedStudy, known: SavedCustomers, forming: Sequence[str]) -> tuple[Trait, ...]:
    """Traits that may tell a group: those of the model and all attributes, where the study's customers have them."""
    kinds = ("numeric", "ordered", "flag", "categorical")
    wanted = [t for t in study.traits if t.kind in kinds and (t.name in forming or t.source.startswith("customers."))]
    return tuple(
        t for t in wanted
        if not t.name.endswith("_band") and (t.kind != "categorical" or len(t.levels) <= LEVELS)
        and float(np.mean(_is_known(known.table, t))) >= 0.05
    )  # fmt: skip


def _is_known(table: CustomerTable, trait: Trait) -> "NDArray[np.bool_]":
    values = table.columns.get(trait.name)
    if values is None:
        return np.zeros(len(table), dtype=bool)
    if values.dtype == object:
        return np.array([v is not None for v in values.tolist()], dtype=bool)
    return np.asarray(~np.isnan(values), dtype=bool)


def _encoded(table: CustomerTable, traits: Sequence[Trait], rows: "Labels") -> "Floats":
    """Numbers as they are, with signed logarithms beside them; one column a level of a category."""
    parts: list[Floats] = []
    for trait in traits:
        values = table.columns[trait.name][rows]
        if trait.kind == "categorical":
            parts += [np.array([v == level for v in values.tolist()], dtype=np.float64) for level in trait.levels]
        else:
            numbers = values.astype(np.float64)
            parts += [numbers, np.arcsinh(numbers)] if trait.kind == "numeric" else [numbers]
    return np.column_stack(parts)


def _learn(known: SavedCustomers, traits: tuple[Trait, ...], k: int, seed: int) -> _Learnt | None:
    have = known.labels >= 0
    for trait in traits:
        have &= _is_known(known.table, trait)
    rows = np.flatnonzero(have)
    if len(rows) < LEAST or len(np.unique(known.labels[rows])) < 2:
        return None
    rank = hash_rank(known.table.ids[rows], seed, "places")
    keep = np.sort(np.argsort(rank, kind="stable")[:MOST])
    rows, rank = rows[keep], rank[keep]
    x, y = _encoded(known.table, traits, rows), known.labels[rows]
    centre, scale = x.mean(axis=0), np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0)
    x = (x - centre) / scale
    with threadpool_limits(limits=1):
        logits = _held_out(x, y, np.minimum((rank * FOLDS).astype(np.int64), FOLDS - 1), k)
        temperature = float(np.exp(minimize_scalar(lambda t: _loss(logits, y, np.exp(t)), bounds=(-2, 3)).x))
        model = _regression().fit(x, y)
    sizes = np.bincount(y, minlength=k) / len(y)
    base = float(-np.sum(sizes[sizes > 0] * np.log(sizes[sizes > 0])))
    chances = _softmax(logits / temperature)
    told = chances.max(axis=1) >= LIKELY
    right = float(np.mean(chances.argmax(axis=1)[told] == y[told])) if told.any() else 0.0
    expected = float(chances.max(axis=1)[told].mean()) if told.any() else 0.0
    gain = 1 - _loss(logits, y, temperature) / base if base > 0 else 0.0
    return _Learnt(traits, centre, scale, model, temperature, gain, int(told.sum()), right, expected)


def _regression() -> LogisticRegression:
    return LogisticRegression(C=1.0, max_iter=300, tol=1e-6)


def _held_out(x: "Floats", y: "Labels", fold: "Labels", k: int) -> "Floats":
    """Logits of every customer by a regression that had not seen her; a group absent from a fold is very unlikely."""
    logits = np.full((len(y), k), -30.0)
    for f in range(FOLDS):
        test = fold == f
        if not test.any() or len(np.unique(y[~test])) < 2:
            continue
        logits[np.flatnonzero(test)[:, None], _classes(y[~test])] = _logits(
            _regression().fit(x[~test], y[~test]), x[test]
        )
    return logits


def _classes(y: "Labels") -> "Labels":
    return np.unique(y)


def _logits(model: LogisticRegression, x: "Floats") -> "Floats":
    found = np.zeros((len(x), 1 if len(model.classes_) == 2 else len(model.classes_)))
    for j in range(x.shape[1]):  # column by column: a matrix product may add in another order for one row
        found += x[:, j, None] * model.coef_[:, j]
    found += model.intercept_
    return np.hstack([-found / 2, found / 2]) if found.shape[1] == 1 else found


def _chances(learnt: _Learnt, table: CustomerTable, rows: "Labels", k: int) -> "Floats":
    x = (_encoded(table, learnt.traits, rows) - learnt.centre) / learnt.scale
    logits = np.full((len(rows), k), -30.0 * learnt.temperature)
    logits[:, learnt.model.classes_] = _logits(learnt.model, x)
    return _softmax(logits / learnt.temperature)


def _softmax(logits: "Floats") -> "Floats":
    parts = np.exp(logits - logits.max(axis=1, keepdims=True))
    total = np.zeros(len(parts))
    for j in range(parts.shape[1]):
        total += parts[:, j]
    return np.asarray(parts / total[:, None])


def _loss(logits: "Floats", y: "Labels", temperature: float) -> float:
    return float(-np.mean(np.log(np.maximum(_softmax(logits / temperature)[np.arange(len(y)), y], 1e-12))))
