"""Rows of the lake as the nouns of ``cards``: catalogues, decks, formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlglot import exp

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.format import Format, default_format
from tcb_analytics.errors import FormatError, QueryError
from tcb_analytics.warehouse.queries.result import Runner
from tcb_analytics.warehouse.queries.sqlfiles import render

_FIELDS = (
    "number", "name", "category", "colors", "cost", "life", "power", "counter", "attributes",
    "types", "keywords", "rarity", "set_code", "block", "effect", "trigger", "game", "print_id",
)  # fmt: skip
_LISTS = ("colors", "attributes", "types", "keywords")


def rows_of(runner: Runner, view: str, **fixed: str | None) -> list[dict[str, Any]]:
    """Rows of a view in which the given columns hold the given texts; None asks nothing."""
    select = exp.select("*").from_(exp.to_table(view))
    for name, value in fixed.items():
        if value is not None:
            select = select.where(exp.column(name).eq(exp.Literal.string(value)))
    return list(runner.run(render(select)).to_pylist())


def read_catalog(runner: Runner, game: str) -> Catalog:
    """Every card of a game, sorted by number."""
    rows = sorted(rows_of(runner, "cards", game=game), key=lambda row: str(row["number"]))
    return Catalog(_card(row) for row in rows)


def read_deck(
    runner: Runner, catalog_of: Callable[[str], Catalog], deck_id: str, source: str | None
) -> Deck:
    """One deck list; cards that no catalogue knows are placeholders.

    Raises:
        QueryError: No deck has that id, or those of several sources have.
    """
    found = rows_of(runner, "decks", deck_id=deck_id, source=source)
    if len(found) != 1:
        sources = sorted({str(row["source"]) for row in found})
        raise QueryError(
            f"no deck {deck_id!r}" if not found else f"decks of {', '.join(sources)} have this id",
            where="deck_id",
            remedy="lake.decks() lists ids and sources; name both",
        )
    row = found[0]
    game = str(row["game"])
    catalog = catalog_of(game)

    def card(number: str) -> Card:
        return catalog.get(number) or Card.unknown(number, game)

    listed = rows_of(runner, "deck_cards", deck_id=deck_id, source=str(row["source"]), game=game)
    zones: dict[str, list[tuple[Card, int]]] = {"main": [], "side": [], "leader": []}
    for line in listed:
        zones[str(line["zone"])].append((card(str(line["number"])), int(line["count"])))
    leader = card(str(row["leader"])) if row["leader"] else None
    return Deck(zones["main"], leader=leader, side=zones["side"], name=row["name"])


def read_format(runner: Runner, game: str) -> Format:
    """The default format of a game under the restrictions that the lake holds.

    A lake without restrictions of the game leaves the format's own in force.

    Raises:
        FormatError: No format comes with the package for this game.
    """
    found = default_format(game)
    if found is None:
        raise FormatError(
            f"no format is declared for the game {game!r}",
            remedy="load_format takes a JSON file of your own",
        )
    rows = rows_of(runner, "restrictions", game=game)
    return found.with_restrictions(rows) if rows else found


def _card(row: Mapping[str, Any]) -> Card:
    values = {name: row[name] for name in _FIELDS}
    for name in _LISTS:
        values[name] = tuple(values[name] or ())
    values["category"] = Category(values["category"])
    values["cost"] = values["cost"] or 0
    return Card(**values)
