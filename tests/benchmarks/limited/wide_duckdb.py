"""A worker: hand-written DuckDB SQL on the wide parquet, one row a game and a column a cell.

The strongest form that was found: a file that DuckDB wrote itself, in row groups of its own
size (spells' row groups of 5,600 games take it twice as long), and one pass, grouped by ``won``
besides the keys, sums as lists that are then unnested beside the names. The form one would
write first, ``sum(...) FILTER (won)``, takes a minute to plan for 286 cards.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from tests.benchmarks.worker_loop import serve

FAMILIES = {
    "oh": "sum({opening_hand})",
    "gd": "sum({drawn})",
    "gp": "sum({deck})",
    "gns": "sum(greatest(0, {deck} - {opening_hand} - {drawn} - {tutored}))",
}
KEYS = {"game_week": "week(CAST(game_time AS TIMESTAMP))"}
"""Keys that are made of a column; all others are columns."""

RATES = {
    "gih": ("oh + gd", "won_oh + won_gd"),
    "oh": ("oh", "won_oh"),
    "gd": ("gd", "won_gd"),
    "gp": ("gp", "won_gp"),
    "gns": ("gns", "won_gns"),
}

_OPEN: dict[str, Any] = {}


def start(parquet: str, own: str) -> int:
    """Write the wide file anew as DuckDB does, if it is not there; how many cards it has."""
    connection = duckdb.connect()
    if not Path(own).exists():
        unfinished = f"{own}.part"
        connection.execute(
            f"COPY (FROM read_parquet('{parquet}')) TO '{unfinished}' (FORMAT parquet)"
        )
        Path(unfinished).rename(own)
    described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [own])
    columns = [row[0] for row in described.fetchall()]
    names = [column.removeprefix("deck_") for column in columns if column.startswith("deck_")]
    _OPEN.update(connection=connection, parquet=own, names=names)
    return len(names)


def ask(question: dict[str, Any]) -> pl.DataFrame:
    """Answer a question as a polars frame: text made and run within the time."""
    frame = pl.from_arrow(_OPEN["connection"].execute(sql_of(question)).to_arrow_table())
    assert isinstance(frame, pl.DataFrame)
    _OPEN["answer"] = frame
    return frame


def sql_of(question: dict[str, Any]) -> str:
    """The question as SQL over the wide file."""
    wanted = [part for part in RATES if _asks(question, part)]
    families = [family for family in FAMILIES if any(family in RATES[part][0] for part in wanted)]
    keys = [key for key in question["by"] if key != "name"]
    as_keys = [f"{KEYS.get(key, key)} AS {key}" for key in keys]
    lists = [f"[{', '.join(_sum(family, name) for name in _OPEN['names'])}] AS {family}"
             for family in families]  # fmt: skip
    names = ", ".join("'" + name.replace("'", "''") + "'" for name in _OPEN["names"])
    conditions = " AND ".join(_equals(*pair) for pair in question["where"].items()) or "TRUE"
    grouped = ", ".join([*(str(place) for place in range(1, len(keys) + 1)), "won"])
    halves = [f"sum({family}) AS {family}, sum(CASE WHEN won THEN {family} ELSE 0 END) "
              f"AS won_{family}" for family in families]  # fmt: skip
    shown = ", ".join(["name", *keys, *(_metric(metric) for metric in question["metrics"])])
    return f"""
        WITH sums AS (
          SELECT {", ".join([*as_keys, "won", *lists])}
          FROM read_parquet('{_OPEN["parquet"]}') WHERE {conditions} GROUP BY {grouped}
        ), cards AS (
          SELECT {", ".join([*keys, "won", f"unnest([{names}]) AS name"])},
                 {", ".join(f"unnest({family}) AS {family}" for family in families)} FROM sums
        ), counted AS (
          SELECT {", ".join(["name", *keys, *halves])} FROM cards GROUP BY ALL
        )
        SELECT {shown} FROM counted ORDER BY ALL"""


def _asks(question: dict[str, Any], part: str) -> bool:
    metrics = set(question["metrics"])
    return bool(metrics & {f"num_{part}", f"{part}_wr"}) or (
        "iwd" in metrics and part in ("gih", "gns")
    )


def _sum(family: str, name: str) -> str:
    kinds = ("opening_hand", "drawn", "tutored", "deck")
    cells = {kind: '"' + f"{kind}_{name}".replace('"', '""') + '"' for kind in kinds}
    return FAMILIES[family].format_map(cells)


def _metric(metric: str) -> str:
    if metric == "iwd":
        return f"{_rate('gih')} - {_rate('gns')} AS iwd"
    if metric.startswith("num_"):
        return f"{RATES[metric.removeprefix('num_')][0]} AS {metric}"
    return f"{_rate(metric.removesuffix('_wr'))} AS {metric}"


def _rate(part: str) -> str:
    count, won = RATES[part]
    return f"({won}) / nullif({count}, 0)"


def _equals(column: str, value: Any) -> str:
    return f"{column} = {value}" if isinstance(value, bool) else f"{column} = '{value}'"


def save(path: str) -> None:
    """Write the last answer as a parquet file."""
    _OPEN["answer"].write_parquet(path)


if __name__ == "__main__":
    serve({"start": start, "ask": ask, "save": save})
