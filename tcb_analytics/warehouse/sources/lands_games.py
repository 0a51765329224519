"""Games of Limited as 17Lands publishes them (``game_data``): one row a game.

Declares the format and recognises it; ``log_games`` reads it.
"""

from __future__ import annotations

from collections.abc import Iterator

from tcb_analytics.warehouse.log_header import Shape, Text
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.lands import PLAYER, SET

NAME = "17lands-games"
SHAPE = Shape(
    texts={
        "expansion": SET,
        "event_type": SET,
        "draft_id": Text("text"),
        "draft_time": Text("moment"),
        "game_time": Text("moment"),
        "build_index": Text("whole"),
        "match_number": Text("whole"),
        "game_number": Text("whole"),
        "rank": Text("name", empty=True, missing=True),
        "opp_rank": Text("name", empty=True, missing=True),
        "main_colors": Text("text", empty=True),
        "splash_colors": Text("text", empty=True),
        "on_play": Text("flag"),
        "num_mulligans": Text("whole"),
        "opp_num_mulligans": Text("whole"),
        "opp_colors": Text("text", empty=True),
        "num_turns": Text("whole", most=1_000),
        "won": Text("flag"),
        **PLAYER,
    },
    figures=("opening_hand_", "drawn_", "tutored_", "deck_", "sideboard_"),
)

_ENOUGH = 3
"""How many of four columns tell the format; a file that lacks one is refused by its name."""


def _recognises(document: Document) -> bool:
    header = document.header
    return (
        len({"draft_id", "game_time", "build_index", "won"} & set(header)) >= _ENOUGH
        and any(name.startswith(SHAPE.figures) for name in header)
        and "user_turn_1_cards_drawn" not in header
    )


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    del context  # nothing here depends on the catalogues
    # Loading numba takes a second, which commands that import no logs need not wait for.
    from tcb_analytics.warehouse.log_games import read_games  # noqa: PLC0415 - see above

    yield from read_games(document, SHAPE, NAME)


SOURCE = Source(
    name=NAME,
    title="Logged games of Limited, one row a game (17Lands game_data)",
    looks_for="a CSV with draft_id, game_time, build_index, won and columns deck_… of cards",
    recognises=_recognises,
    read=_read,
    order=49,
    streams=True,
)
