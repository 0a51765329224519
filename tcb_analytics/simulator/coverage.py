"""How much of what cards say the simulator plays: a share, and every clause that it does not.

A card is modelled only if each clause of its text is, its trigger included; a card without
text is modelled because it has no clause. Leaves out how clauses are read (``effects``) and
what playing half-read cards does to results.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import CardError
from tcb_analytics.simulator.effects.parse import read_effects

PLAYED_GAMES = ("onepiece", "tidebreak")
"""Games whose rules the simulator plays."""

UNKNOWN_CARD = "(no catalogue knows this card)"
"""The clause listed for a card of which nothing but the number is known."""


@dataclass(frozen=True, slots=True)
class UnreadCard:
    """A card that is not wholly modelled; it is played as a plain one.

    Attributes:
        card: The card.
        copies: Its copies among those that were judged.
        clauses: The clauses that no template reads, as they stand in the plain text.
    """

    card: Card
    copies: int
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What share of some cards is wholly modelled.

    Attributes:
        copies: Cards judged; those of a deck with their copies, its leader included.
        modelled: Of these, cards every clause of which is modelled.
        plain: Of the modelled ones, cards without any text.
        unread: The other cards, by number.
    """

    copies: int
    modelled: int
    plain: int
    unread: tuple[UnreadCard, ...]

    @property
    def share(self) -> float:
        """Share of wholly modelled cards, 0 to 1; 1 where there is no card to judge."""
        return self.modelled / self.copies if self.copies else 1.0

    @property
    def clauses(self) -> tuple[tuple[str, str], ...]:
        """Every unmodelled clause with its card's number."""
        return tuple((one.card.number, clause) for one in self.unread for clause in one.clauses)


@dataclass(frozen=True, slots=True)
class SetCoverage:
    """The coverage of one set's cards, each counted once.

    Attributes:
        set_code: The set of the cards' numbers.
        coverage: What share of them is modelled.
    """

    set_code: str
    coverage: Coverage


def coverage(cards: Deck | Iterable[Card]) -> Coverage:
    """What share of a deck's copies, or of some cards, the simulator models.

    Args:
        cards: A deck (main deck and leader; the sideboard is never played), or cards, each
            counted once however often it is given.

    Raises:
        CardError: A card belongs to a game that the simulator does not play.
    """
    counted = _counted(cards)
    unread: list[UnreadCard] = []
    modelled = plain = 0
    for card, copies in counted:
        clauses = _unmodelled(card)
        if clauses:
            unread.append(UnreadCard(card, copies, clauses))
            continue
        modelled += copies
        plain += 0 if read_effects(card).has_text else copies
    return Coverage(sum(copies for _, copies in counted), modelled, plain, tuple(unread))


def coverage_by_set(cards: Iterable[Card]) -> tuple[SetCoverage, ...]:
    """The coverage of each set, by set code; cards of no known set stand under "".

    Raises:
        CardError: A card belongs to a game that the simulator does not play.
    """
    ordered = sorted(cards, key=_set_code)
    return tuple(SetCoverage(code, coverage(group)) for code, group in groupby(ordered, _set_code))


def _set_code(card: Card) -> str:
    return card.set_code or ""


def _counted(cards: Deck | Iterable[Card]) -> list[tuple[Card, int]]:
    if isinstance(cards, Deck):
        leader = ((cards.leader, 1),) if cards.leader else ()
        return [*leader, *cards.cards]
    return sorted(
        ((card, 1) for card in {card.number: card for card in cards}.values()),
        key=lambda pair: pair[0].number,
    )


def _unmodelled(card: Card) -> tuple[str, ...]:
    if card.game not in PLAYED_GAMES:
        raise CardError(
            f"the simulator does not play {card.game!r}",
            where=card.label,
            remedy=f"give cards of {' or '.join(PLAYED_GAMES)}",
        )
    return read_effects(card).unmodelled if card.known else (UNKNOWN_CARD,)
