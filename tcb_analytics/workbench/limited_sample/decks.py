"""Decks from pools: the best cards that fit, lands for their colours, and later exchanges.

A deck has 40 cards, 16 to 18 of them lands. A good card of a third colour may be splashed.
What was drafted and is not in the deck is the sideboard; basic lands are free.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tcb_analytics.workbench.limited_sample.cards import CardSet, Flags, Ints
from tcb_analytics.workbench.limited_sample.truth import Truth

SIZE = 40
MAIN = 4
"""Copies of a colour from which it is one of the deck's, not a splash."""
EVENED = 10
"""Added to a colour's copies before lands are shared out: players even them."""

_BITS = np.array([[mask >> bit & 1 for bit in range(5)] for mask in range(32)], np.int16)


@dataclass(frozen=True)
class Decks:
    """The decks of a batch, one row per draft; ``exchange`` changes them.

    Attributes:
        order: Cards drafted, those that belong into the deck first, lands last.
        spells: How many of ``order`` are in the deck.
        usable: How many of ``order`` are no lands.
        pool: Copies drafted: (drafts, cards).
        deck: Copies in the main deck: (drafts, cards).
    """

    order: Ints
    spells: Ints
    usable: Ints
    pool: Ints
    deck: Ints

    @property
    def sideboard(self) -> Ints:
        """Copies drafted and not played."""
        return np.maximum(self.pool, self.deck) - self.deck


def build(rng: np.random.Generator, truth: Truth, plans: Ints, picks: Ints) -> Decks:
    """The first deck of every draft."""
    cards, count = truth.cards, len(plans)
    drafted = picks.reshape(count, -1).astype(np.int64)
    pool = copies(drafted, len(cards))
    fit = truth.fit[plans[:, None], drafted]
    likes = truth.want[drafted] + 2.5 * fit + 0.3 * rng.standard_normal(drafted.shape)
    splash = (rng.random(count) < 0.15)[:, None] & (truth.want[drafted] > 1.0)
    likes += np.where(splash & (fit < 0), 5.0, 0.0) - np.where(cards.land[drafted], 100.0, 0.0)
    order = np.take_along_axis(drafted, np.argsort(-likes, axis=1), axis=1)
    usable = (~cards.land[drafted]).sum(axis=1)
    wanted = SIZE - rng.choice([16, 17, 18], count, p=[0.25, 0.6, 0.15])
    spells = np.minimum(wanted, usable)
    chosen = np.arange(order.shape[1]) < spells[:, None]
    deck = copies(order, len(cards), chosen)
    _add_duals(deck, pool, cards, np.array([a.colors for a in truth.archetypes])[plans])
    _add_basics(deck, cards, _colors_of(order, chosen, cards))
    return Decks(order, spells, usable, pool, deck)


def copies(cards: Ints, size: int, where: Flags | None = None) -> Ints:
    """Copies of each card, (rows, size), of lists of cards; of some places only."""
    at = cards + np.arange(len(cards))[:, None] * size
    flat = at.ravel() if where is None else at[where]
    return np.bincount(flat, minlength=len(cards) * size).reshape(-1, size).astype(np.uint8)


def colors(deck_lists: Ints, cards: CardSet) -> tuple[Ints, Ints]:
    """Main and splashed colours of decks given as lists of 40 cards, as sets of bits."""
    count = _colors_of(deck_lists, ~cards.land[deck_lists], cards)
    bits = 1 << np.arange(5)
    return (count >= MAIN) @ bits, ((count > 0) & (count < MAIN)) @ bits


def lists(deck: Ints) -> Ints:
    """Decks as lists of 40 cards each."""
    row, card = np.nonzero(deck)
    return np.repeat(card, deck[row, card]).reshape(len(deck), SIZE)


def exchange(rng: np.random.Generator, decks: Decks, who: Ints) -> Ints:
    """Swap one to three cards of some decks with their sideboards.

    Returns:
        Those of ``who`` whose deck changed.
    """
    before = decks.deck[who]
    swaps = rng.integers(1, 4, len(who))
    for turn in range(3):
        spare = np.minimum(decks.usable[who] - decks.spells[who], 4)
        out = decks.spells[who] - 1 - rng.integers(0, 6, len(who))
        into = decks.spells[who] + (rng.random(len(who)) * spare).astype(np.int64)
        go = (swaps > turn) & (spare > 0)
        row, out, into = who[go], out[go], into[go]
        gone, new = decks.order[row, out], decks.order[row, into]
        decks.order[row, out], decks.order[row, into] = new, gone
        decks.deck[row, gone] -= 1
        decks.deck[row, new] += 1
    changed: Ints = who[(decks.deck[who] != before).any(axis=1)]
    return changed


def _colors_of(cards_of: Ints, chosen: Flags, cards: CardSet) -> Ints:
    """Copies by colour, (rows, 5), of the chosen places of lists of cards."""
    found: Ints = (_BITS[cards.colors[cards_of]] * chosen[..., None]).sum(axis=1)
    return found


def _add_duals(deck: Ints, pool: Ints, cards: CardSet, both: Ints) -> None:
    """Put up to three drafted lands of the deck's two colours in."""
    for land in cards.duals:
        deck[:, land] = np.where(cards.colors[land] == both, np.minimum(pool[:, land], 3), 0)


def _add_basics(deck: Ints, cards: CardSet, count: Ints) -> None:
    """Fill up to 40: one or two lands a splash, the rest in the proportion of the colours."""
    free = SIZE - deck.sum(axis=1, dtype=np.int64)
    splash = np.where((count > 0) & (count < MAIN), np.minimum(count, 2), 0)
    main = np.where(count >= MAIN, count + EVENED, 0)
    main[:, 0] += main.sum(axis=1) == 0
    rest = free - splash.sum(axis=1)
    share = main * rest[:, None] // main.sum(axis=1)[:, None]
    share[np.arange(len(deck)), main.argmax(axis=1)] += rest - share.sum(axis=1)
    deck[:, cards.basics] = share + splash
