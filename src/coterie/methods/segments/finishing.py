"""What becomes of the choice? Refitted on all days, ordered by value, matched with the past, explained and named."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from coterie.engine import seed_of
from coterie.measure.agreement import agreement, match
from coterie.methods.forms import Model
from coterie.methods.segments.candidates import Candidate, fit, inputs, names_of, raw
from coterie.methods.segments.explanation import DEPTH, Explanation, explain
from coterie.methods.segments.naming import name_by_levels, name_groups, overdue
from coterie.methods.segments.preparation import fit_preparation
from coterie.methods.segments.sheet import Sheet
from coterie.methods.segments.silhouettes import SAMPLE, silhouettes
from coterie.methods.segments.stability import Stability, redraw
from coterie.terms import Assignment, CustomerTable, Segment, Trait

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

REDRAWN = 5_000


@dataclass(frozen=True)
class Finished:
    """The chosen way of grouping on all days, and its likeness to the one of the past."""

    model: Model
    now: Assignment
    past: Assignment | None
    agreement: float | None
    segments: tuple[Segment, ...]
    stability: Stability
    silhouette: float | None
    explanation: Explanation | None
    on_a_cut: dict[str, int]


def finish(
    candidate: Candidate,
    table: CustomerTable,
    sheet: Sheet,
    past: Sheet | None,
    *,
    seed: int,
    draws: int,
    depth: int = DEPTH,
) -> Finished:
    """Refit on all days, number the groups by value, and tell them.

    sheet    of ``table``; past: the customers as of the end of the past, None without one.
    draws    re-draws for the stability of each group and the confidence of each customer.
    depth    most questions of the tree that tells the groups.
    """
    model = fit(candidate, sheet, seed)
    before = fit(candidate, past, seed) if past is not None and len(past) else None
    now, earlier = _labels(candidate, model, sheet), np.empty(0, dtype=np.int64)
    if before is not None and past is not None:
        earlier = _labels(candidate, model if candidate.clustering else before, past)
    order, k = _order(model.form.k, now, earlier, sheet)
    model = model.reorder(order)
    stability = _stability(candidate, model, sheet, order, seed, draws)
    model = replace(model, redrawn=stability.forms)
    scored = model.score(raw(candidate, sheet))
    traits, told = _traits(candidate, table, sheet), _told(candidate, sheet)
    read, named = _explaining(candidate, table, sheet, told, traits)
    explained = explain(read, scored.labels, k, named, depth)
    names = _names(candidate, model, order, told, scored.labels, k, traits, table)
    if candidate.mixed and sheet.codes is not None:
        words = [j for j, trait in enumerate(named[len(traits) :]) if trait.kind == "categorical"]
        names = name_by_levels(names, sheet.codes[:, words], scored.labels, [named[len(traits) + j] for j in words])
    model = replace(model, names=names)
    previous, agreed = _previous(candidate, model, before, past)
    return Finished(
        model,
        scored,
        previous,
        agreed,
        _segments(model, scored.labels, k, told, traits, stability, explained),
        stability,
        _silhouette(candidate, sheet, scored.labels, seed),
        explained,
        _on_a_cut(candidate, model, sheet),
    )


def _told(candidate: Candidate, sheet: Sheet) -> "Floats":
    """The traits by which groups are told: numbers, even where categories took part."""
    return sheet.x if candidate.clustering else inputs(candidate, sheet)


def _explaining(
    candidate: Candidate, table: CustomerTable, sheet: Sheet, told: "Floats", traits: tuple[Trait, ...]
) -> tuple["Floats", tuple[Trait, ...]]:
    """What rules may name: the traits by which groups are told and, where they took part, categories."""
    if not candidate.mixed:
        return told, traits
    return sheet.mixed, (*traits, *(table.trait(name) for name in sheet.levels))


def _labels(candidate: Candidate, model: Model, sheet: Sheet) -> "Labels":
    return model.form.labels(inputs(candidate, sheet, model.preparation))


def _order(k: int, now: "Labels", earlier: "Labels", sheet: Sheet) -> tuple[list[int], int]:
    """Old numbers in the new order, and how many groups hold somebody now or held somebody in the past.

    By mean value, highest first; then groups that held somebody in the past only; then those that never did.
    """
    worth = sheet.value if sheet.value is not None else sheet.x[:, 0] if sheet.x.shape[1] else np.zeros(len(sheet))
    there = ~np.isnan(worth)
    count = np.bincount(now, minlength=k)
    known = np.bincount(now[there], minlength=k)
    total = np.bincount(now[there], weights=worth[there], minlength=k)
    mean = np.divide(total, known, out=np.full(k, -np.inf), where=known > 0)
    past = np.bincount(earlier, minlength=k)
    order = sorted(range(k), key=lambda g: (count[g] == 0, past[g] == 0, -mean[g], g))
    return order, max(int(((count > 0) | (past > 0)).sum()), 1)


def _stability(candidate: Candidate, model: Model, sheet: Sheet, order: list[int], seed: int, draws: int) -> Stability:
    keep = sheet.sample(REDRAWN, seed_of(seed, "final re-draw") % 2**31)
    x = inputs(candidate, sheet.rows(keep), model.preparation)
    return redraw(candidate, model.form, x, seed=seed, draws=draws, order=order)


def _traits(candidate: Candidate, table: CustomerTable, sheet: Sheet) -> tuple[Trait, ...]:
    """The forming traits of a clustering; what a grid or tier reads otherwise."""
    if candidate.clustering:
        return tuple(table.trait(name) for name in sheet.forming)
    names = {"grid": ("recency_days", "orders", "revenue"), "tiers": (sheet.worth,)}.get(candidate.family, ())
    return tuple(table.trait(name) for name in names)


def _names(
    candidate: Candidate,
    model: Model,
    order: list[int],
    told: "Floats",
    labels: "Labels",
    k: int,
    traits: tuple[Trait, ...],
    table: CustomerTable,
) -> tuple[str, ...]:
    own = names_of(candidate)
    if own:
        return tuple(own[i] for i in order)
    paced = ("recency_days", "orders", "tenure_days")
    late = overdue(*(table.columns[name] for name in paced)) if all(n in table.columns for n in paced) else None
    found = list(name_groups(told, labels, k, traits, late, table.columns.get("tenure_days")))
    for group, name in (candidate.way.names(model.form) if candidate.way is not None else {}).items():
        if group < len(found):
            found[group] = name
    return tuple(found)


def _previous(
    candidate: Candidate, model: Model, before: Model | None, past: Sheet | None
) -> tuple[Assignment | None, float | None]:
    """The past's customers by the model of the past, its groups numbered as those they continue; and the agreement."""
    if before is None or past is None:
        return None, None
    new = _labels(candidate, model, past)
    old = _labels(candidate, before, past)
    k = model.form.k
    to = match(new, old, k, before.form.k) if candidate.clustering else _renumbered(candidate, model, before)
    labels = to[old]
    labels = np.where(labels < k, labels, new)
    memberships = before.form.memberships(inputs(candidate, past, before.preparation))
    if memberships is not None and before.form.k == k:
        memberships = memberships[:, np.argsort(to)]
        return Assignment(labels, memberships, memberships.max(axis=1)), agreement(new, labels)
    return Assignment(labels, None, None), agreement(new, labels)


def _renumbered(candidate: Candidate, model: Model, before: Model) -> "Labels":
    """The new number of each group of a grid: the same cells are the same group, wherever its customers went."""
    own = list(names_of(candidate))
    place = {name: i for i, name in enumerate(model.names)}
    return np.asarray([place[name] for name in own[: before.form.k]], dtype=np.int64)


def _segments(
    model: Model,
    labels: "Labels",
    k: int,
    told: "Floats",
    traits: tuple[Trait, ...],
    stability: Stability,
    explained: Explanation | None,
) -> tuple[Segment, ...]:
    count = np.bincount(labels, minlength=k)
    found = []
    for g in range(k):
        here = told[labels == g]
        profile = {t.name: _median(here[:, j]) for j, t in enumerate(traits)}
        rule = explained.rules[g] if explained is not None and g < len(explained.rules) else None
        each = float(stability.each[g]) if stability.draws and np.isfinite(stability.each[g]) else None
        kept = {name: value for name, value in profile.items() if value is not None}
        found.append(Segment(f"s{g + 1}", model.names[g], int(count[g]), rule, each, kept))
    return tuple(found)


def _median(values: "Floats") -> float | None:
    there = values[~np.isnan(values)]
    return float(np.median(there)) if len(there) else None


def _silhouette(candidate: Candidate, sheet: Sheet, labels: "Labels", seed: int) -> float | None:
    if not candidate.clustering or not sheet.x.shape[1]:
        return None
    preparation = fit_preparation(sheet.x, sheet.forming)
    repeats = 1 if len(sheet) <= SAMPLE else 3
    found = []
    for r in range(repeats):
        keep = sheet.sample(SAMPLE, seed_of(seed, "silhouette", str(r)) % 2**31)
        found += silhouettes(preparation.apply(sheet.x[keep]), [labels[keep]])
    means = [pair[0] for pair in found if pair is not None]
    return float(np.mean(means)) if means else None


def _on_a_cut(candidate: Candidate, model: Model, sheet: Sheet) -> dict[str, int]:
    form = model.form
    if candidate.clustering or not hasattr(form, "on_a_cut"):
        return {}
    return dict(zip(model.traits, form.on_a_cut(inputs(candidate, sheet)), strict=True))
