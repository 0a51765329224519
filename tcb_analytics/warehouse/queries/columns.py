"""The columns that a question may be grouped and filtered by, view by view.

Declared here so that a wrong name is refused with the known ones before any SQL is
built, and so that a value can be checked against its column's kind. A derived column
is worked out from its bases after rows were counted, which spares a computation per
row. Columns that only carry counts are no keys and are left out.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tcb_analytics.errors import QueryError

ColumnKind = Literal["text", "number", "day", "flag"]


@dataclass(frozen=True, slots=True)
class Key:
    """One column to group or filter by.

    Attributes:
        name: Column of the view.
        kind: What its values are.
        meaning: One line for people.
        sql: For a derived column, its SQL over ``bases``.
        bases: Columns that ``sql`` is worked out from.
    """

    name: str
    kind: ColumnKind
    meaning: str
    sql: str | None = None
    bases: tuple[str, ...] = ()


WEEK = "STRFTIME(date, '%G-W%V')"
MONTH = "STRFTIME(date, '%Y-%m')"

_COMMON = (
    Key("game", "text", "game, such as onepiece"),
    Key("source", "text", "who published it"),
    Key("leader", "text", "number of the leader"),
    Key("date", "day", "day; of a published period its last day"),
    Key("week", "text", "ISO week, such as 2025-W07", WEEK, ("date",)),
    Key("month", "text", "month, such as 2025-02", MONTH, ("date",)),
    Key("set_code", "text", "booster period or set"),
)
_EVENT = (
    Key("event", "text", "event as its source names it; of published counts their period"),
    Key("event_id", "text", "event, unique within its source"),
)
_EVIDENCE = Key("evidence", "text", "matches or decks: counted here; published: by the source")

VIEWS: Mapping[str, tuple[Key, ...]] = {
    "results": (
        *_COMMON,
        *_EVENT,
        _EVIDENCE,
        Key("opponent", "text", "number of the other leader"),
        Key("mirror", "flag", "whether both leaders are the same"),
        Key("player", "text", "player, a pseudonym"),
        Key("opponent_player", "text", "the other player"),
        Key("deck_id", "text", "deck list that was played"),
        Key("went_first", "flag", "whether this side went first; null where unknown"),
        Key("round", "number", "round of the event"),
        Key("mode", "text", "mode of play as the source has it"),
        Key("import_id", "text", "import that brought the row"),
    ),
    "decks": (
        *_COMMON,
        *_EVENT,
        Key("deck_id", "text", "deck, unique within its source"),
        Key("name", "text", "name or archetype as the source has it"),
        Key("leader_name", "text", "name of the leader"),
        Key("player", "text", "player, a pseudonym"),
        Key("date_text", "text", "the date as the source wrote it"),
        Key("size", "number", "cards in the main deck"),
        Key("complete", "flag", "whether size and leader are those of its game"),
        Key("place_best", "number", "best place that the source's text allows"),
        Key("place_worst", "number", "worst place that the source's text allows"),
        Key("players", "number", "players in the event"),
        Key("import_id", "text", "import that brought the row"),
    ),
    "deck_counts": (*_COMMON, *_EVENT, _EVIDENCE),
    "published_inclusions": (*_COMMON, Key("import_id", "text", "import that brought the row")),
}
"""Columns by view. Helpers accept those of the view they ask."""


def keys_of(view: str) -> dict[str, Key]:
    """Declared columns of a view by name."""
    return {key.name: key for key in VIEWS[view]}


def find_key(name: object, known: Mapping[str, Key], where: str) -> Key:
    """The declared column of that name.

    Raises:
        QueryError: There is none; the message lists those there are.
    """
    if isinstance(name, str) and name in known:
        return known[name]
    raise QueryError(
        f"no column {name!r}{suggestion(name, known)}; known: {', '.join(sorted(known))}",
        where=where,
    )


def suggestion(name: object, known: Iterable[str]) -> str:
    """``, did you mean 'leader'?`` where a known name is close, else nothing."""
    close = difflib.get_close_matches(str(name).lower(), list(known), n=1)
    return f", did you mean {close[0]!r}?" if close else ""
