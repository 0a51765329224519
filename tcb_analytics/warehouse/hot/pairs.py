"""Pairs of cards counted in memory: games won and played by which of the two came to hand.

Only games whose deck has both cards count for a pair in hands, so that a pair is compared with
itself and not with other decks. Nothing here calls compiled code of another file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numba
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlglot import exp

from tcb_analytics.warehouse.hot.blocks import DeckBlock, EntryBlock
from tcb_analytics.warehouse.hot.judging import Ask, kept
from tcb_analytics.warehouse.hot.threads import summed

Array = NDArray[Any]


def pairs_of(
    blocks: Iterable[tuple[EntryBlock, DeckBlock]], names: Sequence[str], cards: Sequence[str],
    conditions: Sequence[exp.Expr], ask: Ask,
) -> NDArray[np.int64]:  # fmt: skip
    """Pairs of cards over several imports, whose numbers of cards differ.

    Args:
        blocks: Hands and decks of each import.
        names: Names of cards; the answer's axes are in their order.
        cards: Names that are paired; all for none.
        conditions: What games must keep.
        ask: Runs SQL over a given table.

    Returns:
        As :func:`pairs_in_hands`, by place among ``names``, the first before the second.
    """
    total = np.zeros((len(names), len(names), 4, 2), np.int64)
    for hands, decks in blocks:
        mask = kept(conditions, hands.rows.column, ask)
        mask = np.ones(1, np.bool_) if mask is None else mask
        if not mask.any():
            continue
        place = pc.index_in(hands.names, value_set=pa.array(names, pa.string()))
        paired = pc.is_in(hands.names, value_set=pa.array(cards or names, pa.string()))
        wanted = np.asarray(pc.and_(paired, pc.is_valid(place)).to_numpy(zero_copy_only=False))
        counts = pairs_in_hands(hands, decks, np.broadcast_to(mask, hands.rows.size), wanted)
        one, two = np.nonzero(counts.sum(axis=(2, 3)))
        at = place.fill_null(0).to_numpy()
        a, b, found = at[one], at[two], counts[one, two]
        turned = (a > b)[:, None, None]
        found = np.where(turned, found[:, [0, 2, 1, 3]], found)
        np.add.at(total, (np.minimum(a, b), np.maximum(a, b)), found)
    return total


def pairs_in_hands(
    hands: EntryBlock,
    decks: DeckBlock,
    chosen: NDArray[np.bool_],
    cards: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Games by pair, state and result.

    Args:
        hands: Hands of an import.
        decks: Decks of the same import.
        chosen: Games that count.
        cards: Cards that are paired.

    Returns:
        Axes: first card, second card (the higher number), state (both in hand, the first alone,
        the second alone, neither), games lost and games won.
    """
    size = cards.size
    held, owned, played = hands.entries, decks.entries, decks.played
    in_hand = held.patterns.won["opening_hand"] + held.patterns.won["drawn"] > 0
    in_deck = owned.patterns.won["deck"] > 0
    deck_of = np.zeros(chosen.size, np.int64)
    deck_of[played.games] = np.repeat(np.arange(played.starts.size - 1), np.diff(played.starts))

    decks_in = _Members(owned.starts, owned.code, owned.card, in_deck[owned.pattern])
    hands_in = _Members(held.starts, held.code, held.card, in_hand[held.pattern])
    games = _Games(decks_in, hands_in, deck_of, played.won, chosen, cards)

    def loop(first: int, last: int, out: Array) -> None:
        _count_pairs(first, last, games, out)

    return summed(loop, int(chosen.size), (size, size, 4, 2), np.int32).astype(np.int64)


class _Members(NamedTuple):
    """Where each row's entries begin, their codes; the card of a code, and whether it counts."""

    starts: Array
    code: Array
    card: Array
    counts: Array


class _Games(NamedTuple):
    """Decks, hands; deck and result of each game, whether it counts; cards that are paired."""

    decks: _Members
    hands: _Members
    deck: Array
    won: Array
    chosen: Array
    cards: Array


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _count_pairs(first: int, last: int, games: _Games, out: Array) -> None:
    """Count each pair of a game's deck by which of the two are in hand."""
    seen = np.full(games.cards.size, -1, np.int64)
    listed = np.empty(games.cards.size, np.int64)
    decks, hands = games.decks, games.hands
    for game in range(first, last):
        if not games.chosen[game]:
            continue
        for entry in range(hands.starts[game], hands.starts[game + 1]):
            code = hands.code[entry]
            if hands.counts[code]:
                seen[hands.card[code]] = game
        deck, found = games.deck[game], 0
        for entry in range(decks.starts[deck], decks.starts[deck + 1]):
            code = decks.code[entry]
            if decks.counts[code] and games.cards[decks.card[code]]:
                listed[found] = decks.card[code]
                found += 1
        side = games.won[game]
        for i in range(found):
            one = listed[i]
            for j in range(found):
                two = listed[j]
                if one < two:
                    out[one, two, (seen[one] != game) * 2 + (seen[two] != game), side] += 1
