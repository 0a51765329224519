"""Online ladder matches of one day, with deck strings.

One object: ``date``, ``matches`` by id and ``decks`` by hash. A deck string is the
main deck without its leader; the leader stands in the match, so a deck is the pair
of both. Files hold tens of thousands of matches: the common case is read with plain
look-ups, and only a match that is not plain is looked at field by field.

A game that nobody won is kept and excluded, not counted as a loss: ``winner`` null,
or a player who left by ``selfdc``. The source states no time zone: UTC is assumed.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.deck_rows import deck_rows, merged, parse_list
from tcb_analytics.warehouse.sources.fields import Fields, MalformedError, real, text

NO_LEADER = "Mobile"
"""What the source writes for a leader it did not record (games played on a phone)."""

SELF_DISCONNECT = "self-disconnect"
NO_WINNER = "no winner recorded"

_PLAYERS = {"p1": 1, "p2": 2}


@dataclass
class _Day:
    """One document, and what reading its matches has brought up so far."""

    game: str
    source: str
    day: date
    lists: dict[str, dict[str, int]] = field(default_factory=dict)
    leaders: dict[str, str | None] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    decks: dict[tuple[str, str | None], str] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)

    def leader(self, raw: object) -> str | None:
        """The leader's number; None where the source did not record it."""
        if not isinstance(raw, str):
            if raw is None:
                return None
            raise MalformedError(f"expected a card number, found {type(raw).__name__}")
        if raw not in self.leaders:
            self.leaders[raw] = None if raw in ("", NO_LEADER) else terms.card(raw)
        return self.leaders[raw]

    def player(self, raw: object) -> str | None:
        """The player's id."""
        if not isinstance(raw, str):
            if raw is None:
                return None
            raise MalformedError(f"expected a player id, found {type(raw).__name__}")
        if raw not in self.names:
            self.names[raw] = terms.name(raw)
        return self.names[raw]

    def deck(self, raw: object, leader: str | None) -> str | None:
        """The deck_id of a list played with a leader; None where there is no usable list."""
        if not isinstance(raw, str):
            if raw is None:
                return None
            raise MalformedError(f"expected the hash of a deck, found {type(raw).__name__}")
        if (raw, leader) in self.decks:
            return self.decks[raw, leader]
        if raw not in self.lists:
            self.missing.add(raw)
            return None
        parts = [str(self.day), raw, *([leader] if leader else [])]
        found = self.decks[raw, leader] = terms.shortened("/".join(parts))
        return found


def _recognises(document: Document) -> bool:
    found = document.json
    return (
        isinstance(found, dict)
        and "date" in found
        and isinstance(found.get("matches"), dict)
        and isinstance(found.get("decks"), dict)
    )


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    del context  # nothing here depends on the catalogues
    record = document.json
    game, source = terms.origin(document.name, record, "onepiece", "ladder")
    day = terms.identity(document.name, record, "date", terms.iso_day)
    yield Dataset(
        key=terms.key("ladder", game, source, str(day)),
        game=game,
        source=source,
        rows=_rows(record, _Day(game, source, day)),
        notes=("times have no zone in the source: taken as UTC",),
    )


def _rows(record: dict[str, Any], day: _Day) -> Iterator[Row | Reject]:
    unusable = yield from _lists(record["decks"], day)
    common = {"game": day.game, "source": day.source, "bye": False}
    for match_id, match in record["matches"].items():
        key = f"matches[{match_id}]"
        try:
            yield Row("matches", {**common, **_match(match_id, match, day)}, key)
        except (ValueError, TypeError, KeyError, AttributeError):
            yield from _explain(match_id, match, day, key)
    for name in sorted(day.missing - unusable):
        yield terms.reject(f"decks[{name}]", "decks", "", "played in a match, but not listed")
    yield from _decks(day)


def _match(match_id: str, match: dict[str, Any], day: _Day) -> dict[str, Any]:
    """The columns of a match; any error means that it must be looked at field by field."""
    first, second = match["p1"], match["p2"]
    leader_1, leader_2 = day.leader(first["leader"]), day.leader(second["leader"])
    played = terms.moment(match["ts"]) if match["ts"] is not None else None
    winner, excluded = _result(match["winner"], first["status"], second["status"])
    return {
        "match_id": terms.name(match_id),
        "played_at": played,
        "event_date": played.date() if played else day.day,
        "mode": _mode(match["mode"]),
        "player_1": day.player(first["id"]),
        "player_2": day.player(second["id"]),
        "leader_1": leader_1,
        "leader_2": leader_2,
        "deck_1": day.deck(first["deck"], leader_1),
        "deck_2": day.deck(second["deck"], leader_2),
        "winner": winner,
        "first_player": _first(match.get("first")),
        "excluded": excluded,
        "seconds": _seconds(match["dur"]),
    }


def _result(raw: object, first: object, second: object) -> tuple[int | None, str | None]:
    """Winner and the reason for leaving the match out, from ``winner`` and both statuses."""
    if raw is None:
        if first == "draw" and second == "draw":
            return 0, None
        left = "selfdc" in (first, second)
        return None, SELF_DISCONNECT if left else NO_WINNER
    winner = _PLAYERS.get(raw) if isinstance(raw, str) else None
    if winner is None:
        raise MalformedError("expected p1, p2 or null")
    if (first, second)[winner - 1] == "loss" or (first, second)[2 - winner] == "win":
        raise MalformedError("the players' status says the opposite")
    return winner, SELF_DISCONNECT if "selfdc" in (first, second) else None


def _first(raw: object) -> int | None:
    """Who went first, where a file says it: ``p1`` or ``p2``."""
    if raw is None:
        return None
    if not isinstance(raw, str) or raw not in _PLAYERS:
        raise MalformedError("expected p1, p2 or null")
    return _PLAYERS[raw]


def _mode(raw: object) -> str | None:
    if raw is None:
        return None
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < 2**31:
        return str(raw)
    return terms.line(raw)


def _seconds(raw: object) -> float | None:
    if raw is None:
        return None
    found = real(raw)
    if not 0 <= found <= 1e6:
        raise MalformedError("expected 0 to 1,000,000 seconds")
    return found


def _explain(match_id: str, match: object, day: _Day, key: str) -> Iterator[Row | Reject]:
    """Read a match field by field: load it if only optional fields are absent, else say why."""
    fields = Fields(match, key)
    for side in ("p1", "p2"):
        player = Fields(fields.record.get(side), f"{key}.{side}")
        if isinstance(match, dict) and not player.record:
            fields.reject(side, match.get(side), "expected a player")
        player.have("leader", day.leader)
        player.have("id", day.player)
        player.have("deck", text)
        if player.record:
            fields.rejects += player.rejects
    fields.have("ts", terms.moment)
    fields.have("mode", _mode)
    fields.have("first", _first)
    fields.have("dur", _seconds)
    try:
        terms.name(match_id)
    except ValueError as error:
        fields.reject("match_id", match_id, str(error))
    if fields.rejects or not isinstance(match, dict):
        yield from fields.rejects
        return
    whole = _with_absent_fields(match)
    try:
        columns = _match(match_id, whole, day)
    except ValueError as error:
        yield terms.reject(fields.key, "winner", match.get("winner"), str(error))
        return
    yield Row("matches", {"game": day.game, "source": day.source, "bye": False, **columns}, key)


def _with_absent_fields(match: dict[str, Any]) -> dict[str, Any]:
    sides = {
        side: dict.fromkeys(("id", "leader", "deck", "status")) | match[side]
        for side in ("p1", "p2")
    }
    return dict.fromkeys(("ts", "mode", "dur", "winner")) | match | sides


def _lists(decks: dict[str, Any], day: _Day) -> Generator[Row | Reject, None, set[str]]:
    """Read the deck strings into ``day``; gives the names of those that are unusable."""
    unusable = set()
    for name, raw in decks.items():
        try:
            day.lists[terms.name(name)] = merged(parse_list(text(raw)))
        except ValueError as error:
            unusable.add(name)
            yield terms.reject(f"decks[{name}]", "decks", raw, str(error))
    return unusable


def _decks(day: _Day) -> Iterator[Row]:
    """Every list with each leader it was played with; lists never played come last."""
    for name in day.lists.keys() - {name for name, _ in day.decks}:
        day.deck(name, None)
    for (name, leader), deck_id in day.decks.items():
        deck = {"game": day.game, "source": day.source, "deck_id": deck_id, "leader": leader}
        key = f"decks[{name}]" + (f" with {leader}" if leader else "")
        yield from deck_rows(deck | {"event_date": day.day}, day.lists[name], key)


SOURCE = Source(
    name="ladder",
    title="Online ladder matches of one day, with deck strings",
    looks_for="a JSON object with date, matches by id and decks by hash",
    recognises=_recognises,
    read=_read,
)
