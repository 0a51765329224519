"""`tcb deck values`: what the lake teaches of each card, with its uncertainty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cli.deck_asked import day, game_option, on_option, pool_of
from tcb_analytics.cli.output import json_option, say, show
from tcb_analytics.cli.text import to_json
from tcb_analytics.strategies.asked import leader_for
from tcb_analytics.strategies.values import CardValue
from tcb_analytics.warehouse.lake import open_lake
from tcb_analytics.workbench.card_values import LakeLearner, learned_values
from tcb_analytics.workbench.rated_cards import RatedCards
from tcb_analytics.workbench.seen_cards import ALL


@click.command(epilog="Example: tcb deck values --leader TB01-001 --limit 10")
@click.option("--leader", metavar="NUMBER", help="Values beside this leader.")
@click.option("--color", metavar="COLOR",
              help="Values of a colour, whatever the leader; in Limited deck colours.")  # fmt: skip
@game_option
@on_option
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Most rows.")
@json_option
def values(
    *,
    leader: str | None,
    color: str | None,
    game: str | None,
    on: datetime | None,
    limit: int,
    as_json: bool,
) -> None:
    """Show card values learned from the lake: points a copy, standard error, what they come from.

    They are what --learned builds with. JSON holds every card, whatever the limit.
    """
    with open_lake() as lake:
        name, catalog = pool_of(lake, game, leader)
        found, of = _asked(learned_values(lake, name, on=day(on)), catalog, leader, color)
    rows = [_row(catalog, number, value) for number, value in found.items()]
    rows.sort(key=lambda row: (-row["value"], row["number"]))
    if as_json:
        click.echo(to_json({"of": of, "values": rows}))
        return
    learned = sum(row["learned"] for row in rows)
    say(f"{of}: {learned:,} of {len(rows):,} cards have evidence; the {min(limit, len(rows))} best")
    columns = ["number", "name", "value", "uncertainty", "inclusion", "most", "by"]
    shown = rows[:limit]
    show(shown, [name for name in columns if any(row[name] is not None for row in shown)])


def _asked(
    learned: LakeLearner | RatedCards, catalog: Catalog, leader: str | None, color: str | None
) -> tuple[Mapping[str, CardValue], str]:
    """The values asked for, and what they are of."""
    if isinstance(learned, RatedCards):
        if leader is not None:
            raise click.UsageError("this game has no leaders: leave --leader out")
        name = ALL if color is None else color.upper()
        return learned.in_colors(name), "all decks" if color is None else f"{name} decks"
    if (leader is None) == (color is None):
        raise click.UsageError("give either --leader or --color")
    card = leader_for(catalog, leader)
    found = learned.color(color or "") if card is None else learned.evidence(card)
    of = found.leader.name if card is None else card.label
    return found.values, f"{of} ({found.lists:,} lists)"


def _row(catalog: Catalog, number: str, value: CardValue) -> dict[str, Any]:
    card = catalog.get(number)
    return {
        "number": number,
        "name": None if card is None or card.name == number else card.name,
        "value": round(value.value, 4),
        "uncertainty": None if value.uncertainty is None else round(value.uncertainty, 4),
        "learned": value.learned,
        "inclusion": value.inclusion,
        "most": value.most,
        "by": value.basis,
    }
