"""Which ways of grouping stand for choice, and how is each one fitted?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from coterie.engine import seed_of
from coterie.methods.forms import Form, Model, Prepared
from coterie.methods.segments import kmeans, mixture, rfm_grid, tiers
from coterie.methods.segments.grid_tables import PRESETS, GridSpec, table
from coterie.methods.segments.preparation import fit_preparation
from coterie.methods.segments.sheet import RFM, Sheet
from coterie.terms import Problem, WrongWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST, MOST = 3, 10
EVERYONE = "everyone"
CLUSTERINGS = ("kmeans", "mixture")
LEAST: dict[str, int] = {"kmeans": kmeans.LEAST, "mixture": mixture.LEAST, "tiers": tiers.LEAST}


@dataclass(frozen=True)
class Candidate:
    """A way of grouping before it has seen customers: a method with its number of groups, or a grid."""

    method: str
    k: int
    family: Literal["grid", "tiers", "kmeans", "mixture", "everyone"]
    spec: GridSpec | None = None

    @property
    def clustering(self) -> bool:
        """Whether groups are found in the forming traits, with no numbering of their own."""
        return self.family in CLUSTERINGS


@dataclass(frozen=True)
class Field:
    """The candidates, which of them may be chosen, and what could not take part, with reasons."""

    candidates: tuple[Candidate, ...]
    asked: frozenset[str]  # methods that may be chosen
    skipped: Mapping[str, str]


def field_of(sheet: Sheet, method: str, k: int | None, grids: Mapping[str, GridSpec]) -> Field:
    """The candidates for these customers.

    Raises    WrongWords (COT-701, COT-702) for an unknown method or a number of groups out of range.
    """
    every = {**PRESETS, **grids}
    known = (*every, "tiers", *CLUSTERINGS)
    if method not in ("auto", "all", *known):
        raise WrongWords(Problem("COT-701", f"--method {method}: known are auto, all, {', '.join(known)}"))
    if k is not None and not 2 <= k <= 20:
        raise WrongWords(Problem("COT-702", f"--segments {k}"))
    skipped = _skipped(sheet, every, value=sheet.value is not None)
    candidates = [Candidate(name, len(table(spec)[1]), "grid", spec) for name, spec in every.items()]
    candidates.append(Candidate("tiers", 3, "tiers"))
    candidates += [Candidate("kmeans", each, "kmeans") for each in _numbers(k, sheet)]
    candidates += [Candidate("mixture", each, "mixture") for each in _numbers(k, sheet)]
    free = known if k is None else CLUSTERINGS
    asked = frozenset(free if method in ("auto", "all") else (method,))
    return Field(tuple(c for c in candidates if c.method not in skipped), asked, skipped)


def _numbers(k: int | None, sheet: Sheet) -> tuple[int, ...]:
    if k is not None:
        return (k,)
    return tuple(range(FEWEST, min(MOST, max(FEWEST, len(sheet) // 30)) + 1))


def _skipped(sheet: Sheet, grids: Mapping[str, GridSpec], *, value: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    n = len(sheet)
    for name in grids:
        if sheet.rfm is None:
            found[name] = "needs orders: recency, number of orders and revenue of each customer"
        elif n < rfm_grid.LEAST:
            found[name] = f"needs {rfm_grid.LEAST} customers, found {n}"
    if not value:
        found["tiers"] = "needs a trait that measures value, such as revenue"
    varying = [j for j in range(sheet.x.shape[1]) if len(np.unique(sheet.x[~np.isnan(sheet.x[:, j]), j])) > 1]
    for name in CLUSTERINGS:
        if n < LEAST[name]:
            found[name] = f"needs {LEAST[name]} customers, found {n}"
        elif not varying:
            found[name] = "needs a trait in which customers differ, found none"
    return found


def fit(candidate: Candidate, sheet: Sheet, seed: int, *, rough: bool = False) -> Model:
    """The candidate's model of these customers. Groups are numbered as the method numbers them."""
    if candidate.clustering:
        preparation = fit_preparation(sheet.x, sheet.forming)
        form = fit_form(candidate, preparation.apply(sheet.x), seed, rough=rough)
        return Model(candidate.method, sheet.forming, preparation, form)
    form = fit_form(candidate, inputs(candidate, sheet), seed)
    return Model(candidate.method, traits_of(candidate, sheet.worth), None, form)


def fit_form(candidate: Candidate, x: "Floats", seed: int, *, rough: bool = False) -> Form:
    """The candidate's form of the numbers it reads: prepared traits, or raw ones for grids and tiers."""
    here = seed_of(seed, candidate.method, str(candidate.k))
    if candidate.family == "kmeans":
        return kmeans.fit_centres(x, candidate.k, seed=here, starts=3 if rough else kmeans.STARTS, rough=rough)
    if candidate.family == "mixture":
        return mixture.fit_mixture(x, candidate.k, seed=here, rough=rough)
    if candidate.family == "tiers":
        return tiers.fit_tiers(x[:, 0])
    if candidate.spec is None:
        return tiers.fit_everyone()
    return rfm_grid.fit_grid(x, candidate.spec)


def traits_of(candidate: Candidate, value: str) -> tuple[str, ...]:
    """The columns that a grid or tier reads."""
    if candidate.family == "grid":
        return RFM
    return (value,) if candidate.family == "tiers" else ()


def inputs(candidate: Candidate, sheet: Sheet, preparation: Prepared | None = None) -> "Floats":
    """What the candidate's form reads of these customers."""
    if candidate.clustering:
        return sheet.x if preparation is None else preparation.apply(sheet.x)
    if candidate.family == "grid" and sheet.rfm is not None:
        return sheet.rfm
    if candidate.family == "tiers" and sheet.value is not None:
        return sheet.value[:, None]
    return np.empty((len(sheet), 0))


def names_of(candidate: Candidate) -> tuple[str, ...]:
    """Names that the method gives its groups; empty for clusterings, which are named by their profile."""
    if candidate.family == "grid" and candidate.spec is not None:
        return table(candidate.spec)[1]
    return {"tiers": tiers.NAMES, "everyone": ("All customers",)}.get(candidate.family, ())
