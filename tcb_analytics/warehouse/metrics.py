"""Every statistic and every source's counting rule, each declared once.

A metric is SQL text over the counts that a question gives, so the same line serves
DuckDB, Spark and the reader. A rate rule says what a source's win rates do with ties
and mirrors. Intervals, shrinkage and withholding are added to the counted rows
afterwards (``queries/finishing.py``); they are arithmetic, not SQL. Metrics of Limited
logs are in ``log_metrics.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tcb_analytics.errors import QueryError
from tcb_analytics.statistics.rates import Mirrors, RateRule, Ties
from tcb_analytics.warehouse.log_counts import CardSum


@dataclass(frozen=True, slots=True)
class Metric:
    """One statistic, the reader's own among them.

    Of Limited logs that is one statement, given where names are given::

        kept = Metric("kept", "limited", "opening_hand / NULLIF(num_gih, 0)", "kept of seen")
        lake.limited([kept, "gih_wr"])

    A rate says what it is the rate of, and how copies repeat, to be withheld and to have an
    interval as the others do::

        Metric("oh_lost", "limited", "1 - oh_wr", "games lost over copies in opening hands",
               sample="num_oh", squares="oh_squares")

    Attributes:
        name: Its column.
        question: The question (``sql/questions``) whose counts it is made of.
        sql: SQL text over that question's counts; null where there is no count.
        meaning: What it says, in one line.
        default: Whether it is given without being asked for.
        sample: For a rate of Limited logs, the metric that counts what it is the rate of;
            the rate is withheld where that is few, and carries an interval.
        squares: SQL text of the sum of squares of what one game adds to the sample; None
            where everything counted is independent.
        between: For a difference of two rates, their names.
        sums: Sums over cards that ``sql`` names besides the declared counts.
    """

    name: str
    question: str
    sql: str
    meaning: str
    default: bool = False
    sample: str | None = None
    squares: str | None = None
    between: tuple[str, str] | None = None
    sums: tuple[CardSum, ...] = ()


METRICS: tuple[Metric, ...] = (
    Metric(
        "rate",
        "win_rates",
        "points / NULLIF(games, 0)",
        "share of games won, ties as the source's rule says",
        default=True,
    ),
    Metric("loss_rate", "win_rates", "losses / NULLIF(games, 0)", "share of games lost"),
    Metric("tie_rate", "win_rates", "ties / NULLIF(wins + losses + ties, 0)", "share of ties"),
    Metric(
        "rate",
        "matchups",
        "points / NULLIF(games, 0)",
        "share of games won by leader against opponent",
        default=True,
    ),
    Metric("loss_rate", "matchups", "losses / NULLIF(games, 0)", "share of games lost"),
    Metric("tie_rate", "matchups", "ties / NULLIF(wins + losses + ties, 0)", "share of ties"),
    Metric(
        "share",
        "meta_share",
        "decks / NULLIF(total, 0)",
        "the leader's part of all decks of the period",
        default=True,
    ),
)

RATE_RULES: Mapping[str, RateRule] = {
    "limitless": RateRule(ties="denominator", mirrors="count"),
    "ladder": RateRule(ties="half", mirrors="exclude"),
}
"""Rules by source. Limitless publishes ties as games that were not won, mirrors included."""

DEFAULT_RULE = RateRule(ties="half", mirrors="exclude")
"""For every other source: a tie is half a win, and a mirror says nothing about its leader."""

TIES_IN_GAMES = {"half": 1, "denominator": 1, "excluded": 0}
TIES_IN_POINTS = {"half": 0.5, "denominator": 0.0, "excluded": 0.0}


def common_rule(sources: Iterable[str]) -> tuple[Ties | None, Mirrors | None]:
    """What the rules of all these sources agree on: ties, mirrors; None where they differ."""
    rules = [RATE_RULES.get(source, DEFAULT_RULE) for source in sources] or [DEFAULT_RULE]
    ties, mirrors = {rule.ties for rule in rules}, {rule.mirrors for rule in rules}
    return (
        ties.pop() if len(ties) == 1 else None,
        mirrors.pop() if len(mirrors) == 1 else None,
    )


def metrics_of(question: str, names: tuple[str, ...] = ()) -> list[Metric]:
    """The default metrics of a question, then those asked for by name.

    Raises:
        QueryError: A name is unknown; the message lists the known ones.
    """
    known = {metric.name: metric for metric in METRICS if metric.question == question}
    if unknown := [name for name in names if name not in known]:
        raise QueryError(
            f"no metric {unknown[0]!r} of {question}; known: {', '.join(sorted(known))}",
            where="metrics",
        )
    wanted = [metric for metric in known.values() if metric.default]
    return wanted + [known[name] for name in dict.fromkeys(names) if not known[name].default]


def rule_rows() -> list[tuple[str, int, float, bool]]:
    """Rows of the view ``rate_rules``: source, ties_in_games, ties_in_points, mirrors."""
    return [
        (source, TIES_IN_GAMES[rule.ties], TIES_IN_POINTS[rule.ties], rule.mirrors == "count")
        for source, rule in sorted(RATE_RULES.items())
    ]
