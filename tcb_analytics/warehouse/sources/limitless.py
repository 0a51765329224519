"""One week of Limitless results, as a scraper published them.

One object: ``set_code``, ``source`` (who and which days), ``scraped_at`` and
``leaders``, each with its results against every opponent (``matchups``), the cards
seen in its decks (``cards``) and a few whole lists (``sample_builds``). Counts are
the facts: a row whose counts contradict each other, or the rate published beside
them, is rejected, since nobody can tell which of the two is wrong. Overall rates
are kept as published and compared with the cells in a note only, because a source
may leave rare opponents out of its cells. The cards are read in
``limitless_cards``, the lists in ``limitless_decks``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tcb_analytics.cards.numbers import fold_print
from tcb_analytics.warehouse.contracts import Reject, Row, show
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.fields import Fields
from tcb_analytics.warehouse.sources.limitless_cards import inclusion_rows
from tcb_analytics.warehouse.sources.limitless_decks import sample_rows
from tcb_analytics.warehouse.sources.limitless_week import ROUNDING, Week, read_week


def _recognises(document: Document) -> bool:
    found = document.json
    if not isinstance(found, dict) or "set_code" not in found:
        return False
    leaders = found.get("leaders")
    return isinstance(leaders, list) and any(
        isinstance(leader, dict) and isinstance(leader.get("matchups"), dict) for leader in leaders
    )


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    del context  # nothing here depends on the catalogues
    record = document.json
    week = read_week(document.name, record)
    rows = list(_rows(record, week))
    yield Dataset(
        key=terms.key(
            "limitless", week.game, *_of_publisher(week), week.set_code, str(week.scraped)
        ),
        game=week.game,
        source=week.source,
        rows=rows,
        notes=(
            "periods may overlap: do not add these counts to those of another import",
            *_disagreements(rows),
        ),
    )


def _of_publisher(week: Week) -> tuple[str, ...]:
    return () if week.source == "limitless" else (week.source,)


def _rows(record: dict[str, Any], week: Week) -> Iterator[Row | Reject]:
    tracked = Fields(record, "decks_tracked")
    total = tracked.need("decks_tracked", terms.count)
    yield from tracked.rejects
    seen: set[str] = set()
    for index, leader in enumerate(record["leaders"]):
        yield from _leader(leader, f"leaders[{index}]", week, total, seen)


def _leader(
    record: object, key: str, week: Week, total: int | None, seen: set[str]
) -> Iterator[Row | Reject]:
    fields = Fields(record, key)
    leader = fields.need("leader_card_id", terms.card)
    if leader in seen:
        fields.reject("leader_card_id", leader, "listed twice")
    if leader is None or fields.rejects:
        yield from fields.rejects or [terms.reject(key, "", record, "expected a leader")]
        return
    seen.add(leader)
    name = fields.have("name", terms.line)
    common = week.columns | {"leader": leader}
    yield from _share(fields, common | {"leader_name": name}, total)
    for part, read in (("matchups", _cells), ("cards", inclusion_rows)):
        yield from read(fields.record.get(part), f"{key}.{part}", common | {"leader_name": name})
    builds = fields.record.get("sample_builds")
    yield from sample_rows(builds, f"{key}.sample_builds", week, leader, name)


def _share(fields: Fields, common: dict[str, Any], total: int | None) -> Iterator[Row | Reject]:
    decks = fields.need("deck_count", terms.count)
    share = fields.have("share_percentage", terms.percent)
    rate = fields.have("overall_winrate", terms.percent)
    games = fields.have("total_games_recorded", terms.count)
    if decks is not None and total is not None:
        if decks > total:
            fields.reject("deck_count", decks, f"more than the {total} decks tracked")
        elif share is not None and total and abs(share - decks / total) > ROUNDING:
            fields.reject(
                "share_percentage", 100 * share, f"{decks} of {total} decks is another share"
            )
    if total is None:
        fields.reject("deck_count", decks, "the number of decks tracked is missing")
    yield from fields.rejects
    if not fields.rejects:
        values = {"decks": decks, "decks_tracked": total, "published_games": games}
        rates = {"published_share": share, "published_win_rate": rate}
        yield Row("shares", common | values | rates, fields.key)


def _cells(cells: object, key: str, common: dict[str, Any]) -> Iterator[Row | Reject]:
    if not isinstance(cells, dict):
        yield terms.reject(key, "matchups", cells, "expected results by opponent")
        return
    seen: set[str] = set()
    for opponent, cell in cells.items():
        fields = Fields(cell, f"{key}[{opponent}]")
        against = fields.need("opponent_id", terms.card)
        named = fields.have("opponent_name", terms.line)
        counts = {name: fields.need(name, terms.count) for name in ("wins", "losses", "ties")}
        rate = fields.have("winrate", terms.percent)
        if against is not None and against != fold_print(opponent):
            fields.reject("opponent_id", against, f"filed under {show(opponent)}")
        if against in seen:
            fields.reject("opponent_id", against, "listed twice")
        _compare(fields, counts, rate)
        yield from fields.rejects
        if not fields.rejects and against is not None:
            seen.add(against)
            values = {"opponent": against, "opponent_name": named, **counts}
            yield Row("matchups", common | values, fields.key)


def _compare(fields: Fields, counts: dict[str, int | None], rate: float | None) -> None:
    """Reject a cell whose counts contradict its total or its rate (ties are games)."""
    total = fields.have("total_matches", terms.count)
    if fields.rejects:
        return
    games = sum(count or 0 for count in counts.values())
    if total is not None and total != games:
        fields.reject("total_matches", total, f"wins, losses and ties make {games}")
    elif rate is not None and games and abs(rate - (counts["wins"] or 0) / games) > ROUNDING:
        fields.reject("winrate", 100 * rate, f"{counts['wins']} wins in {games} is another rate")


def _disagreements(rows: list[Row | Reject]) -> Iterator[str]:
    """Remarks where the cells of a document do not mirror each other or miss games."""
    loaded = [row for row in rows if isinstance(row, Row)]
    cells = {
        (row.values["leader"], row.values["opponent"]): row.values
        for row in loaded
        if row.table == "matchups"
    }
    odd = sum(
        (cell["wins"], cell["losses"], cell["ties"])
        != (other["losses"], other["wins"], other["ties"])
        for (leader, opponent), cell in cells.items()
        if (other := cells.get((opponent, leader))) is not None
    )
    if odd:
        yield f"{odd} cells are not the mirror of their opposite cell"
    games: dict[str, int] = {}
    for (leader, _), cell in cells.items():
        games[leader] = games.get(leader, 0) + cell["wins"] + cell["losses"] + cell["ties"]
    shares = [row.values for row in loaded if row.table == "shares"]
    short = sum(
        share["published_games"] not in (None, games.get(share["leader"], 0)) for share in shares
    )
    if short:
        yield f"{short} leaders have other totals than their cells: some opponents are not listed"


SOURCE = Source(
    name="limitless",
    title="One week of Limitless results: matchups, shares, inclusion, sample lists",
    looks_for="a JSON object with set_code and leaders, each with matchups",
    recognises=_recognises,
    read=_read,
)
