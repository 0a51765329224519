"""Printing a deck as a list that ``parse_deck`` reads back as the same deck.

Leaves out HTML (``deck_html.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.violation import DeckLike
from tcb_analytics.errors import DeckError

Style = Literal["compact", "plain", "named", "suffix", "arena", "line"]
"""How an entry is written: ``4xOP01-016``, ``4 OP01-016 Nami``, ``4x Nami (OP01-016)``,
``OP01-016 x4``, ``4 Nami (OP01) 016``, or compact entries all on one line."""

STYLES: tuple[Style, ...] = get_args(Style)
"""Every style, for choices on a command line."""


def _name(card: Card) -> str:
    return " ".join(card.name.split())


def _plain(card: Card, count: int) -> str:
    return (
        f"{count} {card.number}"
        if card.name == card.number
        else f"{count} {card.number} {_name(card)}"
    )


def _named(card: Card, count: int) -> str:
    return (
        f"{count}x {card.number}"
        if card.name == card.number
        else f"{count}x {_name(card)} ({card.number})"
    )


def _arena(card: Card, count: int) -> str:
    code, number = card.set_code, card.number
    if number == card.name or code is None:
        return _plain(card, count)
    return f"{count} {_name(card)} ({code}) {number.removeprefix(code + '-')}"


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
    such decks are printed with headings for every part.

    Raises:
        DeckError: No such style.
    """
    if style not in _ENTRY:
        raise DeckError(f"no style {style!r}; known: {', '.join(STYLES)}")
    entry = _ENTRY[style]
    lead = [] if deck.leader is None else [entry(deck.leader, 1)]
    main = [entry(card, count) for card, count in deck.cards]
    side = [entry(card, count) for card, count in deck.side]
    headed = style == "arena" or bool(side) or _ambiguous(deck)
    if style == "line" and not headed:
        return " ".join([*lead, *main])
    parts = [lead, main, side]
    if headed:
        heads = ("Leader", "Deck", "Sideboard")
        ambiguous = _ambiguous(deck)
        shown = (bool(lead) or ambiguous, True, bool(side))
        parts = [
            [head, *lines] for head, lines, show in zip(heads, parts, shown, strict=True) if show
        ]
        return "\n\n".join("\n".join(lines) for lines in parts)
    return "\n".join(line for lines in parts for line in lines)


def _ambiguous(deck: DeckLike) -> bool:
    stray = any(card.category is Category.LEADER for card, _ in deck.cards)
    odd = deck.leader is not None and deck.leader.category is not Category.LEADER
    return stray or odd
