"""Strategies by name: ours, those of other packages, and none that clash or fail to load."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.registry import OURS, all_strategies, get_strategy

Package = Callable[[str, str], None]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    """Install a package that declares one entry point and holds one module."""

    def install(entry: str, source: str) -> None:
        info = tmp_path / "swarm-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: swarm\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[tcb_analytics.strategies]\n{entry}\n")
        (tmp_path / "swarm_strategy.py").write_text(source)
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(__import__("sys").modules, "swarm_strategy", raising=False)
        all_strategies.cache_clear()

    yield install
    all_strategies.cache_clear()


SWARM = """
from dataclasses import replace
from tcb_analytics.strategies.aggressive import STRATEGY
SWARM = replace(STRATEGY, name="swarm", title="Swarm")
"""


def test_the_four_strategies_are_known_in_their_order() -> None:
    assert [strategy.name for strategy in all_strategies()][:4] == [
        "aggressive", "balanced", "control", "tournament",
    ]  # fmt: skip
    assert get_strategy("control") is OURS[2]
    assert get_strategy(OURS[1]) is OURS[1]


def test_another_package_adds_one_by_an_entry_point(package: Package) -> None:
    package("swarm = swarm_strategy:SWARM", SWARM)
    assert get_strategy("swarm").title == "Swarm"
    assert all_strategies()[:4] == OURS


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("SWARM = 3", "it is no Strategy but a int"),
        ("raise ValueError('broken inside')", "it cannot be loaded .ValueError: broken inside."),
        (SWARM.replace('name="swarm"', 'name="control"'), "its name 'control' is taken"),
    ],
)
def test_a_package_that_declares_nonsense_is_named(
    package: Package, source: str, says: str
) -> None:
    package("swarm = swarm_strategy:SWARM", source)
    with pytest.raises(DeckError, match=says) as caught:
        all_strategies()
    assert "swarm_strategy:SWARM" in str(caught.value)


def test_an_unknown_name_gets_the_nearest_one() -> None:
    with pytest.raises(DeckError, match="did you mean 'aggressive'"):
        get_strategy("agressive")
