"""One number with everything needed to check it, and the store of all of them.

The statistics of a study are its evidence. Personas, report, dashboards and API read their numbers from there and from
nowhere else.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import md5
from typing import Literal

Role = Literal["forming", "held", "described"]


@dataclass(frozen=True)
class Estimate:
    """A number with its interval; ``low`` and ``high`` are None where none was estimated.

    level   confidence of the interval, 0.95 or 0.8.
    how     the method in a few words: "Wilson", "bootstrap over customers, 200 draws".
    """

    value: float
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    how: str = "count"


@dataclass(frozen=True)
class Statistic:
    """One number, its population, its interval and where it comes from.

    metric       what is measured: "share_of_revenue", "mean:recency_days", "effect:category_share_wine".
    population   of whom: "everyone", "segment:s1", "orders", "method:kmeans-5".
    baseline     compared with whom: "", "everyone", "rest".
    window       the days, "2011-01-01..2011-12-09", or "" for attributes.
    policy       how the window was set ("whole", "past", "holdout"): part of the key in place of its dates, so that a
                 refresh finds the same statistic again.
    params       what else defines it, such as (("reason", "COT-401"),).
    n            how many observations it rests on.
    unit         "share", "currency", "days", "customers", "rows", "sd", "ratio", "" .
    p, q         p value and false-discovery adjusted p value, where tested; ``family`` names the family.
    role         forming, held or described (see DESIGN 5.3).
    parents      keys it was derived from.
    definition   one sentence that says how to recompute it.
    """

    metric: str
    population: str
    estimate: float
    n: int
    unit: str = ""
    baseline: str = ""
    window: str = ""
    policy: str = "whole"
    params: tuple[tuple[str, str], ...] = ()
    low: float | None = None
    high: float | None = None
    level: float | None = None
    how: str = "count"
    p: float | None = None
    q: float | None = None
    family: str = ""
    role: Role = "described"
    parents: tuple[str, ...] = ()
    definition: str = ""

    @property
    def key(self) -> str:
        """Twelve hex digits that name this statistic in every study; value and dates have no part in it."""
        text = "\x1f".join(
            (self.metric, self.population, self.baseline, self.policy, *(f"{k}={v}" for k, v in self.params))
        )
        return md5(text.encode(), usedforsecurity=False).hexdigest()[:12]

    @classmethod
    def of(cls, metric: str, population: str, estimate: Estimate, n: int, **more: object) -> "Statistic":
        """A statistic from an estimate with its interval; ``more`` are further fields."""
        return cls(
            metric=metric,
            population=population,
            n=n,
            estimate=estimate.value,
            low=estimate.low,
            high=estimate.high,
            level=None if estimate.low is None else estimate.level,
            how=estimate.how,
            **more,  # type: ignore[arg-type]
        )


@dataclass
class Evidence:
    """The statistics of one study, by key.

    >>> evidence = Evidence()
    >>> key = evidence.add(Statistic("customers", "everyone", 12, n=12, unit="customers"))
    >>> evidence.find("customers", "everyone").estimate
    12
    """

    _by_key: dict[str, Statistic] = field(default_factory=dict)

    def add(self, statistic: Statistic) -> str:
        """Keep a statistic and return its key. Two different numbers under one key are a fault of the program."""
        known = self._by_key.setdefault(statistic.key, statistic)
        if known != statistic:
            raise ValueError(f"two statistics under one key: {known} and {statistic}")
        return statistic.key

    def extend(self, statistics: Iterable[Statistic]) -> tuple[str, ...]:
        """Keep several; their keys in order."""
        return tuple(self.add(s) for s in statistics)

    def __getitem__(self, key: str) -> Statistic:
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __iter__(self) -> Iterator[Statistic]:
        return iter(sorted(self._by_key.values(), key=lambda s: s.key))

    def __len__(self) -> int:
        return len(self._by_key)

    def find(
        self,
        metric: str,
        population: str,
        baseline: str = "",
        policy: str | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Statistic | None:
        """The statistic of that metric and population, or None; ``policy`` None takes whole, holdout, past in turn."""
        items = tuple((params or {}).items())
        for each in ("whole", "holdout", "past") if policy is None else (policy,):
            key = Statistic(metric, population, 0, 0, baseline=baseline, policy=each, params=items).key
            if key in self._by_key:
                return self._by_key[key]
        return None
