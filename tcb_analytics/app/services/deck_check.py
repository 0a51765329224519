"""What decks are held against: their format's rules, what successful decks play, a collection.

All of it is computed by the rooms that this project has for it; here is only who may ask and
where the facts come from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tcb_analytics.app.models.holdings import StoredDeck
from tcb_analytics.app.services import decks
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.catalogue import game_of
from tcb_analytics.app.services.deck_facts import card_of, deck_of
from tcb_analytics.app.services.lake import LakeState
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import ConflictError, InvalidError
from tcb_analytics.cards.card import Card
from tcb_analytics.cards.collection import Collection
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.format import Format
from tcb_analytics.cards.violation import Violation
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.analysis import Analysis, analyse


@dataclass(frozen=True)
class Checked:
    """A deck held against its format.

    Attributes:
        deck: The deck.
        rules: The format.
        violations: Every broken rule, and what could not be judged.
    """

    deck: Deck
    rules: Format
    violations: Sequence[Violation]

    @property
    def legal(self) -> bool:
        """Whether no rule is broken."""
        return all(found.severity != "error" for found in self.violations)


@dataclass(frozen=True)
class Missing:
    """Copies of a card that a deck needs beyond what is owned."""

    card: Card
    copies: int


@dataclass(frozen=True)
class Covered:
    """How much of a deck a player owns.

    Attributes:
        needed: Cards of the deck, leader included.
        share: Share of them that is owned, 0 to 1.
        missing: What is not, by number.
    """

    needed: int
    share: float
    missing: Sequence[Missing]


def check(
    uow: UnitOfWork, lake: LakeState, visitor: Visitor, deck_id: str, *, on: date | None
) -> Checked:
    """Hold one of the visitor's decks against its game's format.

    Args:
        uow: A transaction.
        lake: The lake, which knows the rules in force.
        visitor: Who asks.
        deck_id: Which deck.
        on: The day that is judged for; None for the latest rules known.

    Raises:
        UnknownError: The visitor has no such deck.
        ConflictError: No rules are known for the game.
    """
    return judged(lake, decks.read(uow, visitor, deck_id), on=on)


def judged(lake: LakeState, stored: StoredDeck, *, on: date | None) -> Checked:
    """Hold a deck that was read before against its game's format.

    Raises:
        ConflictError: No rules are known for the game.
    """
    return _checked(lake, _of(stored), on)


def preview(uow: UnitOfWork, lake: LakeState, game: str | None, wanted: decks.Draft) -> Checked:
    """Hold a deck that is being edited, and not kept, against its game's format.

    Raises:
        UnknownError: There is no such game.
        InvalidError: A card or number of copies is wrong; all of them are told.
        ConflictError: No rules are known for the game.
    """
    chosen = game_of(uow, game)
    with uow:
        keys = decks.keys_of(uow, chosen, wanted)
        facts = uow.cards.by_id(list(keys.values()))
    cards = {number: card_of(facts[key]) for number, key in keys.items()}
    deck = Deck(
        {cards[number]: copies for number, copies in wanted.cards.items()},
        leader=None if wanted.leader is None else cards[wanted.leader],
        name=wanted.name,
    )
    return _checked(lake, (chosen, deck), None)


def analysis(
    uow: UnitOfWork, lake: LakeState, visitor: Visitor, deck_id: str, *, least: float
) -> Analysis:
    """What one of the visitor's decks is made of and draws, and what successful decks have.

    Args:
        uow: A transaction.
        lake: The lake, which knows other decks of the leader.
        visitor: Who asks.
        deck_id: Which deck.
        least: Share of those decks from which on a missing card is told.

    Raises:
        UnknownError: The visitor has no such deck.
        ConflictError: The deck has fewer cards than an opening hand.
    """
    game, deck = _of(decks.read(uow, visitor, deck_id))
    evidence = lake.inclusion(game, deck.leader.number) if deck.leader else {}
    try:
        return analyse(deck, evidence=evidence, catalog=lake.catalog(game), least=least)
    except DeckError as error:
        raise ConflictError(error.what, where=error.where, remedy=error.remedy) from error


def coverage(uow: UnitOfWork, visitor: Visitor, deck_id: str) -> Covered:
    """How much of a deck the visitor owns, and what is missing.

    Raises:
        UnknownError: The visitor has no such deck.
    """
    return covered(uow, visitor, decks.read(uow, visitor, deck_id))


def covered(uow: UnitOfWork, visitor: Visitor, stored: StoredDeck) -> Covered:
    """How much of a deck that was read before the visitor owns, and what is missing."""
    game, deck = _of(stored)
    with uow:
        owned = Collection(uow.collections.copies(visitor.id, game))
    facts = _facts(deck)
    missing = [Missing(facts[n], copies) for n, copies in sorted(owned.missing(deck).items())]
    needed = deck.size + (deck.leader is not None)
    return Covered(needed, owned.coverage(deck), missing)


def _of(stored: StoredDeck) -> tuple[str, Deck]:
    return stored.game, deck_of(stored)


def _facts(deck: Deck) -> Mapping[str, Card]:
    lead = [deck.leader] if deck.leader else []
    return {card.number: card for card in (*lead, *(card for card, _ in deck.cards))}


def _checked(lake: LakeState, found: tuple[str, Deck], on: date | None) -> Checked:
    game, deck = found
    try:
        rules = lake.rules(game)
    except InvalidError as error:
        raise ConflictError(f"no rules are known for {game}", where="game") from error
    return Checked(deck, rules, deck.violations(rules, on=on))
