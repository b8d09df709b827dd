"""Engine tables to arrays: the only place where rows become memory of this process."""

from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

Columns = dict[str, "NDArray[Any]"]


def to_arrays(table: pa.Table) -> Columns:
    """Arrays of an Arrow table: text as objects with None, numbers as int64 or float64 (NaN), days as datetime64[D]."""
    return {name: _array(table.column(name)) for name in table.column_names}


@dataclass
class LastKey:
    """The key that was collected last: the same customers are collected again and again, and text is dear to make."""

    column: pa.ChunkedArray | None = None
    values: "NDArray[Any] | None" = None

    def arrays(self, table: pa.Table, key: str) -> Columns:
        """Arrays of a table; those of the key are copied where it is the same as the last one."""
        if table.column_names.count(key) != 1:
            return to_arrays(table)
        column = table.column(key)
        if self.values is None or self.column is None or not column.equals(self.column):
            self.column, self.values = column, _array(column)
        rest = to_arrays(table.drop_columns([key]))
        return {name: self.values.copy() if name == key else rest[name] for name in table.column_names}


def _array(column: pa.ChunkedArray) -> "NDArray[Any]":
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _array(pc.cast(column, kind.value_type))
    if pa.types.is_boolean(kind):
        column = pc.cast(column, pa.int8())
    if pa.types.is_decimal(kind):
        column = pc.cast(column, pa.float64())
    if pa.types.is_date(kind):
        return np.asarray(column.to_numpy(), dtype="datetime64[D]")
    if pa.types.is_timestamp(kind):
        return np.asarray(column.to_numpy(), dtype="datetime64[us]")
    if pa.types.is_integer(column.type) and column.null_count == 0:
        return np.asarray(column.to_numpy(), dtype=np.int64)
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
        return np.asarray(pc.cast(column, pa.float64()).to_numpy(), dtype=np.float64)
    values, found = np.empty(len(column), dtype=object), column.to_pylist()
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        # Ids are collected again and again: one text in memory serves all arrays.
        found = [None if text is None else intern(text) for text in found]
    values[:] = found
    return values
