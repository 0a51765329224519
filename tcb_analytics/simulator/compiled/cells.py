"""Arrays as the engine's machine code sees them: the address of their first cell.

numba hands an array on as seven numbers and tests every index for being negative. The engine
passes its two arrays through hundreds of functions and counts from the front only, so it takes
bare addresses. The table moreover is only ever read, and the compiler is told so: what has been
read from it once need not be read again. This declares two small types to numba, by its public
means. Leaves out where everything lies in the arrays (``layout``).
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, cast

from numba import extending, types
from numba.core.datamodel import models

from tcb_analytics.simulator.compiled.jit import Ints, Table

_TYPES: Any = types
_NUMBA: Any = extending
"""Both without the little that numba tells of their types."""


class _Fixed(types.CPointer):
    """Address of cells that nobody writes while machine code runs."""


_NUMBA.register_model(_Fixed)(models.PointerModel)


def _read(_context: Any, builder: Any, _signature: Any, arguments: tuple[Any, Any]) -> Any:
    """Read a cell of the table; "invariant" says that no write changes it."""
    address, index = arguments
    value = builder.load(builder.gep(address, [index]))
    value.set_metadata("invariant.load", builder.module.add_metadata([]))
    return value


_NUMBA.lower_builtin(operator.getitem, _Fixed, _TYPES.Integer)(_read)


def _address_as(kind: Any) -> Any:
    """A function for compiled code: an array to the address of its first cell."""

    def address(_typing: Any, array: Any) -> Any:
        def write(context: Any, builder: Any, signature: Any, arguments: tuple[Any]) -> Any:
            return context.make_array(signature.args[0])(context, builder, arguments[0]).data

        return kind(array), write

    return _NUMBA.intrinsic(address)


state_at = cast("Callable[[Ints], Ints]", _address_as(_TYPES.CPointer(_TYPES.int64)))
"""The cells of the state, or of the sums, to be read and written."""
table_at = cast("Callable[[Table], Table]", _address_as(cast("Any", _Fixed)(_TYPES.int64)))
"""The cells of the table, to be read."""
