from __future__ import annotations

import re

import pytest

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action
from tcb_analytics.simulator.effects.kinds import Duration, Owner, Pick, Place
from tcb_analytics.simulator.effects.nouns import read_noun
from tcb_analytics.simulator.effects.templates.base import (
    DURATIONS,
    Actions,
    everything,
    lasts,
    on_each,
    on_field,
    template,
    whose,
)


def _nothing(_: re.Match[str]) -> Actions:
    return (Action(ActionKind.DRAW),)


def test_a_template_reads_a_whole_clause_whatever_the_case_of_its_first_letter() -> None:
    entry = template("sing <n> songs?", _nothing)

    assert entry.read("Sing 2 songs")
    assert entry.read("sing 1 song")
    assert entry.read("Sing 2 songs loudly") is None


def test_a_word_that_is_always_written_with_a_capital_keeps_it() -> None:
    assert template("K.O. it", _nothing).read("K.O. it")
    assert template("DON!! -<n>", _nothing).read("DON!! -2")
    assert template("DON!! -<n>", _nothing).read("dON!! -2") is None


def test_a_full_stop_is_one_and_ko_has_two() -> None:
    assert template("K.O. it", _nothing).read("KxOx it") is None
    assert template("stop. Then, go", _nothing).read("stop. Then, go")
    assert template("stop. Then, go", _nothing).read("stopx Then, go") is None


@pytest.mark.parametrize(("words", "duration"), DURATIONS.items())
def test_durations_have_their_words(words: str, duration: Duration) -> None:
    seen: list[tuple[Duration, Owner]] = []

    def note(match: re.Match[str]) -> Actions:
        seen.append((lasts(match), whose(match)))
        return ()

    template("<whose> card sings<for>", note).read(f"your opponent's card sings {words}")
    template("<whose> card sings<for>", note).read("your card sings")

    assert seen == [(duration, Owner.OPPONENT), (Duration.NONE, Owner.YOU)]


def test_an_action_is_done_to_each_noun_phrase() -> None:
    stand = Action(ActionKind.STAND)

    both = on_each("your Leader and all of your Characters", stand)

    assert both is not None
    assert [action.target and action.target.places for action in both] == [
        Place.LEADER,
        Place.CHARACTERS,
    ]
    assert on_each("1 card from your hand", stand) is None


def test_only_leader_characters_and_stage_are_on_the_field() -> None:
    assert on_field(read_noun("all of your Characters"))
    assert not on_field(read_noun("2 cards from your hand"))
    assert not on_field(None)


def test_everything_is_all_cards_of_a_player() -> None:
    assert everything(Owner.OPPONENT, Place.LIFE).pick is Pick.ALL
