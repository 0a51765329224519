"""Arrays as the engine's machine code sees them: the address of their first cell.

numba hands an array on as seven numbers and tests every index for being negative. The engine
passes its two arrays through hundreds of functions and counts from the front only, so it takes
bare addresses. The table moreover is only ever read, and the compiler is told so: what has been
read from it once need not be read again. Declared by numba's public means. Leaves out where
everything lies in the arrays (``layout``).
"""

from __future__ import annotations

import operator
from typing import Any

from numba import extending, types
from numba.core.datamodel import models

_TYPES: Any = types
_NUMBA: Any = extending
"""Both without the little that numba tells of their types."""


class _Fixed(types.CPointer):
    """Address of cells that nobody writes while machine code runs."""


_FIXED: Any = _Fixed
_NUMBA.register_model(_Fixed)(models.PointerModel)

STATE = _TYPES.CPointer(_TYPES.int64)
"""The state, or the sums: cells to be read and written."""
TABLE = _FIXED(_TYPES.int64)
"""The table: cells to be read."""


def _read(_context: Any, builder: Any, _signature: Any, arguments: tuple[Any, Any]) -> Any:
    """Read a cell of the table; "invariant" says that no write changes it."""
    address, index = arguments
    value = builder.load(builder.gep(address, [index]))
    value.set_metadata("invariant.load", builder.module.add_metadata([]))
    return value


_NUMBA.lower_builtin(operator.getitem, _Fixed, _TYPES.Integer)(_read)
