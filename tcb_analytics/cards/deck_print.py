"""Printing a deck as a list that ``parse_deck`` reads back as the same deck.

Leaves out HTML (``deck_html.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.numbers import is_number
from tcb_analytics.cards.text import one_line
from tcb_analytics.cards.violation import DeckLike
from tcb_analytics.errors import DeckError

Style = Literal["compact", "plain", "named", "suffix", "arena", "line"]
"""How an entry is written: ``4xOP01-016``, ``4 OP01-016 Nami``, ``4x Nami (OP01-016)``,
``OP01-016 x4``, ``4 Nami (OP01) 016``, or compact entries all on one line."""

STYLES: tuple[Style, ...] = get_args(Style)
"""Every style, for choices on a command line."""


def _name(card: Card) -> str:
    """The name to print beside the number; empty where it adds nothing."""
    return "" if card.name == card.number else one_line(card.name)


def _plain(card: Card, count: int) -> str:
    return f"{count} {card.number} {_name(card)}".rstrip()


def _named(card: Card, count: int) -> str:
    name = _name(card)
    return f"{count}x {name} ({card.number})" if name else f"{count}x {card.number}"


def _arena(card: Card, count: int) -> str:
    name, code = _name(card), card.set_code
    if not name or code is None:
        return _plain(card, count)
    return f"{count} {name} ({code}) {card.number.removeprefix(code + '-')}"


_ENTRY: dict[Style, Callable[[Card, int], str]] = {
    "compact": lambda card, count: f"{count}x{card.number}",
    "plain": _plain,
    "named": _named,
    "suffix": lambda card, count: f"{card.number} x{count}",
    "arena": _arena,
    "line": lambda card, count: f"{count}x{card.number}",
}


def print_deck(deck: DeckLike, style: Style = "compact") -> str:
    """The deck as text: leader first, then the main deck, then a sideboard under its heading.

    A leader that is not the only card of its category could be mistaken when read back;
    such decks, and those with a sideboard, are printed with a heading for every part. Cards
    without printed numbers do not fit on one line and get one each.

    Raises:
        DeckError: No such style.
    """
    if style not in _ENTRY:
        raise DeckError(f"no style {style!r}; known: {', '.join(STYLES)}")
    entry = _ENTRY[style]
    lead = [] if deck.leader is None else [entry(deck.leader, 1)]
    main = [entry(card, count) for card, count in deck.cards]
    side = [entry(card, count) for card, count in deck.side]
    ambiguous = _ambiguous(deck)
    if style == "arena" or side or ambiguous:
        parts = [["About", f"Name {one_line(deck.name)}"]] if style == "arena" and deck.name else []
        parts += [["Leader", *lead]] if lead or ambiguous else []
        parts += [["Deck", *main]]
        parts += [["Sideboard", *side]] if side else []
        return "\n\n".join("\n".join(lines) for lines in parts)
    one = style == "line" and all(is_number(card.number) for card, _ in deck.cards)
    return (" " if one else "\n").join([*lead, *main])


def _ambiguous(deck: DeckLike) -> bool:
    stray = any(card.category is Category.LEADER for card, _ in deck.cards)
    odd = deck.leader is not None and deck.leader.category is not Category.LEADER
    return stray or odd
