"""Questions about results: win rates by anything, and leader against leader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from tcb_analytics.errors import QueryError
from tcb_analytics.statistics.rates import Mirrors, Ties
from tcb_analytics.warehouse.metrics import common_rule, metrics_of
from tcb_analytics.warehouse.queries.columns import find_key, keys_of
from tcb_analytics.warehouse.queries.compose import NAMED, ResultsPlan, results_sql
from tcb_analytics.warehouse.queries.filters import Where, conditions
from tcb_analytics.warehouse.queries.finishing import Honesty, finish_rates
from tcb_analytics.warehouse.queries.result import Result, Runner
from tcb_analytics.warehouse.queries.scope import scope_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What a caller of ``Lake.win_rates`` or ``Lake.matchups`` asked for; described there."""

    question: str
    by: str | Iterable[str]
    where: Where
    game: str | None
    ties: Ties | None
    mirrors: Mirrors | None
    metrics: Sequence[str]
    honesty: Honesty


def rates_by(
    runner: Runner, games: Sequence[str], sources: Iterable[tuple[str, str]], asked: Asked
) -> Result:
    """Win rates of groups.

    Args:
        runner: The engine.
        games: Games of the lake, the default one first.
        sources: Game and source of the lake's results.
        asked: The question.

    Raises:
        QueryError: A column, value, game, rule or metric is unknown.
    """
    known = keys_of("results")
    keys = [find_key(name, known, "by") for name in _names(asked.by)]
    filters = conditions(asked.where, known)
    scope = scope_of(games, asked.game, keys, filters)
    plan = ResultsPlan(
        question=asked.question,
        keys=tuple(keys),
        filters=(*scope.conditions, *filters),
        metrics=tuple(metrics_of(asked.question, tuple(asked.metrics))),
        game=scope.game,
    )
    heard = [source for game, source in sources if scope.game in (None, game)]
    plan = replace(plan, **_rules(asked, plan, heard))
    named = ", ".join(key.name for key in keys)
    return Result(
        runner,
        results_sql(plan),
        title="Matchups" if asked.question == "matchups" else f"Win rates by {named}",
        notes=(*scope.notes, *_rule_notes(plan, asked.honesty)),
        finish=finish_rates(asked.honesty, shrink=asked.question == "win_rates"),
    )


def _rules(asked: Asked, plan: ResultsPlan, sources: Iterable[str]) -> dict[str, Any]:
    """What becomes of ties and mirrors: as asked, else as all sources agree, else by source."""
    ties, mirrors = common_rule(sources)
    shown = asked.question == "matchups" or "mirror" in plan.columns or not plan.about_leaders
    return {
        "ties": _one_of(asked.ties, get_args(Ties), "ties") or ties,
        "mirrors": _one_of(asked.mirrors, get_args(Mirrors), "mirrors")
        or ("count" if shown else mirrors),
    }


def _names(by: str | Iterable[str]) -> list[str]:
    names = [by] if isinstance(by, str) else list(by)
    if not names:
        raise QueryError("expected at least one column", where="by", remedy='by="leader"')
    return list(dict.fromkeys(names))


def _one_of(value: str | None, known: Sequence[str], where: str) -> str | None:
    if value is not None and value not in known:
        raise QueryError(f"known are {', '.join(known)}; got {value!r}", where=where)
    return value


_TIES = {
    None: "Ties count as each source's rule says (rate_rules; elsewhere half a win).",
    "half": "A tie counts as half a win.",
    "denominator": "A tie counts as a game that was not won.",
    "excluded": "Ties count as no games.",
}
_MIRRORS = {
    None: "Mirrors count where their source's rule says so (rate_rules).",
    "count": "Mirrors count, once from each side.",
    "exclude": "Mirrors are left out.",
}


def _rule_notes(plan: ResultsPlan, honesty: Honesty) -> tuple[str, ...]:
    said = [
        f"Interval: {honesty.interval}, {honesty.level:.0%}. "
        f"Rates under {honesty.threshold} games are withheld."
    ]
    said.append(_TIES[plan.ties])
    if plan.about_leaders:
        said.append(_MIRRORS[plan.mirrors])
    if plan.about_leaders:
        said.append("Matches with an unknown leader are left out (lake.left_out()).")
    if missing := [name for name in plan.required if name not in NAMED]:
        said.append(f"Results without {', '.join(missing)} are left out.")
    return tuple(said)
