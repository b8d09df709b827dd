"""Which customers are most like those on a list? A calibrated regression, judged on customers it had not seen.

The list's customers are the positives, all others the rest. Each customer is scored by a logistic regression that was
fitted without her (five folds by hash), so that nobody on the list lifts the precision by being known. Those held-out
scores are turned into chances, which also undoes the drawing of the rest to at most 20,000 customers: by isotonic
regression (Zadrozny and Elkan 2002, "Transforming classifier scores into accurate multiclass probability estimates"),
or, from fewer than 200 customers, by Platt's scaling (Platt 1999, "Probabilistic outputs for support vector machines").
"""

from typing import TYPE_CHECKING

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from coterie.engine import hash_rank
from coterie.measure.intervals import share_interval
from coterie.methods.forms import matrix
from coterie.methods.segments.audience import of_consent
from coterie.methods.segments.preparation import fit_preparation
from coterie.terms import CustomerTable, Likeness, Problem, SavedCustomers, SavedStudy, Trait, WrongWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Labels = NDArray[np.int64]

FOLDS = 5
LEAST = 30  # customers on the list, and as many who are not
STEPS = 200  # on either side, from which chances are told by steps
MOST = 20_000  # of either that a regression is fitted on: a sample by hash
LEVELS = 12
KNOWN = 0.05  # share of customers of whom a trait must be known
SQUARED = 60  # traits up to which their squares are read too, so that a list may lie in the middle of a trait
EXAMPLES = 5


def on_the_list(customers: SavedCustomers, ids: tuple[str, ...], head: str = "") -> tuple["Flags", tuple[str, ...]]:
    """Which customers of a study a list names, and the ids on it that are no customers of the study.

    head    what headed the ids: counted where it is a customer's id itself.
    An id that this program wrote into a CSV with a leading apostrophe, against spreadsheets, is that id.
    """
    place = {str(each): i for i, each in enumerate(customers.table.ids.tolist())}
    found, unknown = np.zeros(len(place), dtype=bool), []
    for each in (*ids, *([head] if head in place else [])):
        at = place.get(each, place.get(each.removeprefix("'")))
        if at is None:
            unknown.append(each)
        else:
            found[at] = True
    return found, tuple(unknown)


def alike(
    study: SavedStudy,
    customers: SavedCustomers,
    listed: "Flags",
    count: int,
    like: str,
    unknown: tuple[str, ...] = (),
) -> tuple["Labels", "Floats", Likeness]:
    """All customers by likeness, each one's chance to be on such a list, and how well the ranking finds those who are.

    listed    who is on the list.
    count     how far down the ranking the precision is counted; at most all customers.
    like      what the list is, in words; unknown: ids on it that are no customers.
    Returns   positions of all customers, the most alike first; chances in the order of the table, 0 to 1.
    Raises    WrongWords (COT-125) where fewer than 30 customers are on the list, or not on it.
    """
    members, everyone = int(listed.sum()), len(listed)
    if min(members, everyone - members) < LEAST:
        more = f", {len(unknown):,} of its ids are not" if unknown else ""
        found = f"{members:,} of the study's {everyone:,} customers are on the list {like}{more}"
        raise WrongWords(Problem("COT-125", found))
    traits = _traits(study, customers.table)
    if not traits:
        raise WrongWords(Problem("COT-125", "the study has no trait by which customers could be alike"))
    ids = customers.table.ids
    score = _held_out(_prepared(customers.table, traits), listed, ids, study.seed)
    count = min(count, everyone)
    # Equal scores in the order of a hash: the name of a customer must not decide who comes first.
    order = np.lexsort((hash_rank(ids, study.seed, "lookalike ties"), -score))
    precision = share_interval(int(listed[order[:count]].sum()), count)
    examples = unknown[:EXAMPLES]
    told = Likeness(like, members, len(unknown), examples, count, precision, members / everyone, len(traits))
    return order, _calibrated(score, listed), told


def _traits(study: SavedStudy, table: CustomerTable) -> tuple[Trait, ...]:
    """What customers may be alike in: every trait known of some and not the same for all, except for consent."""
    kinds = ("numeric", "ordered", "flag", "categorical")
    consent = set(of_consent(table).values())
    wanted = [
        t for t in study.traits
        if t.kind in kinds and t.name in table.columns and not t.name.endswith("_band")
        and (t.kind != "categorical" or 0 < len(t.levels) <= LEVELS)
        and t.name not in consent
    ]  # fmt: skip
    return tuple(t for t in wanted if _tells(table.columns[t.name]))


def _tells(values: "NDArray[np.generic]") -> bool:
    if values.dtype == object:
        known = [v for v in values.tolist() if v is not None]
        return len(known) >= KNOWN * len(values) and len(set(known)) > 1
    numbers = values.astype(np.float64)
    there = numbers[np.isfinite(numbers)]
    return len(there) >= KNOWN * len(values) and len(there) > 0 and bool(there.min() < there.max())


def _prepared(table: CustomerTable, traits: tuple[Trait, ...]) -> "Floats":
    """Prepared numbers with their squares, and one column a level of a category."""
    names = [t.name for t in traits if t.kind != "categorical"]
    raw = matrix(table, names)
    numbers = fit_preparation(raw, names).apply(raw)
    # beyond ten spreads a value says no more, and its square would drown everything
    numbers = np.clip(numbers, -10.0, 10.0)
    parts = [numbers, numbers**2] if len(names) <= SQUARED else [numbers]
    for trait in traits:
        if trait.kind == "categorical":
            values = table.columns[trait.name].tolist()
            parts.append(np.column_stack([[float(v == level) for v in values] for level in trait.levels]))
    x = np.hstack(parts)
    spread = x.std(axis=0)
    return np.asarray((x - x.mean(axis=0)) / np.where(spread > 0, spread, 1.0))


def _held_out(x: "Floats", listed: "Flags", ids: "NDArray[np.object_]", seed: int) -> "Floats":
    """The log-odds of each customer by a regression that had not seen her."""
    rank = hash_rank(ids, seed, "lookalikes")
    fold = np.minimum((rank * FOLDS).astype(np.int64), FOLDS - 1)
    order = np.argsort(hash_rank(ids, seed, "lookalike sample"), kind="stable")
    keep = np.zeros(len(x), dtype=bool)
    for side in (listed, ~listed):
        keep[order[side[order]][:MOST]] = True
    found = np.zeros(len(x))
    with threadpool_limits(limits=1):
        for f in range(FOLDS):
            seen, test = keep & (fold != f), fold == f
            if not test.any() or listed[seen].all() or not listed[seen].any():
                continue
            model = LogisticRegression(C=1.0, max_iter=500, tol=1e-6).fit(x[seen], listed[seen])
            for j in range(x.shape[1]):  # column by column: a matrix product may add in another order for one row
                found[test] += x[test, j] * model.coef_[0, j]
            found[test] += model.intercept_[0]
    return found


def _calibrated(score: "Floats", listed: "Flags") -> "Floats":
    """Chances from held-out log-odds: rising steps where there are enough of both sides, else Platt's curve."""
    if min(int(listed.sum()), int((~listed).sum())) >= STEPS:
        steps = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
        return np.asarray(steps.fit(score, listed.astype(np.float64)).predict(score))
    spread = float(score.std())
    z = ((score - score.mean()) / spread if spread > 0 else np.zeros_like(score))[:, None]
    with threadpool_limits(limits=1):
        model = LogisticRegression(C=100.0, max_iter=500).fit(z, listed)
    logit = np.clip(z[:, 0] * max(model.coef_[0, 0], 0.0) + model.intercept_[0], -30, 30)
    return np.asarray(1 / (1 + np.exp(-logit)))
