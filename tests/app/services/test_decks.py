"""Use cases of decks, without a database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.app.services import decks
from tcb_analytics.app.services.decks import LONGEST_NAME, MOST_CARDS, MOST_DECKS, Draft, Edit
from tcb_analytics.app.services.refusals import (
    ConflictError,
    InvalidError,
    StaleError,
    UnknownError,
)
from tests.app.harbour import audited, harbour, visitor
from tests.app.worlds import GAME, NOON, later

COPIES = {"HB01-001": 4, "HB01-002": 2}


def test_a_deck_is_kept_with_leader_cards_and_a_tidy_name() -> None:
    world = harbour()
    ann = visitor(world)
    told = decks.create(
        world.begin(), ann, None, Draft(" Pier \t patrol ", "HB01-000", COPIES), now=NOON
    )
    read = decks.read(world.begin(), ann, told.id)

    assert decks.draft_of(read) == Draft("Pier patrol", "HB01-000", COPIES)
    assert (read.version, read.game, read.owner_id) == (told.version, GAME, ann.id)
    assert (read.created_at, read.updated_at) == (NOON, NOON)
    assert audited(world) == [(ann.pseudonym, "deck.create")]


def test_decks_of_others_are_not_there() -> None:
    world = harbour()
    ann, bob = visitor(world), visitor(world, "Bob Heron")
    deck = decks.create(world.begin(), ann, GAME, Draft("Mine"), now=NOON)

    with pytest.raises(UnknownError):
        decks.read(world.begin(), bob, deck.id)
    with pytest.raises(UnknownError):
        decks.change(world.begin(), bob, deck.id, Draft("His"), version=None, now=NOON)
    with pytest.raises(UnknownError):
        decks.remove(world.begin(), bob, deck.id, version=None)
    assert decks.mine(world.begin(), bob, None, None, 10).items == []
    assert [one.id for one in decks.mine(world.begin(), ann, None, None, 10).items] == [deck.id]
    assert decks.mine(world.begin(), ann, "other", None, 10).items == []


@pytest.mark.parametrize("deck_id", ["", "x", "0" * 31, "0" * 33, "g" * 32, "0" * 32 + "\n"])
def test_what_is_no_key_is_no_deck(deck_id: str) -> None:
    world = harbour()
    with pytest.raises(UnknownError):
        decks.read(world.begin(), visitor(world), deck_id)


def test_a_change_counts_the_version_up_and_old_versions_are_refused() -> None:
    world = harbour()
    ann = visitor(world)
    deck = decks.create(world.begin(), ann, GAME, Draft("One", None, COPIES), now=NOON)
    first = deck.version
    told = decks.change(
        world.begin(), ann, deck.id, Draft("Two", "HB01-003"), version=first, now=later(5)
    )

    assert decks.draft_of(told) == Draft("Two", "HB01-003", {})
    assert (told.version, told.updated_at, told.created_at) == (first + 1, later(5), NOON)
    for act in (
        lambda: decks.change(
            world.begin(), ann, deck.id, Draft("Three"), version=first, now=later(6)
        ),
        lambda: decks.remove(world.begin(), ann, deck.id, version=first),
    ):
        with pytest.raises(StaleError):
            act()
    assert decks.read(world.begin(), ann, deck.id).name == "Two"
    decks.remove(world.begin(), ann, deck.id, version=first + 1)
    with pytest.raises(UnknownError):
        decks.read(world.begin(), ann, deck.id)
    actions = [action for _, action in audited(world)]
    assert actions == ["deck.create", "deck.change", "deck.delete"]


def test_a_clock_that_stands_still_or_goes_back_still_counts_changes() -> None:
    world = harbour()
    ann = visitor(world)
    deck = decks.create(world.begin(), ann, GAME, Draft("One"), now=NOON)
    for minutes in (0, -60, 0):
        deck = decks.change(
            world.begin(), ann, deck.id, Edit(), version=deck.version, now=later(minutes)
        )

    assert deck.version == 4
    assert deck.updated_at == NOON + timedelta(microseconds=3)


def test_all_that_is_wrong_with_cards_is_told_at_once() -> None:
    world = harbour()
    wrong = Draft("Odd", "ZZ-0", {"ZZ-1": 1, "HB01-001": 0, "HB01-002": MOST_CARDS + 1})
    with pytest.raises(InvalidError) as refused:
        decks.create(world.begin(), visitor(world), GAME, wrong, now=NOON)

    fields = [field for field, _ in refused.value.wrongs]
    assert fields == ["leader", "cards.ZZ-1", "cards.HB01-001", "cards.HB01-002"]
    assert audited(world) == []


def test_a_deck_holds_so_many_cards_and_an_account_so_many_decks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = harbour()
    ann, bob = visitor(world), visitor(world, "Bob Heron")
    full = {"HB01-001": MOST_CARDS - 1, "HB01-002": 1}
    decks.create(world.begin(), ann, GAME, Draft("Full", None, full), now=NOON)
    with pytest.raises(InvalidError, match=str(MOST_CARDS)):
        decks.create(
            world.begin(), ann, GAME, Draft("Over", None, full | {"HB01-003": 1}), now=NOON
        )
    monkeypatch.setattr(decks, "MOST_DECKS", 2)
    decks.create(world.begin(), ann, GAME, Draft("Second"), now=NOON)
    with pytest.raises(ConflictError):
        decks.create(world.begin(), ann, GAME, Draft("Third"), now=NOON)
    decks.create(world.begin(), bob, GAME, Draft("His first"), now=NOON)
    assert MOST_DECKS == 200


@pytest.mark.parametrize("name", ["", " \t ", "x" * (LONGEST_NAME + 1), "a\x00b", "\u202e"])
def test_names_that_cannot_be_shown_are_refused(name: str) -> None:
    world = harbour()
    with pytest.raises(InvalidError) as refused:
        decks.create(world.begin(), visitor(world), GAME, Draft(name), now=NOON)
    assert refused.value.where == "name"


def test_the_longest_name_is_taken_and_unknown_games_are_not() -> None:
    world = harbour()
    ann = visitor(world)
    longest = "x" * LONGEST_NAME
    assert decks.create(world.begin(), ann, GAME, Draft(longest), now=NOON).name == longest
    with pytest.raises(UnknownError):
        decks.create(world.begin(), ann, "other", Draft("Deck"), now=NOON)


numbers = st.sampled_from(["A", "B", "C", "D"])
copies = st.dictionaries(numbers, st.integers(1, 4))


@given(before=copies, change=st.dictionaries(numbers, st.integers(0, 4)))
def test_an_edit_sets_what_it_names_and_leaves_the_rest(
    before: dict[str, int], change: dict[str, int]
) -> None:
    draft = Draft("Deck", "L", before)
    after = Edit(cards=change).onto(draft)

    for number in ("A", "B", "C", "D"):
        assert after.cards.get(number, 0) == change.get(number, before.get(number, 0))
    assert 0 not in after.cards.values()
    assert (after.name, after.leader) == ("Deck", "L")
    assert Edit(cards=change).onto(after) == after


def test_an_edit_can_set_and_drop_a_leader() -> None:
    draft = Draft("Deck", "L")
    assert Edit(leader="M").onto(draft).leader == "M"
    assert Edit(no_leader=True).onto(draft).leader is None
    assert Edit(name="Other").onto(draft) == Draft("Other", "L")
    assert Edit().onto(draft) == draft
