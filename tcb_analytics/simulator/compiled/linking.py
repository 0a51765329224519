"""Compile the engine as one piece: its first use takes half a minute, and games are faster.

numba optimises and assembles each function together with all that it calls, and does so again
for the function that calls it: with some 270 functions in ten layers, most of the time goes
into work that is thrown away. Inside ``as_one_piece`` the inner functions are only translated;
the outer one links all of them and is optimised and assembled once. Being sure that nobody
else calls the inner functions, the compiler drops the results and arguments that none of them
uses (numba adds three to each) and folds every function that is called once into its caller.

This reaches into numba's internals. Where a numba is built otherwise, nothing is changed: the
games are the same, compiling takes longer. Leaves out what is compiled, and where it is kept
(``jit``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from numba.core import codegen

_LIBRARY: Any = getattr(codegen, "JITCodeLibrary", None)
_ENGINE: Any = getattr(codegen, "JITCPUCodegen", None)
_NEEDED = (
    "finalize",
    "add_linking_library",
    "_finalize_specific",
    "_get_module_for_linking",
    "_optimize_final_module",
)


def _is_known() -> bool:
    """Whether numba is built in the way that this file knows."""
    library = all(hasattr(_LIBRARY, name) for name in _NEEDED)
    return library and hasattr(_ENGINE, "set_env")


@contextmanager
def as_one_piece(outer: str) -> Iterator[None]:
    """While this holds, only the function of that name is optimised and assembled.

    Functions compiled meanwhile cannot be called from Python, save that one.
    """
    if not _is_known():
        yield
        return
    finalize, set_env = _LIBRARY.finalize, _ENGINE.set_env

    def finalize_outer(library: Any) -> None:
        if outer not in library.name:
            library._finalized = True
            return
        library._linking_libraries = _all_below(library)
        _hide_before_optimising(library)
        finalize(library)

    def set_env_of_outer(engine: Any, name: str, environment: Any) -> None:
        if engine._engine.is_symbol_defined(name):
            set_env(engine, name, environment)

    _LIBRARY.finalize, _ENGINE.set_env = finalize_outer, set_env_of_outer
    try:
        yield
    finally:
        _LIBRARY.finalize, _ENGINE.set_env = finalize, set_env


def _all_below(library: Any) -> list[Any]:
    """Every library that one needs, each once and before those that it needs itself.

    The order matters: a function that nothing calls yet is dropped as it is linked.
    """
    done: dict[int, Any] = {}

    def visit(each: Any) -> None:
        for below in each._linking_libraries:
            if id(below) not in done:
                visit(below)
        done[id(each)] = each

    visit(library)
    return list(done.values())[-2::-1]


def _hide_before_optimising(library: Any) -> None:
    """See that what is linked into a library is known to nobody else when it is optimised."""
    own = _defined_in(library).keys()
    optimise = library._optimize_final_module

    def hide_and_optimise() -> None:
        for name, function in _defined_in(library).items():
            if name not in own:
                function.linkage = "internal"
        optimise()

    library._optimize_final_module = hide_and_optimise


def _defined_in(library: Any) -> dict[str, Any]:
    functions = library._final_module.functions
    return {function.name: function for function in functions if not function.is_declaration}
