"""Who moved between two studies, and through what: changed behaviour, a changed model, or time going by?

Each customer is put into a group by both models on three states of her data: as it was, as it would be had she done
nothing since (*aged*), and as it is. Old model on old data is where she was, new model on new data where she is; the
other four say what would have been. The order in which the causes enter is arbitrary, so each cause gets the mean of
what it adds over the three orders in which ageing comes before new behaviour (Shapley 1953, "A value for n-person
games"; averaging over orders of causes as in Shorrocks 2013, "Decomposition procedures for distributional analysis",
section 3). The parts add up exactly: moves to the number of movers, values to the change in CLV.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.measure.agreement import match, overlaps
from coterie.terms import Comparison, Flow, Groups, SavedCustomers, SavedStudy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

States = Mapping[tuple[str, str], "Floats"]
ALIKE = 0.1  # least share of customers in both / in either for a group to be the same group


def compare(
    older: SavedStudy,
    newer: SavedStudy,
    customers: tuple[SavedCustomers, SavedCustomers],
    everybody: "tuple[Labels, Labels]",
    labels: "Mapping[tuple[str, str], Labels]",
    worth: "States | None",
    notes: Sequence[str] = (),
) -> Comparison:
    """The comparison of two studies.

    customers   all of the older and of the newer study.
    everybody   labels of the customers of both studies (older first) by the older and by the newer model.
    labels      (model, state) -> labels by that model, of the customers who are in both studies, ids ascending.
    worth       (model, state) -> their CLV; None where it cannot be told.
    """
    groups, number = lineage(*everybody, older.segments, newer.segments)
    old, new = customers
    ids = np.array(sorted({*old.table.ids.tolist(), *new.table.ids.tolist()}), dtype=object)
    at_old, at_new = _places(ids, old.table.ids), _places(ids, new.table.ids)
    both = (at_old >= 0) & (at_new >= 0)
    origin = np.append(old.labels, -1)[at_old]
    target = np.append(_numbered(new.labels, number), -1)[at_new]
    states = {(m, s): each if m == "old" else _numbered(each, number) for (m, s), each in labels.items()}
    states |= {("old", "old"): origin[both], ("new", "new"): target[both]}
    moved = np.zeros((len(ids), 3))
    moved[both] = moves(states)
    moved[both] *= ((origin >= 0) & (target >= 0))[both, None]
    money = None if worth is None else _money(worth, both, at_old, at_new, old, new)
    found = flows(origin, target, moved, money)
    horizon = newer.value.horizon.months if newer.value is not None else 0
    before, after, by = (None, None, None) if money is None else money
    days = older.days_until(newer)
    return Comparison(
        older, newer, days, groups, ids, origin, target, moved, found, before, after, by, horizon, tuple(notes)
    )


def doubts(older: SavedStudy, newer: SavedStudy, old: SavedCustomers, new: SavedCustomers) -> tuple[str, ...]:
    """What makes the two studies hard to compare, a sentence each; empty where nothing does."""
    notes = []
    shared = len(set(old.table.ids.tolist()) & set(new.table.ids.tolist()))
    if 2 * shared < min(len(old.table), len(new.table)):
        notes.append(f"Only {shared:,} customers are in both studies: they may be of different shops, or ids changed.")
    if older.window is not None and newer.window is not None and newer.window.start > older.window.start:
        notes.append(
            f"The newer study begins on {newer.window.start}, the older on {older.window.start}. Orders between are no "
            "longer counted, and what follows from that is counted as changed behaviour."
        )
    for study, other, table in ((older, newer, new.table), (newer, older, old.table)):
        read = [str(name) for name in study.model.get("traits", ())]  # type: ignore[attr-defined]
        gone = [name for name in read if name not in table.columns or not _any(table.columns[name])]
        if gone:
            notes.append(f"{study.folder} groups by {', '.join(gone)}, which {other.folder} does not know.")
    if older.value is not None and newer.value is not None and older.value.horizon != newer.value.horizon:
        notes.append(f"Values look {newer.value.horizon.months} months ahead, as in the newer study.")
    if older.value is None or newer.value is None:
        notes.append("Moves have no price: one of the studies could not estimate values.")
    return tuple(notes)


def _any(values: "NDArray[Any]") -> bool:
    return any(v is not None and v == v for v in values.tolist())


def _money(
    worth: States,
    both: "NDArray[np.bool_]",
    at_old: "Labels",
    at_new: "Labels",
    old: SavedCustomers,
    new: SavedCustomers,
) -> "tuple[Floats, Floats, Floats]":
    """CLV before, after, and by cause for everybody; who is in one study only has hers from that study."""
    before, after = np.zeros(len(both)), np.zeros(len(both))
    before[both], after[both] = worth["old", "old"], worth["new", "new"]
    for out, place, each in ((before, at_old, old), (after, at_new, new)):
        own = np.nan_to_num(np.append(each.values.get("clv", np.zeros(len(each.table))), 0.0))
        out[~both] = own[place[~both]]
    by = np.zeros((len(both), 3))
    by[both] = causes(worth)
    return before, after, by


def _places(ids: "NDArray[np.object_]", some: "NDArray[np.object_]") -> "Labels":
    """The position of each id among some, -1 where it is not there."""
    place = {each: i for i, each in enumerate(some.tolist())}
    return np.array([place.get(each, -1) for each in ids.tolist()], dtype=np.int64)


def _numbered(labels: "Labels", number: "Labels") -> "Labels":
    """Labels of the newer study under the numbering of both; -1 stays."""
    return np.append(number, -1)[labels]


def lineage(
    old: "Labels", new: "Labels", older: Sequence[tuple[str, str]], newer: Sequence[tuple[str, str]]
) -> tuple[Groups, "Labels"]:
    """Which group of the newer study continues which of the older, and one numbering for both.

    old, new   labels by the older and the newer model of the same customers in the same state of their data (states
               one after another): so a group is known by whom it takes, not by where its customers went.
    older, newer   (id, name) of the groups, in the order of labels.
    Returns    the groups, and the number there of each label of the newer study. Optimal matching on overlap; a pair
               with less than a tenth of its customers in both is no pair.
    """
    ka, kb = len(older), len(newer)
    there = (old >= 0) & (new >= 0)
    both = overlaps(old[there], new[there], ka, kb)
    either = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
    share = both / np.maximum(either, 1)
    to = match(old[there], new[there], ka, kb)
    kept = [j for j in range(kb) if to[j] < ka and share[to[j], j] >= ALIKE]
    number, free = np.full(kb, -1, dtype=np.int64), ka
    for j in range(kb):
        number[j] = to[j] if j in kept else free
        free += 0 if j in kept else 1
    ids = [each for each, _ in older]
    names = [name for _, name in older]
    likeness = [float("nan")] * ka
    for j in kept:
        names[int(to[j])], likeness[int(to[j])] = newer[j][1], float(share[to[j], j])
    for j in (j for j in range(kb) if j not in kept):
        ids.append(_unused(newer[j][0], ids))
        names.append(newer[j][1])
        likeness.append(float("nan"))
    n = len(ids)
    before = tuple(g < ka for g in range(n))
    after = tuple(g in set(number.tolist()) for g in range(n))
    return Groups(tuple(ids), tuple(names), before, after, tuple(likeness)), number


def causes(states: States) -> "Floats":
    """What behaviour, model and ageing each add, one row a customer: columns in the order of ``CAUSES``.

    states    (model, state of the data) -> a number per customer; models "old" and "new", states "old", "aged", "new".
    Returns   rows sum to new model on new data less old model on old data.

    >>> zero, one = np.zeros(1), np.ones(1)
    >>> asked = {("old", "old"): zero, ("old", "aged"): one, ("old", "new"): one,
    ...          ("new", "old"): zero, ("new", "aged"): one, ("new", "new"): one}
    >>> causes(asked).tolist()
    [[0.0, 0.0, 1.0]]
    """
    v = {key: np.asarray(each, dtype=np.float64) for key, each in states.items()}
    behaviour = 2 * (v["new", "new"] - v["new", "aged"]) + (v["old", "new"] - v["old", "aged"])
    ageing = 2 * (v["old", "aged"] - v["old", "old"]) + (v["new", "aged"] - v["new", "old"])
    model = (
        (v["new", "old"] - v["old", "old"])
        + (v["new", "aged"] - v["old", "aged"])
        + (v["new", "new"] - v["old", "new"])
    )
    return np.column_stack([behaviour, model, ageing]) / 3


def moves(states: Mapping[tuple[str, str], "Labels"]) -> "Floats":
    """The share of each cause in each customer's move; rows of those who moved sum to 1, of the others to 0.

    states    (model, state of the data) -> group of each customer under one numbering.
    A state counts as 1 where it puts her where she ended, else 0.
    """
    target = states["new", "new"]
    reached = {key: (labels == target).astype(np.float64) for key, labels in states.items()}
    return causes(reached)


def flows(
    origin: "Labels",
    target: "Labels",
    moved: "Floats",
    worth: "tuple[Floats, Floats, Floats] | None",
) -> tuple[Flow, ...]:
    """The customers from each group to each group, with causes and CLV; largest first, stayers after movers.

    worth    CLV before and after, and its change by cause, per customer; None without values.
    """
    k = int(max(origin.max(initial=-1), target.max(initial=-1))) + 2
    pair = (origin + 1) * k + (target + 1)
    found = []
    for each in np.unique(pair):
        here = pair == each
        parts = tuple(float(v) for v in moved[here].sum(axis=0))
        money = None
        if worth is not None:
            before, after, by = worth
            money = (
                float(before[here].sum()),
                float(after[here].sum()),
                tuple(float(v) for v in by[here].sum(axis=0)),
            )
        found.append(
            Flow(
                int(each // k) - 1,
                int(each % k) - 1,
                int(here.sum()),
                parts,  # type: ignore[arg-type]
                *(money or (None, None, None)),
            )
        )
    return tuple(sorted(found, key=lambda f: (f.origin == f.target, -f.customers, f.origin, f.target)))


def _unused(wanted: str, taken: Sequence[str]) -> str:
    """The id if it is free, else the next number that is."""
    if wanted not in taken:
        return wanted
    numbers = [int(t[1:]) for t in taken if t[1:].isdigit()]
    return f"s{max(numbers, default=0) + 1}"
