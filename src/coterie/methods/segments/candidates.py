"""Which ways of grouping stand for choice, and how is each one fitted?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from coterie.engine import seed_of
from coterie.methods.forms import Form, Model, Prepared
from coterie.methods.segments import rfm_grid, tiers
from coterie.methods.segments.grid_tables import PRESETS, GridSpec, table
from coterie.methods.segments.method import Method, Setting
from coterie.methods.segments.preparation import coded, fit_preparation
from coterie.methods.segments.registry import methods
from coterie.methods.segments.settings import settings_of
from coterie.methods.segments.sheet import RFM, Sheet
from coterie.terms import Problem, WrongWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EVERYONE = "everyone"


@dataclass(frozen=True)
class Candidate:
    """A way of grouping before it has seen customers: a method with its number of groups, or a grid.

    k         number of groups; 0 where the method finds its own.
    way       the method that finds the groups; None for grids, tiers and one group of all.
    settings  parameters that a person set, by name; steps: those of the preparation.
    levels    methods for mixed traits: number of categories of each column, 0 for numbers.
    """

    method: str
    k: int
    family: Literal["grid", "tiers", "found", "everyone"]
    spec: GridSpec | None = None
    way: Method | None = None
    settings: tuple[tuple[str, Setting], ...] = ()
    steps: tuple[tuple[str, Setting], ...] = ()
    levels: tuple[int, ...] = ()

    @property
    def clustering(self) -> bool:
        """Whether groups are found in the forming traits, with no numbering of their own."""
        return self.way is not None

    @property
    def mixed(self) -> bool:
        """Whether categories take part beside the forming traits."""
        return self.way is not None and self.way.mixed


@dataclass(frozen=True)
class Field:
    """The candidates, which of them may be chosen, and what could not take part, with reasons."""

    candidates: tuple[Candidate, ...]
    asked: frozenset[str]  # methods that may be chosen
    skipped: Mapping[str, str]


def field_of(
    sheet: Sheet,
    method: str,
    k: int | None,
    grids: Mapping[str, GridSpec],
    settings: Mapping[str, Setting] | None = None,
) -> Field:
    """The candidates for these customers: the quick field and, where it is asked for, one method or all.

    Raises    WrongWords (COT-701, COT-702, COT-708) for an unknown method or a number of groups out of range.
    """
    every, ways = {**PRESETS, **grids}, methods()
    known = (*every, "tiers", *ways)
    _check(method, k, known, ways)
    standing = {n: w for n, w in ways.items() if w.quick or method in ("all", n)}
    if k is not None and method == "all":
        standing = {n: w for n, w in standing.items() if w.searched}
    skipped = _skipped(sheet, every, standing)
    said = settings or {}
    candidates = [Candidate(name, len(table(spec)[1]), "grid", spec) for name, spec in every.items()]
    candidates.append(Candidate("tiers", 3, "tiers", settings=tuple(settings_of(said, "tiers").items())))
    for way in standing.values():
        candidates += [_found(way, number, sheet, said) for number in _numbers(way, k, sheet)]
    free = (*every, "tiers", *standing) if k is None else tuple(standing)
    asked = frozenset(free if method in ("auto", "all") else (method,))
    return Field(tuple(c for c in candidates if c.method not in skipped), asked, skipped)


def _check(method: str, k: int | None, known: Sequence[str], ways: Mapping[str, Method]) -> None:
    if method not in ("auto", "all", *known):
        raise WrongWords(Problem("COT-701", f"--method {method}: known are auto, all, {', '.join(known)}"))
    if k is not None and not 2 <= k <= 20:
        raise WrongWords(Problem("COT-702", f"--segments {k}"))
    if k is not None and method in ways and not ways[method].searched:
        raise WrongWords(Problem("COT-708", f"--segments {k} beside --method {method}"))


def _found(way: Method, k: int, sheet: Sheet, said: Mapping[str, Setting]) -> Candidate:
    own, steps = (tuple(settings_of(said, name).items()) for name in (way.name, "preparation"))
    levels = (*(0 for _ in sheet.forming), *(len(words) for words in sheet.levels.values())) if way.mixed else ()
    return Candidate(way.name, k, "found", None, way, own, steps, levels)


def _numbers(way: Method, k: int | None, sheet: Sheet) -> tuple[int, ...]:
    if not way.searched:
        return (0,)
    if k is not None:
        return (k,)
    most = max(way.numbers[0], len(sheet) // 30)
    if way.bounded:
        most = min(most, sheet.x.shape[1])
    return tuple(number for number in way.numbers if number <= most)


def least_of(method: str) -> int:
    """Fewest customers that a method or grid takes."""
    way = methods().get(method)
    return way.least if way is not None else {"tiers": tiers.LEAST}.get(method, rfm_grid.LEAST)


def _skipped(sheet: Sheet, grids: Mapping[str, GridSpec], ways: Mapping[str, Method]) -> dict[str, str]:
    found: dict[str, str] = {}
    n = len(sheet)
    for name in grids:
        if sheet.rfm is None:
            found[name] = "needs orders: recency, number of orders and revenue of each customer"
        elif n < rfm_grid.LEAST:
            found[name] = f"needs {rfm_grid.LEAST} customers, found {n}"
    if sheet.value is None:
        found["tiers"] = "needs a trait that measures value, such as revenue"
    varying = sum(len(np.unique(column[~np.isnan(column)])) > 1 for column in sheet.x.T)
    words = 0 if sheet.codes is None else sheet.codes.shape[1]
    for name, way in ways.items():
        if n < way.least:
            found[name] = f"needs {way.least} customers, found {n}"
        elif not varying and not (way.mixed and words):
            found[name] = "needs a trait in which customers differ, found none"
        elif way.categories and not words:
            found[name] = "needs a trait in words, such as a channel or a plan; with numbers alone it is k-means"
        elif sheet.x.shape[1] > way.widest:
            found[name] = f"takes at most {way.widest} forming traits, found {sheet.x.shape[1]}"
        elif way.bounded and varying < 2:
            found[name] = "needs two traits in which customers differ, found one"
    return found


def fit(candidate: Candidate, sheet: Sheet, seed: int, *, rough: bool = False) -> Model:
    """The candidate's model of these customers. Groups are numbered as the method numbers them."""
    if candidate.way is None:
        form = fit_form(candidate, inputs(candidate, sheet), seed)
        return Model(candidate.method, traits_of(candidate, sheet.worth), None, form)
    preparation = _prepared(candidate, sheet) if candidate.way.prepared else None
    form = fit_form(candidate, inputs(candidate, sheet, preparation), seed, rough=rough)
    levels = sheet.levels if candidate.mixed else {}
    return Model(candidate.method, (*sheet.forming, *levels), preparation, form, levels=levels)


def _prepared(candidate: Candidate, sheet: Sheet) -> Prepared:
    numbers = fit_preparation(sheet.x, sheet.forming, **dict(candidate.steps))  # type: ignore[arg-type]
    if not candidate.mixed:
        return numbers
    return Prepared((*numbers.columns, *(coded(name, len(words)) for name, words in sheet.levels.items())))


def fit_form(candidate: Candidate, x: "Floats", seed: int, *, rough: bool = False) -> Form:
    """The candidate's form of the numbers it reads: prepared traits, or raw ones for grids and tiers."""
    here = seed_of(seed, candidate.method, str(candidate.k))
    settings: dict[str, object] = dict(candidate.settings)
    if candidate.way is not None:
        if candidate.mixed:
            settings["levels"] = candidate.levels
        return candidate.way.fit(x, candidate.k, seed=here, rough=rough, **settings)
    if candidate.family == "tiers":
        return tiers.fit_tiers(x[:, 0], **settings)  # type: ignore[arg-type]
    if candidate.spec is None:
        return tiers.fit_everyone()
    return rfm_grid.fit_grid(x, candidate.spec)


def traits_of(candidate: Candidate, value: str) -> tuple[str, ...]:
    """The columns that a grid or tier reads."""
    if candidate.family == "grid":
        return RFM
    return (value,) if candidate.family == "tiers" else ()


def raw(candidate: Candidate, sheet: Sheet) -> "Floats":
    """What the candidate's model reads of these customers, in the traits' own units."""
    if candidate.clustering:
        return sheet.mixed if candidate.mixed else sheet.x
    if candidate.family == "grid" and sheet.rfm is not None:
        return sheet.rfm
    if candidate.family == "tiers" and sheet.value is not None:
        return sheet.value[:, None]
    return np.empty((len(sheet), 0))


def inputs(candidate: Candidate, sheet: Sheet, preparation: Prepared | None = None) -> "Floats":
    """What the candidate's form reads of these customers."""
    found = raw(candidate, sheet)
    return found if preparation is None else preparation.apply(found)


def names_of(candidate: Candidate) -> tuple[str, ...]:
    """Names that the method gives its groups; empty for clusterings, which are named by their profile."""
    if candidate.family == "grid" and candidate.spec is not None:
        return table(candidate.spec)[1]
    return {"tiers": tiers.NAMES, "everyone": ("All customers",)}.get(candidate.family, ())
