"""A seed in several transactions: each of its parts is seen as a change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tcb_analytics.app.services import catalogue
from tests.app.harbour import harbour
from tests.app.worlds import GAME, card, later


def test_every_part_of_a_seed_changes_the_mark_though_no_card_is_new(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(catalogue, "AT_ONCE", 2)
    world = harbour(0)
    cards = [card(number) for number in range(5)]
    catalogue.seed(world.begin(), cards, {}, later(1))
    marks = [catalogue.mark(world.begin(), GAME)]

    catalogue.seed(
        world.begin(), [replace(one, name=f"{one.name} again") for one in cards], {}, later(2),
        progress=lambda done: marks.append(catalogue.mark(world.begin(), GAME)),
    )  # fmt: skip

    assert len(marks) == len(set(marks)) == 4
