"""What was asked, in words that can be written down."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path
from platform import machine, python_version
from typing import Literal

from coterie import intake
from coterie.methods.segments import read_settings
from coterie.methods.value import AUTO, MODELS
from coterie.terms import Horizon, Problem, Request, Timeline, TimeUnit, Words, WrongWords
from coterie.workflows.economics import economics_of
from coterie.workflows.options import within

PACKAGES = ("coterie", "duckdb", "numpy", "plotly", "pyarrow", "scikit-learn", "scipy")


def version() -> str:
    """Version of this package."""
    return installed("coterie")


def versions() -> dict[str, str]:
    """Versions of what the numbers depend on: Python, processor family and the libraries that reckon."""
    found = {"python": python_version(), "machine": machine()}
    for package in PACKAGES:
        try:
            found[package] = installed(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def title_of(request: Request) -> str:
    """What the data are called: the name of the first source without its ending, or "Your data" for a frame."""
    if request.title:
        return request.title
    source = request.sources["orders"] if "orders" in request.sources else next(iter(request.sources.values()))
    if not isinstance(source, str | Path):
        return "Your data"
    name = Path(str(source).rstrip("/")).name.split(".")[0].split("*")[0]
    return name.replace("_", " ").replace("-", " ").strip().capitalize() or "Your data"


def parameters(request: Request) -> dict[str, object]:
    """The parameters of a study, as written into its manifest."""
    return {
        "as_of": request.as_of.isoformat() if request.as_of else "last order",
        "holdout": request.holdout,
        "method": request.method,
        "segments": request.segments or "auto",
        "settings": dict(request.settings),
        "budget_seconds": request.budget,
        "horizon_months": request.horizon.months,
        "time_unit": request.unit.value,
        "value": request.value,
        "value_traits": list(request.value_traits),
        "margin": request.economics.margin,
        "discount": request.economics.discount,
        "acquisition_cost": request.economics.acquisition_cost,
        "seed": request.seed,
        "engine": request.engine,
        "dedupe": request.words.dedupe,
    }


def plain(noun: object) -> object:
    """A noun as plain dictionaries and lists."""
    return asdict(noun)  # type: ignore[call-overload]


def days_of(timeline: Timeline | None) -> dict[str, str] | None:
    """First and last day of a study, and the last day that its judged models had seen, as they are written down."""
    if timeline is None:
        return None
    whole = {"first": timeline.whole.start.isoformat(), "as_of": timeline.whole.as_of.isoformat()}
    return whole if timeline.past is None else {**whole, "past": timeline.past.as_of.isoformat()}


def words_of(said: str | Sequence[str] | Mapping[str, str], dedupe: str = "none") -> Words:
    """What a person said about reading the sources: ``kind.canonical=column`` words and mapping files, in any mix.

    said      the words, or a mapping "kind.canonical" -> column.

    Raises    WrongWords.
    """
    if dedupe not in ("none", "lines"):
        raise WrongWords(Problem("COT-110", f"equal lines shall be treated as {dedupe!r}"))
    said = [f"{name}={column}" for name, column in said.items()] if isinstance(said, Mapping) else said
    said = [said] if isinstance(said, str) else said
    pairs = [each for each in said if "=" in each]
    saved = [intake.read_mapping(Path(each)) for each in said if "=" not in each]
    if len(saved) > 1:
        raise WrongWords(Problem("COT-108", f"{len(saved)} mapping files", "at most one", "Give one mapping file"))
    words = intake.parse_words(pairs)
    return replace(words, saved=saved[0] if saved else None, dedupe=dedupe)  # type: ignore[arg-type]


def request_of(
    sources: Mapping[str, object],
    words: Words,
    *,
    as_of: date | str | None = None,
    holdout: int | str = "auto",
    method: str = "auto",
    segments: int | str | None = None,
    value: str = "auto",
    horizon: int = 12,
    time_unit: str = "day",
    seed: int = 0,
    engine: str = "duckdb://",
    settings: Sequence[str] = (),
    budget: float = 300.0,
    previous: str | Path | None = None,
    margin: float | str | None = None,
    discount: float | str = 0.10,
    acquisition_cost: float | str | None = None,
    value_traits: str | Sequence[str] | None = None,
) -> Request:
    """A request from the words of a terminal or a caller, with all that is wrong with them said at once.

    Raises    WrongWords (COT-102 to COT-107, COT-111, COT-141 to COT-143, COT-705 to COT-707, COT-817).
    """
    problems: list[Problem] = []
    given = {kind: source for kind, source in sources.items() if source is not None}
    if not given:
        problems.append(Problem("COT-102", "no source was given"))
    day = _day(as_of, problems)
    kept = _holdout(holdout, problems)
    k = _segments(segments, problems)
    if not _is_whole(horizon) or not within("horizon", horizon):
        problems.append(Problem("COT-105", f"a horizon of {horizon} months"))
    if not _is_whole(seed):
        problems.append(Problem("COT-111", f"the seed {seed!r}"))
    if time_unit not in tuple(TimeUnit):
        problems.append(Problem("COT-106", f"the time unit {time_unit!r}"))
    if not within("budget", budget):
        problems.append(Problem("COT-707", f"a budget of {budget:g} seconds"))
    applied = _settings(settings, method, problems)
    if value != AUTO and value not in MODELS:
        problems.append(Problem("COT-817", f"the value model {value!r}"))
    economics = economics_of(margin, discount, acquisition_cost, problems)
    if problems:
        raise WrongWords(problems)
    return Request(
        given,
        words,
        day,
        kept,
        method,
        k,
        Horizon(horizon),
        TimeUnit(time_unit),
        seed,
        engine,
        settings=applied,
        budget=budget,
        previous=None if previous is None else Path(previous),
        value=value,
        economics=economics,
        value_traits=_names(value_traits),
    )


def _names(said: str | Sequence[str] | None) -> tuple[str, ...]:
    """Names that were said, one by one or with commas between them."""
    parts = said.split(",") if isinstance(said, str) else said or ()
    return tuple(name for each in parts if (name := each.strip()))


def day_of(words: date | str | None) -> date | None:
    """The day that was said, None for none.

    Raises    WrongWords (COT-103) for what is no day.
    """
    problems: list[Problem] = []
    day = _day(words, problems)
    if problems:
        raise WrongWords(problems)
    return day


def _day(words: date | str | None, problems: list[Problem]) -> date | None:
    if isinstance(words, datetime):  # a moment is a day too, and must not be compared with days
        return words.date()
    if words is None or isinstance(words, date):
        return words
    try:
        return date.fromisoformat(words)
    except (TypeError, ValueError):
        problems.append(Problem("COT-103", f"the as-of date {words!r}"))
        return None


def _holdout(words: int | str, problems: list[Problem]) -> int | Literal["auto", "none"]:
    if words == "auto":
        return "auto"
    if words == "none":
        return "none"
    days = _number(words)
    if not within("holdout", days):
        problems.append(Problem("COT-104", f"a holdout of {words!r}"))
    return days


def _settings(said: Sequence[str], method: str, problems: list[Problem]) -> Mapping[str, float | int | str]:
    try:
        return read_settings(said, method)
    except WrongWords as wrong:
        problems.extend(wrong.problems)
        return {}


def _segments(words: int | str | None, problems: list[Problem]) -> int | None:
    if words is None or words == "auto":
        return None
    k = _number(words)
    if not within("segments", k):
        problems.append(Problem("COT-107", f"{words!r} segments"))
    return k


def _is_whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def _number(words: object) -> int:
    """A whole number that was said, 0 for what is none."""
    if isinstance(words, str) and words.isascii() and words.strip().isdigit():
        return int(words)
    return words if isinstance(words, int) and _is_whole(words) else 0
