"""What is asked? The parameters of one analysis, checked before anything is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from coterie.terms.calendar import Horizon, TimeUnit
from coterie.terms.mapping import Words
from coterie.terms.money import Economics


@dataclass(frozen=True)
class Request:
    """One analysis.

    sources    kind -> path, folder, glob or data frame.
    as_of      "today" of the analysis; None: the day of the last accepted order.
    holdout    days kept apart at the end, "auto" or "none".
    method     "auto", "all" or the name of a segmentation method.
    segments   number of segments, None to have it chosen.
    value      "auto", or the name of the purchase model that values rest on.
    value_traits    traits of the customers file that the forecast may know, where that makes it better.
    title      what the data are called; "" takes the name of the first source.
    settings   parameters of methods that were set, as "method.parameter" -> value.
    budget     seconds of one processor that "all" may reckon with.
    previous   folder of an earlier study whose segments are continued.
    economics  margin, discount rate and acquisition cost.
    """

    sources: Mapping[str, object]
    words: Words = field(default_factory=Words)
    as_of: date | None = None
    holdout: int | Literal["auto", "none"] = "auto"
    method: str = "auto"
    segments: int | None = None
    horizon: Horizon = field(default_factory=lambda: Horizon(12))
    unit: TimeUnit = TimeUnit.DAY
    seed: int = 0
    engine: str = "duckdb://"
    title: str = ""
    value: str = "auto"
    settings: Mapping[str, float | int | str] = field(default_factory=dict)
    budget: float = 300.0
    previous: Path | None = None
    economics: Economics = field(default_factory=Economics)
    value_traits: tuple[str, ...] = ()
