"""What a lake holds: its views, imports, games, cards, decks and formats.

The part of a lake that describes itself. Questions about results and decks are in
``lake.py``.
"""

from __future__ import annotations

from sqlglot import exp

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.format import Format
from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.engines.protocol import Engine
from tcb_analytics.warehouse.engines.views import raw_name, raw_tables, view_meanings
from tcb_analytics.warehouse.queries import nouns
from tcb_analytics.warehouse.queries.columns import VIEWS, suggestion
from tcb_analytics.warehouse.queries.inventory import Inventory
from tcb_analytics.warehouse.queries.result import Result
from tcb_analytics.warehouse.queries.scope import check_game
from tcb_analytics.warehouse.queries.sqlfiles import render

_RESULT_SOURCES = "SELECT game, source FROM match_sources UNION SELECT game, source FROM matchups"


class Holdings:
    """What one snapshot holds, read through an engine.

    Args:
        engine: The engine that shows the snapshot.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._catalogs: dict[str, Catalog] = {}
        self._games: tuple[str, ...] | None = None
        self._sources: tuple[tuple[str, str], ...] | None = None

    def tables(self) -> Result:
        """Every view that may be asked in SQL: name, rows, meaning.

        Rows of plain tables are told by their files' footers, which spares a scan of each.

        Raises:
            LakeError: A file of the lake is gone or damaged.
        """
        held = Inventory(self._engine.snapshot.files)
        counted = {raw_name(table): held.rows(table) for table in raw_tables()}
        parts = [
            exp.select(
                exp.alias_(exp.Literal.string(name), "name"),
                exp.alias_(_rows_of(name, counted.get(name)), "rows"),
                exp.alias_(exp.Literal.string(meaning), "meaning"),
            )
            for name, meaning in sorted(view_meanings().items())
        ]
        return self._result(exp.union(*parts, distinct=False), "Tables and views")

    def columns(self, view: str = "results") -> Result:
        """The columns of a view that questions may be grouped and filtered by.

        Raises:
            QueryError: The view is not one that questions are asked of.
        """
        if view not in VIEWS:
            raise QueryError(
                f"no view {view!r}{suggestion(view, VIEWS)}; known: {', '.join(VIEWS)}",
                where="view",
            )
        rows = [
            exp.Tuple(expressions=[exp.Literal.string(t) for t in (k.name, k.kind, k.meaning)])
            for k in VIEWS[view]
        ]
        values = exp.values(rows, alias="declared", columns=["name", "kind", "meaning"])
        return self._result(exp.select("*").from_(values), f"Columns of {view}")

    def imports(self) -> Result:
        """The live imports: what each brought, from which file, latest first."""
        asked = exp.select("*").from_("imports").where("live")
        return self._result(asked.order_by("imported_at DESC", "import_id"), "Live imports")

    def history(self) -> Result:
        """Every import and removal, also those since replaced, latest first."""
        asked = exp.select("*").from_("imports").order_by("imported_at DESC", "import_id")
        return self._result(asked, "Imports and removals")

    def rejects(self) -> Result:
        """Every field that kept a row out, with its file, place and reason."""
        asked = exp.select("*").from_("rejects").order_by("file", "key", "field")
        return self._result(asked, "Rejected fields")

    def left_out(self) -> Result:
        """What the lake holds but no rate counts, by reason."""
        asked = (
            exp.select("*").from_("left_out").order_by("entries DESC", "part", "source", "reason")
        )
        return self._result(asked, "Left out of rates")

    def games(self) -> Result:
        """The games with what there is of each; the default game first."""
        return self._result(exp.select("*").from_("games"), "Games")

    @property
    def game_names(self) -> tuple[str, ...]:
        """The games that the lake holds, the default game first."""
        if self._games is None:
            self._games = tuple(self.games().arrow().column("game").to_pylist())
        return self._games

    @property
    def result_sources(self) -> tuple[tuple[str, str], ...]:
        """Game and source of every result that the lake holds."""
        if self._sources is None:
            rows = self._engine.run(_RESULT_SOURCES).to_pylist()
            self._sources = tuple(sorted((str(row["game"]), str(row["source"])) for row in rows))
        return self._sources

    def default_game(self) -> str:
        """The game that questions are about when none is named.

        Real data come before sample data, then the game with the most matches.

        Raises:
            QueryError: The lake is empty.
        """
        if not self.game_names:
            raise QueryError("the lake is empty", remedy="tcb data sample, or tcb import PATH...")
        return self.game_names[0]

    def catalog(self, game: str | None = None) -> Catalog:
        """Every known card of a game; the game may be left out where there is one.

        Raises:
            QueryError: The game is unknown, or not named in a lake of several.
        """
        if game is None and len(self.game_names) > 1:
            raise QueryError(
                f"which game? The lake holds: {', '.join(self.game_names)}",
                where="game",
                remedy=f'lake.catalog(game="{self.game_names[0]}")',
            )
        game = self._game(game)
        if game not in self._catalogs:
            self._catalogs[game] = nouns.read_catalog(self._engine, game)
        return self._catalogs[game]

    def format(self, game: str | None = None) -> Format:
        """A game's default format under the restrictions that the lake holds.

        Raises:
            QueryError: The lake does not hold the game.
            FormatError: No format is declared for it.
        """
        return nouns.read_format(self._engine, self._game(game))

    def deck(self, deck_id: str, source: str | None = None) -> Deck:
        """One deck list by its id; cards that no catalogue knows stay as placeholders.

        Raises:
            QueryError: No deck has that id, or those of several sources have.
        """
        return nouns.read_deck(self._engine, self.catalog, deck_id, source)

    def _game(self, game: str | None) -> str:
        return self.default_game() if game is None else check_game(game, self.game_names)

    def _result(self, tree: exp.Query, title: str) -> Result:
        return Result(self._engine, render(tree), title=title)


def _rows_of(view: str, counted: int | None) -> exp.Expr:
    """The number of rows of a view: as counted before, else to be counted."""
    if counted is None:
        return exp.select("COUNT(*)").from_(view).subquery()
    return exp.cast(exp.Literal.number(counted), "bigint")
