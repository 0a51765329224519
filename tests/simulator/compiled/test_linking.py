from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numba
import pytest
from numba.core import codegen

from tcb_analytics.simulator.compiled import linking
from tcb_analytics.simulator.compiled.jit import inner
from tcb_analytics.simulator.compiled.linking import as_one_piece

OTHERWISE = """
from numba.core import codegen
library = codegen.JITCodeLibrary
del codegen.JITCodeLibrary

import numba
from tcb_analytics.simulator.compiled import linking

@numba.njit
def twice(value):
    return 2 * value

@numba.njit
def four_times(value):
    return twice(twice(value))

before = dict(vars(library))
with linking.as_one_piece("four_times"):
    assert dict(vars(library)) == before
    four_times.compile((numba.int64,))
assert dict(vars(library)) == before
assert not linking._is_known()
print(four_times(5), twice(5))
"""


@inner
def _twice(value: int) -> int:
    return 2 * value


@inner
def _four_times(value: int) -> int:
    return _twice(_twice(value))


@numba.njit
def _eight_times(value: int) -> int:
    return _four_times(_twice(value))


@numba.njit
def _plus_one(value: int) -> int:
    return value + 1


def _numba() -> list[dict[str, object]]:
    return [dict(vars(kind)) for kind in (codegen.JITCodeLibrary, codegen.JITCPUCodegen)]


def test_functions_that_call_each_other_become_one_piece_of_machine_code() -> None:
    with as_one_piece("_eight_times"):
        _eight_times.compile((numba.int64,))

    assert _eight_times(5) == 40


def test_numba_compiles_as_before_afterwards() -> None:
    with as_one_piece("nothing"):
        pass

    assert _plus_one(1) == 2


def test_numba_is_left_as_it_was_even_after_an_error() -> None:
    before = _numba()
    with suppress(KeyError), as_one_piece("nothing"):
        assert _numba() != before
        raise KeyError

    assert _numba() == before


def test_this_numba_is_built_as_expected() -> None:
    """Else the engine would take minutes to compile, and play more slowly."""
    assert linking._is_known()


def test_a_numba_that_is_built_otherwise_compiles_in_its_own_way(tmp_path: Path) -> None:
    """Compiled functions must lie in a file, and the name is gone for this whole process."""
    script = tmp_path / "otherwise.py"
    script.write_text(OTHERWISE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False, timeout=120
    )

    assert (done.stdout, done.stderr) == ("20 10\n", "")


@pytest.mark.parametrize("name", linking._NEEDED)
def test_a_numba_without_one_of_the_needed_parts_is_let_alone(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = {each: None for each in linking._NEEDED if each != name}
    monkeypatch.setattr(linking, "_LIBRARY", type("Library", (), parts))
    before = _numba()

    assert not linking._is_known()

    with as_one_piece("nothing"):
        assert _numba() == before
