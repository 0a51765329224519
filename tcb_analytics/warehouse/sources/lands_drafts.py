"""Drafts as 17Lands publishes them (``draft_data``): one row a pick.

Declares the format and recognises it; ``log_drafts`` reads it. Drafts in which two cards are
picked at a time have a column ``pick_2``.
"""

from __future__ import annotations

from collections.abc import Iterator

from tcb_analytics.warehouse.log_header import Shape, Text
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.lands import PLAYER, SET

NAME = "17lands-drafts"
SHAPE = Shape(
    texts={
        "expansion": SET,
        "event_type": SET,
        "draft_id": Text("text"),
        "draft_time": Text("moment"),
        "rank": Text("name", empty=True, missing=True),
        "event_match_wins": Text("whole"),
        "event_match_losses": Text("whole"),
        "pack_number": Text("whole", most=4),
        "pick_number": Text("whole", most=24),
        "pick": Text("text", empty=True),
        "pick_2": Text("text", empty=True, missing=True),
        "pick_maindeck_rate": Text("rate", empty=True),
        "pick_sideboard_in_rate": Text("rate", empty=True),
        **PLAYER,
    },
    figures=("pack_card_", "pool_"),
)

_ENOUGH = 3
"""How many of four columns tell the format; a file that lacks one is refused by its name."""


def _recognises(document: Document) -> bool:
    header = document.header
    return len({"draft_id", "pack_number", "pick_number", "pick"} & set(header)) >= _ENOUGH and any(
        name.startswith(SHAPE.figures) for name in header
    )


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    del context  # nothing here depends on the catalogues
    # Loading numba takes a second, which commands that import no logs need not wait for.
    from tcb_analytics.warehouse.log_drafts import read_drafts  # noqa: PLC0415 - see above

    yield from read_drafts(document, SHAPE, NAME)


SOURCE = Source(
    name=NAME,
    title="Logged drafts of Limited, one row a pick (17Lands draft_data)",
    looks_for="a CSV with draft_id, pack_number, pick_number, pick and columns pack_card_…",
    recognises=_recognises,
    read=_read,
    order=49,
    streams=True,
)
