"""Card inclusion as sorted dots: which part of a leader's decks plays each card.

Cards that no catalogue knows are open diamonds, kept like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.frames import checked, flags, numbers, shown
from tcb_analytics.charts.rows import RIGHT, DotRow, body_height, dot_rows
from tcb_analytics.charts.text import between, counted, lines, percent, plain, sentence, shortened
from tcb_analytics.charts.theme import BLUE, INK, framed, no_data
from tcb_analytics.errors import TcbError

MOST = 30
"""Cards drawn at most, the most included ones."""

STAPLE = 0.9
"""Share of decks from which the title counts a card as nearly everywhere."""

COLUMNS = ("leader", "number", "card_name", "decks", "decks_with", "inclusion", "copies", "known")


def inclusion_chart(
    frame: pd.DataFrame, *, title: str | None = None, most: int = MOST
) -> go.Figure:
    """Inclusion of cards in one leader's decks, from ``lake.card_inclusion(leader=…)``.

    Args:
        frame: One row a card: leader, number, card_name, decks, decks_with,
            inclusion (a fraction), copies (mean in decks that play it), known; low
            and high are used where present.
        title: What to say instead of what is computed from the frame.
        most: Cards drawn at most, the most included ones.

    Raises:
        TcbError: A column is missing, or the frame holds more than one leader.
    """
    table = checked(frame, COLUMNS, "inclusion_chart")
    leaders = sorted({shown(leader) for leader in table["leader"]})
    if len(leaders) > 1:
        raise TcbError(
            f"expected the cards of one leader, got {len(leaders)}",
            where="inclusion_chart",
            remedy=f'choose one: frame[frame["leader"] == "{leaders[0]}"]',
        )
    cards = [card for card in _cards(table) if not isnan(card.inclusion)]
    if not cards:
        return no_data(
            title or "Card inclusion",
            "No deck list with known cards was found: import some, or choose another leader.",
        )
    cards.sort(key=lambda card: (-card.inclusion, -np.nan_to_num(card.copies), card.name))
    rows = [_row(card) for card in cards[:most]]
    return framed(
        dot_rows(rows),
        title or _title(cards, leaders[0]),
        _subtitle(cards, len(rows)),
        body=body_height(len(rows)),
        right=RIGHT - 20,
    )


@dataclass(frozen=True, slots=True)
class _Card:
    name: str
    decks: float
    decks_with: float
    inclusion: float
    low: float
    high: float
    copies: float
    known: bool


def _cards(table: pd.DataFrame) -> list[_Card]:
    columns = ("decks", "decks_with", "inclusion", "low", "high", "copies")
    figures = [numbers(table, column).tolist() for column in columns]
    known = flags(table, "known", missing=False).tolist()
    return [_Card(*row) for row in zip(_names(table), *figures, known, strict=True)]


def _names(table: pd.DataFrame) -> list[str]:
    return [
        shown(number) if pd.isna(name) or not plain(name) else f"{plain(name)} {shown(number)}"
        for name, number in zip(table["card_name"], table["number"], strict=True)
    ]


def _row(card: _Card) -> DotRow:
    copies = "" if isnan(card.copies) else f"×{card.copies:.1f}"
    seen = (
        ""
        if isnan(card.decks_with + card.decks)
        else (f"in {card.decks_with:,.0f} of {counted(int(card.decks), 'deck')}")
    )
    told = percent(card.inclusion, 0)
    reach = between(card.low, card.high)
    return DotRow(
        card.name, card.inclusion, card.low, card.high,
        figures=(told, copies),
        hover=lines([
            card.name,
            "" if card.known else "not in any catalogue",
            f"{percent(card.inclusion)}{', interval ' + reach if reach else ''}",
            seen,
            f"{card.copies:.2f} copies where played" if copies else "",
        ]),
        color=BLUE if card.known else INK,
        symbol="circle" if card.known else "diamond-open",
    )  # fmt: skip


def _title(cards: list[_Card], leader: str) -> str:
    staples = sum(card.inclusion >= STAPLE for card in cards)
    if not staples:
        best = cards[0]
        name = shortened(best.name, 60)
        return f"{name} is the most included card of {leader}: {percent(best.inclusion)}"
    verb = "is" if staples == 1 else "are"
    return sentence(f"{counted(staples, 'card')} {verb} in nine of ten {leader} decks or more")


def _subtitle(cards: list[_Card], drawn: int) -> str:
    decks = [card.decks for card in cards if not isnan(card.decks)]
    parts = [
        f"Share of {max(decks):,.0f} decks with the card; ×: mean copies where played."
        if decks
        else "Share of decks with the card; ×: mean copies where played."
    ]
    if drawn < len(cards):
        parts.append(f"The {drawn} most included of {len(cards):,} cards.")
    unknown = sum(not card.known for card in cards)
    if unknown:
        parts.append(f"Open diamonds: not in any catalogue ({unknown:,}).")
    return " ".join(parts)
