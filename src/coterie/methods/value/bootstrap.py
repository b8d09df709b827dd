"""How far would the parameters move with other customers of the same kind? Bootstrap over counts.

Drawing n customers with replacement is drawing the counts of the unique rows from a multinomial distribution, so a
refit costs no more than a fit. Beside the information matrix it needs no curvature and no normal distribution.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from coterie.engine import seed_of
from coterie.methods.value.newton import Fitted
from coterie.methods.value.unique_rows import UniqueRows

LEVEL = 0.95


class Refitted(Protocol):
    """What can be fitted again: a model with a name, names of its parameters, and a fit to unique rows."""

    @property
    def name(self) -> str:
        """As a person asks for it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its parameters in order."""

    def fit(self, rows: UniqueRows, prior: bool = False) -> Fitted:
        """Parameters with the highest likelihood."""


@dataclass(frozen=True)
class Bootstrapped:
    """What the refits say.

    errors      parameter -> standard deviation over the refits.
    low, high   parameter -> percentile interval at 95 %.
    draws       refits that converged; ``failed`` those that did not and are not in the figures.
    """

    errors: Mapping[str, float]
    low: Mapping[str, float]
    high: Mapping[str, float]
    draws: int
    failed: int


def bootstrap(model: Refitted, rows: UniqueRows, *, draws: int = 200, seed: int = 0) -> Bootstrapped:
    """Standard errors and percentile intervals of the parameters over refits on redrawn counts.

    rows     unique rows with whole counts.
    Raises   ValueError where fewer than 20 refits are asked for or converge.
    """
    if draws < 20:
        raise ValueError(f"{draws} draws; expected at least 20")
    generator = np.random.Generator(np.random.PCG64(seed_of(seed, f"bootstrap over counts, {model.name}")))
    customers = round(rows.customers)
    found = []
    for _ in range(draws):
        count = generator.multinomial(customers, rows.count / rows.customers).astype(np.float64)
        refit = model.fit(replace(rows, count=count))
        if refit.converged:
            found.append([refit.params[name] for name in model.names])
    if len(found) < 20:
        raise ValueError(f"only {len(found)} of {draws} refits converged; expected at least 20")
    table = np.array(found)
    low, high = np.quantile(table, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)

    def named(values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> dict[str, float]:
        return dict(zip(model.names, (float(v) for v in values), strict=True))

    return Bootstrapped(named(table.std(axis=0, ddof=1)), named(low), named(high), len(found), draws - len(found))
