"""Which game a question is about.

Figures of several games never run together unnoticed: a question names a game, has it
among its keys, or is about the default game, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlglot import exp

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.queries.columns import Key, suggestion
from tcb_analytics.warehouse.queries.filters import Condition


@dataclass(frozen=True, slots=True)
class Scope:
    """The game of a question.

    Attributes:
        game: The one game, where it is certain; None in a lake of one game, or where
            the question is grouped by game.
        conditions: Conditions to add for it.
        notes: What a reader should know of it.
    """

    game: str | None = None
    conditions: tuple[Condition, ...] = ()
    notes: tuple[str, ...] = ()


def scope_of(
    games: Sequence[str], game: str | None, keys: Iterable[Key], filters: Sequence[Condition]
) -> Scope:
    """Decide the game of a question.

    Args:
        games: Games of the lake, the default one first.
        game: The game as the caller named it.
        keys: Group keys of the question.
        filters: Its conditions.

    Raises:
        QueryError: The game is unknown, named twice, or several run together.
    """
    chosen = [c for c in filters if "game" in c.columns]
    if game is not None:
        return Scope(check_game(game, games), (game_condition(game),))
    if any(key.name == "game" for key in keys):
        return Scope()
    fixed = [value for c in chosen if (value := c.fixed_value) is not None]
    if fixed:
        return Scope(fixed[0])
    if chosen:
        raise QueryError(
            "several games would run together",
            where="where: game",
            remedy="name one game, or add 'game' to by",
        )
    if len(games) < 2:
        return Scope()
    others = ", ".join(games[1:])
    note = f"Game: {games[0]}, the default; the lake also holds {others} (game=…)."
    return Scope(games[0], (game_condition(games[0]),), (note,))


def check_game(game: str, games: Sequence[str]) -> str:
    """The game, if the lake holds it.

    Raises:
        QueryError: It does not; the message lists the games it holds.
    """
    if game not in games:
        raise QueryError(
            f"no game {game!r}{suggestion(game, games)}; "
            f"the lake holds: {', '.join(games) or 'none'}",
            where="game",
            remedy="tcb data list",
        )
    return game


def game_condition(game: str) -> Condition:
    """Rows of one game."""
    return Condition(exp.column("game").eq(exp.Literal.string(game)), frozenset({"game"}))
