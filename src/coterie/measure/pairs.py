"""What is compared with what? Each trait (or level) of each segment against everyone else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.measure.effects import Contrast, mean_contrast, moments, share_contrast
from coterie.measure.intervals import median_ranks, student, wilson
from coterie.terms import Estimate, Statistic, Trait
from coterie.terms.statistics import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LEAST_KNOWN = 30  # known values a side needs: below it Welch's test leans on the normal curve too much
LEAST_COUNT = 5  # expected customers with and without a level: Cochran's rule for the two-proportion test
MOST_LEVELS = 30


@dataclass(frozen=True)
class Groups:
    """The segments a profile is made of: their names and where each customer is.

    labels    0 to k - 1 for each row of the table; ``order`` sorts rows by label, ``starts`` bounds each label's run.
    """

    names: tuple[str, ...]
    labels: "Ints"
    order: "Ints"
    starts: "Ints"
    window: str = ""

    @classmethod
    def of(cls, names: Sequence[str], labels: "Ints", window: str = "") -> "Groups":
        """Groups from segment ids and labels."""
        order = np.argsort(labels, kind="stable")
        starts = np.searchsorted(labels[order], np.arange(len(names) + 1))
        return cls(tuple(names), labels, order, starts, window)

    @property
    def k(self) -> int:
        """Number of segments."""
        return len(self.names)

    def population(self, group: int) -> str:
        """The name of a segment's population in the evidence."""
        return f"segment:{self.names[group]}"

    def rest(self, group: int) -> str:
        """The name of everyone outside a segment in the evidence."""
        return f"rest:{self.names[group]}"


@dataclass(frozen=True)
class Pair:
    """One comparison: a trait or level of one segment against everyone else.

    eligible    whether it belongs to the family of tests; decided from the margins alone, before looking.
    """

    group: int
    trait: Trait
    level: str
    role: Role
    contrast: Contrast
    here: Statistic
    rest: Statistic
    eligible: bool


def numeric_pairs(trait: Trait, values: "Floats", groups: Groups, role: Role) -> tuple[list[Statistic], list[Pair]]:
    """Mean and median of a numeric trait for everyone and each segment, and each segment against the rest."""
    here, rest = moments(values, groups.labels, groups.k)
    common: dict[str, Any] = {"unit": trait.unit, "window": groups.window, "role": role}
    found = _averages(trait, values, groups, common)
    contrast = mean_contrast(here, rest)
    pairs: list[Pair] = []
    means: list[list[Statistic]] = []
    for side, name in ((here, groups.population), (rest, groups.rest)):
        low, high = student(side.mean, side.sd, side.n)
        means.append(
            [
                Statistic.of(
                    f"mean:{trait.name}",
                    name(g),
                    _estimate(side.mean[g], low[g], high[g], "Student's t"),
                    int(side.n[g]),
                    definition=f"Mean of {trait.label!r} over the customers for whom it is known.",
                    **common,
                )
                for g in range(groups.k)
            ]
        )
    for g in range(groups.k):
        if here.n[g] == 0 or rest.n[g] == 0:
            continue
        enough = min(here.n[g], rest.n[g]) >= LEAST_KNOWN
        pairs.append(Pair(g, trait, "", role, contrast, means[0][g], means[1][g], bool(enough)))
    return [*found, *(s for side in means for s in side if s.n)], pairs


def _averages(trait: Trait, values: "Floats", groups: Groups, common: dict[str, Any]) -> list[Statistic]:
    """The median of every segment, and mean and median of everyone."""
    arranged = values[groups.order]
    runs = [np.sort(arranged[groups.starts[g] : groups.starts[g + 1]]) for g in range(groups.k)]
    runs.append(np.sort(values))
    found = []
    for g, run in enumerate(runs):
        known = run[: len(run) - int(np.isnan(run).sum())]
        if len(known) == 0:
            continue
        population = groups.population(g) if g < groups.k else "everyone"
        middle = (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
        ranks = median_ranks(len(known))
        low, high = (known[ranks[0]], known[ranks[1]]) if ranks else (np.nan, np.nan)
        found.append(
            Statistic.of(
                f"median:{trait.name}",
                population,
                _estimate(middle, low, high, "order statistics"),
                len(known),
                definition=f"Median of {trait.label!r} over the customers for whom it is known.",
                **common,
            )
        )
    whole = runs[-1][~np.isnan(runs[-1])]
    if len(whole):
        mean, sd, n = whole.mean(keepdims=True), whole.std(ddof=min(1, len(whole) - 1), keepdims=True), len(whole)
        low, high = student(mean, sd, np.array([n], dtype=np.float64))
        estimate = _estimate(mean[0], low[0], high[0], "Student's t")
        definition = f"Mean of {trait.label!r} over the customers for whom it is known."
        found.append(Statistic.of(f"mean:{trait.name}", "everyone", estimate, n, definition=definition, **common))
    return found


def level_pairs(
    trait: Trait, codes: "Ints", levels: Sequence[str], groups: Groups, role: Role
) -> tuple[list[Statistic], list[Pair]]:
    """The share of each level for everyone, each segment and each rest, and each segment against the rest.

    codes     index into ``levels`` for each customer; -1 for a known value outside them, -2 for unknown.
    """
    known = codes > -2
    n = np.bincount(groups.labels[known], minlength=groups.k).astype(np.float64)
    found: list[Statistic] = []
    pairs: list[Pair] = []
    for index, level in enumerate(levels):
        has = np.bincount(groups.labels[codes == index], minlength=groups.k).astype(np.float64)
        if has.sum() == 0:
            continue
        here = _shares(trait, level, groups, role, has, n, groups.population)
        rest = _shares(trait, level, groups, role, has.sum() - has, n.sum() - n, groups.rest)
        everyone = _shares(trait, level, groups, role, np.array([has.sum()]), np.array([n.sum()]), lambda _: "everyone")
        found += [s for s in (*here, *rest, *everyone) if s.n]
        contrast = share_contrast(has, n)
        overall = has.sum() / n.sum()
        for g in range(groups.k):
            if n[g] == 0 or n[g] == n.sum():
                continue
            sides = min(n[g], n.sum() - n[g])
            enough = sides >= LEAST_KNOWN and sides * min(overall, 1 - overall) >= LEAST_COUNT
            pairs.append(Pair(g, trait, level, role, contrast, here[g], rest[g], bool(enough)))
    return found, pairs


def _shares(
    trait: Trait, level: str, groups: Groups, role: Role, has: "Floats", n: "Floats", name: Any
) -> list[Statistic]:
    low, high = wilson(has, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = has / n
    return [
        Statistic.of(
            f"share:{trait.name}={level}",
            name(g),
            _estimate(share[g], low[g], high[g], "Wilson"),
            int(n[g]),
            unit="share",
            window=groups.window,
            role=role,
            definition=f"Share with {trait.label!r} = {level!r} among the customers for whom it is known.",
        )
        for g in range(len(has))
    ]


def level_codes(trait: Trait, values: "NDArray[Any]") -> tuple["Ints", tuple[str, ...]]:
    """Codes and levels of a flag, ordered or categorical trait; of many levels the 30 most frequent.

    A flag has the one level "yes". Which levels are looked at depends on everyone together, never on a segment.
    """
    if trait.kind == "flag":
        flags = np.where(np.isnan(values), -2, np.where(values == 1, 0, -1))
        return flags.astype(np.int64), ("yes",)
    if trait.kind == "ordered":
        return np.where(np.isnan(values), -2, np.nan_to_num(values)).astype(np.int64), trait.levels
    levels = trait.levels or tuple(sorted({str(v) for v in values if v is not None}))
    index = {level: i for i, level in enumerate(levels)}
    codes = np.fromiter((-2 if v is None else index.get(str(v), -1) for v in values), dtype=np.int64, count=len(values))
    if len(levels) <= MOST_LEVELS:
        return codes, levels
    counts = np.bincount(codes[codes >= 0], minlength=len(levels))
    kept = sorted(np.argsort(-counts, kind="stable")[:MOST_LEVELS].tolist())
    renamed = np.full(len(levels), -1, dtype=np.int64)
    renamed[kept] = np.arange(len(kept))
    return np.where(codes >= 0, renamed[np.clip(codes, 0, None)], codes), tuple(levels[i] for i in kept)


def _estimate(value: float, low: float, high: float, how: str) -> Estimate:
    """An estimate whose bounds are left out where they could not be told."""
    if np.isnan(low) or np.isnan(high):
        return Estimate(float(value), how="too few for an interval")
    return Estimate(float(value), float(low), float(high), 0.95, how)
