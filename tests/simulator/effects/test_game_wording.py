from __future__ import annotations

import json

import pytest

from tcb_analytics.cards.card import plain_text
from tcb_analytics.config import bundled
from tcb_analytics.simulator.effects.game_wording import reword
from tests.simulator.effects.worded import effects, read


def test_a_game_without_rules_keeps_its_words() -> None:
    line = "[On Play] An opposing Character loses 1000 power this turn."

    assert reword(line, "onepiece") == line
    assert reword(line, "tidebreak") != line


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "[On Play] An opposing Character of your choice loses 2000 power this turn.",
            "on_play do[power -2000 1 opp.chars for turn]",
        ),
        ("[Surge x1] This Character has [Rush].", "static don1 do[keywords rush this]"),
        ("[On Play] Take 2 Surge from your reserve, rested.", "on_play do[add_don 2 flag]"),
        (
            "[Main] One opposing Character costs 3 less until the turn ends.",
            "main do[cost -3 1 opp.chars for turn]",
        ),
        (
            "[On Play] Look at the top 3 cards of your deck and keep one {Tide Guild} type card "
            "among them; the others go underneath in any order.",
            "on_play do[search 3 1 you.deck(type=Tide Guild) to hand rest bottom]",
        ),
        (
            "[Your Turn] While you hold 3 cards or fewer, this Character gets +1000 power.",
            "static if[your_turn & you.hand <=3] do[power +1000 this]",
        ),
        (
            "[Main] Put an opposing Character under the owner's deck.",
            "main do[to_deck_bottom 1 opp.chars]",
        ),
    ],
)
def test_the_sample_game_is_read_in_its_own_words(text: str, meant: str) -> None:
    assert read(text, game="tidebreak") == (meant,)


def test_the_words_of_the_sample_game_are_unknown_to_the_other() -> None:
    assert not effects("[On Play] Take 2 Surge from your reserve, rested.").modelled


def test_every_card_of_the_sample_is_wholly_modelled() -> None:
    rows = [
        row
        for path in sorted((bundled("sample") / "cards").glob("7*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]

    assert len(rows) >= 300
    for row in rows:
        texts = (plain_text(row["effect"] or ""), plain_text(row["trigger"] or "") or None)
        found = effects(*texts, game="tidebreak")
        assert found.modelled, (row["id"], found.unmodelled)
