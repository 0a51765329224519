"""Small lakes of Limited logs, drawn at random and written straight as files, rollups with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tcb_analytics.config import Settings
from tcb_analytics.warehouse import log_facts
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.engines.views import Snapshot
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.log_counts import COUNTS
from tcb_analytics.warehouse.log_tables import LOG_TABLES
from tcb_analytics.warehouse.rollups import ROLLUPS
from tcb_analytics.warehouse.tables import TABLES
from tests.warehouse.queries.lakes import lake_of

NAMES = (
    "Ajani's Pride", "Borborygmos, Enraged", "Císcaiu Fox", "Dune \"Fang\"", "Ember", "Forest",
    "Gale Knight", "Hush", "Island", "Jolt", "Kelp Giant", "Lantern",
)  # fmt: skip
_TYPES = {"Forest": "Land", "Island": "Land", "Hush": "Instant"}
_COLORS = ("W", "WU", "UB", "BRG", "")
_RANKS = ("bronze", "gold", "mythic", None)
_START = datetime(2025, 3, 3, 22, 30, tzinfo=UTC)


def facts_of(
    seed: int, games: int, set_code: str = "SYN", event_type: str = "PremierDraft",
    source: str = "17lands",
) -> dict[str, list[dict[str, Any]]]:  # fmt: skip
    """Rows of every fact table: games of random decks, and drafts of their own."""
    rng = np.random.default_rng(seed)
    common = {"game": "magic", "source": source, "set_code": set_code, "event_type": event_type}
    order = rng.permutation(len(NAMES))
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in LOG_TABLES}
    rows["log_cards"] = [
        {k: v for k, v in common.items() if k != "event_type"} | {"card": i, "name": NAMES[n]}
        for i, n in enumerate(order)
    ]
    game = 0
    build = 0
    while game < games:
        draft = _draft(rng, common, f"{set_code}{build}")
        cards = {
            int(c): (int(rng.integers(0, 13)), int(rng.integers(0, 3)))
            for c in rng.choice(len(NAMES), size=int(rng.integers(3, 9)), replace=False)
        }
        cards = {c: (d or 1, s) for c, (d, s) in cards.items()}
        played = int(min(rng.integers(1, 7), games - game))
        rows["builds"].append(
            {k: draft[k] for k in ("set_code", "event_type", "draft_id")}
            | {"build": build, "build_index": 0, "games": played}
        )
        rows["build_cards"] += [
            {"build": build, "card": c, "deck": d, "sideboard": s} for c, (d, s) in cards.items()
        ]
        for number in range(played):
            rows["limited_games"].append(_game(rng, draft, game, build, number))
            rows["game_cards"] += _hand(rng, game, cards)
            game += 1
        build += 1
    _add_drafts(rng, rows, common, drafts=max(2, games // 30))
    return rows


def _draft(rng: np.random.Generator, common: Mapping[str, Any], name: str) -> dict[str, Any]:
    bucket = rng.choice([1, 10, 100, 500, 1000])
    return dict(common) | {
        "draft_id": f"d{name}",
        "draft_time": _START + timedelta(hours=int(rng.integers(0, 24 * 20))),
        "rank": _RANKS[rng.integers(0, 4)],
        "user_n_games_bucket": None if rng.random() < 0.1 else int(bucket),
        "user_game_win_rate_bucket": None
        if rng.random() < 0.1
        else float(rng.integers(40, 66) / 100),
    }


def _game(
    rng: np.random.Generator, draft: Mapping[str, Any], game: int, build: int, number: int
) -> dict[str, Any]:
    pick = rng.integers
    return dict(draft) | {
        "game_id": game,
        "build": build,
        "game_time": draft["draft_time"] + timedelta(minutes=int(pick(30, 9000))),
        "build_index": 0,
        "match_number": 1 + number // 3,
        "game_number": 1 + number % 3,
        "opp_rank": _RANKS[pick(0, 4)],
        "main_colors": _COLORS[pick(0, 5)] if build % 7 == 0 else _COLORS[build % 5],
        "splash_colors": ("", "R", None)[pick(0, 3)],
        "on_play": bool(pick(0, 2)),
        "num_mulligans": int(pick(0, 3)),
        "opp_num_mulligans": int(pick(0, 3)),
        "opp_colors": _COLORS[pick(0, 5)],
        "num_turns": int(pick(3, 15)),
        "won": bool(pick(0, 2)),
    }


def _hand(
    rng: np.random.Generator, game: int, cards: Mapping[int, tuple[int, int]]
) -> list[dict[str, Any]]:
    rows = []
    for card, (deck, _) in cards.items():
        held = [int(rng.integers(0, n)) for n in (3, 4, 2)]
        if any(held):
            named = dict(zip(("opening_hand", "drawn", "tutored"), held, strict=True))
            rows.append({"game_id": game, "card": card, "deck": deck, **named})
    return rows


def _add_drafts(
    rng: np.random.Generator, rows: dict[str, list[dict[str, Any]]], common: Mapping[str, Any],
    drafts: int,
) -> None:  # fmt: skip
    for number in range(drafts):
        draft = _draft(rng, common, f"{common['set_code']}p{number}")
        wins = int(rng.integers(0, 8))
        rows["drafts"].append(
            draft | {"draft": number, "event_match_wins": wins, "event_match_losses": 3}
        )
        for place in range(12):
            pick = len(rows["picks"])
            pack = rng.choice(len(NAMES), size=4, replace=False)
            two = rng.random() < 0.2
            rows["picks"].append({
                "pick": pick, "draft": number, "pack_number": place // 10,
                "pick_number": place % 10, "card": int(pack[0]),
                "card_2": int(pack[1]) if two else None,
                "pick_maindeck_rate": None if rng.random() < 0.1 else float(rng.integers(0, 9) / 8),
                "pick_sideboard_in_rate": float(rng.integers(0, 9) / 8),
            })  # fmt: skip
            rows["pack_cards"] += [
                {"pick": pick, "card": int(c), "copies": int(rng.integers(1, 3))} for c in pack
            ]


def catalogue() -> list[dict[str, Any]]:
    """Rows of cards for all names but one, which no catalogue knows."""
    return [
        {
            "game": "magic", "source": "17lands", "number": name, "print_id": str(i), "name": name,
            "category": "Land" if _TYPES.get(name) == "Land" else "Creature",
            "colors": list("WU"[: i % 3]), "cost": i % 6, "attributes": [], "keywords": [],
            "types": [_TYPES.get(name, "Creature")],
            "rarity": ("common", "rare", "mythic")[i % 3],
        }
        for i, name in enumerate(NAMES[:-1])
    ]  # fmt: skip


def write_facts(
    folder: Path, imports: Mapping[str, Mapping[str, list[dict[str, Any]]]], *, rollups: bool = True
) -> Snapshot:
    """Write facts, and the rollups counted from them, as a lake's files."""
    files: dict[str, list[str]] = {}
    for import_id, rows in imports.items():
        tables = {
            name: pa.Table.from_pylist(found, schema=TABLES[name].schema)
            for name, found in rows.items()
            if found
        }
        if rollups:
            tables |= rollups_of(tables)
        for name, table in tables.items():
            path = folder / "lake" / name / f"import_id={import_id}" / "part-0.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(table, path)
            files.setdefault(name, []).append(str(path))
    (folder / "lake").mkdir(exist_ok=True)
    return Snapshot(folder / "lake", files)


def rollups_of(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Every rollup over one import's facts."""
    connection = duckdb.connect(":memory:")
    connection.execute("SET TimeZone = 'UTC'")
    for table in LOG_TABLES:
        rows = tables.get(table.name, table.schema.empty_table())
        named = rows.append_column("import_id", pa.array(["i"] * rows.num_rows, pa.string()))
        connection.register(f"raw_{table.name}", named)
        connection.execute(f"CREATE TABLE {table.name} AS SELECT * FROM raw_{table.name}")
    made = {}
    for rollup in ROLLUPS:
        keys = ["game", "source", "set_code", "event_type", *rollup.keys]
        parts = []
        for grain in rollup.grains:
            counts = [count.name for count in COUNTS if count.grain == grain]
            zeros = ", ".join(name if name in counts else f"0 AS {name}" for name in rollup.counts)
            inner = log_facts.select(grain, keys, counts)
            parts.append(f"SELECT {', '.join(keys)}, {zeros} FROM ({inner})")
        sums = ", ".join(f"SUM({name}) AS {name}" for name in rollup.counts)
        union = " UNION ALL ".join(parts)
        sql = f"SELECT {', '.join(keys)}, {sums} FROM ({union}) GROUP BY ALL"
        made[rollup.name] = connection.execute(sql).to_arrow_table().cast(rollup.table.schema)
    return {name: table for name, table in made.items() if table.num_rows}


def limited_lake(folder: Path, *, games: int = 150, rollups: bool = True, **settings: Any) -> Lake:
    """A lake of two sets, with a catalogue of their cards."""
    imports: dict[str, dict[str, list[dict[str, Any]]]] = {
        "i1": facts_of(1, games),
        "i2": facts_of(2, games // 3, "TWO", "TradDraft"),
        "i3": {"cards": catalogue()},
    }
    snapshot = write_facts(folder, imports, rollups=rollups)
    return lake_of(DuckEngine(snapshot, Settings(home=folder, threads=1, **settings)))
