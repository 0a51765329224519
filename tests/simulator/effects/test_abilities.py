from __future__ import annotations

import pytest

from tcb_analytics.simulator.effects.abilities import is_sound, read_body, read_line
from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import MAX_ACTIONS, Ability, Action, Target
from tcb_analytics.simulator.effects.kinds import Duration, Pick, Timing
from tcb_analytics.simulator.effects.lines import split_line
from tcb_analytics.simulator.effects.notation import ability_notation


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("[On Play] Draw 1 card.", "on_play do[draw 1]"),
        (
            "[DON!! x1] [Your Turn] This Character gains +1000 power.",
            "static don1 if[your_turn] do[power +1000 this]",
        ),
        (
            "[On Play] If you have 2 or less Life cards, draw 1 card. Then, this Character gains "
            "[Rush] during this turn.",
            "on_play if[you.life <=2] do[draw 1; keywords rush this for turn]",
        ),
        (
            "[On Play] You may trash 1 card from your hand: If your Leader is [Tam Orr], draw 2 "
            "cards. Then, play up to 1 [Bel Orr] from your hand.",
            "on_play pay[trash 1 you.hand] do[draw 2 if[you.leader(name=Tam Orr) >=1]; "
            "play 1? you.hand(character|stage,name=Bel Orr) if[you.leader(name=Tam Orr) >=1]]",
        ),
        (
            "[On Play] Draw 1 card. Then, if you have 2 or less Life cards, you may trash 1 card "
            "from your hand. If you do, draw 1 card.",
            None,
        ),
        (
            "[Main] If your Leader is [Tam Orr], choose one:\n* Draw 1 card.\n"
            "* If you have 2 or less Life cards, draw 2 cards.",
            "main if[you.leader(name=Tam Orr) >=1] choose2 do[#1 draw 1; "
            "#2 draw 2 if[you.life <=2]]",
        ),
        (
            "[On Play] If you have 2 or less Life cards, you may rest this Character: Draw 1 card.",
            "on_play if[you.life <=2] pay[rest this] do[draw 1]",
        ),
        (
            "[On Play] Your opponent chooses one:\n* Draw 1 card.\n* Draw 2 cards.",
            "on_play opp-choose2 do[#1 draw 1; #2 draw 2]",
        ),
    ],
)
def test_a_line_is_one_ability(text: str, meant: str | None) -> None:
    abilities = read_line(split_line(text))

    assert (abilities and " & ".join(map(ability_notation, abilities))) == meant


def test_two_timings_make_two_abilities() -> None:
    abilities = read_line(split_line("[On Play]/[On K.O.] Draw 1 card."))

    assert abilities
    assert [one.timing for one in abilities] == [Timing.ON_PLAY, Timing.ON_KO]


@pytest.mark.parametrize(
    "text",
    [
        "This Character gains +1000 power during this turn.",
        "[On Play] This Character gains +1000 power.",
        "Draw 1 card.",
        "[Main] Choose one:\n* Draw 1 card.\n* Sing.",
        "[Main] Choose two:\n* Draw 1 card.\n* Draw 2 cards.",
        "[On Play]",
        "[On Play] You may sing: Draw 1 card.",
    ],
)
def test_a_line_whose_parts_do_not_suit_each_other_is_refused(text: str) -> None:
    assert read_line(split_line(text)) is None


def test_a_body_without_words_does_nothing() -> None:
    body = read_body("")

    assert body is not None
    assert body.actions == ()


def test_more_actions_than_the_form_holds_are_refused() -> None:
    draw = Action(ActionKind.DRAW, amount=1)

    assert is_sound(Ability(Timing.ON_PLAY, actions=(draw,) * MAX_ACTIONS))
    assert not is_sound(Ability(Timing.ON_PLAY, actions=(draw,) * (MAX_ACTIONS + 1)))


def test_what_holds_always_chooses_no_card() -> None:
    chosen = Target(pick=Pick.CHOOSE)
    power = Action(ActionKind.POWER, target=chosen, amount=1000)

    assert not is_sound(Ability(Timing.STATIC, actions=(power,)))
    assert not is_sound(
        Ability(Timing.STATIC, actions=(Action(ActionKind.DRAW, duration=Duration.NONE),))
    )
