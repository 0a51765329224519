"""Questions about deck lists: meta shares, card inclusion, curves, the lists themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from sqlglot import exp

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.metrics import metrics_of
from tcb_analytics.warehouse.queries.columns import keys_of
from tcb_analytics.warehouse.queries.compose import add_conditions, add_metrics, select_of
from tcb_analytics.warehouse.queries.filters import Condition, Where, conditions
from tcb_analytics.warehouse.queries.finishing import Honesty, finish_shares
from tcb_analytics.warehouse.queries.result import Result, Runner
from tcb_analytics.warehouse.queries.scope import Scope, scope_of
from tcb_analytics.warehouse.queries.sqlfiles import render

Period = Literal["week", "month", "set_code", "event", "date"]
"""What a meta share may be counted per."""

Evidence = Literal["decks", "published"]
"""Counted from deck lists, or by the source."""

Leaders = str | Sequence[str] | None
"""One leader, several, or all."""


def meta_share(
    runner: Runner,
    games: Sequence[str],
    per: Period,
    where: Where,
    *,
    leader: Leaders,
    game: str | None,
    honesty: Honesty,
) -> Result:
    """Leaders' shares of the decks of each period; ``Lake.meta_share`` describes it."""
    if per not in get_args(Period):
        raise QueryError(f"known are {', '.join(get_args(Period))}; got {per!r}", where="per")
    filters, scope = _filters(games, where, "deck_counts", game)
    if any("leader" in c.columns for c in filters):
        raise QueryError(
            "a share needs all leaders in its total",
            where="where: leader",
            remedy="meta_share(leader=…) shows some of them",
        )
    tree = select_of("meta_share")
    counted = tree.ctes[0].this
    counted.transform(lambda node: _renamed(node, "week", per), copy=False)
    add_conditions(counted, [c.tree for c in filters])
    add_conditions(tree, _leader_tree(leader, "chosen"))
    add_metrics(tree, metrics_of("meta_share"), after="total", source="chosen")
    return Result(
        runner,
        render(tree),
        title=f"Meta share per {per}",
        notes=(
            *scope.notes,
            "Each period is counted from deck lists or from published shares, "
            "whichever saw more decks; evidence says which.",
        ),
        finish=finish_shares("decks", "total", "share", honesty),
    )


def card_inclusion(
    runner: Runner,
    games: Sequence[str],
    where: Where,
    *,
    leader: Leaders,
    game: str | None,
    evidence: Evidence | None,
    honesty: Honesty,
) -> Result:
    """How many of a leader's decks play each card; ``Lake.card_inclusion`` describes it."""
    if evidence is not None and evidence not in get_args(Evidence):
        raise QueryError(
            f"known are {', '.join(get_args(Evidence))}; got {evidence!r}", where="evidence"
        )
    filters, scope = _filters(games, where, "decks", game)
    tree = select_of("card_inclusion")
    parts = {cte.alias: cte.this for cte in tree.ctes}
    shared = keys_of("published_inclusions").keys()
    everywhere = all(c.columns <= shared for c in filters)
    for name, kind in (("lists", "decks"), ("published", "published")):
        asked = evidence in (None, kind) and (kind == "decks" or everywhere)
        trees = [c.tree for c in filters] if asked else [exp.false()]
        add_conditions(parts[name], [*trees, *(_leader_tree(leader) if asked else [])])
    return Result(
        runner,
        render(tree),
        title="Card inclusion" + _of(leader),
        notes=(
            *scope.notes,
            "Complete deck lists, or published inclusions where those saw more decks; "
            "evidence says which. Copies: mean over the decks that play the card.",
        ),
        finish=finish_shares("decks_with", "decks", "inclusion", honesty),
    )


def curve(
    runner: Runner,
    games: Sequence[str],
    where: Where,
    *,
    leader: Leaders,
    deck: str | None,
    game: str | None,
) -> Result:
    """Mean copies by cost; ``Lake.curve`` describes it."""
    filters, scope = _filters(games, where, "decks", game)
    tree = select_of("curve")
    lists = tree.ctes[0].this
    if deck is not None:
        lists.set("where", None)
        add_conditions(lists, [c.tree for c in conditions({"deck_id": deck}, keys_of("decks"))])
    add_conditions(lists, [*(c.tree for c in filters), *_leader_tree(leader)])
    title = "Curve" + (f" of deck {deck}" if deck is not None else _of(leader))
    return Result(runner, render(tree), title=title, notes=scope.notes)


def decks(
    runner: Runner, games: Sequence[str], where: Where, *, leader: Leaders, game: str | None
) -> Result:
    """Deck lists, best placed and latest first; ``Lake.decks`` describes it."""
    filters, scope = _filters(games, where, "decks", game)
    tree = select_of("decks")
    add_conditions(tree, [*(c.tree for c in filters), *_leader_tree(leader)])
    return Result(runner, render(tree), title="Decks" + _of(leader), notes=scope.notes)


def _filters(
    games: Sequence[str], where: Where, view: str, game: str | None
) -> tuple[list[Condition], Scope]:
    filters = conditions(where, keys_of(view))
    scope = scope_of(games, game, (), filters)
    return [*scope.conditions, *filters], scope


def _leader_tree(leader: Leaders, table: str | None = None) -> list[exp.Expr]:
    """The condition that holds leaders to those asked for."""
    if leader is None:
        return []
    wanted = leader if isinstance(leader, str) else list(leader)
    trees = [c.tree for c in conditions({"leader": wanted}, keys_of("decks"))]
    for column in (column for tree in trees for column in tree.find_all(exp.Column)):
        column.set("table", exp.to_identifier(table) if table else None)
    return trees


def _renamed(node: exp.Expr, old: str, new: str) -> exp.Expr:
    return exp.column(new) if isinstance(node, exp.Column) and node.name == old else node


def _of(leader: Leaders) -> str:
    if leader is None:
        return ""
    return " of " + (leader if isinstance(leader, str) else ", ".join(leader))
