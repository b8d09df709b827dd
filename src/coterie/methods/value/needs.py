"""Can these data carry a value model? The least that each fit needs, and the sentence that says what is missing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from coterie.terms import BtydSummary, Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MIN_CUSTOMERS = 100
MIN_REPEAT = 30  # fewer repeat buyers leave the dropout parameters without information
MIN_DAYS = 56


class NotEnough(Exception):
    """The data cannot carry the model; the study goes on without it.

    sentence   what was found and what is needed, for a reader.
    code       COT-8nn.
    """

    def __init__(self, sentence: str, code: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


def check_carries(summary: BtydSummary) -> None:
    """Whether a summary can carry a purchase model.

    Raises    NotEnough (COT-801 to COT-805) with the figure found and the figure needed.
    """
    customers, repeat = len(summary.x), int(np.count_nonzero(summary.x > 0))
    days = summary.window.days
    if customers < MIN_CUSTOMERS:
        raise NotEnough(f"found {customers} customers with an order; at least {MIN_CUSTOMERS} are needed", "COT-801")
    if days < MIN_DAYS:
        raise NotEnough(f"the orders span {days} days; at least {MIN_DAYS} are needed", "COT-803")
    if repeat == 0:
        raise NotEnough(
            f"all {customers:,} customers bought on one day only; at least {MIN_REPEAT} must have come back", "COT-804"
        )
    if repeat < MIN_REPEAT:
        raise NotEnough(
            f"found {repeat} customers who bought on two or more days; at least {MIN_REPEAT} are needed", "COT-802"
        )
    if np.ptp(summary.x) == 0 and np.ptp(summary.t_x) == 0 and np.ptp(summary.T) == 0:
        raise NotEnough(
            f"all {customers:,} customers bought equally often, at the same times; at least two kinds are needed",
            "COT-805",
        )


def check_spenders(spend: "Floats") -> None:
    """Whether enough customers have a known spend on their repeat purchase days (not NaN).

    Raises    NotEnough (COT-807).
    """
    known = int(np.count_nonzero(~np.isnan(spend)))
    if known < MIN_REPEAT:
        raise NotEnough(
            f"found {known} customers with positive spend on a repeat purchase day; at least {MIN_REPEAT} are needed",
            "COT-807",
        )
    if np.ptp(spend[~np.isnan(spend)]) == 0:
        raise NotEnough(
            f"all {known:,} customers with a repeat purchase spent the same; at least two amounts are needed", "COT-805"
        )


def problem_rows(rules: Mapping[str, "NDArray[np.bool_]"]) -> None:
    """Refuse arrays handed in directly, naming every rule that is broken and its first row (from 0).

    Raises    ValueError with all problems at once.
    """
    found = [
        str(Problem("COT-811", f"{rule} in {int(bad.sum()):,} rows, first in row {int(np.argmax(bad))} (from 0)"))
        for rule, bad in rules.items()
        if bad.any()
    ]
    if found:
        raise ValueError("\n".join(found))


def check_purchases(x: "Floats", t_x: "Floats", T: "Floats") -> None:
    """Whether x, t_x and T can be a purchase history.

    Raises    ValueError naming every broken rule and its first row.
    """
    if not (x.ndim == 1 and x.shape == t_x.shape == T.shape and len(x)):
        raise ValueError(
            f"expected three columns of one length, at least one row; found {x.shape} {t_x.shape} {T.shape}"
        )
    with np.errstate(invalid="ignore"):
        problem_rows(
            {
                "a missing or infinite number": ~(np.isfinite(x) & np.isfinite(t_x) & np.isfinite(T)),
                "a frequency below 0": x < 0,
                "a frequency that is no whole number": np.isfinite(x) & (x != np.floor(x)),
                "a recency below 0": t_x < 0,
                "frequency above 0 with recency 0": (x > 0) & (t_x == 0),
                "recency above 0 with frequency 0": (x == 0) & (t_x > 0),
                "recency above the age T": t_x > T,
                "an age T below 0": T < 0,
            }
        )


def check_opportunities(x: "Floats", t_x: "Floats", n: "Floats") -> None:
    """Whether x taken of n opportunities, the last of them number t_x, can be.

    Raises    ValueError naming every broken rule and its first row (COT-811).
    """
    with np.errstate(invalid="ignore"):
        whole = np.isfinite(x) & np.isfinite(t_x) & np.isfinite(n)
        problem_rows(
            {
                "a missing or infinite number": ~whole,
                "a number that is not whole": whole
                & ((x != np.floor(x)) | (t_x != np.floor(t_x)) | (n != np.floor(n))),
                "fewer than one opportunity": n < 1,
                "a number below 0": (x < 0) | (t_x < 0),
                "more taken than the number of the last one": x > t_x,
                "none taken, but a last one": (x == 0) & (t_x > 0),
                "a last one beyond the opportunities": t_x > n,
            }
        )


def check_repeat(x: "Floats") -> None:
    """Whether anybody came back. Raises ValueError (COT-804)."""
    if not np.any(x > 0):
        raise ValueError(str(Problem("COT-804", f"all {len(x):,} customers have a frequency of 0")))


def check_counts(counts: object, rows: int) -> "Floats | None":
    """Counts of rows as an array, or None. Raises ValueError where one is not above 0 (COT-811)."""
    if counts is None:
        return None
    out = np.asarray(counts, dtype=np.float64)
    if out.shape != (rows,):
        raise ValueError(f"expected one weight for each of {rows:,} rows; found shape {out.shape}")
    problem_rows({"a weight that is not a number above 0": ~(np.isfinite(out) & (out > 0))})
    return out


def check_spend(x: "Floats", spend: "Floats") -> "NDArray[np.bool_]":
    """Which rows say something about spend: x above 0 and a mean spend.

    Raises    ValueError for a negative frequency, for spend that is not above 0 (COT-811), and for fewer than two
              different amounts (COT-805).
    """
    with np.errstate(invalid="ignore"):
        known = (x > 0) & ~np.isnan(spend)
        problem_rows(
            {
                "a missing or infinite frequency": ~np.isfinite(x),
                "a frequency below 0": x < 0,
                "mean spend that is not above 0": known & (spend <= 0),
                "infinite spend": np.isinf(spend),
            }
        )
    if len(np.unique(spend[known])) < 2:
        raise ValueError(str(Problem("COT-805", f"{int(known.sum()):,} customers with a known spend, all the same")))
    return known
