from __future__ import annotations

import pytest

from tests.simulator.effects.worded import effects, read


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("When this Character becomes rested, draw 1 card.", "when_rested of[this] do[draw 1]"),
        (
            "When a DON!! card on your field is returned to your DON!! deck, draw 1 card.",
            "when_don_returned of[all you.field] do[draw 1]",
        ),
        (
            "When your opponent activates an Event, draw 1 card.",
            "when_event_used of[all opp.field] do[draw 1]",
        ),
        (
            "When you activate an Event, draw 1 card.",
            "when_event_used of[all you.field] do[draw 1]",
        ),
        (
            "When your opponent activates a [Blocker], draw 1 card.",
            "when_blocker_used of[all opp.field] do[draw 1]",
        ),
        (
            "When your opponent's Character is K.O.'d, draw 1 card.",
            "when_koed of[all opp.chars] do[draw 1]",
        ),
        (
            "When one of your {Tide Guild} type Characters is K.O.'d, draw 1 card.",
            "when_koed of[all you.chars(type=Tide Guild)] do[draw 1]",
        ),
        ("When a Character is K.O.'d, draw 1 card.", "when_koed of[all any.chars] do[draw 1]"),
        (
            "When this Character battles and K.O.'s your opponent's Character, draw 1 card.",
            "when_battle_ko do[draw 1]",
        ),
        (
            "When this Character's attack deals damage to your opponent's Life, draw 1 card.",
            "when_damage of[this] do[draw 1]",
        ),
        (
            "When you play a {Tide Guild} type Character, draw 1 card.",
            "when_played of[all you.chars(type=Tide Guild)] do[draw 1]",
        ),
        (
            "This effect can be activated when your opponent attacks. Draw 1 card.",
            "on_opponent_attack optional do[draw 1]",
        ),
        (
            "This effect can be activated at the start of your turn. Draw 1 card.",
            "start_of_your_turn optional do[draw 1]",
        ),
        (
            "This effect can be activated when you play a Character with a [Trigger]. Draw 1 card.",
            "when_played of[all you.chars(trigger)] optional do[draw 1]",
        ),
        (
            "When a card is removed from your or your opponent's Life cards, draw 1 card.",
            "when_life_lowered of[all any.field] do[draw 1]",
        ),
        (
            "When your number of Life cards becomes 0, draw 1 card.",
            "when_life_lowered of[all you.field] if[you.life <=0] do[draw 1]",
        ),
        (
            "[Opponent's Turn] When this Character is K.O.'d, draw 1 card.",
            "on_ko if[opponent_turn] do[draw 1]",
        ),
        (
            "Draw 1 card when your opponent activates an Event.",
            "when_event_used of[all opp.field] do[draw 1]",
        ),
        (
            "You may trash 1 card from your hand: When your opponent's Character is K.O.'d, draw 2 "
            "cards.",
            "when_koed of[all opp.chars] pay[trash 1 you.hand] do[draw 2]",
        ),
        (
            "If you have a red Character other than [Tam Orr] that would be removed from the field "
            "by your opponent's effect, you may rest this Character instead.",
            "instead_of_removal of[all you.chars(red,name!=Tam Orr)] pay[rest this]",
        ),
        (
            "If this Character would be K.O.'d, you may trash 1 card from your hand instead.",
            "instead_of_ko of[this] pay[trash 1 you.hand]",
        ),
        (
            "If your {Tide Guild} type Character would be removed from the field by your "
            "opponent's effect, you may rest this Character instead.",
            "instead_of_removal of[all you.chars(type=Tide Guild)] pay[rest this]",
        ),
        (
            "If you have 2 or less Life cards and this Character would be K.O.'d by your "
            "opponent's effect, you may rest 1 of your DON!! cards instead.",
            "instead_of_effect_ko of[this] if[you.life <=2] pay[rest 1 you.don_active]",
        ),
    ],
)
def test_an_event_gives_the_timing_and_its_subject(text: str, meant: str) -> None:
    assert read(text) == (meant,)


@pytest.mark.parametrize(
    "text",
    [
        "When it rains, draw 1 card.",
        "This effect can be activated when it rains. Draw 1 card.",
        "You may trash 1 card from your hand: When it rains, draw 2 cards.",
        "When this Character is K.O.'d by your opponent's effect, draw 1 card.",
        "If your red Character that would be K.O.'d, you may rest this Character instead.",
        "When your opponent draws a card, draw 1 card.",
        "If this Character would be K.O.'d in battle, you may draw 1 card instead.",
        "If this Character would be K.O.'d, you may trash up to 1 card from your hand instead.",
        "[On Play] When you activate an Event, draw 1 card.",
    ],
)
def test_an_unknown_event_is_refused(text: str) -> None:
    assert effects(text).unmodelled == (text,)
