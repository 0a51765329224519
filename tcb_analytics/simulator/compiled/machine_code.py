"""Machine code of the engine: kept on disk as it was assembled, and run without numba.

What numba keeps of its own accord takes numba to load, and that takes longer than a thousand
games; an object file takes llvmlite and 2 ms. The file is named after all that goes into the
machine code: a changed engine, compiler or processor never meets stale code. Leaves out
compiling (``compiling``) and when it is done (``warm_up``).
"""

from __future__ import annotations

import ctypes
import hashlib
import os
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from llvmlite import binding
from numpy.typing import NDArray
from platformdirs import user_cache_path

Cells = NDArray[np.int64]

_ROOM = Path(__file__).resolve().parents[1]
_SOURCES = ("compiled/*.py", "pilots/judgement.py", "pilots/traits.py", "randomness.py")
_AROUND = {"machine_code.py", "play.py", "standing.py", "table.py", "warm_up.py"}
"""Files among them that no machine code is made of."""
_DIGEST = 32
_LLVM: Any = binding


class MachineCode(NamedTuple):
    """An object file, and the function in it that plays games.

    Attributes:
        symbol: Name of the function.
        code: The object file.
    """

    symbol: str
    code: bytes

    def save(self, path: Path) -> None:
        """Write it to disk, whole or not at all, with a digest by which damage shows.

        Raises:
            OSError: The folder cannot be written to.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        body = self.symbol.encode() + b"\n" + self.code
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(hashlib.sha256(body).digest() + body)
        unfinished.replace(path)

    @classmethod
    def load(cls, path: Path) -> MachineCode | None:
        """What lies on disk; None where there is nothing, or it is damaged."""
        try:
            data = path.read_bytes()
        except OSError:
            return None
        digest, body = data[:_DIGEST], data[_DIGEST:]
        if hashlib.sha256(body).digest() != digest:
            return None
        symbol, _, code = body.partition(b"\n")
        return cls(symbol.decode(), code)

    def link(self) -> Linked:
        """Load it into this process."""
        _LLVM.initialize_native_target()
        _LLVM.initialize_native_asmprinter()
        machine = _LLVM.Target.from_default_triple().create_target_machine()
        linker = _LLVM.create_mcjit_compiler(_LLVM.parse_assembly(""), machine)
        linker.add_object_file(_LLVM.ObjectFileRef.from_data(self.code))
        linker.finalize_object()
        return Linked(linker, linker.get_function_address(self.symbol))


_ADDRESS, _WHOLE = ctypes.c_void_p, ctypes.c_int64
_PROTOTYPE = ctypes.CFUNCTYPE(
    ctypes.c_int32, _ADDRESS, _ADDRESS,
    _ADDRESS, _ADDRESS, ctypes.c_uint64, _WHOLE, _WHOLE, _ADDRESS,
)  # fmt: skip
"""As numba calls: places for a result and an error, then the arguments; 0 is success."""


class Linked:
    """``run_games`` of ``run``, to be called from Python; other threads run meanwhile."""

    def __init__(self, linker: Any, address: int) -> None:
        self._linker = linker  # the machine code lives as long as what loaded it
        self._native = _PROTOTYPE(address)

    def __call__(self, state: Cells, table: Cells, sums: Cells, seed: int, games: range) -> None:
        """Play games of a match and add up what came of them, as ``run_games`` says."""
        result, error = _ADDRESS(), _ADDRESS()
        failed = self._native(
            ctypes.byref(result), ctypes.byref(error),
            state.ctypes.data, table.ctypes.data, seed, games.start, len(games), sums.ctypes.data,
        )  # fmt: skip
        if failed:
            raise RuntimeError(f"the compiled engine gave up with code {failed}")


def cache_folder() -> Path:
    """Folder of the machine code of exactly these sources, this compiler and this processor.

    It lies in the user's own cache, as the package may be installed where nobody can write;
    ``NUMBA_CACHE_DIR`` is honoured.
    """
    digest = hashlib.sha256()
    for fact in (version("numba"), version("llvmlite"), _LLVM.get_host_cpu_name()):
        digest.update(fact.encode() + b"\n")
    digest.update(_LLVM.get_host_cpu_features().flatten().encode())
    for pattern in _SOURCES:
        for path in sorted(_ROOM.glob(pattern)):
            if path.name not in _AROUND:
                digest.update(path.name.encode() + path.read_bytes())
    given = os.environ.get("NUMBA_CACHE_DIR")
    root = Path(given) if given else user_cache_path("tcb_analytics", appauthor=False) / "compiled"
    return root / digest.hexdigest()[:16]
