"""The whole lists that a Limitless week shows for a leader: decks and placements."""

from __future__ import annotations

from collections.abc import Iterator

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.deck_rows import deck_rows, merged, parse_list
from tcb_analytics.warehouse.sources.fields import Fields, MalformedError, text
from tcb_analytics.warehouse.sources.limitless_week import Week


def sample_rows(
    builds: object, key: str, week: Week, leader: str, name: str | None
) -> Iterator[Row | Reject]:
    """Rows of ``placements``, ``decks`` and ``deck_cards`` for a leader's sample lists.

    A list that cannot be read is rejected as a whole; its placement stays. The source
    gives no day for these events, only the week.
    """
    if builds is None:
        return
    if not isinstance(builds, list):
        yield terms.reject(key, "sample_builds", builds, "expected a list of decks")
        return
    for index, build in enumerate(builds):
        fields = Fields(build, f"{key}[{index}]")
        player = fields.have("player_name", terms.optional(terms.name))
        event = fields.have("tournament_name", terms.optional(terms.line))
        place = fields.have("placing", _place)
        counts = fields.need("deck_txt", lambda value: merged(parse_list(text(value))))
        yield from fields.rejects
        if not fields.record:
            continue
        common = {
            "game": week.game,
            "source": week.source,
            "deck_id": f"{week.set_code}/{week.scraped}/{leader}/{index}",
            "event": event,
            "event_id": terms.shortened(event) if event else None,
            "set_code": week.set_code,
            "leader": leader,
            "player": player,
        }
        ends = {"place_text": str(place) if place else None, "place_best": place}
        yield Row(
            "placements",
            common
            | {"deck_id": common["deck_id"] if counts else None, "place_worst": place, **ends},
            fields.key,
        )
        if counts:
            yield from deck_rows(common | {"name": name}, counts, fields.key)


def _place(value: object) -> int:
    found = terms.count(value)
    if not 1 <= found <= 1_000_000:
        raise MalformedError("expected a place from 1 to 1,000,000")
    return found
