"""What a report says of itself: its data, the state of the lake, and how figures are made."""

from __future__ import annotations

from datetime import date
from importlib.metadata import PackageNotFoundError, version

import pandas as pd

from tcb_analytics.reports.blocks import About, DataTable
from tcb_analytics.reports.limited_lookups import SetLogs
from tcb_analytics.reports.lookups import period_of
from tcb_analytics.reports.naming import game_title
from tcb_analytics.reports.parameters import Parameters
from tcb_analytics.reports.wording import day, number, plural
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.metrics import DEFAULT_RULE, RATE_RULES

MADE_UP = "Sample data: generated, with a known truth. "
"""Begins what a report says of its data where they are the project's own sample."""

_TIES = {
    "half": "a tie counts as half a win",
    "denominator": "a tie counts as a match that was not won",
    "excluded": "ties do not count",
}
_MIRRORS = {"count": "mirrors count", "exclude": "mirrors are left out"}


def about(
    lake: Lake, game: str, params: Parameters, *, title: str, method: tuple[str, ...] = ()
) -> About:
    """The facts at the foot of a report.

    Args:
        lake: The lake that was read.
        game: The game that was reported on.
        params: Parameters as run.
        title: Heading of the page.
        method: Sentences about this report's own figures; the common ones are added.
    """
    imports = _live_imports(lake, game)
    return About(
        title=title,
        data=_data(lake, game, imports),
        lake=_state(lake),
        version=_version(),
        parameters={name: _short(value) for name, value in params.scalars().items()},
        method=(*method, *_rules(imports), *_intervals(params)),
        sources=_sources(imports),
    )


def about_set(
    lake: Lake, logs: SetLogs, params: Parameters, *, title: str, method: tuple[str, ...] = ()
) -> About:
    """The facts at the foot of a report on logs of one set.

    Args:
        lake: The lake that was read.
        logs: The logs that were reported on.
        params: Parameters as run.
        title: Heading of the page.
        method: Sentences about this report's own figures; the common ones are added.
    """
    imports = _live_imports(lake, logs.game)
    imports = imports[imports["source"] == logs.source]
    imports = imports[[str(name).endswith(logs.datasets) for name in imports["dataset"]]]
    amount = f"{plural(logs.games, 'game')} of {plural(logs.drafts, 'draft')}"
    span = _span(logs.first, logs.last)
    return About(
        title=title,
        data=f"{MADE_UP * logs.generated}{logs.set_code} {logs.event_type}: {amount}, "
        f"played {span}.",
        lake=_state(lake),
        version=_version(),
        parameters={name: _short(value) for name, value in params.scalars().items()},
        method=(*method, *_limited_method(params)),
        sources=_sources(imports),
    )


def _limited_method(params: Parameters) -> tuple[str, ...]:
    values = params.scalars()
    return (
        f"Intervals are 95 % intervals ({str(values['interval']).title()}): they tell what "
        "chance alone would leave open, not how the games were chosen.",
        f"A rate from fewer than {plural(int(str(values['min_games'])), 'copy', 'copies')} or "
        f"games is withheld, in cells of maps and in weeks from fewer than "
        f"{number(values['min_cell_games'])}.",
        "Players who log their games win more than others do, so rates compare cards and "
        "decks with each other, not with one half.",
    )


def _state(lake: Lake) -> str:
    return f"version {lake.version}" + (f", as of {lake.as_of}" if lake.as_of else "")


def _data(lake: Lake, game: str, imports: pd.DataFrame) -> str:
    sample = len(imports) and imports["source"].eq("sample").all()
    made = MADE_UP if sample else ""
    parts = [
        f"{what} of {_span(*period_of(lake, game, (view,)))}"
        for what, view in (("results", "results"), ("decks", "deck_counts"))
    ]
    files = plural(len(imports), "import")
    return f"{made}{game_title(game)}: {', '.join(parts)}, from {files}."


def _span(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return "no known day"
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def _live_imports(lake: Lake, game: str) -> pd.DataFrame:
    imports = lake.imports().df()
    return imports[imports["game"] == game].sort_values(["source", "format", "file"])


def _sources(imports: pd.DataFrame) -> DataTable:
    grouped = imports.groupby(["source", "format"], as_index=False).agg(
        files=("file", "size"),
        rows=("rows", "sum"),
        rejected=("rejected", "sum"),
        license=("license", "first"),
    )
    rows = tuple(
        (
            str(r["source"]), str(r["format"]), number(r["files"]), number(r["rows"]),
            number(r["rejected"]), "not stated" if pd.isna(r["license"]) else str(r["license"]),
        )
        for _, r in grouped.iterrows()
    )  # fmt: skip
    heads = ("source", "format", "#files", "#rows", "#fields rejected", "licence")
    return DataTable(heads, rows)


def _rules(imports: pd.DataFrame) -> tuple[str, ...]:
    own = [
        source
        for source in sorted(set(imports["source"]))
        if RATE_RULES.get(source, DEFAULT_RULE) != DEFAULT_RULE
    ]
    said = [_rule(f"In data of {source}", source) for source in own]
    if set(imports["source"]) - set(own):
        said.append(_rule("Elsewhere" if own else "In win rates", None))
    return tuple(said)


def _rule(where: str, source: str | None) -> str:
    rule = RATE_RULES[source] if source else DEFAULT_RULE
    return f"{where}, {_TIES[rule.ties]} and {_MIRRORS[rule.mirrors]}."


def _intervals(params: Parameters) -> tuple[str, ...]:
    values = params.scalars()
    kind = str(values.get("interval", "jeffreys")).title()
    said = [
        f"Intervals are 95 % intervals ({kind} for win rates, Wilson for shares and inclusions): "
        "they tell what chance alone would leave open, not how the data were chosen."
    ]
    if "min_games" in values:
        least = plural(int(str(values["min_games"])), "game")
        said.append(f"A rate from fewer than {least} is withheld.")
    return tuple(said)


def _short(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return value if len(text) <= 120 else text[:119] + "…"


def _version() -> str:
    try:
        return version("tcb-analytics")
    except PackageNotFoundError:
        return "0 (not installed)"
