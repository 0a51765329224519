"""Kinds of columns that many tables share: Arrow types, ids, counts, rates.

Only shorthand for contracts (``tables.py``, ``log_tables.py``); the rules that a column keeps
are in ``contracts.py``.
"""

from __future__ import annotations

import pyarrow as pa

from tcb_analytics.warehouse.contracts import Column

TEXT, REAL, FLAG = pa.string(), pa.float64(), pa.bool_()
TINY, SMALL, INT, LONG = pa.int8(), pa.int16(), pa.int32(), pa.int64()
DAY, MOMENT, TEXTS = pa.date32(), pa.timestamp("us", "UTC"), pa.list_(pa.string())

NUMBER = r"^[^\x00-\x1f]{1,80}$"
"""What an id may be: 1 to 80 characters, none of them a control character."""


def identity(name: str, meaning: str, *, required: bool = True) -> Column:
    """A column of ids."""
    return Column(name, TEXT, meaning, required=required, pattern=NUMBER, longest=80)


def count(name: str, meaning: str, *, required: bool = True, high: float = 2e9) -> Column:
    """A column of whole numbers from 0."""
    return Column(name, INT, meaning, required=required, low=0, high=high)


def rate(name: str, meaning: str) -> Column:
    """A column of fractions between 0 and 1."""
    return Column(name, REAL, meaning, low=0, high=1)


GAME = identity("game", "game the row belongs to, such as onepiece, magic, tidebreak")
SOURCE = identity("source", "who published it: punk-records, egmanevents, limitless, sample …")
