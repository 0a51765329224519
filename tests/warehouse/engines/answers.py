"""Everything that a lake can be asked, once each or more, and answers as plain values.

Run as a program it asks a lake under another DuckDB: ``python -m ... HOME OUT``.
"""

from __future__ import annotations

import gzip
import importlib
import json
import math
import pickle
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import sqlglot

from tcb_analytics.config import Settings, bundled
from tcb_analytics.warehouse.engines.views import DERIVED, raw_name, raw_tables
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.result import Result
from tcb_analytics.warehouse.queries.sqlfiles import FOLDER, text_of
from tcb_analytics.workbench.limited_sample import write_limited_sample
from tests.warehouse.engines.user_sql import USER_SQL
from tests.warehouse.league import LEAGUE


class Rows(NamedTuple):
    """Rows of an answer: names and types of columns, and values."""

    shape: list[tuple[str, str]]
    values: list[tuple[Any, ...]]


Asked = tuple[tuple[Any, ...], dict[str, Any]]


def asked(*positional: Any, **named: Any) -> Asked:
    return positional, named


LIFECYCLE = {"as_of", "close", "refresh", "sql", "version"}
"""Public names of a lake that ask nothing of its rows; ``sql`` is asked in other words."""

NASTY = ["it's", 'say "so"', "back\\slash", "100%_sure", "ünïcode 🎴", "{${env:HOME}}", ";--"]
"""Leaders that every engine must write, compare and sort as they are."""

TB = "tidebreak"

FILTER = "date >= '2026-01-01' and (leader like 'TB0_-00%' or opponent is null) and not mirror"

EXAMPLES: Mapping[str, list[Asked]] = {
    "win_rates": [
        asked(game=TB),
        asked(["leader", "week"], FILTER, game=TB, metrics=["loss_rate", "tie_rate"]),
        asked("month", {"date": ("2026-01-01", None)}, game=TB, ties="excluded", mirrors="count"),
        asked(["game", "source", "evidence"], threshold=0, interval="wilson", level=0.9),
        asked("leader", {"leader": NASTY}, game="onepiece", threshold=0),
        asked(["went_first", "mode"], "leader not in ('TB01-001') and round is null", game=TB),
    ],
    "matchups": [
        asked(game=TB),
        asked({"leader": "TB01-001"}, by="month", game=TB),
        asked(game="onepiece"),
    ],
    "meta_share": [
        asked(game=TB),
        asked("month", leader="TB01-001", game=TB),
        asked("event", game=TB),
        asked("date", game=TB),
    ],
    "card_inclusion": [
        asked(game=TB),
        asked("TB01-001", game=TB, evidence="decks"),
        asked(["TB01-001", "TB02-001"], {"date": ("2026-01-01", None)}, game=TB),
    ],
    "decks": [asked(game=TB), asked("TB01-001", "place_best <= 4 and players > 8", game=TB)],
    "curve": [asked(game=TB), asked(where={"complete": True, "month": "2026-01"}, game=TB)],
    "limited": [
        asked(threshold=0),
        asked(["gih_wr", "iwd", "num_gp"], ["name", "main_colors"], {"on_play": True}, threshold=9),
        asked(["game_wr", "num_mulligans_avg"], ["rank", "game_week"], sets="SYN", threshold=0),
        asked(["alsa", "ata", "trophy_rate"], "rarity", "pick_num <= 8", threshold=0),
        asked(["gih_wr", "gp_wr"], ["color", "player_cohort"], "num_turns between 5 and 9"),
        asked(["gih_wr", "alsa", "ata"], "rank", "mana_value >= 3", threshold=0),
        asked(["ata", "alsa"], (), "mana_value > pick_number and rank = 'gold'", threshold=0),
        asked("game_wr", ()),
    ],
    "limited_matchups": [asked(threshold=0), asked("won", by="on_play", threshold=0)],
    "limited_play_draw": [asked(threshold=0), asked((), {"rank": "gold"}, threshold=0)],
    "limited_course": [asked("gih_wr", by="color", threshold=0), asked(per="format_week", by=())],
    "pair_synergy": [asked(threshold=5)],
    "limited_metrics": [asked()],
    "limited_columns": [asked()],
    "tables": [asked()],
    "columns": [asked(), asked("decks")],
    "imports": [asked()],
    "history": [asked()],
    "rejects": [asked()],
    "left_out": [asked()],
    "games": [asked()],
    "game_names": [asked()],
    "result_sources": [asked()],
    "default_game": [asked()],
    "catalog": [asked("tidebreak"), asked("onepiece")],
    "format": [asked("tidebreak")],
    "deck": [],
}
"""Arguments for every public name of a lake that asks. ``deck`` takes ids that the lake has."""


def names() -> list[str]:
    """Public names of a lake that ask something of its rows."""
    return [name for name in dir(Lake) if not name.startswith("_") and name not in LIFECYCLE]


def make_lake(home: Path) -> None:
    """A lake with a few hundred matches, lists of decks, published figures and odd leaders."""
    sample, files = bundled("sample"), home / "files"
    files.mkdir(parents=True)
    with gzip.open(sample / "ladder" / "ladder_2026-01-05.json.gz", "rt") as file:
        ladder = json.load(file)
    ladder["matches"] = dict(list(ladder["matches"].items())[:400])
    for index, match in enumerate(ladder["matches"].values()):
        if index % 9 == 0:
            match["p1"]["leader"] = match["p2"]["leader"]
        if index % 31 == 0:
            match["p2"]["leader"] = None
    (files / "ladder.json").write_text(json.dumps(ladder), encoding="utf-8")
    cells = [[one, two, 1 + place] for place, one in enumerate(NASTY) for two in NASTY[place:]]
    cells.append(["only two", "cells"])
    (files / "league.json").write_text(json.dumps({"league": {"spring": cells}}), encoding="utf-8")
    write_limited_sample(files / "logs", set_code="SYN", games=150, seed=3, cards=100)
    parts = [sample / part for part in ("cards", "matchups", "tournaments", "restrictions.json")]
    import_paths([*parts, files / "ladder.json", files / "logs"], home / "lake", limit=2**29)
    import_paths([files / "league.json"], home / "lake", limit=2**29, sources=[LEAGUE])


def questions() -> Iterator[tuple[str, str, Asked]]:
    """A label, a public name and its arguments; of each example."""
    for name, examples in EXAMPLES.items():
        for number, example in enumerate(examples, 1):
            yield f"{name} {number}", name, example


def answer(lake: Lake, name: str, example: Asked) -> Any:
    """One answer as plain values: of rows their types and values, in order."""
    found = getattr(lake, name)
    if callable(found):
        found = found(*example[0], **example[1])
    return plain(found)


def answers(lake: Lake) -> Iterator[tuple[str, Any]]:
    """Every question with its answer: helpers, decks, files of SQL, texts of users."""
    for label, name, example in questions():
        yield label, answer(lake, name, example)
    yield from of_decks(lake)
    for label, text, in_order in texts():
        yield label, plain(lake.sql(text, timeout=None), in_order=in_order)


def of_decks(lake: Lake) -> Iterator[tuple[str, Any]]:
    """The first decks of a lake by their ids."""
    for row in lake.decks(game=TB).arrow().slice(0, 2).to_pylist():
        yield f"deck {row['deck_id']}", lake.deck(row["deck_id"], row["source"])


def texts() -> Iterator[tuple[str, str, bool]]:
    """Texts of SQL, and whether their rows have an order."""
    for view in (*map(raw_name, raw_tables()), "imports", "rate_rules", *DERIVED):
        yield f"view {view}", f'SELECT * FROM "{view}"', False
    for path in sorted((FOLDER / "questions").glob("*.sql")):
        yield f"file {path.stem}", text_of("questions", path.stem), True
    for number, text in enumerate(USER_SQL, 1):
        yield (
            f"text {number}: {text}",
            text,
            bool(sqlglot.parse_one(text, "duckdb").args.get("order")),
        )


def plain(found: Any, *, in_order: bool = True) -> Any:
    """An answer as values that can be stored and compared."""
    if not isinstance(found, Result):
        return found
    rows = found.arrow()
    columns = [column.to_pylist() for column in rows.columns]
    lines = list(zip(*columns, strict=True))
    shape = [(field.name, str(field.type)) for field in rows.schema]
    return Rows(shape, lines if in_order else sorted(lines, key=repr))


def same(one: Any, other: Any) -> bool:
    """Whether two answers agree; sums of fractions may differ in their last digits."""
    if isinstance(one, float) and isinstance(other, float):
        both_nan = math.isnan(one) and math.isnan(other)
        return both_nan or math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-15)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(type(one) is type(other) and one == other)


def main(home: str, out: str) -> None:
    """Ask everything and write the answers."""
    with Lake(Settings(home=Path(home))) as lake:
        Path(out).write_bytes(pickle.dumps((duckdb.__version__, dict(answers(lake)))))


if __name__ == "__main__":
    # Under its own name, so that who reads the answers knows their types.
    importlib.import_module("tests.warehouse.engines.answers").main(*sys.argv[1:])
