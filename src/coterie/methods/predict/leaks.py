"""What would make a prediction look better than it can be in use? Found, said, and kept from the models."""

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.methods.predict.scores import auc
from coterie.methods.predict.sheet import Field, Sheet
from coterie.terms.prediction import Leak

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

ALONE = 0.995  # a single column with this area under the curve is the answer by another name
PRODUCT = 0.99
MOST_ROWS, MOST_NUMBERS = 20_000, 30


def columns(sheet: Sheet, y: "Labels", classes: tuple[str, ...]) -> tuple[Leak, ...]:
    """Columns that give the answer away (left out), and columns computed from others (named).

    sheet   the traits of customers whose target is known.
    y       place of their class in ``classes``.
    """
    return (*_alone(sheet, y, classes), *products(sheet))


def _alone(sheet: Sheet, y: "Labels", classes: tuple[str, ...]) -> list[Leak]:
    out = []
    for j, made in enumerate(sheet.fields):
        worth = alone(sheet.x[:, j], y, len(classes), made)
        if worth >= ALONE:
            said = (
                f"{made.label} alone tells the target almost perfectly (area under the curve {worth:.3f}). "
                "Such a column usually holds the outcome itself or was filled in after it, so it was left out"
            )
            out.append(Leak("alone", made.name, said, worth, True, len(y)))
    return out


def alone(values: "Floats", y: "Labels", classes: int, made: Field) -> float:
    """Area under the curve of one column by itself, the mean of each class against the rest.

    Numbers rank as they are, up or down, a missing one as the share of the class among the missing says; levels rank
    by the share of the class, known from the other half of the rows, so that a level with one customer tells nothing.
    """
    gone = np.isnan(values)
    half = np.arange(len(y)) % 2 == 0
    found = []
    for c in range(classes):
        yes = y == c
        if not yes.any() or yes.all():
            continue
        if made.kind == "number":
            told = auc(yes, np.where(gone, -np.inf, values))
            found.append(max(told, 1 - told, auc(yes, gone.astype(float)), auc(yes, (~gone).astype(float))))
        else:
            found.append(auc(yes, _by_level(values, yes, half)))
    return float(np.mean(found)) if found else 0.5


def _by_level(values: "Floats", yes: "NDArray[np.bool_]", half: "NDArray[np.bool_]") -> "Floats":
    place = np.where(np.isnan(values), -1, values).astype(np.int64) + 1
    size = int(place.max()) + 1
    out = np.empty(len(values))
    for mine in (half, ~half):
        n = np.bincount(place[~mine], minlength=size) + 2.0
        share = (np.bincount(place[~mine], yes[~mine].astype(float), minlength=size) + 2 * yes[~mine].mean()) / n
        out[mine] = share[place[mine]]
    return out


def products(sheet: Sheet) -> list[Leak]:
    """Number columns that are nearly the product of two others, such as a total of months and a monthly price."""
    numbers = [
        (f, sheet.x[:MOST_ROWS, j])
        for j, f in enumerate(sheet.fields)
        if f.kind == "number" and not f.levels and len(np.unique(sheet.x[:MOST_ROWS, j])) > 10
    ][:MOST_NUMBERS]
    out = []
    for made, values in numbers:
        others = [(f, v) for f, v in numbers if f.name != made.name]
        best = max(
            ((correlation(values, a * b), f, g) for (f, a), (g, b) in combinations(others, 2)),
            key=lambda each: each[0],
            default=(0.0, made, made),
        )
        single = max((correlation(values, v) for _, v in others), default=0.0)
        if best[0] >= PRODUCT and single < PRODUCT:
            said = (
                f"{made.label} is nearly {best[1].label} × {best[2].label} (correlation {best[0]:.4f}). It was "
                "computed from them and says nothing of its own; where one of them is the answer, it is left out"
            )
            out.append(Leak("product", made.name, said, best[0], False, len(values)))
    return out


def of_duration(sheet: Sheet, duration: str) -> tuple[Leak, ...]:
    """Columns that give a duration away: those that repeat it, and products of it with another column."""
    time = sheet.x[:, sheet.place(duration)]
    label = sheet.fields[sheet.place(duration)].label
    numbers = [(f, sheet.x[:, j]) for j, f in enumerate(sheet.fields) if f.kind == "number" and not f.levels]
    out = []
    for made, values in numbers:
        others = [(f, v) for f, v in numbers if f.name not in (made.name, duration)]
        if made.name == duration:
            continue
        same = abs(correlation(values, time))
        if same >= PRODUCT:
            said = f"{made.label} repeats {label} (correlation {same:.4f}) and was left out of the hazard model"
            out.append(Leak("same", made.name, said, same, True, len(values)))
            continue
        best = max(((correlation(values, time * v), f) for f, v in others), key=lambda e: e[0], default=(0.0, made))
        if best[0] >= PRODUCT:
            said = (
                f"{made.label} is nearly {label} × {best[1].label} (correlation {best[0]:.4f}): it knows how long a "
                "customer stayed, so it was left out of the hazard model"
            )
            out.append(Leak("product", made.name, said, best[0], True, len(values)))
    return tuple(out)


def correlation(a: "Floats", b: "Floats") -> float:
    """Pearson's correlation of the rows where both are known; 0 where there are fewer than ten or no spread."""
    known = ~(np.isnan(a) | np.isnan(b))
    if known.sum() < 10:
        return 0.0
    u, v = a[known] - a[known].mean(), b[known] - b[known].mean()
    size = float(np.sqrt((u @ u) * (v @ v)))
    return float(u @ v) / size if size > 0 else 0.0


def equal(groups: "Labels") -> tuple[Leak, ...]:
    """Rows that are equal in everything but the id: kept together in one fold, so that none is judged by its twin."""
    twins = int((np.bincount(groups)[groups] > 1).sum())
    extra = len(groups) - int(groups.max() + 1)
    if not extra:
        return ()
    said = (
        f"{extra:,} rows repeat another row in everything but the id. They were kept on the side of their twin, so "
        "that no model is judged on a row it has learned by heart"
    )
    return (Leak("equal", "", said, float(extra), False, twins),)


def overlap(learned: "NDArray[Any]", scored: "NDArray[Any]", name: str, truth: str) -> tuple[Leak, ...]:
    """Ids of a file to be scored that also stand in the file that was learned from."""
    both = int(np.isin(scored.astype(str), learned.astype(str)).sum())
    if not both:
        return ()
    said = (
        f"{both:,} of the {len(scored):,} ids in {name} also stand in the file that was learned from. Their {truth} "
        "could be looked up there; it was not: they are predicted from their traits like everybody else"
    )
    return (Leak("overlap", "", said, float(both), False, len(scored)),)
