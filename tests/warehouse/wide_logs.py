"""Wide logs written by hand, as 17Lands publishes them, and the lake's facts put together again."""

from __future__ import annotations

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tcb_analytics.warehouse.contracts import Batch, Reject, Row
from tcb_analytics.warehouse.importing import ImportSummary, Outcome, import_paths
from tcb_analytics.warehouse.sources import lands_cards, lands_drafts, lands_games
from tcb_analytics.warehouse.sources.base import Context, Document
from tcb_analytics.warehouse.store import Store
from tcb_analytics.warehouse.tables import TABLES

GAME_TEXTS = {
    "expansion": "SYN", "event_type": "PremierDraft", "draft_id": "d1",
    "draft_time": "2026-04-16 12:00:00", "game_time": "2026-04-16 13:00:00",
    "build_index": "0", "match_number": "1", "game_number": "1", "rank": "Gold",
    "opp_rank": "", "main_colors": "WU", "splash_colors": "", "on_play": "True",
    "num_mulligans": "0", "opp_num_mulligans": "1", "opp_colors": "BR", "num_turns": "9",
    "won": "True",
}  # fmt: skip
DRAFT_TEXTS = {
    "expansion": "SYN", "event_type": "PremierDraft", "draft_id": "d1",
    "draft_time": "2026-04-16 12:00:00", "rank": "Gold", "event_match_wins": "3",
    "event_match_losses": "3", "pack_number": "0", "pick_number": "0", "pick": "Ax",
    "pick_maindeck_rate": "0.75", "pick_sideboard_in_rate": "0.0",
}  # fmt: skip
PLAYER = {"user_n_games_bucket": "100", "user_game_win_rate_bucket": "0.56"}
CARDS = ("Ax", "Bow, Long", 'The "Cog"')
GAME_FIGURES = ("opening_hand_", "drawn_", "tutored_", "deck_", "sideboard_")
DRAFT_FIGURES = ("pack_card_", "pool_")
SOURCES = (lands_games.SOURCE, lands_drafts.SOURCE, lands_cards.SOURCE)

Line = Mapping[str, str]


def game(**cells: str) -> dict[str, str]:
    """The cells of one game; texts that are not given are as in ``GAME_TEXTS``."""
    return {**GAME_TEXTS, **PLAYER, **cells}


def pick(**cells: str) -> dict[str, str]:
    """The cells of one pick, likewise."""
    return {**DRAFT_TEXTS, **PLAYER, **cells}


def header(texts: Iterable[str], figures: Sequence[str], cards: Sequence[str] = CARDS) -> list[str]:
    """A header in the publisher's order: texts, cards, player."""
    of_cards = [prefix + card for card in cards for prefix in figures]
    return [*(name for name in texts if name not in PLAYER), *of_cards, *PLAYER]


def game_header(cards: Sequence[str] = CARDS) -> list[str]:
    """The header of games."""
    return header(GAME_TEXTS, GAME_FIGURES, cards)


def draft_header(cards: Sequence[str] = CARDS, *more: str) -> list[str]:
    """The header of drafts; more texts may follow the pick."""
    return header([*DRAFT_TEXTS, *more], DRAFT_FIGURES, cards)


def text_of(columns: Sequence[str], lines: Iterable[Line], newline: str = "\n") -> str:
    """A CSV; a card's cell that a line does not give is 0."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=newline)
    writer.writerow(columns)
    for line in lines:
        writer.writerow([line.get(name, "0") for name in columns])
    return out.getvalue()


def bring(folder: Path, content: str | bytes, *, packed: bool = False, **options: Any) -> Outcome:
    """Import one file into a lake in ``folder``; what became of it."""
    return bring_paths(folder, write(folder, content, packed=packed), **options).outcomes[0]


def bring_paths(folder: Path, *paths: Path, **options: Any) -> ImportSummary:
    """Import files into a lake in ``folder``."""
    given = {"limit": 1_000_000, "sources": SOURCES} | options
    return import_paths(paths, folder / "lake", **given)


def table(folder: Path, name: str) -> pa.Table:
    """The live rows of a table of the lake in ``folder``."""
    files = Store.open(folder / "lake").files(name)
    parts = [pq.read_table(file, partitioning=None) for file in files]
    return pa.concat_tables(parts) if parts else pa.table({})


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The same as records."""
    return list(table(folder, name).to_pylist())


@dataclass
class Facts:
    """What a log became, table by table, without a lake."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    rejects: list[Reject] = field(default_factory=list)
    notes: Sequence[str] = ()
    key: str = ""

    def told(self) -> list[tuple[str, str, str]]:
        """Key, field and reason of every reject."""
        return [(reject.key, reject.field, reject.reason) for reject in self.rejects]

    def figures_of_games(self) -> list[dict[str, int]]:
        """The cells of cards that are not 0, game by game, put together from the split tables."""
        names = {row["card"]: row["name"] for row in self.tables["log_cards"]}
        hand = _by(self.tables["game_cards"], "game_id")
        deck = _by(self.tables["build_cards"], "build")
        found = []
        for row in self.tables["limited_games"]:
            cells = {
                f"{kind}_{names[card['card']]}": card[kind]
                for kinds, cards in (
                    (("opening_hand", "drawn", "tutored"), hand[row["game_id"]]),
                    (("deck", "sideboard"), deck[row["build"]]),
                )
                for card in cards
                for kind in kinds
            }
            found.append({name: copies for name, copies in cells.items() if copies})
        return found

    def figures_of_picks(self) -> list[dict[str, int]]:
        """The same of drafts: packs as they lie, pools from earlier picks and differences."""
        names = {row["card"]: row["name"] for row in self.tables["log_cards"]}
        pack = _by(self.tables["pack_cards"], "pick")
        pool = _by(self.tables["pool_cards"], "pick")
        had: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        found = []
        for row in self.tables["picks"]:
            cells = {f"pack_card_{names[at['card']]}": at["copies"] for at in pack[row["pick"]]}
            pooled = defaultdict(int, had[row["draft"]])
            for card in pool[row["pick"]]:
                pooled[card["card"]] += card["copies"]
            cells |= {f"pool_{names[card]}": copies for card, copies in pooled.items()}
            found.append({name: copies for name, copies in cells.items() if copies})
            if row["card"] is not None:
                had[row["draft"]][row["card"]] += 1
        return found


def read(folder: Path, content: str | bytes, *, packed: bool = False) -> Facts:
    """What a log becomes, every batch held to its contract."""
    path = write(folder, content, packed=packed)
    document = Document("log.csv", path, packed=packed)
    (source,) = (source for source in SOURCES if source.recognises(document))
    (dataset,) = source.read(document, Context())
    facts = Facts(key=dataset.key)
    for item in dataset.rows:
        if isinstance(item, Batch):
            found, broken = TABLES[item.table].check_batch(item)
            facts.tables[item.table] += found.to_pylist()
            facts.rejects += broken
        elif isinstance(item, Row):
            facts.tables[item.table].append(dict(item.values))
        else:
            facts.rejects.append(item)
    facts.notes = tuple(dataset.notes)
    return facts


def write(folder: Path, content: str | bytes, *, packed: bool = False) -> Path:
    """Write a log as a file, plain or packed."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    path = folder / ("log.csv.gz" if packed else "log.csv")
    path.write_bytes(gzip.compress(raw) if packed else raw)
    return path


def figures_of(lines: Iterable[Line], figures: Sequence[str]) -> list[dict[str, int]]:
    """What the two above should give for the lines that were written."""
    return [
        {name: int(cell) for name, cell in line.items()
         if name.startswith(tuple(figures)) and int(cell)}
        for line in lines
    ]  # fmt: skip


def _by(found: Iterable[dict[str, Any]], number: str) -> dict[int, list[dict[str, Any]]]:
    parts: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        parts[row[number]].append(row)
    return parts
