from __future__ import annotations

import pytest

from tests.simulator.effects.worded import clause


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Play this card",
            "play this.hand/trash/life",
        ),
        (
            "Play this card rested",
            "play this.hand/trash/life flag",
        ),
        (
            "Play this Character card from your trash",
            "play this.hand/trash/life",
        ),
        (
            (
                "Play up to 1 {Tide Guild} type Character card with a cost of 4 or less from "
                "your hand"
            ),
            "play 1? you.hand(character,type=Tide Guild,cost<=4)",
        ),
        (
            "Play up to 1 [Mira Vale] from your hand or trash rested",
            "play 1? you.hand/trash(character|stage,name=Mira Vale) flag",
        ),
        (
            "Play up to 2 red Character cards with 2000 power or less from your trash",
            "play 2? you.trash(character,red,power<=2000)",
        ),
        (
            "The next {Tide Guild} type Character you play this turn costs 1 less",
            "discount_next 1 1 you.hand(character,type=Tide Guild)",
        ),
        (
            (
                "Play up to 1 Character card with a cost of 2 and up to 1 Character card with a "
                "cost of 1 from your hand"
            ),
            "play 1? you.hand(character,cost=2); play 1? you.hand(character,cost=1)",
        ),
        (
            (
                "The next time you play a {Tide Guild} type Character card with a cost of 3 or "
                "more from your hand during this turn, the cost will be reduced by 1"
            ),
            "discount_next 1 1 you.hand(character,type=Tide Guild,cost>=3)",
        ),
        (
            (
                'Play up to 1 Character card with a type including "Guild" and a cost of 4 or '
                "less and up to 1 Character card with a cost of 1 from your trash"
            ),
            (
                "play 1? you.trash(character,type~Guild,cost<=4); play 1? "
                "you.trash(character,cost=1)"
            ),
        ),
    ],
)
def test_plays_are_read(text: str, meant: str) -> None:
    assert clause(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Play up to 1 Event from your hand",
        "Play up to 1 Character card from your opponent's hand",
        "Play up to 1 Character card",
    ],
)
def test_only_own_characters_and_stages_from_hand_or_trash_are_played(text: str) -> None:
    assert clause(text) is None
