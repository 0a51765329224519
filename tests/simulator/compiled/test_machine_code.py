from __future__ import annotations

from pathlib import Path

import numba
import numpy as np
import pytest

from tcb_analytics.simulator.compiled import machine_code
from tcb_analytics.simulator.compiled.compiling import ARGUMENTS
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.machine_code import MachineCode, cache_folder


@inner
def _add(s: Ints, t: Table, seed: int, first: int, games: int, out: Ints) -> None:
    for number in range(first, first + games):
        out[number] += s[number] * t[0] + seed


def _compiled() -> MachineCode:
    _add.compile(ARGUMENTS)
    made = _add.overloads[ARGUMENTS]
    return MachineCode(made.fndesc.llvm_func_name, made.library._get_compiled_object())


def test_machine_code_runs_after_it_lay_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "new" / "code.o"
    _compiled().save(path)
    loaded = MachineCode.load(path)
    assert loaded is not None
    sums = np.zeros(5, dtype=np.int64)
    loaded.link()(np.arange(5), np.array([10]), sums, 1, range(1, 4))

    assert sums.tolist() == [0, 11, 21, 31, 0]
    assert [file.name for file in path.parent.iterdir()] == ["code.o"]


@pytest.mark.parametrize("place", [0, 40, -1])
def test_damaged_machine_code_is_not_loaded(tmp_path: Path, place: int) -> None:
    path = tmp_path / "code.o"
    MachineCode("name", bytes(1000)).save(path)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)

    assert MachineCode.load(path) is None


def test_cut_or_missing_machine_code_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "code.o"
    MachineCode("name", bytes(1000)).save(path)
    path.write_bytes(path.read_bytes()[:-1])

    assert MachineCode.load(path) is None
    assert MachineCode.load(tmp_path / "none.o") is None


def test_the_folder_is_where_numba_is_told_and_changes_with_the_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    plain = cache_folder()
    source = tmp_path / "compiled" / "new.py"
    source.parent.mkdir()
    source.write_text("A = 1")
    monkeypatch.setattr(machine_code, "_ROOM", tmp_path)
    changed = cache_folder()
    source.write_text("A = 2")

    assert plain.parent == tmp_path
    assert len({plain, changed, cache_folder()}) == 3


def test_the_folder_changes_with_the_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache_folder()
    monkeypatch.setattr(machine_code, "version", lambda _name: numba.__version__ + ".1")

    assert cache_folder() != before
