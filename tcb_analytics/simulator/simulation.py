"""`simulate`: how a deck fares against another over many games.

Leaves out round robins (``round_robin``).
"""

from __future__ import annotations

from collections.abc import Callable

from tcb_analytics.cards.deck import Deck
from tcb_analytics.simulator.coverage import coverage
from tcb_analytics.simulator.entry import check_decks, check_games, check_seed
from tcb_analytics.simulator.pair import PairSums, Side, play_pair
from tcb_analytics.simulator.pilots import Pilot, pilot_named
from tcb_analytics.simulator.result import SeenCard, Simulated, mean_of, records_of


def simulate(
    deck: Deck,
    opponent: Deck,
    *,
    games: int = 10_000,
    seed: int = 0,
    pilot: str | Pilot = "balanced",
    opponent_pilot: str | Pilot | None = None,
    cores: int | None = None,
    tell: Callable[[int], object] | None = None,
) -> Simulated:
    """Play a deck against another.

    The same decks, pilots, games and seed give the same result, on any number of cores; with
    the decks (and pilots) exchanged it is the same result seen from the other side.

    Args:
        deck: The deck.
        opponent: The opponent's deck.
        games: Games, half of them going first.
        seed: Any whole number.
        pilot: Who plays the deck: a name, or a pilot of one's own.
        opponent_pilot: Who plays the opponent's deck; like ``pilot`` by default.
        cores: Most cores to use; all by default.
        tell: Called with a number of games whenever so many more are played; on several cores
            by several threads.

    Raises:
        DeckError: A deck cannot be played, or the decks are of different games.
        TcbError: No such pilot, or an impossible number of games.
    """
    check_decks(deck, opponent)
    count, start = check_games(games), check_seed(seed)
    side = Side(deck, pilot_named(pilot))
    other = Side(opponent, pilot_named(pilot if opponent_pilot is None else opponent_pilot))
    return _told(side, other, play_pair(side, other, count, start, cores, tell=tell), start)


def deck_label(deck: Deck) -> str:
    """A deck's name, or its leader's name and number."""
    if deck.name:
        return deck.name
    return f"{deck.leader.name} ({deck.leader.number})" if deck.leader else "deck"


def _told(side: Side, other: Side, sums: PairSums, seed: int) -> Simulated:
    first, second = records_of(sums)
    held = zip(side.deck.cards, sums.cards[0][1:], strict=True)
    cards = [SeenCard.of(card, copies, row) for (card, copies), row in held]
    cards.sort(key=lambda seen: (-seen.seen.wins, seen.card.number))
    return Simulated(
        deck_label(side.deck),
        deck_label(other.deck),
        side.pilot.name,
        other.pilot.name,
        seed,
        first,
        second,
        mean_of(sums.lengths) or 0.0,
        mean_of(sums.life[0]),
        mean_of(sums.life[1]),
        tuple(cards),
        (coverage(side.deck), coverage(other.deck)),
    )
