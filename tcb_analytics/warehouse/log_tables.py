"""The contracts of Limited logs: drafts and games as 17Lands publishes them, stored split.

A published row repeats a whole deck for every game played with it, and has a cell for every
card of the set, nearly all of them 0. Here a deck is stored once for all its games
(``builds``, ``build_cards``), and a game or a pack lists only the cards that are in it
(``game_cards``, ``pack_cards``). Nothing is lost: the published row can be put together again.

Games, builds, drafts, picks and cards are numbered from 0 within one import, in the order of
the file; the narrow tables join by ``import_id`` and that number. Rollups, which hold counts
made of these, are declared in ``rollups.py``.
"""

from __future__ import annotations

from tcb_analytics.warehouse.column_kinds import (
    FLAG,
    GAME,
    INT,
    MOMENT,
    REAL,
    SMALL,
    SOURCE,
    TEXT,
    TINY,
    identity,
)
from tcb_analytics.warehouse.contracts import Column, Table

SET_CODE = identity("set_code", "set that was drafted, the source's expansion")
EVENT_TYPE = identity("event_type", "kind of draft, such as PremierDraft")
DRAFT = (
    identity("draft_id", "draft, as its source names it"),
    Column("draft_time", MOMENT, "start of the draft", required=True),
)
PLAYER = (
    Column("user_n_games_bucket", INT, "games the player has logged, at least", low=0, high=1e6),
    Column("user_game_win_rate_bucket", REAL, "the player's rate of games won", low=0, high=1),
)


def _number(name: str, meaning: str) -> Column:
    return Column(name, INT, f"{meaning}, numbered within the import", required=True, low=0)


def _few(name: str, meaning: str, *, low: int = 0, required: bool = True) -> Column:
    return Column(name, TINY, meaning, required=required, low=low, high=127)


CARD = Column("card", SMALL, "card, as log_cards of the import numbers it", required=True, low=0)

LOG_CARDS = Table(
    "log_cards",
    "one row per import of logs and card: the numbers that stand for card names",
    (GAME, SOURCE, SET_CODE, CARD, Column("name", TEXT, "card name", required=True, longest=200)),
)

LIMITED_GAMES = Table(
    "limited_games",
    "one row per logged game of Limited",
    (
        GAME,
        SOURCE,
        SET_CODE,
        EVENT_TYPE,
        _number("game_id", "game"),
        _number("build", "deck that was played"),
        *DRAFT,
        Column("game_time", MOMENT, "start of the game", required=True),
        _few("build_index", "number of the deck within its draft, as the source counts"),
        _few("match_number", "match of the event, from 1"),
        _few("game_number", "game of the match, from 1"),
        identity("rank", "the player's rank; null where the source has none", required=False),
        identity("opp_rank", "the opponent's rank; null where unknown", required=False),
        Column("main_colors", TEXT, "colours of the deck in WUBRG order; empty for none"),
        Column("splash_colors", TEXT, "colours it splashes; empty for none"),
        Column("on_play", FLAG, "whether the player went first", required=True),
        _few("num_mulligans", "mulligans of the player"),
        _few("opp_num_mulligans", "mulligans of the opponent"),
        Column("opp_colors", TEXT, "colours seen of the opponent; empty for none"),
        Column("num_turns", SMALL, "turns of the game", required=True, low=0, high=1000),
        Column("won", FLAG, "whether the player won", required=True),
        *PLAYER,
    ),
)

BUILDS = Table(
    "builds",
    "one row per deck of a draft: its build index and content; of one index two contents are two",
    (
        _number("build", "deck"),
        SET_CODE,
        EVENT_TYPE,
        DRAFT[0],
        _few("build_index", "number of the deck within its draft, as the source counts"),
        _number("games", "games played with it; a count, not a number"),
    ),
)

BUILD_CARDS = Table(
    "build_cards",
    "one row per deck and card of it",
    (
        _number("build", "deck"),
        CARD,
        _few("deck", "copies in the main deck"),
        _few("sideboard", "copies in the sideboard"),
    ),
)

GAME_CARDS = Table(
    "game_cards",
    "one row per game and card that came to hand in it",
    (
        _number("game_id", "game"),
        CARD,
        _few("opening_hand", "copies in the opening hand that was kept"),
        _few("drawn", "copies drawn from the first turn on"),
        _few("tutored", "copies fetched from the deck by an effect"),
        _few("deck", "copies in the main deck, as build_cards has it"),
    ),
)

DRAFTS = Table(
    "drafts",
    "one row per draft; of one draft id told in two ways two",
    (
        GAME,
        SOURCE,
        SET_CODE,
        EVENT_TYPE,
        _number("draft", "draft"),
        *DRAFT,
        identity("rank", "the player's rank; null where the source has none", required=False),
        _few("event_match_wins", "matches won in the event"),
        _few("event_match_losses", "matches lost in the event"),
        *PLAYER,
    ),
)

PICKS = Table(
    "picks",
    "one row per pick of a draft",
    (
        _number("pick", "pick"),
        _number("draft", "draft"),
        _few("pack_number", "pack, from 0"),
        _few("pick_number", "pick of the pack, from 0"),
        Column("card", SMALL, "card taken, as log_cards numbers it; null for none", low=0),
        Column("card_2", SMALL, "second card taken, where two are; else null", low=0),
        Column(
            "pick_maindeck_rate", REAL, "share of the draft's games with it in the deck", low=0,
            high=1,
        ),
        Column(
            "pick_sideboard_in_rate", REAL, "share of games in which it was boarded in", low=0,
            high=1,
        ),
    ),
)  # fmt: skip

PACK_CARDS = Table(
    "pack_cards",
    "one row per pick and card in the pack that was picked from",
    (_number("pick", "pick"), CARD, _few("copies", "copies in the pack", low=1)),
)

POOL_CARDS = Table(
    "pool_cards",
    "one row per pick and card where the published pool is not what was picked before, in the "
    "order of the file and without second cards",
    (
        _number("pick", "pick"),
        CARD,
        _few("copies", "copies in the pool beyond those picked before; below 0: fewer", low=-127),
    ),
)

LOG_TABLES = (
    LOG_CARDS, LIMITED_GAMES, BUILDS, BUILD_CARDS, GAME_CARDS, DRAFTS, PICKS, PACK_CARDS,
    POOL_CARDS,
)  # fmt: skip
"""Every table of logs, in the order of the dictionary."""
