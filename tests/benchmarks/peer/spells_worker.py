"""spells as a worker: imports files with its own importer and answers with ``summon``.

Runs in the peer's environment, where nothing of this project can be imported but the standard
library's part of its benchmarks. Nothing is downloaded: card attributes come from the
published ``cards.csv`` and the set's context from its drafts, in the files that spells reads.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from spells import cache, external
from spells.columns import ColSpec
from spells.draft_data import get_names, summon
from spells.enums import ColName, ColType, View

from tests.benchmarks.worker_loop import serve

Question = dict[str, Any]

_AS = {
    "num_gd": pl.col("drawn"),
    "gd_wr": pl.col("won_drawn") / pl.col("drawn"),
    "num_gns_won": pl.col("won_num_gns"),
    "on_play_rate": pl.col("num_on_play") / pl.col("num_games"),
    "num_mulligans_avg": pl.col("num_mulligans_sum") / pl.col("num_games"),
    "opp_num_mulligans_avg": pl.col("opp_num_mulligans_sum") / pl.col("num_games"),
    "num_turns_avg": pl.col("num_turns_sum") / pl.col("num_games"),
    "maindeck_rate_sum": pl.col("pick_maindeck_rate"),
    "sideboard_in_rate_sum": pl.col("pick_sideboard_in_rate"),
}
EXTENSIONS = {name: ColSpec(col_type=ColType.AGG, expr=expr) for name, expr in _AS.items()}
"""Metrics that spells' readers define themselves."""

_ANSWER: dict[str, pl.DataFrame] = {}


def unpack(kind: str, source: str, set_code: str) -> int:
    """spells' own import of one file: ``game`` or ``draft``. Bytes of what it wrote."""
    target = Path(cache.data_file_path(set_code, View(kind)))
    external._process_zipped_file(source, str(target))
    return target.stat().st_size


def stage(source: str, set_code: str) -> str:
    """A copy of a published file where spells downloads to: its import removes what it read."""
    folder = Path(cache.external_set_path(set_code))
    folder.mkdir(parents=True, exist_ok=True)
    return str(shutil.copy(source, folder))


def describe(cards_csv: str, set_code: str) -> int:
    """Write spells' card file and set context from local files; the number of cards."""
    drafts = pl.scan_parquet(cache.data_file_path(set_code, View.DRAFT))
    prefix = "pack_card_"
    names = [name.removeprefix(prefix) for name in drafts.collect_schema().names()
             if name.startswith(prefix)]  # fmt: skip
    known = pl.read_csv(cards_csv, infer_schema=False).unique("name", keep="first")
    cards = pl.DataFrame({"name": names}).join(known, on="name", how="left")
    kind = pl.col("types").str.split(" - ")
    given = {
        ColName.NAME: pl.col("name"),
        ColName.SET_CODE: pl.col("expansion"),
        ColName.COLOR: pl.col("color_identity").fill_null(""),
        ColName.RARITY: pl.col("rarity"),
        ColName.COLOR_IDENTITY: pl.col("color_identity").fill_null(""),
        ColName.CARD_TYPE: kind.list.get(0),
        ColName.SUBTYPE: kind.list.get(1, null_on_oob=True),
        ColName.MANA_VALUE: pl.col("mana_value").cast(pl.Float64),
    }
    absent = {
        name: pl.lit(None, dtype=pl.String) for name in external.cards.CardAttr if name not in given
    }
    table = cards.select(**{str(name): column for name, column in (given | absent).items()})
    table.write_parquet(cache.data_file_path(set_code, "card"))
    started = pl.col("draft_time").str.to_datetime("%Y-%m-%d %H:%M:%S").dt.date()
    context = drafts.select(
        release_date=started.min(), picks_per_pack=pl.col("pick_number").max() + 1
    )
    context.collect().write_parquet(cache.data_file_path(set_code, "context"))
    return len(get_names(set_code))


def ask(set_code: str, question: Question, streaming: bool = True, cached: bool = False) -> Any:
    """Answer a question as a frame, with or without spells' own cache of counts."""
    answer = summon(
        set_code,
        columns=question["metrics"],
        group_by=question["by"],
        filter_spec=_filter(question["where"]),
        extensions=EXTENSIONS,
        use_streaming=streaming,
        read_cache=cached,
        write_cache=cached,
    )
    _ANSWER["last"] = answer
    return answer


def save(path: str) -> None:
    """Write the last answer as a parquet file."""
    _ANSWER["last"].write_parquet(path)


def versions() -> dict[str, str]:
    """What answers here."""
    from importlib.metadata import version  # noqa: PLC0415 - asked once

    return {name: version(name) for name in ("spells-mtg", "polars")}


def _filter(where: dict[str, Any]) -> dict[str, Any] | None:
    """The neutral filter as spells': all must hold; a list is any of, from and to a range."""
    parts: list[dict[str, Any]] = []
    for name, value in where.items():
        if isinstance(value, list):
            parts.append({"lhs": name, "op": "in", "rhs": [_value(name, one) for one in value]})
        elif isinstance(value, dict):
            ends = (("from", ">="), ("to", "<="))
            parts += [
                {"lhs": name, "op": operator, "rhs": _value(name, value[end])}
                for end, operator in ends
                if value.get(end) is not None
            ]
        else:
            parts.append({"lhs": name, "rhs": _value(name, value)})
    return {"$and": parts} if parts else None


def _value(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name.endswith("_date") else value


if __name__ == "__main__":
    serve(
        {
            "stage": stage, "unpack": unpack, "describe": describe, "ask": ask, "save": save,
            "versions": versions,
        }
    )  # fmt: skip
