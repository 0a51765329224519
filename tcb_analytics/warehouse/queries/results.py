"""Questions about results: win rates by anything, and leader against leader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from tcb_analytics.errors import QueryError
from tcb_analytics.statistics.rates import Mirrors, Ties
from tcb_analytics.warehouse.metrics import metrics_of
from tcb_analytics.warehouse.queries.columns import find_key, keys_of
from tcb_analytics.warehouse.queries.compose import NAMED, ResultsPlan, results_query
from tcb_analytics.warehouse.queries.filters import Where, conditions
from tcb_analytics.warehouse.queries.finishing import Honesty, finish_rates
from tcb_analytics.warehouse.queries.result import Result, Runner
from tcb_analytics.warehouse.queries.scope import scope_of
from tcb_analytics.warehouse.queries.sqlfiles import render


def rates_by(
    runner: Runner,
    games: Sequence[str],
    question: str,
    by: str | Iterable[str],
    where: Where,
    *,
    game: str | None,
    ties: Ties | None,
    mirrors: Mirrors | None,
    metrics: Sequence[str],
    honesty: Honesty,
) -> Result:
    """Win rates of groups; ``Lake.win_rates`` and ``Lake.matchups`` describe the arguments."""
    known = keys_of("results")
    keys = [find_key(name, known, "by") for name in _names(by)]
    filters = conditions(where, known)
    scope = scope_of(games, game, keys, filters)
    plan = ResultsPlan(
        question=question,
        keys=keys,
        filters=[*scope.conditions, *filters],
        metrics=metrics_of(question, tuple(metrics)),
        game=scope.game,
        ties=_one_of(ties, get_args(Ties), "ties"),
        mirrors=_one_of(mirrors, get_args(Mirrors), "mirrors"),
    )
    named = ", ".join(key.name for key in keys)
    title = "Matchups" if question == "matchups" else f"Win rates by {named}"
    return Result(
        runner,
        render(results_query(plan)),
        title=title,
        notes=(*scope.notes, *_rule_notes(plan, honesty)),
        finish=finish_rates(honesty, shrink=question == "win_rates"),
    )


def _names(by: str | Iterable[str]) -> list[str]:
    names = [by] if isinstance(by, str) else list(by)
    if not names:
        raise QueryError("expected at least one column", where="by", remedy='by="leader"')
    return list(dict.fromkeys(names))


def _one_of(value: str | None, known: Sequence[str], where: str) -> str | None:
    if value is not None and value not in known:
        raise QueryError(f"known are {', '.join(known)}; got {value!r}", where=where)
    return value


def _rule_notes(plan: ResultsPlan, honesty: Honesty) -> tuple[str, ...]:
    said = [
        f"Interval: {honesty.interval}, {honesty.level:.0%}. "
        f"Rates under {honesty.threshold} games are withheld."
    ]
    if plan.ties is None:
        said.append("Ties as each source counts them (rate_rules); elsewhere half a win.")
    else:
        said.append(f"Ties: {plan.ties}.")
    if plan.mirrors is not None:
        said.append(f"Mirrors: {plan.mirrors}.")
    elif plan.question == "win_rates" and plan.about_leaders and "mirror" not in plan.columns:
        said.append("Mirrors are left out, unless their source counts them (rate_rules).")
    if plan.about_leaders:
        said.append("Matches with an unknown leader are left out (lake.left_out()).")
    if missing := [name for name in plan.required if name not in NAMED]:
        said.append(f"Results without {', '.join(missing)} are left out.")
    return tuple(said)
