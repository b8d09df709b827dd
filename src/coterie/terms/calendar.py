"""When? Windows of days, the unit in which time is counted, and the timeline of a study."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class TimeUnit(StrEnum):
    """The unit of recency and age in value models: estimates depend on it, so it is always stated."""

    DAY = "day"
    WEEK = "week"

    @property
    def days(self) -> int:
        """Days in one unit: 1 or 7."""
        return 7 if self is TimeUnit.WEEK else 1


@dataclass(frozen=True)
class Horizon:
    """How far ahead a value looks, in calendar months of 365.25 / 12 days.

    >>> round(Horizon(months=12).days, 2)
    365.25
    """

    months: int

    def __post_init__(self) -> None:
        if not 1 <= self.months <= 120:
            raise ValueError(f"a horizon of {self.months} months; expected 1 to 120")

    @property
    def days(self) -> float:
        """Length in days."""
        return self.months * 365.25 / 12


@dataclass(frozen=True, order=True)
class Window:
    """The days from ``start`` to ``as_of``, both included; ``as_of`` is "today" for recency.

    >>> Window(date(2026, 1, 1), date(2026, 1, 31)).days
    31
    """

    start: date
    as_of: date

    def __post_init__(self) -> None:
        if self.start > self.as_of:
            raise ValueError(f"a window from {self.start} to {self.as_of} ends before it starts")

    @property
    def days(self) -> int:
        """Number of days in the window, at least 1."""
        return (self.as_of - self.start).days + 1

    def __str__(self) -> str:
        return f"{self.start.isoformat()}..{self.as_of.isoformat()}"


@dataclass(frozen=True)
class Timeline:
    """The days a study stands on.

    whole        first to last day; its ``as_of`` is the study's "today".
    past         what models may see before the holdout is opened; None when nothing could be kept apart.
    holdout      the days kept apart: from the day after ``past.as_of`` to ``whole.as_of``.
    origins      ends of the inner pasts on which methods are chosen, ascending; each is followed by ``inner_days``
                 days that end no later than ``past.as_of``. Empty when the past is too short.
    inner_days   length of the inner futures in days.
    why_not      the sentence that says why ``past`` or ``origins`` are missing; empty otherwise.
    """

    whole: Window
    past: Window | None
    holdout: Window | None
    origins: tuple[date, ...] = ()
    inner_days: int = 0
    why_not: str = ""
    unit: TimeUnit = TimeUnit.DAY

    def future_of(self, origin: date) -> Window:
        """The days on which an inner past that ends on ``origin`` is judged."""
        return Window(origin + timedelta(days=1), origin + timedelta(days=self.inner_days))
