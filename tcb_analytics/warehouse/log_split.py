"""Compiled splitting of rows into facts: which deck a game was played with, what came to hand.

Decks, games and drafts are told apart by 128 bits mixed from their content, kept in a table
of open addressing (``log_numbers``): exact unless two of a few million contents share all 128,
of which the chance is below one in 10^24. Pools of drafts are compared with what was picked
before. Reading bytes is ``log_kernel``; nothing here calls it, so numba's cache can be trusted.
"""

# ruff: noqa: PLR0917 - compiled code passes arrays and branches flatly

from __future__ import annotations

from typing import Any, cast

import numpy as np

from tcb_analytics.warehouse.compiling import compiled

_u64, _int = cast("Any", np.uint64), cast("Any", np.int64)
_FIRST, _SECOND = _u64(0x9E3779B97F4A7C15), _u64(0xC2B2AE3D27D4EB4F)
_TURN = _u64(0xFF51AFD7ED558CCD)

OPENING, DRAWN, TUTORED, DECK, SIDEBOARD = 0, 1, 2, 3, 4
"""Places of a game's figures of a card."""
PACK, POOL = 0, 1
"""Places of a pick's figures of a card."""


@compiled
def _mix(h: Any, x: Any, by: Any) -> Any:
    """One more value into a hash."""
    h = (h ^ x) * by
    h ^= h >> _u64(32)
    h *= _TURN
    return h ^ (h >> _u64(29))


@compiled
def _of_text(data: Any, start: int, stop: int, a: Any, b: Any) -> tuple[Any, Any]:
    """A text into both halves of 128 bits, with its length."""
    length = _u64(stop - start)
    a, b = _mix(a, length, _FIRST), _mix(b, length, _SECOND)
    word = _u64(0)
    for i in range(start, stop):
        word = (word << _u64(8)) | _u64(data[i])
        if (i - start) % 8 == 7:
            a, b = _mix(a, word, _FIRST), _mix(b, word, _SECOND)
            word = _u64(0)
    return _mix(a, word, _FIRST), _mix(b, word, _SECOND)


@compiled
def of_texts(data: Any, start: Any, stop: Any, slots: Any, rows: int, keys: Any) -> None:
    """128 bits for each row, mixed from some of its texts.

    Args:
        data: Bytes that the texts lie in.
        start: Where texts begin: text × row.
        stop: Where texts end.
        slots: Which texts.
        rows: Rows.
        keys: Row × 2, filled.
    """
    for row in range(rows):
        a, b = _FIRST, _SECOND
        for slot in slots:
            a, b = _of_text(data, _int(start[slot, row]), _int(stop[slot, row]), a, b)
        keys[row, 0], keys[row, 1] = a, b


@compiled
def of_decks(good: Any, ends: Any, cards: Any, copies: Any, keys: Any) -> None:
    """Mix the content of deck and sideboard into each good row's 128 bits."""
    begin = 0
    for row in range(len(good)):
        end = ends[row]
        if good[row]:
            a, b = keys[row, 0], keys[row, 1]
            for i in range(begin, end):
                deck, side = copies[i, DECK], copies[i, SIDEBOARD]
                if deck | side:
                    x = (_u64(cards[i]) << _u64(16)) | (_u64(deck) << _u64(8)) | _u64(side)
                    a = _mix(a, x, _FIRST)
                    b = _mix(b, x, _SECOND)
            keys[row, 0], keys[row, 1] = a, b
        begin = end


@compiled
def find(good: Any, keys: Any, table: Any, numbers: Any, known: int, found: Any) -> int:
    """The number of each good row's key, new keys numbered on from ``known``.

    Args:
        good: Rows that count; others get -1.
        keys: Row × 2.
        table: Slots of the hash table × 2; more than rows and known keys together.
        numbers: Of each slot its number; -1 for an empty one.
        known: Keys numbered so far.
        found: Of each row its number, filled.

    Returns:
        Keys numbered now.
    """
    mask = _u64(len(numbers) - 1)
    for row in range(len(good)):
        found[row] = -1
        if not good[row]:
            continue
        a, b = keys[row, 0], keys[row, 1]
        at = (a ^ (b >> _u64(17))) & mask
        while numbers[at] >= 0 and (table[at, 0] != a or table[at, 1] != b):
            at = (at + _u64(1)) & mask
        if numbers[at] < 0:
            numbers[at] = known
            table[at, 0], table[at, 1] = a, b
            known += 1
        found[row] = numbers[at]
    return known


@compiled
def grow(table: Any, numbers: Any, wider: Any, renumbered: Any) -> None:
    """Move the keys of a hash table into a larger, empty one."""
    mask = _u64(len(renumbered) - 1)
    for slot in range(len(numbers)):
        if numbers[slot] < 0:
            continue
        a, b = table[slot, 0], table[slot, 1]
        at = (a ^ (b >> _u64(17))) & mask
        while renumbered[at] >= 0:
            at = (at + _u64(1)) & mask
        renumbered[at] = numbers[slot]
        wider[at, 0], wider[at, 1] = a, b


@compiled
def split_games(
    good: Any, ends: Any, cards: Any, copies: Any, first_game: int, builds: Any, fresh: int,
    hand: Any, hand_copies: Any, deck: Any, deck_copies: Any,
) -> tuple[int, int]:  # fmt: skip
    """Facts of good rows: cards that came to hand, and the cards of decks not seen before.

    Args:
        good: Rows that count.
        ends: Of each row, the end of its cards.
        cards: Cards of all rows.
        copies: Their figures: card × 5.
        first_game: Number of the first good row.
        builds: Of each row its deck.
        fresh: The lowest deck that was not seen before.
        hand: Filled: game and card, 2 × rows.
        hand_copies: Filled: opening hand, drawn, tutored, deck, 4 × rows.
        deck: Filled: deck and card, 2 × rows.
        deck_copies: Filled: deck, sideboard, 2 × rows.

    Returns:
        How many rows were filled of each.
    """
    begin = 0
    game = first_game
    in_hand = 0
    in_deck = 0
    for row in range(len(good)):
        end = ends[row]
        if good[row]:
            new = builds[row] == fresh
            fresh += new
            for i in range(begin, end):
                if copies[i, OPENING] | copies[i, DRAWN] | copies[i, TUTORED]:
                    hand[0, in_hand], hand[1, in_hand] = game, cards[i]
                    for k in range(4):
                        hand_copies[k, in_hand] = copies[i, k]
                    in_hand += 1
                if new and (copies[i, DECK] | copies[i, SIDEBOARD]):
                    deck[0, in_deck], deck[1, in_deck] = builds[row], cards[i]
                    deck_copies[0, in_deck] = copies[i, DECK]
                    deck_copies[1, in_deck] = copies[i, SIDEBOARD]
                    in_deck += 1
            game += 1
        begin = end
    return in_hand, in_deck


@compiled
def _odd(
    pick: int, last: int, before: Any, taken: Any, expected: Any, pool: Any, copies: Any, at: int
) -> int:
    """Note cards that were picked before and are not in the pool; ``expected`` is 0 again."""
    while last >= 0:
        card = taken[last]
        if expected[card]:
            pool[0, at], pool[1, at] = pick, card
            copies[at] = -expected[card]
            expected[card] = 0
            at += 1
        last = before[last]
    return at


@compiled
def split_picks(
    good: Any, ends: Any, cards: Any, copies: Any, first_pick: int, drafts: Any, picked: Any,
    last: Any, before: Any, taken: Any, expected: Any,
    pack: Any, pack_copies: Any, pool: Any, pool_copies: Any,
) -> tuple[int, int]:  # fmt: skip
    """Facts of good rows: cards of packs, and where pools differ from earlier picks.

    Rows are ``good``, with ``ends`` of their ``cards`` and their ``copies`` (card × 2), numbered
    from ``first_pick``; each has its draft and the card picked (-1 for none). ``last`` has the
    latest pick of each draft, ``before`` the pick before each, ``taken`` its card: all three go
    on over calls. ``expected`` is working space, all 0, one a card of the set. Filled are pick
    and card (2 × rows) and copies of packs, and of pools what they have beyond earlier picks.

    Returns:
        How many rows were filled of packs and of pools.
    """
    begin = in_pack = in_pool = 0
    pick = first_pick
    for row in range(len(good)):
        end = ends[row]
        if good[row]:
            draft = drafts[row]
            earlier = last[draft]
            while earlier >= 0:
                expected[taken[earlier]] += 1
                earlier = before[earlier]
            for i in range(begin, end):
                card = cards[i]
                if copies[i, PACK]:
                    pack[0, in_pack], pack[1, in_pack] = pick, card
                    pack_copies[in_pack] = copies[i, PACK]
                    in_pack += 1
                beyond = _int(copies[i, POOL]) - expected[card]
                expected[card] = 0
                if beyond:
                    pool[0, in_pool], pool[1, in_pool] = pick, card
                    pool_copies[in_pool] = beyond
                    in_pool += 1
            in_pool = _odd(pick, last[draft], before, taken, expected, pool, pool_copies, in_pool)
            if picked[row] >= 0:
                before[pick], taken[pick], last[draft] = last[draft], picked[row], pick
            pick += 1
        begin = end
    return in_pack, in_pool
