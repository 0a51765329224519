"""The front door is small, complete and cheap to open."""

from __future__ import annotations

import subprocess
import sys

import pytest

import tcb_analytics

HEAVY = ("duckdb", "deltalake", "pandas", "pyarrow", "numpy", "plotly", "papermill", "pydantic")


@pytest.mark.parametrize("name", tcb_analytics.__all__)
def test_every_export_can_be_imported_and_is_described(name: str) -> None:
    assert getattr(tcb_analytics, name).__doc__


def test_the_door_is_small_and_lists_itself() -> None:
    """Complete asks for 23: with ``Metric`` and ``card_mean`` a reader makes statistics."""
    assert len(tcb_analytics.__all__) <= 23
    assert set(tcb_analytics.__all__) <= set(dir(tcb_analytics))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = tcb_analytics.nothing  # type: ignore[attr-defined]


def test_opening_the_door_imports_no_heavy_package() -> None:
    code = f"import sys, tcb_analytics; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
