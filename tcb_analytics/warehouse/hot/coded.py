"""Columns as codes of their distinct values, which are few and in order; null is the last."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Codes = NDArray[Any]


@dataclass(frozen=True)
class Coded:
    """One column.

    Attributes:
        codes: For each row the place of its value.
        values: Distinct values in ascending order, null last.
    """

    codes: Codes
    values: pa.Array

    @property
    def nbytes(self) -> int:
        """Its size in memory."""
        return int(self.codes.nbytes + self.values.nbytes)

    @cached_property
    def size(self) -> int:
        """Number of distinct values."""
        return len(self.values)

    def take(self, rows: NDArray[np.int64]) -> Coded:
        """The column of other rows, each a row of this one."""
        return Coded(self.codes[rows], self.values)


def coded(column: pa.ChunkedArray | pa.Array) -> Coded:
    """A column as codes."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if isinstance(column, pa.ChunkedArray):  # no chunk at all
        column = pa.array([], column.type)
    encoded = column.dictionary_encode(null_encoding="encode")
    order = pc.sort_indices(encoded.dictionary).to_numpy()
    place = np.empty(order.size, np.int64)
    place[order] = np.arange(order.size)
    codes = place[encoded.indices.to_numpy()] if order.size else np.empty(0, np.int64)
    return Coded(codes.astype(smallest(order.size)), encoded.dictionary.take(pa.array(order)))


def merged(columns: list[Coded]) -> tuple[pa.Array, list[NDArray[np.int64]]]:
    """The values of several columns as one list, and the place of each column's values in it."""
    if all(column.values.equals(columns[0].values) for column in columns[1:]):
        return columns[0].values, [np.arange(columns[0].size)] * len(columns)
    together = pa.concat_arrays([column.values.cast(columns[0].values.type) for column in columns])
    found = coded(together)
    ends = np.cumsum([column.size for column in columns])
    return found.values, [part.astype(np.int64) for part in np.split(found.codes, ends[:-1])]


def smallest(size: int) -> type[np.unsignedinteger[Any]]:
    """The smallest type for codes of so many values."""
    return np.uint8 if size <= 2**8 else np.uint16 if size <= 2**16 else np.uint32
