"""A format: a game's deck rules as data.

Every rule of every game is a key of one JSON file (``formats/*.json``, or any file of the
same keys), so another format is a data file. ``rules.py`` interprets them. Leaves out
whatever happens during play.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tcb_analytics.cards.card import Category
from tcb_analytics.cards.format_file import read_format
from tcb_analytics.cards.restriction import Restriction, Restrictor, Rotation
from tcb_analytics.errors import FormatError

_FOLDER = Path(__file__).parent / "formats"


@dataclass(frozen=True, slots=True)
class Format:
    """A game's deck rules.

    Attributes:
        name: Short name, such as ``onepiece``.
        title: Name for readers.
        game: Game whose cards it takes.
        default: Whether decks of the game are held against it where none is named.
        identity: ``"number"`` or ``"name"``: what copies of one card share.
        leader: Whether a deck has a leader.
        colors_follow_leader: Whether each card must share a colour with the leader.
        size_least: Fewest cards in the main deck.
        size_most: Most cards in the main deck; None for no bound.
        side_most: Most cards in the sideboard; None for no bound.
        copies: Most copies of one card; None for no bound.
        categories: Categories allowed in the main deck; None for all.
        any_number: Numbers or names free of the copies limit.
        any_number_text: Phrases in a card's text that free it of the copies limit.
        from_pool: Whether all cards must come from a pool.
        free_cards: Names that need not come from the pool.
        restrictors: Cards that restrict the deck they are in.
        restrictor_text: Phrases that tell a restricting card; one not declared is warned of.
        restrictions: Bans, limits and banned pairs with their days in force.
        rotations: Blocks allowed from a day on.
        sets: Release day of each set.
        sources: Where the facts come from.
    """

    name: str
    title: str
    game: str
    default: bool = False
    identity: str = "number"
    leader: bool = False
    colors_follow_leader: bool = False
    size_least: int = 0
    size_most: int | None = None
    side_most: int | None = None
    copies: int | None = None
    categories: frozenset[Category] | None = None
    any_number: frozenset[str] = frozenset()
    any_number_text: tuple[str, ...] = ()
    from_pool: bool = False
    free_cards: frozenset[str] = frozenset()
    restrictors: tuple[Restrictor, ...] = ()
    restrictor_text: tuple[str, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    rotations: tuple[Rotation, ...] = ()
    sets: Mapping[str, date] = field(default_factory=dict, hash=False)
    sources: tuple[str, ...] = ()

    def with_restrictions(self, rows: Iterable[Mapping[str, Any]]) -> Format:
        """This format with these restrictions in place of its own.

        Args:
            rows: Rows with the keys of the lake's ``restrictions`` table: ``kind``,
                ``number``, ``partner``, ``most``, ``in_force``, ``until``; other keys are
                ignored. Rows of another ``game`` are left out.

        Raises:
            FormatError: A row has a kind or value that no rule knows.
        """
        mine = (row for row in rows if row.get("game") in (None, self.game))
        kept = tuple(Restriction.from_row(row, where=self.name) for row in mine)
        return replace(self, restrictions=kept)


def formats() -> tuple[str, ...]:
    """Names of the formats that come with the package."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


def load_format(name: str | Path) -> Format:
    """A format by name, or from a JSON file of one's own.

    Raises:
        FormatError: No such format or file, or a key of the file is wrong.
    """
    if isinstance(name, str) and name in formats():
        return _bundled(name)
    path = Path(name)
    if not path.is_file():
        raise FormatError(
            f"no format {str(name)!r}; known: {', '.join(formats())}",
            remedy="give one of these names, or the path of a format's JSON file",
        )
    return _load(path)


def default_format(game: str) -> Format | None:
    """The format that decks of a game are held against by default; None for other games."""
    for name in formats():
        bundled = _bundled(name)
        if bundled.game == game and bundled.default:
            return bundled
    return None


@cache
def _bundled(name: str) -> Format:
    return _load(_FOLDER / f"{name}.json")


def _load(path: Path) -> Format:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FormatError(f"the file cannot be read as JSON ({error})", where=str(path)) from error
    return Format(**read_format(content, where=path.name))
