"""What can be counted in Limited logs, each count declared once, as SQL over the facts.

A count belongs to a grain: the rows that it is summed over. Counts of one grain are made in
one pass. ``metrics`` are SQL over these names; rollups store them. Names are those that
17Lands' readers and the ``spells`` library use. GIH counts copies: two copies of a card in one
hand are two, although they share one result; the ``_squares`` say how much copies repeat, which
intervals need: the variance of a rate over copies is that of ``n² / squares`` independent ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Grain = Literal["game", "deck", "hand", "pick", "pack"]
"""``game``: a game. ``deck``: a game and a card of its deck or sideboard. ``hand``: a game and
a card that came to hand. ``pick``: a card taken. ``pack``: a card in a pack picked from."""

CARD_GRAINS: frozenset[Grain] = frozenset({"deck", "hand", "pick", "pack"})
"""Grains whose rows have a card."""

GAME_GRAINS: frozenset[Grain] = frozenset({"game", "deck", "hand"})
"""Grains whose rows have a game; the others have a pick."""


@dataclass(frozen=True, slots=True)
class Count:
    """One count.

    Attributes:
        name: Its column.
        grain: The rows it is summed over.
        sql: SQL text of one row's part in it, over the columns of the grain's tables.
        meaning: What it says, in one line.
    """

    name: str
    grain: Grain
    sql: str
    meaning: str


@dataclass(frozen=True, slots=True)
class CardSum:
    """A count weighed by a card's facts and summed over cards, such as the mana of a deck.

    Attributes:
        name: Its column.
        count: The count that is weighed, of a grain that has cards.
        sql: SQL text of the weight, over columns of cards; a card where it is null adds nothing.
        meaning: What it says, in one line.
    """

    name: str
    count: str
    sql: str
    meaning: str


TROPHY = """(drafts.event_match_wins = CASE
    WHEN drafts.event_type LIKE 'Trad%' THEN 3
    WHEN drafts.event_type LIKE 'PickTwo%' THEN 4
    ELSE 7 END)"""
"""An event won to the end: three matches where matches are of three games, four among the four
players of a pick-two draft, else seven."""


def _int(sql: str) -> str:
    """A stored copy count as a number that may be added and multiplied: it is stored in a byte."""
    return f"CAST({sql} AS INTEGER)"


_DECK, _OWNED, _HELD = _int("build_cards.deck"), _int("sideboard"), _int("game_cards.deck")
_OPENING, _DRAWN = _int("opening_hand"), _int("drawn")
_IN_HAND = f"({_OPENING} + {_DRAWN})"
_SEEN = f"LEAST({_HELD}, {_OPENING} + {_DRAWN} + {_int('tutored')})"

_COPIES: tuple[tuple[Grain, str, str, str], ...] = (
    ("deck", "deck", "build_cards.deck", "copies in main decks, summed over games"),
    ("deck", "sideboard", "sideboard", "copies in sideboards, summed over games"),
    ("hand", "opening_hand", "opening_hand", "copies in opening hands"),
    ("hand", "drawn", "drawn", "copies drawn from the first turn on"),
    ("hand", "tutored", "tutored", "copies fetched from the deck by an effect"),
    ("hand", "from_deck", _SEEN, "copies of the main deck that came to hand in any way"),
)
"""Counts of copies: grain, name, one row's copies, meaning. Each has a twin for games won."""

COUNTS: tuple[Count, ...] = (
    Count("num_games", "game", "1", "games"),
    Count("num_won", "game", "CAST(won AS INTEGER)", "games won"),
    Count("num_matches", "game", "CAST(game_number = 1 AS INTEGER)", "matches begun"),
    Count(
        "num_events", "game", "CAST(game_number = 1 AND match_number = 1 AS INTEGER)",
        "events begun",
    ),
    Count("num_on_play", "game", "CAST(on_play AS INTEGER)", "games in which one went first"),
    Count("num_mulligans_sum", "game", "num_mulligans", "mulligans taken"),
    Count("opp_num_mulligans_sum", "game", "opp_num_mulligans", "mulligans of opponents"),
    Count("num_turns_sum", "game", "num_turns", "turns played"),
    *(
        count
        for grain, name, sql, meaning in _COPIES
        for count in (
            Count(name, grain, sql, meaning),
            Count(f"won_{name}", grain, f"CASE WHEN won THEN {sql} ELSE 0 END", f"{meaning}, won"),
        )
    ),
    Count("deck_squares", "deck", f"{_DECK} * {_DECK}", "squares of deck"),
    Count("sideboard_squares", "deck", f"{_OWNED} * {_OWNED}", "squares of sideboard"),
    Count("oh_squares", "hand", f"{_OPENING} * {_OPENING}", "squares of opening_hand"),
    Count("gd_squares", "hand", f"{_DRAWN} * {_DRAWN}", "squares of drawn"),
    Count("gih_squares", "hand", f"{_IN_HAND} * {_IN_HAND}", "squares of copies in hand"),
    Count(
        "from_deck_squares", "hand", f"{_SEEN} * (2 * {_HELD} - {_SEEN})",
        "by how much the squares of copies never seen are below deck_squares",
    ),
    Count("num_taken", "pick", "1", "copies taken"),
    Count(
        "taken_at", "pick", f"{_int('pick_number')} + 1",
        "picks at which they were taken, summed",
    ),
    Count(
        "num_drafts", "pick",
        "CAST(pack_number = 0 AND pick_number = 0 AND taken = 1 AS INTEGER)", "drafts",
    ),
    Count("event_match_wins_sum", "pick", "event_match_wins", "matches won in their events"),
    Count("event_match_losses_sum", "pick", "event_match_losses", "matches lost in their events"),
    Count("is_trophy_sum", "pick", f"CAST({TROPHY} AS INTEGER)", "taken in events won to the end"),
    Count(
        "maindeck_rate_sum", "pick", "COALESCE(pick_maindeck_rate, 0)",
        "shares of games in the deck, summed",
    ),
    Count(
        "sideboard_in_rate_sum", "pick", "COALESCE(pick_sideboard_in_rate, 0)",
        "shares of games boarded in, summed",
    ),
    Count("pack_card", "pack", "copies", "copies in packs that were picked from"),
    Count(
        "num_seen", "pack", "CASE WHEN pick_number < 8 THEN copies ELSE 0 END",
        "copies seen up to the eighth pick, before a pack comes round again",
    ),
    Count(
        "last_seen", "pack", f"{_int('copies')} * LEAST({_int('pick_number')} + 1, 8)",
        "picks at which they were seen, counted up to the eighth, summed",
    ),
)  # fmt: skip
"""Every count. ``num_seen`` and ``last_seen`` are as 17Lands' average-last-seen needs them."""

BY_NAME: Mapping[str, Count] = {count.name: count for count in COUNTS}
"""Counts by name."""

_IS_LAND = "card_type LIKE '%Land%'"

CARD_SUMS: tuple[CardSum, ...] = (
    CardSum("deck_mana_value", "deck", "mana_value", "mana values of main decks, summed"),
    CardSum(
        "deck_lands",
        "deck",
        f"CASE WHEN {_IS_LAND} THEN 1 WHEN card_type IS NOT NULL THEN 0 END",
        "lands in main decks, summed over games",
    ),
    CardSum(
        "deck_spells",
        "deck",
        f"CASE WHEN {_IS_LAND} THEN 0 WHEN card_type IS NOT NULL THEN 1 END",
        "cards in main decks that are no lands, summed over games",
    ),
)
"""Sums over cards that metrics are made of."""
