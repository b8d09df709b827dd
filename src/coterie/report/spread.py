"""How are counts and distributions of customers told? As plain dictionaries, small cells left open."""

from collections.abc import Mapping, Sequence
from typing import Any

from coterie.report.tables import tidy
from coterie.terms import COMPARISONS, Trait
from coterie.terms.numbers import number

SPREAD = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)  # the outermost make the outer bins and are not told


def plain_trait(trait: Trait) -> dict[str, Any]:
    """What a page needs to offer a trait: its words, its unit, its levels and how it may be compared."""
    return {
        "name": trait.name,
        "label": trait.label,
        "group": trait.group,
        "kind": trait.kind,
        "unit": trait.unit,
        "meaning": trait.meaning,
        "source": trait.source,
        "levels": list(trait.levels),
        "forming": trait.forming,
        "sensitive": trait.sensitive,
        "comparisons": list(COMPARISONS[trait.kind]),
    }


def counted(
    sentence: str,
    segments: Sequence[Mapping[str, Any]],
    everyone: int,
    total: int | None,
    parts: Mapping[str, int | None],
    floor: int,
) -> dict[str, Any]:
    """How many customers meet some conditions: in all, and of each segment."""
    said = f"fewer than {floor} customers" if total is None else f"{total:,} of {everyone:,} customers"
    return {
        "sentence": sentence,
        "text": said,
        "count": total,
        "share": None if total is None else _share(total, everyone),
        "customers": everyone,
        "refused": total is None,
        "floor": floor,
        "segments": [
            {
                "id": each["id"],
                "name": each["name"],
                "colour": each["colour"],
                "count": None if total is None else parts[each["id"]],
                "share": None if total is None else _share(parts[each["id"]], each["size"]),
            }
            for each in segments
        ],
    }


def bin_edges(quantiles: Sequence[float], bins: int) -> list[float]:
    """Edges of bins of one width from the 5 % to the 95 % quantile, and an outer bin on each side where one is needed.

    quantiles    those of ``SPREAD``.

    >>> bin_edges([0, 10, 15, 20, 25, 30, 90], 4)
    [0, 10.0, 15.0, 20.0, 25.0, 30.0, 90]
    >>> bin_edges([1, 1, 1, 1, 1, 1, 1], 4)
    [1, 1]
    """
    least, low, high, most = quantiles[0], quantiles[1], quantiles[-2], quantiles[-1]
    inner = [low] if high <= low else [tidy(low + (high - low) * i / bins) for i in range(bins + 1)]
    edges = [*([least] if least < inner[0] else []), *inner, *([most] if most > inner[-1] else [])]
    return edges if len(edges) > 1 else [edges[0], edges[0]]


def spread(
    trait: Trait,
    everyone: int,
    known: int,
    quantiles: Sequence[float],
    edges: Sequence[float],
    counts: Sequence[int],
    floor: int,
) -> dict[str, Any]:
    """The distribution of a number; neighbouring bins of few people are told as one, the outer ends are left open."""
    joined = _joined(edges, counts, floor)
    last = len(joined) - 1
    bins = [
        {
            "low": None if i == 0 and i < last else tidy(low),
            "high": None if i == last and i > 0 else tidy(high),
            "count": n,
            "share": _share(n, known),
        }
        for i, (low, high, n) in enumerate(joined)
    ]
    names = (f"p{round(100 * q)}" for q in SPREAD[1:-1])
    inner = dict(zip(names, (tidy(q) for q in quantiles[1:-1]), strict=True))
    texts = {name: number(q, trait.unit) for name, q in inner.items()}
    return {**_head(trait, everyone, known), "quantiles": inner, "texts": texts, "bins": bins}


def _joined(edges: Sequence[float], counts: Sequence[int], floor: int) -> list[tuple[float, float, int]]:
    """Bins from left to right, each joined with the next until it holds enough people; what is left joins the last."""
    out: list[tuple[float, float, int]] = []
    low, held = edges[0], 0
    for i, n in enumerate(counts):
        held += n
        if held >= floor:
            out.append((low, edges[i + 1], held))
            low, held = edges[i + 1], 0
    if held and out:
        start, _, before = out.pop()
        out.append((start, edges[-1], before + held))
    return out or [(edges[0], edges[-1], held)]


def listed(trait: Trait, everyone: int, known: int, counts: Mapping[str, int | None]) -> dict[str, Any]:
    """The distribution of levels: ordered ones in their order, others by how many have them."""
    names = list(counts)
    if trait.kind == "ordered":
        names.sort(key=lambda level: trait.levels.index(level) if level in trait.levels else len(trait.levels))
    levels = [{"level": name, "count": counts[name], "share": _share(counts[name], known)} for name in names]
    return {**_head(trait, everyone, known), "levels": levels}


def _head(trait: Trait, everyone: int, known: int) -> dict[str, Any]:
    return {
        "name": trait.name,
        "label": trait.label,
        "unit": trait.unit,
        "kind": trait.kind,
        "n": known,
        "missing": everyone - known,
    }


def _share(count: int | None, whole: int) -> float | None:
    return None if count is None or not whole else tidy(count / whole)
