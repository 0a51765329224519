"""Decks: made, listed, read, changed by one at a time, deleted.

A change names the version that it was made to, so that of two people (or two windows) who change
one deck the second is told, and nothing is lost. Leaves out rules and lists as text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tcb_analytics.app.models.holdings import DeckCard, StoredDeck
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.catalogue import game_of
from tcb_analytics.app.services.paging import Page
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import (
    ConflictError,
    InvalidError,
    StaleError,
    UnknownError,
)

MOST_CARDS = 250
"""Cards of a deck, leader aside; more than any format asks for."""
MOST_DECKS = 200
LONGEST_NAME = 80
_KEY = re.compile("[0-9a-f]{32}")
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Draft:
    """A deck as it is wanted.

    Attributes:
        name: What the player calls it.
        leader: Number of its leader, in games that have one.
        cards: Copies by number, without the leader.
    """

    name: str
    leader: str | None = None
    cards: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Edit:
    """What is to be different about a deck; the rest stays.

    Attributes:
        name: Another name.
        leader: Another leader.
        no_leader: Whether the leader goes.
        cards: Copies by number; 0 takes a card out, cards that are not named stay.
    """

    name: str | None = None
    leader: str | None = None
    no_leader: bool = False
    cards: Mapping[str, int] = field(default_factory=dict)

    def onto(self, draft: Draft) -> Draft:
        """The deck that comes out."""
        cards = {number: n for number, n in {**draft.cards, **self.cards}.items() if n}
        leader = None if self.no_leader else self.leader or draft.leader
        return Draft(draft.name if self.name is None else self.name, leader, cards)


def draft_of(deck: StoredDeck) -> Draft:
    """A deck as it would be wanted again."""
    cards = {line.card.number: line.copies for line in deck.cards}
    return Draft(deck.name, deck.leader.number if deck.leader else None, cards)


def create(
    uow: UnitOfWork, visitor: Visitor, game: str | None, wanted: Draft, *, now: datetime
) -> StoredDeck:
    """Make a deck.

    Raises:
        InvalidError: A name, card or number of copies is wrong; all of them are told.
        UnknownError: There is no such game.
        ConflictError: The player has too many decks.
    """
    chosen = game_of(uow, game)
    name = _name(wanted)
    with uow:
        deck = StoredDeck(
            owner_id=visitor.id, game=chosen, name=name, created_at=now, updated_at=now
        )
        # The entry comes first: one is written at a time, so the decks that are counted are all.
        uow.audit.append(visitor.pseudonym, "deck.create", f"deck {deck.id}", {"game": chosen})
        if uow.decks.count(visitor.id) >= MOST_DECKS:
            raise ConflictError(f"an account has at most {MOST_DECKS} decks; delete one first")
        _fill(deck, wanted, keys_of(uow, chosen, wanted))
        uow.decks.add(deck)
        return _kept(uow, deck.id)


def mine(
    uow: UnitOfWork, visitor: Visitor, game: str | None, cursor: str | None, size: int
) -> Page[StoredDeck]:
    """A page of the visitor's decks, last changed first.

    Raises:
        InvalidError: The cursor is of another list.
    """
    with uow:
        return uow.decks.of_owner(visitor.id, game, cursor, size)


def read(uow: UnitOfWork, visitor: Visitor, deck_id: str) -> StoredDeck:
    """One of the visitor's decks.

    Raises:
        UnknownError: The visitor has no such deck.
    """
    with uow:
        return _own(uow, visitor, deck_id)


def change(
    uow: UnitOfWork, visitor: Visitor, deck_id: str, wanted: Draft | Edit, *, version: int | None,
    now: datetime,
) -> StoredDeck:  # fmt: skip
    """Change a deck that nobody changed since it was read.

    Args:
        uow: A transaction.
        visitor: Who asks.
        deck_id: Which deck.
        wanted: The deck as it shall be, or what shall be different.
        version: The version that was read; None for whichever it has.
        now: This moment.

    Raises:
        UnknownError: The visitor has no such deck.
        StaleError: It has another version.
        InvalidError: A name, card or number of copies is wrong; all of them are told.
    """
    with uow:
        deck = _own(uow, visitor, deck_id)
        _fresh(deck, version)
        whole = wanted.onto(draft_of(deck)) if isinstance(wanted, Edit) else wanted
        name, keys = _name(whole), keys_of(uow, deck.game, whole)
        _fill(deck, whole, keys)  # nothing is asked from here on, so that it is written once
        deck.name = name
        deck.updated_at = max(now, deck.updated_at + _TICK)  # so every change counts a version up
        uow.audit.append(visitor.pseudonym, "deck.change", f"deck {deck.id}", {})
        return _kept(uow, deck.id)


def remove(uow: UnitOfWork, visitor: Visitor, deck_id: str, *, version: int | None) -> None:
    """Delete a deck.

    Raises:
        UnknownError: The visitor has no such deck.
        StaleError: It has another version than the one named.
    """
    with uow:
        deck = _own(uow, visitor, deck_id)
        _fresh(deck, version)
        uow.decks.remove(deck)
        uow.audit.append(visitor.pseudonym, "deck.delete", f"deck {deck_id}", {})
        uow.commit()


def keys_of(uow: UnitOfWork, game: str, wanted: Draft) -> Mapping[str, int]:
    """Keys of a deck's cards by number.

    Raises:
        InvalidError: A card is unknown or has a wrong number of copies, or there are too many.
    """
    leader = [] if wanted.leader is None else [wanted.leader]
    known = uow.cards.keys(game, [*wanted.cards, *leader])
    wrongs = [("leader", f"no such card: {number}") for number in leader if number not in known]
    wrongs += [(f"cards.{n}", "no such card") for n in wanted.cards if n not in known]
    wrongs += [
        (f"cards.{number}", f"expected 1 to {MOST_CARDS} copies, got {copies}")
        for number, copies in wanted.cards.items()
        if not 1 <= copies <= MOST_CARDS
    ]
    if wrongs:
        raise InvalidError(f"{len(wrongs)} of the cards cannot be taken", wrongs=wrongs)
    if sum(wanted.cards.values()) > MOST_CARDS:
        raise InvalidError(f"a deck has at most {MOST_CARDS} cards", where="cards")
    return known


def _name(wanted: Draft) -> str:
    """The deck's name as it is kept."""
    name = " ".join(unicodedata.normalize("NFC", wanted.name).split())
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise InvalidError(f"a name has 1 to {LONGEST_NAME} printable characters", where="name")
    return name


def _fill(deck: StoredDeck, wanted: Draft, keys: Mapping[str, int]) -> None:
    """Put leader and cards into a deck; lines that stay keep their row."""
    deck.leader_id = None if wanted.leader is None else keys[wanted.leader]
    copies = {keys[number]: n for number, n in wanted.cards.items()}
    for line in list(deck.cards):
        if line.card_id in copies:
            line.copies = copies.pop(line.card_id)
        else:
            deck.cards.remove(line)
    deck.cards.extend(DeckCard(card_id=card, copies=n) for card, n in copies.items())


def _own(uow: UnitOfWork, visitor: Visitor, deck_id: str) -> StoredDeck:
    deck = uow.decks.get(deck_id) if _KEY.fullmatch(deck_id) else None
    if deck is None or deck.owner_id != visitor.id:
        raise UnknownError("no such deck")
    return deck


def _fresh(deck: StoredDeck, version: int | None) -> None:
    if version is not None and deck.version != version:
        raise StaleError(
            f"the deck has version {deck.version}, the change was made to {version}",
            where="If-Match",
            remedy="read it again, and change that",
        )


def _kept(uow: UnitOfWork, deck_id: str) -> StoredDeck:
    """The deck as it stands now, with the facts of its cards; the transaction is kept."""
    deck = uow.decks.get(deck_id)
    assert deck is not None  # noqa: S101 - it was written in this transaction
    uow.commit()
    return deck
