"""Limited questions by plain SQL over the facts, without the declarations of the planner.

One wide row for each game, for each game and card, for each card taken and for each card in a
pack; every column of questions is worked out here a second time, and so is every metric.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

_TIMES = """
  CAST({0}_time AS DATE) AS {0}_date, CAST(date_trunc('week', {0}_time) AS DATE) AS {0}_week,
  hour({0}_time) AS {0}_hour, isodow({0}_time) AS {0}_day_of_week
"""
_PLAYER = f"""
  {_TIMES.format("draft")}, CAST(draft_time AS DATE) - first + 1 AS format_day,
  (CAST(draft_time AS DATE) - first) // 7 + 1 AS format_week,
  CASE WHEN user_n_games_bucket < 100 THEN 'Other' WHEN user_game_win_rate_bucket > 0.57 THEN 'Top'
    WHEN user_game_win_rate_bucket < 0.49 THEN 'Bottom' ELSE 'Middle' END AS player_cohort
"""
_TABLES = f"""
CREATE TABLE known AS SELECT number AS name, list_aggregate(colors, 'string_agg', '') AS joined,
  CASE WHEN len(colors) = 0 THEN '' ELSE joined END AS color, rarity, types[1] AS card_type,
  cost AS mana_value FROM cards;
CREATE TABLE firsts AS SELECT set_code, min(CAST(draft_time AS DATE)) AS first FROM
  (SELECT set_code, draft_time FROM limited_games UNION ALL SELECT set_code, draft_time FROM drafts)
  GROUP BY 1;
CREATE TABLE flat_games AS SELECT g.*, {_PLAYER}, {_TIMES.format("game")},
  length(main_colors) AS num_colors, length(splash_colors) > 0 AS has_splash
  FROM limited_games g JOIN firsts USING (set_code);
CREATE TABLE flat_cards AS SELECT g.*, l.name, k.color, k.rarity, k.card_type, k.mana_value,
    b.deck::INT AS deck, b.sideboard::INT AS sideboard, coalesce(h.opening_hand, 0)::INT AS oh,
    coalesce(h.drawn, 0)::INT AS gd, coalesce(h.tutored, 0)::INT AS fetched,
    least(b.deck::INT, oh + gd + fetched) AS held
  FROM flat_games g JOIN build_cards b USING (import_id, build)
  LEFT JOIN game_cards h USING (import_id, game_id, card)
  JOIN log_cards l USING (import_id, card) LEFT JOIN known k ON k.name = l.name;
CREATE TABLE flat_drafts AS SELECT d.*, {_PLAYER},
  event_match_wins = CASE WHEN event_type LIKE 'Trad%' THEN 3
    WHEN event_type LIKE 'PickTwo%' THEN 4 ELSE 7 END AS is_trophy,
  event_match_wins + event_match_losses AS event_matches
  FROM drafts d JOIN firsts USING (set_code);
CREATE TABLE sizes AS SELECT import_id, max(pick_number) + 1 AS each FROM picks GROUP BY 1;
CREATE TABLE flat_rows AS SELECT d.*, p.* EXCLUDE (import_id, draft), pack_number + 1 AS pack_num,
    pick_number + 1 AS pick_num, pack_number * each + pick_number AS pick_index
  FROM flat_drafts d JOIN picks p USING (import_id, draft) JOIN sizes USING (import_id);
CREATE TABLE flat_picks AS SELECT r.*, l.name, k.color, k.rarity, k.card_type, k.mana_value
  FROM (SELECT * EXCLUDE (card_2) FROM flat_rows WHERE card IS NOT NULL
        UNION ALL SELECT * EXCLUDE (card_2) REPLACE (card_2 AS card) FROM flat_rows
        WHERE card_2 IS NOT NULL) r
  JOIN log_cards l USING (import_id, card) LEFT JOIN known k ON k.name = l.name;
CREATE TABLE flat_packs AS SELECT r.* EXCLUDE (card, card_2), c.copies::INT AS copies, l.name,
    k.color, k.rarity, k.card_type, k.mana_value
  FROM flat_rows r JOIN pack_cards c USING (import_id, pick)
  JOIN log_cards l ON l.import_id = r.import_id AND l.card = c.card
  LEFT JOIN known k ON k.name = l.name;
"""


def _won(sql: str) -> str:
    return f"sum(CASE WHEN won THEN {sql} ELSE 0 END)"


def _rate(sql: str) -> str:
    return f"{_won(sql)} / nullif(sum({sql}), 0)"


METRICS: Mapping[str, Mapping[str, str]] = {
    "flat_games": {
        "num_games": "count(*)", "game_wr": "avg(won::INT)", "on_play_rate": "avg(on_play::INT)",
        "num_turns_avg": "avg(num_turns)", "num_mulligans_avg": "avg(num_mulligans)",
        "opp_num_mulligans_avg": "avg(opp_num_mulligans)",
        "num_matches": "count(*) FILTER (game_number = 1)",
        "num_events": "count(*) FILTER (game_number = 1 AND match_number = 1)",
    },
    "flat_cards": {
        "num_gp": "sum(deck)", "gp_wr": _rate("deck"), "num_oh": "sum(oh)", "oh_wr": _rate("oh"),
        "num_gd": "sum(gd)", "gd_wr": _rate("gd"), "num_gih": "sum(oh + gd)",
        "gih_wr": _rate("oh + gd"), "num_gns": "sum(deck - held)", "gns_wr": _rate("deck - held"),
        "iwd": f"{_rate('oh + gd')} - {_rate('deck - held')}",
        "pct_gp": "sum(deck) / nullif(sum(deck + sideboard), 0)", "tutored": "sum(fetched)",
        "in_pool_wr": _rate("deck + sideboard"),
        "deck_mana_value_avg": "sum(deck * mana_value) / nullif(sum(deck) FILTER "
        "(card_type IS NOT NULL AND card_type NOT LIKE '%Land%'), 0)",
    },
    "flat_picks": {
        "num_taken": "count(*)", "ata": "avg(pick_num)", "trophy_rate": "avg(is_trophy::INT)",
        "picked_match_wr": "sum(event_match_wins) / nullif(sum(event_matches), 0)",
        "maindeck_rate": "coalesce(sum(pick_maindeck_rate), 0) / count(*)",
    },
    "flat_packs": {
        "pack_card": "sum(copies)",
        "num_seen": "coalesce(sum(copies) FILTER (pick_num <= 8), 0)",
        "alsa": "sum(copies * least(pick_num, 8)) / nullif(sum(copies) FILTER (pick_num <= 8), 0)",
    },
}  # fmt: skip
"""Metrics by the rows that they count."""


class PlainSql:
    """The facts of a lake as wide tables.

    Args:
        lake: Folder of the lake.
    """

    def __init__(self, lake: Path) -> None:
        self._db = duckdb.connect(":memory:")
        self._db.execute("SET TimeZone = 'UTC'")
        for folder in sorted(path for path in lake.iterdir() if path.is_dir()):
            files = f"{folder}/*/*.parquet"
            read = f"read_parquet('{files}', hive_partitioning = true)"
            self._db.execute(f"CREATE VIEW {folder.name} AS FROM {read}")
        self._db.execute(_TABLES)

    def values(self, table: str, column: str) -> list[Any]:
        """Every value of a column, missing ones too."""
        found = self._db.execute(f"SELECT DISTINCT {column} FROM {table} ORDER BY 1").fetchall()
        return [value for (value,) in found]

    def answer(
        self, table: str, metrics: Sequence[str], by: Sequence[str], where: Sequence[str]
    ) -> dict[tuple[Any, ...], tuple[Any, ...]]:
        """Metrics by the values of the keys."""
        shown = ", ".join([*by, *(METRICS[table][name] for name in metrics)])
        kept = f" WHERE {' AND '.join(where)}" if where else ""
        grouped = f" GROUP BY {', '.join(by)}" if by else ""
        rows = self._db.execute(f"SELECT {shown} FROM {table}{kept}{grouped}").fetchall()
        return {row[: len(by)]: row[len(by) :] for row in rows}
