from __future__ import annotations

import pytest

from tcb_analytics.simulator.effects.notation import target_notation
from tcb_analytics.simulator.effects.nouns import read_noun


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "this Character",
            "this",
        ),
        (
            "up to 1 {Tide Guild} type or <Slash> attribute Character card from your hand",
            "1? you.hand(character,(type=Tide Guild or attribute=Slash))",
        ),
        (
            "up to 1 red Character card with a cost equal to or less than the number of DON!! "
            "cards on your field from your hand",
            "1? you.hand(character,red,cost<=#you.don)",
        ),
        (
            "up to 1 Character card from your hand with a cost of 3 or less",
            "1? you.hand(character,cost<=3)",
        ),
        ("all of your [Tam Orr] and [Bel Orr] cards", "all you.field(name=Tam Orr|Bel Orr)"),
        (
            "your {Tide Guild} type Characters with a cost of 3",
            "all you.chars(type=Tide Guild,cost=3)",
        ),
        ("your [Tam Orr]", "all you.field(name=Tam Orr)"),
        (
            "1 Character card with 2000 to 5000 power from your trash",
            "1 you.trash(character,power>=2000,power<=5000)",
        ),
        (
            "it",
            "those",
        ),
        (
            "those Characters",
            "those",
        ),
        (
            "your Leader",
            "all you.leader",
        ),
        (
            "all of your Characters",
            "all you.chars",
        ),
        (
            "up to 1 of your opponent's rested Characters with a cost of 4 or less",
            "1? opp.chars(rested,cost<=4)",
        ),
        (
            "1 of your {Tide Guild} or {Sky Watch} type Characters other than [Mira Vale]",
            "1 you.chars(type=Tide Guild|Sky Watch,name!=Mira Vale)",
        ),
        (
            "up to 1 {Tide Guild} type Leader or Character card on your field",
            "1? you.leader/chars(type=Tide Guild)",
        ),
        (
            "up to a total of 3 of your Leader and Character cards",
            "3? you.leader/chars",
        ),
        (
            "2 cards from your hand",
            "2 you.hand",
        ),
        (
            "1 card with a [Trigger] from your hand",
            "1 you.hand(trigger)",
        ),
        (
            "up to 1 [Tam Orr] or {Tide Guild} type card from your trash",
            "1? you.trash(name=Tam Orr,or:type=Tide Guild)",
        ),
        (
            "up to 1 red or green Character card with a cost of 3 to 5 from your hand or trash",
            "1? you.hand/trash(character,red|green,cost>=3,cost<=5)",
        ),
        (
            "up to 1 card from your opponent's trash",
            "1? opp.trash",
        ),
        (
            "up to 1 of your <Slash> attribute Characters",
            "1? you.chars(attribute=Slash)",
        ),
        (
            (
                "up to 1 of your opponent's Characters with a cost equal to or less than the "
                "number of your opponent's Life cards"
            ),
            "1? opp.chars(cost<=#opp.life)",
        ),
        (
            "up to 1 of your opponent's Characters with 3000 base power or less",
            "1? opp.chars(base-power<=3000)",
        ),
        (
            "up to 1 of your opponent's Characters with a base cost of 2",
            "1? opp.chars(base-cost=2)",
        ),
        (
            "up to 1 of your opponent's Characters that has 2 or more DON!! cards given",
            "1? opp.chars(don>=2)",
        ),
        (
            "all Characters other than this Character",
            "all any.chars(not-this)",
        ),
        (
            (
                'up to 1 Character card with a type including "Guild" and a cost of 4 or less '
                "from your trash"
            ),
            "1? you.trash(character,type~Guild,cost<=4)",
        ),
        (
            "1 multicolored Character card from your hand",
            "1 you.hand(character,multicolored)",
        ),
        (
            "up to 1 of your opponent's cards",
            "1? opp.field",
        ),
    ],
)
def test_a_noun_phrase_is_read_completely(text: str, meant: str) -> None:
    target = read_noun(text)

    assert target
    assert target_notation(target) == meant


@pytest.mark.parametrize(
    "text",
    [
        "up to 1 of your opponent's [Blocker] Characters",
        "up to all of your Characters",
        "Characters of note",
        "up to 1 Event",
        "1 rested card from your hand",
        "up to 1 of your Characters with a cost of 3 and a cost of 4",
        "some of your Characters",
        "",
    ],
)
def test_a_phrase_with_a_word_too_many_is_refused(text: str) -> None:
    assert read_noun(text) is None
