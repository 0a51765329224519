"""A worker: pandas on loaded frames, a fair and strong rival.

Loaded beforehand, and not timed: one frame of ``int8`` a family of cells, the columns that the
questions need as categories, weeks already worked out. Two ways are timed. ``frames`` is what
one writes in pandas: ``frame.sum()``, ``frame[won].sum()``, ``groupby``. ``dots`` reads the same
frames block by block, small enough for the processor's cache, and multiplies each with the
games' flags: everything in one pass and exact, as every sum stays below 2^24.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from tests.benchmarks.worker_loop import serve

KINDS = ("opening_hand", "drawn", "tutored", "deck")
NEEDS = {
    "gih": ("opening_hand", "drawn"),
    "oh": ("opening_hand",),
    "gd": ("drawn",),
    "gp": ("deck",),
    "gns": ("gns",),
}
"""Families whose sums make a count."""
ROWS = 512
"""Games of a block: 286 cards of them are 146 kB."""

Sums = dict[str, NDArray[np.float64]]
"""By family: copies and copies won, shape (groups, 2, cards)."""

_LOADED: dict[str, Any] = {}


def start(parquet: str) -> int:
    """Load the frames; the number of games."""
    file = pq.ParquetFile(parquet)
    columns = file.schema_arrow.names
    names = [column.removeprefix("deck_") for column in columns if column.startswith("deck_")]
    for kind in KINDS:
        cells = file.read([f"{kind}_{name}" for name in names])
        matrix = np.empty((cells.num_rows, len(names)), np.int8)
        for place, column in enumerate(cells.columns):
            matrix[:, place] = column.to_numpy()
        _LOADED[kind] = pd.DataFrame(matrix, columns=names, copy=False)
    games = file.read(["main_colors", "rank", "game_time", "on_play", "won"]).to_pandas()
    games["game_week"] = pd.to_datetime(games.pop("game_time")).dt.isocalendar().week
    for key in ("main_colors", "rank", "game_week"):
        games[key] = games[key].astype("category")
    _LOADED.update(games=games, names=np.array(names, dtype=object))
    return len(games)


def ask(question: dict[str, Any], way: str) -> pd.DataFrame:
    """Answer a question as a pandas frame, in one of the two ways."""
    keys = [key for key in question["by"] if key != "name"]
    games = _LOADED["games"]
    kept = np.ones(len(games), bool)
    for column, value in question["where"].items():
        kept &= (games[column] == value).to_numpy()
    rows = None if kept.all() else np.flatnonzero(kept)
    codes, groups = _groups(games, keys, rows)
    parts = [part for part in NEEDS if _asks(question, part)]
    families = list(dict.fromkeys(family for part in parts for family in NEEDS[part]))
    sums = WAYS[way](families, codes, len(groups), rows)
    frame = _frame(question, groups, keys, {
        part: sum(sums[family] for family in NEEDS[part]) for part in parts
    })  # fmt: skip
    _LOADED["answer"] = frame
    return frame


def _groups(
    games: pd.DataFrame, keys: list[str], rows: NDArray[np.int64] | None
) -> tuple[NDArray[np.int64], pd.DataFrame]:
    """Code of each game's group, and the groups that occur."""
    codes = np.zeros(len(games), np.int64)
    for key in keys:
        codes = codes * (len(games[key].cat.categories) + 1) + games[key].cat.codes + 1
    codes = codes if rows is None else codes[rows]
    found, first, dense = np.unique(codes, return_index=True, return_inverse=True)
    places = first if rows is None else rows[first]
    groups = games.iloc[places][keys] if keys else pd.DataFrame(index=range(len(found)))
    return dense, groups.reset_index(drop=True)


def _in_frames(
    families: list[str], codes: NDArray[np.int64], groups: int, rows: NDArray[np.int64] | None
) -> Sums:
    """Sums as pandas makes them."""
    won = _won(rows)
    sums: Sums = {}
    for family in families:
        frame = _never_seen() if family == "gns" else _LOADED[family]
        frame = frame if rows is None else frame.iloc[rows]
        if groups == 1:
            both = np.stack([frame.sum().to_numpy(), frame[won].sum().to_numpy()])[None]
        else:
            by = frame.groupby(codes * 2 + won).sum().reindex(range(groups * 2), fill_value=0)
            halves = by.to_numpy().reshape(groups, 2, -1)
            both = np.stack([halves.sum(axis=1), halves[:, 1]], axis=1)
        sums[family] = both.astype(np.float64)
    return sums


def _never_seen() -> pd.DataFrame:
    rest = _LOADED["deck"] - _LOADED["opening_hand"] - _LOADED["drawn"] - _LOADED["tutored"]
    return rest.clip(lower=0)


def _in_dots(
    families: list[str], codes: NDArray[np.int64], groups: int, rows: NDArray[np.int64] | None
) -> Sums:
    """Sums block by block, as products with the games' flags."""
    won = _won(rows)
    sums = {family: np.zeros((groups, 2, len(_LOADED["names"]))) for family in families}
    kinds = KINDS if "gns" in families else tuple(families)
    size = ROWS if groups == 1 else 50_000
    for start_at, blocks in _blocks(kinds, rows, len(codes), size):
        part = slice(start_at, start_at + size)
        if groups == 1:
            flags: Any = np.stack([np.ones_like(won[part]), won[part]]).astype(np.float32)
        else:
            flags = _one_hot(codes[part], won[part], groups)
        for family in families:
            block = _rest(blocks) if family == "gns" else blocks[family]
            sums[family] += (flags @ block.astype(np.float32)).reshape(groups, 2, -1)
    if groups > 1:
        for both in sums.values():
            both[:, 0] += both[:, 1]
    return sums


def _one_hot(codes: NDArray[np.int64], won: NDArray[np.bool_], groups: int) -> csr_matrix:
    """Flags (groups × 2, games): whether a game is of the group and lost, or won."""
    ones = np.ones(len(codes), np.float32)
    places = (codes * 2 + won, np.arange(len(codes)))
    return csr_matrix((ones, places), shape=(groups * 2, len(codes)))


def _blocks(
    kinds: tuple[str, ...], rows: NDArray[np.int64] | None, count: int, size: int
) -> Iterator[tuple[int, dict[str, NDArray[np.int8]]]]:
    matrices = {kind: _LOADED[kind].to_numpy() for kind in kinds}
    for at in range(0, count, size):
        part = slice(at, at + size) if rows is None else rows[at : at + size]
        yield at, {kind: matrix[part] for kind, matrix in matrices.items()}


def _rest(blocks: dict[str, NDArray[np.int8]]) -> NDArray[np.int8]:
    seen = blocks["opening_hand"] + blocks["drawn"] + blocks["tutored"]
    return np.maximum(blocks["deck"] - seen, 0)


def _won(rows: NDArray[np.int64] | None) -> NDArray[np.bool_]:
    won: NDArray[np.bool_] = _LOADED["games"]["won"].to_numpy()
    return won if rows is None else won[rows]


WAYS: dict[str, Callable[..., Sums]] = {"frames": _in_frames, "dots": _in_dots}


def _asks(question: dict[str, Any], part: str) -> bool:
    metrics = set(question["metrics"])
    return bool(metrics & {f"num_{part}", f"{part}_wr"}) or (
        "iwd" in metrics and part in ("gih", "gns")
    )


def _frame(
    question: dict[str, Any], groups: pd.DataFrame, keys: list[str], counts: dict[str, Any]
) -> pd.DataFrame:
    """Groups × cards as rows, with the metrics that were asked for."""
    names = _LOADED["names"]
    columns: dict[str, Any] = {"name": np.tile(names, len(groups))}
    columns |= {key: groups[key].repeat(len(names)).array for key in keys}
    with np.errstate(invalid="ignore"):
        rates = {part: (both[:, 1] / both[:, 0]).ravel() for part, both in counts.items()}
    for metric in question["metrics"]:
        if metric == "iwd":
            columns[metric] = rates["gih"] - rates["gns"]
        elif metric.startswith("num_"):
            columns[metric] = counts[metric.removeprefix("num_")][:, 0].ravel().astype(np.int64)
        else:
            columns[metric] = rates[metric.removesuffix("_wr")]
    return pd.DataFrame(columns)


def save(path: str) -> None:
    """Write the last answer as a parquet file, categories as what they stand for."""
    frame = _LOADED["answer"]
    coded = [key for key in frame if isinstance(frame[key].dtype, pd.CategoricalDtype)]
    plain = {key: frame[key].astype(frame[key].cat.categories.dtype) for key in coded}
    frame.assign(**plain).to_parquet(path)


if __name__ == "__main__":
    serve({"start": start, "ask": ask, "save": save})
