from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.deck import Deck
from tcb_analytics.simulator import simulate
from tcb_analytics.simulator.pair import SHARE, CardSums, Side, available_cores, play_pair
from tcb_analytics.simulator.pilots import AGGRESSIVE, BALANCED, CONTROL
from tcb_analytics.simulator.playing_card import Match
from tcb_analytics.simulator.randomness import fold_seed
from tcb_analytics.simulator.reference import play_game
from tcb_analytics.simulator.result import Record, SeenCard, mean_of
from tcb_analytics.simulator.simulation import deck_label
from tests.simulator.random_decks import plain_deck, worded_deck
from tests.simulator.table import CAPTAIN, FILLER

ONE, TWO = plain_deck(1), worded_deck(2)


def test_every_game_is_counted_once_and_half_go_first() -> None:
    found = simulate(ONE, TWO, games=1001, seed=4)

    assert found.record.games == 1001
    assert abs(found.going_first.games - found.going_second.games) == 1
    assert sum(found.record.as_row()[key] for key in ("wins", "losses", "draws")) == 1001


def test_the_result_is_what_the_reference_plays() -> None:
    sides = sorted((Side(ONE, BALANCED), Side(TWO, CONTROL)), key=lambda side: side.digest)
    first, second = sides
    match = Match.of((first.deck, second.deck), (first.pilot, second.pilot))
    seed = fold_seed(6, first.digest, second.digest)
    games = [play_game(match, seed, number) for number in range(30)]
    sums = play_pair(first, second, 30, 6)

    assert sum(game.losers == 2 for game in games) == sums.results[0][0] + sums.results[1][0]
    assert mean_of(sums.lengths) == sum(game.turn for game in games) / 30
    for seat in (0, 1):
        for number, row in enumerate(sums.cards[seat][1:], match.leaders[seat] + 1):
            assert row.seen == sum(number in game.seen for game in games)
            assert row.opening == sum(number in game.opening for game in games)


@pytest.mark.parametrize("cores", [1, 2, 5])
def test_the_same_seed_gives_the_same_result_on_any_number_of_cores(cores: int) -> None:
    games = 3 * SHARE + 7

    assert simulate(ONE, TWO, games=games, seed=4, cores=cores) == simulate(
        ONE, TWO, games=games, seed=4
    )
    assert available_cores() >= 1


def test_another_seed_gives_other_games() -> None:
    assert simulate(ONE, TWO, games=500, seed=1) != simulate(ONE, TWO, games=500, seed=2)


def test_the_other_side_sees_the_same_games() -> None:
    ours = simulate(ONE, TWO, games=999, seed=3, pilot="aggressive", opponent_pilot="control")
    theirs = simulate(TWO, ONE, games=999, seed=3, pilot="control", opponent_pilot="aggressive")

    assert ours.record == Record(theirs.record.losses, theirs.record.wins, theirs.record.draws)
    assert ours.going_first.wins == theirs.going_second.losses
    assert ours.record.rate is not None
    assert theirs.record.rate is not None
    assert ours.record.rate + theirs.record.rate == pytest.approx(1)
    assert (ours.life_won, ours.turns) == (theirs.life_lost, theirs.turns)


def test_a_stronger_deck_wins_and_the_interval_holds_its_rate() -> None:
    weak = Deck({FILLER: 50}, CAPTAIN)
    found = simulate(ONE, weak, games=400).record
    low, high = found.interval

    assert found.rate is not None
    assert low <= found.rate <= high
    assert found.rate > 0.95


def test_cards_say_how_often_they_were_seen_and_won_with() -> None:
    found = simulate(ONE, TWO, games=600)

    assert {seen.card for seen in found.cards} == {card for card, _ in ONE.cards}
    for seen in found.cards:
        assert 0 < seen.opening.games <= seen.seen.games <= 600
        assert seen.seen.wins <= found.record.wins
    assert [-seen.seen.wins for seen in found.cards] == sorted(
        -seen.seen.wins for seen in found.cards
    )
    assert SeenCard.of(FILLER, 4, CardSums(9, 5, 4, 3)).opening == Record(3, 1, 0)


def test_clauses_that_are_not_played_are_listed() -> None:
    odd = Deck({**dict(ONE.cards), FILLER: 4}, ONE.leader)
    strange = Deck(
        {(card if number else _reworded(card)): copies for number, (card, copies) in
         enumerate(odd.cards)}, odd.leader,
    )  # fmt: skip
    found = simulate(strange, ONE, games=10)

    assert [clause for _, clause in found.unmodelled] == ["[On Play] Sing to your opponent."]
    assert found.coverage[0].share < 1
    assert found.coverage[1].share == 1


def _reworded(card: Card) -> Card:
    return replace(card, effect="[On Play] Sing to your opponent.")


@pytest.mark.parametrize("cores", [1, 2])
def test_whoever_wants_to_know_is_told_of_every_game(cores: int) -> None:
    told: list[int] = []
    games = 2 * SHARE + 7

    found = simulate(ONE, TWO, games=games, cores=cores, tell=told.append)

    assert (sorted(told), sum(told)) == ([7, SHARE, SHARE], games)
    assert found == simulate(ONE, TWO, games=games)


def test_a_result_is_plain_json() -> None:
    told = json.loads(json.dumps(simulate(ONE, TWO, games=50).as_dict()))

    assert told["games"] == 50
    assert told["low"] <= told["rate"] <= told["high"]
    assert told["pilot"] == told["opponent_pilot"] == "balanced"


def test_a_deck_is_called_by_its_name_or_its_leader() -> None:
    assert deck_label(Deck(dict(ONE.cards), ONE.leader, name="Mine")) == "Mine"
    assert deck_label(ONE) == "Captain (XX01-000)"


def test_a_side_is_known_by_what_it_plays_not_by_its_name() -> None:
    named = Deck(dict(ONE.cards), ONE.leader, name="Mine")

    assert Side(named, BALANCED).digest == Side(ONE, BALANCED).digest
    assert Side(ONE, AGGRESSIVE).digest != Side(ONE, BALANCED).digest
    assert Side(TWO, BALANCED).digest != Side(ONE, BALANCED).digest


def test_no_games_have_no_rate() -> None:
    assert Record(0, 0, 0).rate is None
    assert Record(0, 0, 0).interval == (0.0, 1.0)
    assert mean_of((0, 0)) is None
