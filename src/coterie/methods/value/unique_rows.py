"""How many different purchase histories are there? Customers with equal x, t_x and T become one row with a count."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

GRIDS = (1, 7, 24)  # steps a unit that are tried: whole units, days in weeks, hours in days
FULL = 1 << 62  # more combinations than this cannot be packed into one integer
LARGEST = 1 << 21  # a column of whole numbers below this needs no sorting to be numbered


@dataclass(frozen=True)
class Column:
    """One column of the unique rows: its distinct values in ascending order, and which of them each row has."""

    values: "Floats"
    at: "NDArray[np.int32]"


@dataclass(frozen=True)
class UniqueRows:
    """Distinct rows (x, t_x, T) in ascending order with the number of customers of each.

    The order is that of the values, so shuffled customers give the same rows in the same order.
    """

    x: Column
    t_x: Column
    T: Column
    count: "Floats"

    @property
    def customers(self) -> float:
        """Sum of the counts."""
        return float(self.count.sum())

    def __len__(self) -> int:
        return len(self.count)

    def every(self, step: int) -> "UniqueRows":
        """Each ``step``-th row of repeat buyers with its count multiplied, and all rows of one-time buyers.

        A systematic sample of the sorted rows: it keeps the sums of a likelihood up to sampling noise and depends on
        nothing but the rows.
        """
        repeat = self.x.values[self.x.at] > 0
        pick = ~repeat
        chosen = np.flatnonzero(repeat)[step // 2 :: step]
        pick[chosen] = True
        count = np.where(repeat, self.count * step, self.count)[pick]
        x, t_x, T = (Column(c.values, c.at[pick]) for c in (self.x, self.t_x, self.T))
        return UniqueRows(x, t_x, T, count)


def unique_rows(x: "Floats", t_x: "Floats", T: "Floats", count: "Floats | None" = None) -> UniqueRows:
    """Collapse purchase histories to distinct rows with counts.

    Where the columns are whole numbers of days (or of weeks counted in days) each row is packed into one integer and
    sorted; otherwise the columns are numbered first.

    x, t_x, T   one history a row, finite.
    count       customers each row stands for; None: one.

    >>> rows = unique_rows(np.array([0.0, 2.0, 0.0]), np.array([0.0, 5.0, 0.0]), np.array([9.0, 9.0, 9.0]))
    >>> rows.count.tolist(), rows.x.values.tolist(), rows.T.values[rows.T.at].tolist()
    ([2.0, 1.0], [0.0, 2.0], [9.0, 9.0])
    """
    columns = [_whole(c) for c in (x, t_x, T)]
    sizes = [len(values) for values, _ in columns]
    if sizes[0] * sizes[1] * sizes[2] >= FULL:
        return _by_lexsort(columns, count)
    key = np.multiply(columns[0][1], sizes[1] * sizes[2], dtype=np.int64)
    key += np.multiply(columns[1][1], sizes[2], dtype=np.int64)
    key += columns[2][1]
    if count is None:
        key.sort()
        starts = _starts(key)
        total = np.diff(starts, append=len(key)).astype(np.float64)
    else:
        order = np.lexsort((count, key))
        key = key[order]
        starts = _starts(key)
        total = np.add.reduceat(np.asarray(count, dtype=np.float64)[order], starts)
    key = key[starts]
    rest, at_T = np.divmod(key, sizes[2])
    at_x, at_t = np.divmod(rest, sizes[1])
    return _rows([values for values, _ in columns], [at_x, at_t, at_T], total)


def _by_lexsort(columns: "list[tuple[Floats, Ints]]", count: "Floats | None") -> UniqueRows:
    at_x, at_t, at_T = (at for _, at in columns)
    one = np.ones(len(at_x)) if count is None else np.asarray(count, dtype=np.float64)
    order = np.lexsort((one, at_T, at_t, at_x))
    ats = [at[order] for at in (at_x, at_t, at_T)]
    new = np.zeros(len(order), dtype=bool)
    new[0] = True
    for at in ats:
        new[1:] |= at[1:] != at[:-1]
    starts = np.flatnonzero(new)
    return _rows([values for values, _ in columns], [at[starts] for at in ats], np.add.reduceat(one[order], starts))


def _rows(values: "list[Floats]", ats: "list[Ints]", count: "Floats") -> UniqueRows:
    x, t_x, T = (_used(each, at) for each, at in zip(values, ats, strict=True))
    return UniqueRows(x, t_x, T, count)


def _starts(ordered: "Ints") -> "Ints":
    return np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))


def _whole(column: "Floats") -> tuple["Floats", "Ints"]:
    """Ascending candidate values and, for each row, the position of its own."""
    if column.max() * GRIDS[0] < LARGEST and column.min() >= 0:
        for steps in GRIDS:
            number = np.rint(column * steps)
            if number.max() < LARGEST and np.array_equal(number / steps, column):
                at = number.astype(np.int64)
                return np.arange(int(at.max()) + 1, dtype=np.float64) / steps, at
    values, at = np.unique(column, return_inverse=True)
    return values, at.astype(np.int64)


def _used(values: "Floats", at: "Ints") -> Column:
    """The column with only those values that occur."""
    seen = np.zeros(len(values), dtype=bool)
    seen[at] = True
    place = np.cumsum(seen, dtype=np.int32) - np.int32(1)
    return Column(values[seen], place[at])


def distinct(*columns: "Floats") -> tuple["Ints", "Ints"]:
    """Distinct rows of several columns (without missing values), in ascending order of the first, then the next.

    Returns    where each distinct row is first found, and for each row the number of its distinct row.

    >>> first, at = distinct(np.array([2.0, 1.0, 2.0]), np.array([5.0, 5.0, 5.0]))
    >>> first.tolist(), at.tolist()
    ([1, 0], [1, 0, 1])
    """
    order = np.lexsort(columns[::-1])
    new = np.zeros(len(order), dtype=bool)
    new[:1] = True
    for column in columns:
        ordered = column[order]
        new[1:] |= ordered[1:] != ordered[:-1]
    at = np.empty(len(order), dtype=np.int64)
    at[order] = np.cumsum(new) - 1
    return order[new], at
