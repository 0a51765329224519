"""The columns that questions over Limited logs may be grouped and filtered by.

A column belongs to games, to picks, to both, or to cards; a derived one is SQL over its bases.
What a rollup keeps and what the facts have is said by their base columns alone, so a new
derived column is one line here. Leaves out how the tables join (``log_facts.py``).
"""

from __future__ import annotations

from collections.abc import Mapping

from tcb_analytics.warehouse.log_counts import CARD_GRAINS, GAME_GRAINS, Grain
from tcb_analytics.warehouse.queries.columns import Key

RELEASE = "release_date"
"""Stands in derived columns for the first day of the set in the lake."""

A_PACK = "picks_a_pack"
"""Stands in derived columns for the picks of a pack, which differ from log to log."""

_DAYS = "DATE_DIFF('day', DATE '1970-01-05', CAST({0} AS DATE))"
"""Days since a Monday, so that weeks and days of the week need no function of one engine."""


def _times(of: str) -> tuple[Key, ...]:
    base = f"{of}_time"
    hour = f"CAST(EXTRACT(HOUR FROM {base}) AS INTEGER)"
    weekday = f"CAST({_DAYS.format(base)} % 7 + 1 AS INTEGER)"
    return (
        Key(f"{of}_date", "day", f"day of the {of}", f"CAST({base} AS DATE)", (base,)),
        Key(f"{of}_week", "day", f"Monday of the week of the {of}"),
        Key(f"{of}_hour", "number", f"hour of the {of}, UTC", hour, (base,)),
        Key(f"{of}_day_of_week", "number", "1 for Monday to 7 for Sunday", weekday, (base,)),
    )


_FORMAT_DAY = f"(DATE_DIFF('day', {RELEASE}, CAST(draft_time AS DATE)) + 1)"
_COHORT = """
CASE WHEN user_n_games_bucket < 100 THEN 'Other'
     WHEN user_game_win_rate_bucket > 0.57 THEN 'Top'
     WHEN user_game_win_rate_bucket < 0.49 THEN 'Bottom'
     ELSE 'Middle' END
"""

_OF_BOTH = (
    Key("game", "text", "game, such as magic"),
    Key("source", "text", "who published the logs"),
    Key("set_code", "text", "set that was drafted"),
    Key("event_type", "text", "kind of draft, such as PremierDraft"),
    Key("draft_id", "text", "draft, as its source names it"),
    *_times("draft"),
    Key(
        "format_day", "number", "day of the draft since the first of its set, from 1",
        f"CAST({_FORMAT_DAY} AS INTEGER)", ("draft_time", "set_code"),
    ),
    Key(
        "format_week", "number", "week of the draft since the first of its set, from 1",
        f"CAST(FLOOR(({_FORMAT_DAY} - 1) / 7) + 1 AS INTEGER)", ("draft_time", "set_code"),
    ),
    Key("rank", "text", "the player's rank"),
    Key("user_n_games_bucket", "number", "games the player has logged, at least"),
    Key("user_game_win_rate_bucket", "number", "the player's rate of games won"),
    Key(
        "player_cohort", "text", "Top, Middle, Bottom by games won, or Other: under 100 games",
        _COHORT, ("user_n_games_bucket", "user_game_win_rate_bucket"),
    ),
)  # fmt: skip
_OF_GAMES = (
    *_times("game"),
    Key("build_index", "number", "number of the deck within its draft"),
    Key("match_number", "number", "match of the event, from 1"),
    Key("game_number", "number", "game of the match, from 1"),
    Key("opp_rank", "text", "the opponent's rank"),
    Key("main_colors", "text", "colours of the deck in WUBRG order"),
    Key(
        "num_colors", "number", "number of main colours",
        "CAST(LENGTH(main_colors) AS INTEGER)", ("main_colors",),
    ),
    Key("splash_colors", "text", "colours that the deck splashes"),
    Key(
        "has_splash", "flag", "whether the deck splashes", "LENGTH(splash_colors) > 0",
        ("splash_colors",),
    ),
    Key("on_play", "flag", "whether the player went first"),
    Key("num_mulligans", "number", "mulligans of the player"),
    Key("opp_num_mulligans", "number", "mulligans of the opponent"),
    Key("opp_colors", "text", "colours seen of the opponent"),
    Key("num_turns", "number", "turns of the game"),
    Key("won", "flag", "whether the player won"),
)  # fmt: skip
_OF_PICKS = (
    Key("pack_number", "number", "pack, from 0"),
    Key("pick_number", "number", "pick of the pack, from 0"),
    Key(
        "pack_num", "number", "pack, from 1", "CAST(pack_number AS INTEGER) + 1", ("pack_number",)
    ),
    Key(
        "pick_num", "number", "pick of the pack, from 1", "CAST(pick_number AS INTEGER) + 1",
        ("pick_number",),
    ),
    Key(
        "pick_index", "number", "pick of the draft, over all its packs, from 0",
        f"CAST(pack_number AS INTEGER) * {A_PACK} + CAST(pick_number AS INTEGER)",
        ("pack_number", "pick_number", "import_id"),
    ),
    Key("event_match_wins", "number", "matches won in the event"),
    Key("event_match_losses", "number", "matches lost in the event"),
    Key(
        "event_matches", "number", "matches of the event",
        "CAST(event_match_wins AS INTEGER) + CAST(event_match_losses AS INTEGER)",
        ("event_match_wins", "event_match_losses"),
    ),
    Key("is_trophy", "flag", "whether the event was won to the end"),
)  # fmt: skip
_OF_CARDS = (
    Key("name", "text", "card name"),
    Key("color", "text", "colours of the card in WUBRG order; empty for none"),
    Key("rarity", "text", "rarity of the card"),
    Key("card_type", "text", "types of the card, such as Creature"),
    Key("mana_value", "number", "mana value of the card"),
)


def _named(*groups: tuple[Key, ...]) -> Mapping[str, Key]:
    return {key.name: key for group in groups for key in group}


GAME_KEYS = _named(_OF_BOTH, _OF_GAMES)
"""Columns of games."""
PICK_KEYS = _named(_OF_BOTH, _OF_PICKS)
"""Columns of picks."""
CARD_KEYS = _named(_OF_CARDS)
"""Columns of cards: the name, and what the view ``limited_cards`` knows of it."""
ALL_KEYS = _named(_OF_BOTH, _OF_GAMES, _OF_PICKS, _OF_CARDS)
"""Every declared column."""


def row_keys(grain: Grain) -> Mapping[str, Key]:
    """Columns that rows of a grain have, those of cards apart."""
    return GAME_KEYS if grain in GAME_GRAINS else PICK_KEYS


def lacks(grain: Grain, column: str) -> bool:
    """Whether rows of a grain cannot be grouped or filtered by a column."""
    if column in row_keys(grain):
        return False
    return grain not in CARD_GRAINS or (column in GAME_KEYS or column in PICK_KEYS)
