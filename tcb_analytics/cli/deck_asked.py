"""The options that every command shares which builds decks, and what they ask of the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import load_format
from tcb_analytics.cli.deck_files import read_copies, read_figures
from tcb_analytics.errors import LakeError
from tcb_analytics.strategies.asked import Asked
from tcb_analytics.warehouse.lake import Lake

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])

game_option = click.option("--game", metavar="GAME", help="The game; told from the cards else.")
format_option = click.option(
    "--format", "rules", metavar="NAME", help="A format by name or JSON file; the game's else."
)
on_option = click.option(
    "--on", "on", type=DAY, metavar="DAY", help="Day whose bans and released sets hold."
)

_OPTIONS = (
    game_option,
    format_option,
    on_option,
    click.option(
        "--collection", type=FILE, metavar="FILE",
        help="Cards owned, written as a deck list; in Limited the pool.",
    ),
    click.option(
        "--missing", type=float, metavar="POINTS",
        help="Points that each missing copy costs; without it only owned copies are used.",
    ),
    click.option("--prices", type=FILE, metavar="FILE", help="CSV: number,price."),
    click.option("--budget", type=float, metavar="MONEY", help="Most money for missing copies."),
    click.option(
        "--values", type=FILE, metavar="FILE",
        help="CSV: number,value, points a copy; a prior stands in for the rest.",
    ),
    click.option(
        "--learned", is_flag=True,
        help="Value cards by what the lake knows: placed lists, or games with a card in hand.",
    ),
    click.option(
        "--include", multiple=True, metavar="NUMBER[=COPIES]", help="Card that must be in."
    ),
    click.option(
        "--exclude", multiple=True, metavar="NUMBER[=MOST]", help="Card that must not be in."
    ),
)  # fmt: skip


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the shared options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def pool_of(lake: Lake, game: str | None, number: str | None) -> tuple[str, Catalog]:
    """The game and its cards: as asked, else the game that knows the number, else the default.

    Raises:
        LakeError: The lake has no card, lacks the game, or no game knows the number.
    """
    games = [name for name in lake.game_names if len(lake.catalog(name))]
    if not games:
        raise LakeError("the lake holds no card catalogue", remedy="tcb import PATH...")
    if game is not None and game not in games:
        raise LakeError(
            f"no cards of the game {game!r} in the lake; it holds {', '.join(games)}",
            where="game",
            remedy="name one of these, or tcb import PATH...",
        )
    asked = games if game is None else [game]
    knowing = [name for name in asked if number is None or number in lake.catalog(name)]
    if not knowing:
        near = [text for name in asked for text in lake.catalog(name).suggest(number or "")][:4]
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise LakeError(f"no card {number!r} in the lake{hint}", remedy="tcb card search WORDS...")
    return knowing[0], lake.catalog(knowing[0])


def asked_of(lake: Lake, game: str, catalog: Catalog, options: Mapping[str, Any]) -> Asked:
    """What the shared options ask of the engine.

    Raises:
        TcbError: A file cannot be read, or no such format is known.
    """
    name = options["rules"]
    rules = lake.format(game) if name is None else load_format(name)
    asked = Asked(format=rules, on=day(options["on"]))
    if options["collection"] is not None:
        asked["collection"] = read_copies(options["collection"], catalog, rules)
    for word, column in (("prices", "price"), ("values", "value")):
        if options[word] is not None:
            asked[word] = read_figures(options[word], catalog, column)  # type: ignore[literal-required]  # both are keys
    for word in ("missing", "budget"):
        if options[word] is not None:
            asked[word] = options[word]  # type: ignore[literal-required]  # both are keys
    asked["include"] = _copies(options["include"], 1)
    asked["exclude"] = _copies(options["exclude"], 0)
    return asked


def day(found: datetime | None) -> date | None:
    """The day of an option."""
    return None if found is None else found.date()


def _copies(words: Sequence[str], default: int) -> dict[str, int]:
    found = {}
    for word in words:
        number, _, copies = word.partition("=")
        if copies and not copies.isdecimal():
            raise click.UsageError(f"expected NUMBER or NUMBER=COPIES, got {word!r}")
        found[number] = int(copies) if copies else default
    return found
