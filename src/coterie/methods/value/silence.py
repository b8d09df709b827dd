"""In which month did customers fall silent? The days since which they are more likely gone than not, counted by month.

A customer *fell silent* on the day on which P(alive) fell below one half, seen from today: whoever ordered again after
a long pause never did. So the last months hold fewer than they will once more days are known.
"""

from dataclasses import replace

import numpy as np

from coterie.terms import ValueResult
from coterie.terms.cohorts import ShopMonths

ALL = 0.99  # mean probability from which a model tells nothing of who has left


def with_silent(months: ShopMonths, answer: ValueResult) -> ShopMonths:
    """The months with those who fell silent in each, and those who were customers at its beginning.

    answer    the values of the same days; without a relationship in it, or where its model takes nearly everybody for a
              customer still and so cannot tell who left, the months stay as they are.
    """
    stands, window = answer.relationship, answer.window
    if stands is None or window is None or float(np.mean(answer.p_alive)) >= ALL:
        return months
    today = np.datetime64(window.as_of)
    left = np.isfinite(stands.leaving) & (np.round(np.nan_to_num(stands.leaving, nan=1.0)) <= 0)
    gone = today + np.round(stands.leaving[left]).astype(np.int64)
    starts = np.array(months.months, dtype="datetime64[D]")
    at = np.searchsorted(starts, gone, side="right") - 1
    silent = np.bincount(at[at >= 0], minlength=len(starts)).astype(np.int64)
    held = np.concatenate([[0], np.cumsum(months.joined - silent)[:-1]]).astype(np.int64)
    churn = np.where(held > 0, silent / np.maximum(held, 1), np.nan)
    return replace(months, held=held, silent=silent, churn=churn)
