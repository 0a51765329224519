from __future__ import annotations

import pytest

from tcb_analytics.simulator.effects.clauses import read_sentence, read_sentences
from tcb_analytics.simulator.effects.notation import action_notation


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Then, draw 1 card", "draw 1"),
        ("Draw 2 cards and trash 1 card from your hand", "draw 2; trash 1 you.hand"),
        ("Draw 1 card, then set this Character as active", "draw 1; stand this"),
        ("You may trash 1 card from your hand", "may trash 1 you.hand"),
        ("If you do, draw 1 card", "if-done draw 1"),
        ("Trash this Character at the end of this turn", "trash this at-end"),
        ("If you have 2 or less Life cards, draw 1 card", "draw 1 if[you.life <=2]"),
        ("Draw 1 card if you have 2 or less Life cards", "draw 1 if[you.life <=2]"),
        (
            "This Character gains [Rush] and cannot be K.O.'d in battle",
            "keywords rush this; forbid battle_ko this",
        ),
        (
            "Up to 1 of your Characters gains +1000 power during this turn and cannot be K.O.'d "
            "in battle during this turn",
            "power +1000 1? you.chars for turn; forbid battle_ko those for turn",
        ),
        (
            "K.O. up to 1 of your opponent's Characters with a cost of 2 or less, and draw 1 card",
            "ko 1? opp.chars(cost<=2); draw 1",
        ),
    ],
)
def test_a_sentence_is_read_with_its_joints(text: str, meant: str) -> None:
    actions = read_sentence(text)

    assert actions is not None
    assert "; ".join(map(action_notation, actions)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Draw 1 card and sing",
        "You may draw 1 card and trash 1 card from your hand",
        "If you do, you may draw 1 card",
        "If it rains, draw 1 card",
        "Trash it at the end of this turn",
        "Rest up to 1 of your opponent's cards and rest up to 1 of your opponent's cards",
        "Add up to 1 DON!! card from your DON!! deck and set it as active at the end of this turn",
    ],
)
def test_a_sentence_with_one_unknown_joint_is_refused(text: str) -> None:
    assert read_sentence(text) is None


def test_a_template_may_span_sentences() -> None:
    parts = [
        "Look at 3 cards from the top of your deck; reveal up to 1 red card and add it to your "
        "hand",
        "Then, trash the rest",
        "Draw 1 card",
    ]

    actions = read_sentences(parts)

    assert actions is not None
    assert [action_notation(action) for action in actions] == [
        "search 3 1? you.deck(red) to hand rest trash",
        "draw 1",
    ]


def test_one_unknown_sentence_refuses_them_all() -> None:
    assert read_sentences(["Draw 1 card", "Sing"]) is None
    assert read_sentences([]) == ()
