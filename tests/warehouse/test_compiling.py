"""Compiling goes on where machine code cannot be kept."""

from __future__ import annotations

from typing import Any

import numba
import pytest

from tcb_analytics.warehouse.compiling import compiled


def doubled(number: int) -> int:
    return number * 2


def test_a_compiled_function_gives_what_it_gave() -> None:
    assert compiled(doubled)(21) == 42


def test_without_a_folder_for_machine_code_it_is_compiled_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, asked = numba.njit, []

    def without_folder(**options: Any) -> Any:
        asked.append(options.get("cache", False))
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return real(**options)

    monkeypatch.setattr(numba, "njit", without_folder)
    assert compiled(doubled)(21) == 42
    assert asked == [True, False]
