"""One Magic event: rounds with results, and standings.

One object: ``Tournament``, ``Rounds`` with ``Matches``, ``Standings``. Results are
``won-lost-drawn`` games of the first player; the match goes to whoever won more
games. A ``Player2`` of ``-`` is a bye. Standings keep the published tie-breakers;
recomputing them is ``statistics.standings``. Some files add ``Decks``, which
``rounds_decks`` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.fields import Fields, MalformedError
from tcb_analytics.warehouse.sources.rounds_decks import event_decks

BYE = "-"

_RESULT = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{1,2})")
_HOST = re.compile(r"https?://(?:www\.)?([a-z0-9.-]{1,20})(/\S*)?", re.IGNORECASE)


def _recognises(document: Document) -> bool:
    found = document.json
    return isinstance(found, dict) and {"Tournament", "Rounds", "Standings"} <= found.keys()


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    del context  # nothing here depends on the catalogues
    record = document.json
    fields = Fields(record["Tournament"], "Tournament")
    event = fields.have("Name", terms.optional(terms.line))
    day = fields.have("Date", terms.optional(terms.iso_day))
    uri = fields.have("Uri", terms.optional(terms.line))
    if uri is None and (event is None or day is None):
        raise ImportRefusedError(
            "Tournament has neither a Uri nor a Name and a Date to tell the event by",
            where=document.name,
            remedy="add a Uri to Tournament",
        )
    found = _HOST.fullmatch(uri or "")
    game, source = terms.origin(
        document.name, record, "magic", found[1].lower() if found else "rounds"
    )
    event_id = terms.shortened(uri.split("://")[-1] if uri else f"{event} {day}")
    common = {
        "game": game,
        "source": source,
        "event": event,
        "event_id": event_id,
        "event_date": day,
        "event_date_text": fields.record.get("Date") if day else None,
    }
    yield Dataset(
        key=terms.key("rounds", game, event_id),
        game=game,
        source=source,
        rows=_rows(record, common, fields.rejects),
    )


def _rows(
    record: dict[str, Any], common: dict[str, Any], rejects: list[Reject]
) -> Iterator[Row | Reject]:
    yield from rejects
    lists, decks = event_decks(record.get("Decks"), common)
    yield from lists
    players: set[str] = set()
    if isinstance(record["Rounds"], list):
        for index, round_ in enumerate(record["Rounds"]):
            for item in _round(round_, index, common, decks):
                if isinstance(item, Row):
                    players |= {item.values["player_1"], item.values["player_2"]} - {None}
                yield item
    elif record["Rounds"] is not None:
        yield terms.reject("Rounds", "Rounds", record["Rounds"], "expected a list of rounds")
    yield from _standings(record["Standings"], common, players, decks)


def _round(
    record: object, index: int, common: dict[str, Any], decks: dict[str, str]
) -> Iterator[Row | Reject]:
    key = f"Rounds[{index}]"
    matches = record.get("Matches") if isinstance(record, dict) else None
    if not isinstance(matches, list):
        yield terms.reject(key, "Matches", record, "expected a round with a list of matches")
        return
    for position, match in enumerate(matches):
        fields = Fields(match, f"{key}.Matches[{position}]")
        first = fields.need("Player1", terms.name)
        second = fields.need("Player2", terms.name)
        result = fields.need("Result", _games)
        bye = second == BYE
        if first == BYE or (first is not None and first == second):
            fields.reject("Player1", first, "expected two players, or a bye for the first")
        if bye and result is not None and result[1] > 0:
            fields.reject("Result", fields.record["Result"], "a bye cannot lose a game")
        yield from fields.rejects
        if fields.rejects or result is None:
            continue
        won, lost, drawn = result
        yield Row(
            "matches",
            common
            | {
                "match_id": terms.shortened(f"{common['event_id']}/{index + 1}/{position}"),
                "round": index + 1,
                "player_1": first,
                "player_2": None if bye else second,
                "deck_1": decks.get(first or ""),
                "deck_2": None if bye else decks.get(second or ""),
                "winner": 0 if won == lost else 1 if won > lost else 2,
                "games_1": won,
                "games_2": lost,
                "games_drawn": drawn,
                "bye": bye,
            },
            fields.key,
        )


def _games(value: object) -> tuple[int, int, int]:
    found = _RESULT.fullmatch(terms.line(value))
    if found is None:
        raise MalformedError("expected games won, lost and drawn, such as 2-1-0")
    return int(found[1]), int(found[2]), int(found[3])


def _standings(
    standings: object, common: dict[str, Any], players: set[str], decks: dict[str, str]
) -> Iterator[Row | Reject]:
    if standings is None:
        return
    if not isinstance(standings, list):
        yield terms.reject("Standings", "Standings", standings, "expected a list of players")
        return
    ranked = [
        entry["Player"]
        for entry in standings
        if isinstance(entry, dict) and isinstance(entry.get("Player"), str)
    ]
    count = len(players.union(ranked))
    seen: set[str] = set()
    for index, entry in enumerate(standings):
        fields = Fields(entry, f"Standings[{index}]")
        player = fields.need("Player", terms.name)
        rank = fields.need("Rank", _rank)
        record = {
            name: fields.have(name, terms.count) for name in ("Points", "Wins", "Losses", "Draws")
        }
        rates = {name: fields.have(name, terms.fraction) for name in ("OMWP", "GWP", "OGWP")}
        if player in seen:
            fields.reject("Player", player, "listed twice")
        yield from fields.rejects
        if not fields.rejects and player is not None:
            seen.add(player)
            figures = {name.lower(): value for name, value in (record | rates).items()}
            whose = {"players": count, "player": player, "deck_id": decks.get(player)}
            place = {"place_text": str(rank), "place_best": rank, "place_worst": rank}
            yield Row(
                "placements",
                common | whose | place | figures,
                fields.key,
            )


def _rank(value: object) -> int:
    found = terms.count(value)
    if not 1 <= found <= 1_000_000:
        raise MalformedError("expected a rank from 1 to 1,000,000")
    return found


SOURCE = Source(
    name="rounds",
    title="One Magic event: rounds and standings",
    looks_for="a JSON object with Tournament, Rounds and Standings",
    recognises=_recognises,
    read=_read,
)
