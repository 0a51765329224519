"""What the simulator accepts: decks, numbers of games, seeds. Everything else is refused here.

A deck need not be legal in any format, so that half-built ideas can be tried; it must have what a
game needs. Leaves out which effects are modelled (``coverage``).
"""

from __future__ import annotations

from typing import Any

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import DeckError, TcbError
from tcb_analytics.simulator.coverage import PLAYED_GAMES

LEAST_CARDS = 20
"""Cards of the smallest deck that can be dealt and played."""
MOST_CARDS = 60
"""Cards of the largest deck that an area holds."""
MOST_GAMES = 10_000_000
"""Games of one call: two minutes or so, and an interval of 0.06 points."""
_KINDS = (Category.CHARACTER, Category.EVENT, Category.STAGE)


def check_games(games: Any, where: str = "games") -> int:
    """A number of games that can be played.

    Raises:
        TcbError: It is no whole number from 1 to ``MOST_GAMES``.
    """
    whole = isinstance(games, int) and not isinstance(games, bool)
    if not whole or not 1 <= games <= MOST_GAMES:
        raise TcbError(
            f"the number of games must be a whole number from 1 to {MOST_GAMES:,}, got {games!r}",
            where=where,
            remedy="10,000 games tell a win rate to about one point",
        )
    return int(games)


def check_seed(seed: Any) -> int:
    """A seed: any whole number.

    Raises:
        TcbError: It is none.
    """
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise TcbError(f"the seed must be a whole number, got {seed!r}", where="seed")
    return seed


def check_decks(*decks: Deck) -> None:
    """Whether these decks can be played against each other.

    Raises:
        DeckError: One is empty, too large or without a leader, holds unknown cards, or is of a
            game that is not played here or not the others' game.
    """
    for number, deck in enumerate(decks, 1):
        _check_deck(deck, _label(deck, number))
    games = sorted({deck.game or "" for deck in decks})
    if len(games) > 1:
        raise DeckError(
            f"decks of different games cannot meet: {' and '.join(games)}",
            where="decks",
            remedy="give decks of one game",
        )


def _check_deck(deck: Any, where: str) -> None:
    if not isinstance(deck, Deck):
        raise DeckError(
            f"a deck was expected, got {type(deck).__name__}",
            where=where,
            remedy="read a list with tcb_analytics.cards.decklist, or build a Deck",
        )
    leader, cards = deck.leader, [card for card, _ in deck.cards]
    everything = [*([leader] if leader else []), *cards]
    unknown = [card.number for card in everything if not card.known]
    if unknown:
        raise DeckError(
            f"no catalogue knows {', '.join(unknown[:5])}",
            where=where,
            remedy="import a newer card catalogue: tcb import PATH",
        )
    _check_game(deck, everything, where)
    if leader is None or leader.category is not Category.LEADER or not leader.life:
        raise DeckError("a leader with Life was expected", where=where, remedy="name its leader")
    if not LEAST_CARDS <= deck.size <= MOST_CARDS:
        raise DeckError(
            f"a deck of {LEAST_CARDS} to {MOST_CARDS} cards was expected, got {deck.size}",
            where=where,
            remedy="tcb deck check names what a deck lacks",
        )
    odd = [card.number for card in cards if card.category not in _KINDS]
    if odd:
        raise DeckError(f"cannot be played from a hand: {', '.join(odd[:5])}", where=where)


def _check_game(deck: Deck, cards: list[Card], where: str) -> None:
    games = {card.game for card in cards}
    strange = sorted(games - set(PLAYED_GAMES))
    if not games:
        raise DeckError("the deck is empty", where=where, remedy="give a leader and its cards")
    if strange or len(games) > 1:
        raise DeckError(
            f"the simulator does not play {deck.game!r} decks"
            if strange
            else f"one deck holds cards of {' and '.join(sorted(games))}",
            where=where,
            remedy=f"give a deck of {' or '.join(PLAYED_GAMES)}",
        )


def _label(deck: Any, number: int) -> str:
    name = deck.name if isinstance(deck, Deck) else None
    return name or f"deck {number}"
