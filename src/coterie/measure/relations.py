"""Which traits go together, of whatever kinds they are? The strongest relations, and those that say the same twice.

Strength runs from 0 to 1 for every pair of kinds: the absolute rank correlation of two numbers (Spearman 1904); the
bias-corrected Cramer's V of two categories (Bergsma 2013, "A bias-correction for Cramer's V and Tschuprow's T", section
3); the square root of epsilon squared for ranks of a number over categories (Kelley 1935, "An unbiased correlation
ratio measure", equation 7). Pairs that are related by their definition, such as a number and its bands, are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import hash_rank
from coterie.terms import CustomerTable, Statistic, Trait
from coterie.terms.numbers import lowered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LEAST = 30  # customers for whom both are known
MOST = 5_000  # customers looked at, a sample by hash
WIDEST = 60  # traits
LEVELS = 30
WEAK = 0.1  # relations below are not told
SAME = 0.9  # from here on two traits say the same
TOLD = 20
HOW = {"numbers": "Spearman", "categories": "Cramer's V, bias-corrected", "mixed": "epsilon, on ranks"}


@dataclass(frozen=True)
class Relation:
    """Two traits that go together.

    sign     1 or -1 for two numbers (more goes with more, or with less), 0 otherwise.
    strength 0 to 1; ``how`` says which measure; ``n`` customers have both.
    """

    one: Trait
    other: Trait
    strength: float
    sign: int
    n: int
    how: str

    @property
    def sentence(self) -> str:
        """The relation in words."""
        a, b = self.one.label, lowered(self.other.label)
        if self.sign > 0:
            said = f"{a} and {b} rise together"
        elif self.sign < 0:
            said = f"Where {lowered(a)} is high, {b} is low"
        else:
            said = f"{a} and {b} go together"
        return f"{said} ({self.how} {self.sign * self.strength if self.sign else self.strength:.2f})."


def relations(table: CustomerTable, *, seed: int = 0) -> tuple[Relation, ...]:
    """The relations of at least 0.1, strongest first, up to 20; none that their definitions bring about.

    table    constants, codes and days have no part; ordered traits and flags count as numbers. Of more than 5,000
             customers a sample by hash is looked at.
    """
    return _told(_every(table, seed))


def redundant(table: CustomerTable, *, seed: int = 0) -> tuple[tuple[str, ...], ...]:
    """Groups of traits that say the same: each is tied to another of its group by a strength of 0.9 or more."""
    return _grouped(_every(table, seed))


def relation_statistics(table: CustomerTable, *, seed: int = 0) -> list[Statistic]:
    """The strongest relations and the groups of redundant traits, as evidence; the sentence is in ``definition``."""
    window, every = "" if table.window is None else str(table.window), _every(table, seed)
    out = [
        Statistic(
            "relation", "everyone", r.sign * r.strength if r.sign else r.strength, r.n, window=window, how=r.how,
            params=(("one", r.one.name), ("other", r.other.name)), definition=r.sentence,
        )
        for r in _told(every)
    ]  # fmt: skip
    for names in _grouped(every):
        said = f"Traits that say the same, by a strength of {SAME} or more: {', '.join(names)}."
        out.append(
            Statistic(
                "redundant", "everyone", len(names), len(table), "traits", window=window,
                params=(("first", names[0]),), definition=said,
            )
        )  # fmt: skip
    return out


def _told(every: Sequence[Relation]) -> tuple[Relation, ...]:
    strong = [r for r in every if r.strength >= WEAK and not _by_definition(r.one, r.other)]
    return tuple(sorted(strong, key=lambda r: (-round(r.strength, 9), r.one.name, r.other.name))[:TOLD])


def _grouped(every: Sequence[Relation]) -> tuple[tuple[str, ...], ...]:
    head: dict[str, str] = {}
    for tie in (r for r in every if r.strength >= SAME):
        new = head.setdefault(tie.one.name, tie.one.name)
        old = head.setdefault(tie.other.name, tie.other.name)
        head = {name: new if of == old else of for name, of in head.items()}
    return tuple(tuple(n for n, of in head.items() if of == first) for first in dict.fromkeys(head.values()))


def strength_of_categories(a: "Ints", b: "Ints") -> float:
    """Bias-corrected Cramer's V of two categories, 0 to 1.

    >>> strength_of_categories(np.array([0, 1] * 50), np.array([0, 1] * 50))
    1.0
    """
    counts = np.bincount(a * (int(b.max()) + 1) + b, minlength=(int(a.max()) + 1) * (int(b.max()) + 1))
    table = counts.reshape(int(a.max()) + 1, -1).astype(np.float64)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    n, (r, k) = table.sum(), table.shape
    if min(r, k) < 2 or n < 2:
        return 0.0
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / n
    phi2 = float(((table - expected) ** 2 / expected).sum() / n)
    phi2 = max(0.0, phi2 - (r - 1) * (k - 1) / (n - 1))
    least = min(k - (k - 1) ** 2 / (n - 1), r - (r - 1) ** 2 / (n - 1)) - 1
    return float(min(1.0, np.sqrt(phi2 / least))) if least > 0 else 0.0


def strength_of_mixed(values: "Floats", groups: "Ints") -> float:
    """Square root of epsilon squared of the ranks of a number over categories, 0 to 1."""
    ranks = _ranks(values)
    count = np.bincount(groups)
    k, n = int((count > 0).sum()), len(ranks)
    whole = float(((ranks - ranks.mean()) ** 2).sum())
    if k < 2 or n <= k or whole == 0:
        return 0.0
    means = np.bincount(groups, weights=ranks) / np.maximum(count, 1)
    inside = float(((ranks - means[groups]) ** 2).sum())
    return float(np.sqrt(max(0.0, 1 - (n - 1) / (n - k) * inside / whole)))


def rank_correlation(a: "Floats", b: "Floats") -> float:
    """Spearman's correlation, -1 to 1; 0 where one has a single value.

    >>> rank_correlation(np.array([1.0, 2, 3]), np.array([9.0, 4, 1]))
    -1.0
    """
    return _correlation(_ranks(a), _ranks(b))


def _correlation(a: "Floats", b: "Floats") -> float:
    x, y = a - a.mean(), b - b.mean()
    spread = float((x * x).sum() * (y * y).sum())
    return float(np.clip((x * y).sum() / np.sqrt(spread), -1, 1)) if spread > 0 else 0.0


def _every(table: CustomerTable, seed: int) -> list[Relation]:
    """Every pair of traits that enough customers have."""
    table, traits = _looked_at(table, seed)
    whole = {t.name: _ranks(v.astype(np.float64)) for t in traits if (v := _complete(t, table)) is not None}
    return [r for a, b in combinations(traits, 2) if (r := _relation(table, a, b, whole))]


def _complete(trait: Trait, table: CustomerTable) -> "NDArray[Any] | None":
    """The values of a number that is known for everybody, whose ranks are then reckoned once."""
    values = table.columns[trait.name]
    return values if trait.kind != "categorical" and _known(values).all() else None


def _relation(table: CustomerTable, a: Trait, b: Trait, whole: "dict[str, Floats]") -> Relation | None:
    if a.name in whole and b.name in whole and len(table) >= LEAST:
        rho = _correlation(whole[a.name], whole[b.name])
        return Relation(a, b, abs(rho), 1 if rho >= 0 else -1, len(table), HOW["numbers"])
    x, y = table.columns[a.name], table.columns[b.name]
    there = _known(x) & _known(y)
    n = int(there.sum())
    if n < LEAST:
        return None
    x, y = x[there], y[there]
    words = (a.kind == "categorical", b.kind == "categorical")
    if all(words):
        return Relation(a, b, strength_of_categories(_codes(x), _codes(y)), 0, n, HOW["categories"])
    if any(words):
        number, word = (y, x) if words[0] else (x, y)
        return Relation(a, b, strength_of_mixed(number.astype(np.float64), _codes(word)), 0, n, HOW["mixed"])
    rho = rank_correlation(x.astype(np.float64), y.astype(np.float64))
    return Relation(a, b, abs(rho), 1 if rho >= 0 else -1, n, HOW["numbers"])


def _looked_at(table: CustomerTable, seed: int) -> tuple[CustomerTable, list[Trait]]:
    kinds = ("numeric", "ordered", "flag", "categorical")
    traits = [
        t for t in table.traits
        if t.kind in kinds and t.name in table.columns and not t.name.endswith("_band") and len(t.levels) <= LEVELS
    ][:WIDEST]  # fmt: skip
    if len(table) > MOST:
        rank = hash_rank(table.ids, seed, "relations")
        table = table.rows(np.sort(np.argsort(rank, kind="stable")[:MOST]))
    return table, traits


def _by_definition(a: Trait, b: Trait) -> bool:
    """Whether one is computed from the other, or both from one trait of the same source."""
    if a.name in b.derived or b.name in a.derived:
        return True
    return a.source == b.source and (a.source in ("orders", "events") or bool(set(a.derived) & set(b.derived)))


def _known(values: "NDArray[Any]") -> "NDArray[np.bool_]":
    if values.dtype == object:
        return np.array([v is not None for v in values.tolist()], dtype=bool)
    return np.asarray(~np.isnan(values), dtype=bool)


def _codes(values: "NDArray[Any]") -> "Ints":
    return np.unique(values.astype(str), return_inverse=True)[1].astype(np.int64)


def _ranks(values: "Floats") -> "Floats":
    """Mean ranks; equal values share one."""
    _, at, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts).astype(np.float64)
    return np.asarray((ends - (counts - 1) / 2)[at], dtype=np.float64)
