"""The rule book, as a player would check it at the table."""

from __future__ import annotations

import pytest

from tcb_analytics.simulator.pilots import BALANCED
from tcb_analytics.simulator.playing_card import Match
from tcb_analytics.simulator.reference import (
    DON_A_TURN,
    MOST_TURNS,
    don_phase,
    draw_phase,
    end_phase,
    play_card,
    play_game,
    prepare,
    refresh_phase,
    take_turn,
)
from tcb_analytics.simulator.rulebook.decisions import may_attack, targets
from tcb_analytics.simulator.rulebook.moving import draw, give_don
from tcb_analytics.simulator.rulebook.reading import keywords, power
from tcb_analytics.simulator.rulebook.state import LifeCard
from tests.simulator.random_decks import plain_deck
from tests.simulator.table import Table, event, figure


def test_each_player_starts_with_five_cards_and_the_leaders_life() -> None:
    game = prepare(Match.of((plain_deck(1), plain_deck(2)), (BALANCED, BALANCED)), 0, 7)

    for player in game.players:
        assert len(player.hand) == 5
        assert len(player.life) == player.leader.card.card.life
        assert len(player.deck) == 50 - 5 - len(player.life)
        assert (player.don_deck, player.don_total) == (10, 0)


def test_the_first_turn_brings_no_card_and_one_don() -> None:
    game = prepare(Match.of((plain_deck(1), plain_deck(2)), (BALANCED, BALANCED)), 0, 7)
    hand, deck = len(game.players[0].hand), len(game.players[0].deck)
    game.turn = 1
    draw_phase(game)
    don_phase(game)

    assert (len(game.players[0].hand), len(game.players[0].deck)) == (hand, deck)
    assert game.players[0].don_active == 1


def test_later_turns_bring_a_card_and_two_don() -> None:
    table = Table()
    draw_phase(table.game)
    don_phase(table.game)

    assert len(table.game.players[0].hand) == 1
    assert table.game.players[0].don_active == DON_A_TURN


def test_nobody_ever_has_more_than_ten_don() -> None:
    table = Table()
    for _ in range(8):
        don_phase(table.game)

    assert table.game.players[0].don_total == 10
    assert table.game.players[0].don_deck == 0


@pytest.mark.parametrize("turn", [1, 2])
def test_neither_player_attacks_in_their_first_turn(turn: int) -> None:
    table = Table()
    table.game.turn = turn

    assert not may_attack(table.game, table.game.players[0].leader)


@pytest.mark.parametrize(("effect", "attacks"), [("", False), ("[Rush]", True)])
def test_a_character_attacks_in_the_turn_it_is_played_with_rush_only(
    effect: str, *, attacks: bool
) -> None:
    table = Table(figure("Ann", effect=effect))
    unit = table.put(0, "Ann", entered=table.game.turn)

    assert may_attack(table.game, unit) is attacks


def test_only_the_leader_and_rested_characters_can_be_attacked() -> None:
    table = Table(figure("Ann"), figure("Bob"))
    attacker = table.put(0, "Ann")
    table.put(1, "Ann")
    tired = table.put(1, "Bob", rested=True)
    foe = table.game.players[1]

    assert targets(table.game, attacker, keywords(table.game, attacker), foe) == [foe.leader, tired]


def test_an_attack_rests_the_attacker_and_takes_a_life_into_the_hand() -> None:
    table = Table()
    leader, foe = table.game.players[0].leader, table.game.players[1]
    table.attack(leader)

    assert leader.rested
    assert (len(foe.life), len(foe.hand)) == (2, 1)


def test_equal_power_is_enough_and_less_is_not() -> None:
    table = Table(figure("Ann", 5000), figure("Bob", 4000))
    table.attack(table.put(0, "Bob"))
    assert len(table.game.players[1].life) == 3

    table.attack(table.put(0, "Ann"))
    assert len(table.game.players[1].life) == 2


def test_a_beaten_character_goes_to_the_trash_with_its_don_returned_rested() -> None:
    table = Table(figure("Ann", 7000), figure("Bob", 4000))
    foe = table.game.players[1]
    beaten = table.put(1, "Bob", rested=True)
    beaten.don = 2
    table.attack(table.put(0, "Ann"), beaten)

    assert foe.characters == [None] * 5
    assert table.names(foe.trash) == ["Bob"]
    assert foe.don_rested == 2


def test_given_don_counts_in_its_owners_turn_only_and_comes_back() -> None:
    table = Table()
    player = table.game.players[0]
    player.don_active = 3
    give_don(table.game, player.leader, 2, rested=0, active=2)
    assert power(table.game, player.leader) == 7000

    table.game.active = 1
    assert power(table.game, player.leader) == 5000

    table.game.active = 0
    refresh_phase(table.game)
    assert (player.don_active, player.leader.don) == (3, 0)


def test_a_blocker_steps_in_for_the_leader_and_rests() -> None:
    table = Table(figure("Ann", 6000, effect="[Blocker]"), figure("Bob", 5000))
    blocker = table.put(1, "Ann")
    table.attack(table.put(0, "Bob"))

    assert blocker.rested
    assert len(table.game.players[1].life) == 3


def test_an_unblockable_attack_is_not_blocked() -> None:
    table = Table(figure("Ann", 9000, effect="[Blocker]"), figure("Bob", effect="[Unblockable]"))
    blocker = table.put(1, "Ann")
    table.attack(table.put(0, "Bob"))

    assert not blocker.rested
    assert len(table.game.players[1].life) == 2


def test_a_counter_from_hand_turns_the_last_attack_away_and_is_trashed() -> None:
    table = Table(figure("Ann", counter=2000))
    foe = table.game.players[1]
    foe.life.clear()
    table.hold(1, "Ann")
    table.attack(table.game.players[0].leader)

    assert not table.game.over
    assert table.names(foe.trash) == ["Ann"]
    assert power(table.game, foe.leader) == 5000


def test_a_counter_event_is_paid_for_and_lifts_the_defender() -> None:
    text = "[Counter] Up to 1 of your Leader or Character cards gains +4000 power during this "
    table = Table(event("Wall", text + "battle."))
    foe = table.game.players[1]
    foe.life.clear()
    foe.don_active = 1
    table.hold(1, "Wall")
    table.attack(table.game.players[0].leader)

    assert not table.game.over
    assert (foe.don_active, foe.don_rested) == (0, 1)
    assert table.names(foe.trash) == ["Wall"]


def test_double_attack_takes_two_life_but_never_wins_by_its_second_hit() -> None:
    table = Table(figure("Ann", effect="[Double Attack]"))
    foe = table.game.players[1]
    table.attack(table.put(0, "Ann"))
    assert (len(foe.life), len(foe.hand)) == (1, 2)

    foe.hand.clear()
    table.attack(table.put(0, "Ann"))
    assert (len(foe.life), table.game.over) == (0, False)


def test_banished_life_goes_to_the_trash_without_its_trigger() -> None:
    table = Table(figure("Ann", effect="[Banish]"), figure("Bob", trigger="[Trigger] Draw 1 card."))
    foe = table.game.players[1]
    foe.life[0] = LifeCard(table.number(1, "Bob"))
    table.attack(table.put(0, "Ann"))

    assert table.names(foe.trash) == ["Bob"]
    assert foe.hand == []


def test_a_trigger_is_used_instead_of_taking_the_card_into_the_hand() -> None:
    table = Table(figure("Bob", trigger="[Trigger] Draw 2 cards."))
    foe = table.game.players[1]
    foe.life[0] = LifeCard(table.number(1, "Bob"))
    table.attack(table.game.players[0].leader)

    assert table.names(foe.trash) == ["Bob"]
    assert table.names(foe.hand) == ["Filler", "Filler"]


def test_damage_without_life_left_loses_the_game() -> None:
    table = Table()
    table.game.players[1].life.clear()
    table.attack(table.game.players[0].leader)

    assert table.game.losers == 0b10


def test_the_last_card_of_the_deck_loses_the_game() -> None:
    table = Table()
    player = table.game.players[0]
    del player.deck[2:]
    draw(table.game, player, 1)
    assert not table.game.over

    draw(table.game, player, 1)
    assert table.game.losers == 0b01


def test_a_sixth_character_takes_the_place_of_the_weakest() -> None:
    table = Table(figure("Ann", 9000, cost=8), figure("Bob", 2000, cost=1))
    player = table.game.players[0]
    for _ in range(5):
        table.put(0, "Bob")
    player.don_active = 8
    table.hold(0, "Ann")
    play_card(table.game, player, 0)

    names = [unit.card.card.name for unit in player.characters if unit]
    assert sorted(names) == ["Ann", "Bob", "Bob", "Bob", "Bob"]
    assert table.names(player.trash) == ["Bob"]
    assert (player.don_active, player.don_rested) == (0, 8)


def test_an_on_play_effect_happens_when_the_card_is_played() -> None:
    table = Table(figure("Ann", cost=2, effect="[On Play] Draw 2 cards."))
    player = table.game.players[0]
    player.don_active = 2
    table.hold(0, "Ann")
    play_card(table.game, player, 0)

    assert table.names(player.hand) == ["Filler", "Filler"]


def test_what_lasts_a_turn_wears_off_at_its_end() -> None:
    effect = "[On Play] This Character gains +3000 power during this turn."
    table = Table(figure("Ann", 4000, cost=1, effect=effect))
    player = table.game.players[0]
    player.don_active = 1
    table.hold(0, "Ann")
    play_card(table.game, player, 0)
    unit = player.characters[0]
    assert unit is not None
    assert power(table.game, unit) == 7000

    end_phase(table.game)
    assert power(table.game, unit) == 4000


def test_cards_stand_again_in_the_refresh_phase() -> None:
    table = Table(figure("Ann"))
    unit = table.put(0, "Ann", rested=True)
    refresh_phase(table.game)

    assert not unit.rested


def test_an_endless_game_is_called_a_draw() -> None:
    table = Table()
    table.game.turn = MOST_TURNS - 1
    table.game.players[0].life += [LifeCard(table.number(0, "Filler"))] * 20
    table.game.players[1].life += [LifeCard(table.number(1, "Filler"))] * 20
    take_turn(table.game)

    assert table.game.losers == 3


def test_the_same_seed_plays_the_same_game() -> None:
    match = Match.of((plain_deck(3), plain_deck(4)), (BALANCED, BALANCED))

    assert play_game(match, 5, 0, trace=True).trace == play_game(match, 5, 0, trace=True).trace
    assert play_game(match, 5, 0, trace=True).trace != play_game(match, 6, 0, trace=True).trace
