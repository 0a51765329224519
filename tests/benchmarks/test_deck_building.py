"""Three strategies for every real leader: each deck proven, the time of each printed.

Bans are left out, so that no leader is. Times include turning the catalogue into columns, which
the first deck pays for. Only a wide bound is asserted: a busy machine must not fail the suite.
"""

from __future__ import annotations

import os
import statistics
import time

import pytest

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import load_format
from tcb_analytics.strategies import build_deck
from tests.cards.conftest import official

__all__ = ["official"]

STRATEGIES = ("aggressive", "balanced", "control")


@pytest.mark.real_data
def test_every_leader_gets_three_proven_decks_in_seconds(official: Catalog) -> None:
    rules = load_format("onepiece").with_restrictions(())
    wall: list[float] = []
    processor = time.process_time()
    for leader in official.leaders:
        for strategy in STRATEGIES:
            clock = time.perf_counter()
            built = build_deck(official, strategy, leader, format=rules)
            wall.append((time.perf_counter() - clock) * 1_000)
            assert built.gap == 0
            assert built.deck.size == 50
    used = time.process_time() - processor
    first, rest = wall[0], sorted(wall[1:])
    print(
        f"\n{len(wall)} decks of {len(official)} cards: {sum(wall) / 1_000:.2f} s, "
        f"{used:.2f} s of processor, on one core; load {os.getloadavg()[0]:.1f}\n"
        f"  median {statistics.median(wall):.1f} ms, 95 % within {rest[int(len(rest) * 0.95)]:.1f} "
        f"ms, slowest {rest[-1]:.1f} ms; the first {first:.0f} ms"
    )
    assert len(wall) == 3 * len(official.leaders)
    assert used < 30
