"""Writing the logs of an invented set: complete, or not at all (``placing.py``).

Drafts are drawn and written in batches, until one of them reaches the number of games.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tcb_analytics.errors import ConfigError
from tcb_analytics.workbench.limited_sample import cards as card_sets
from tcb_analytics.workbench.limited_sample.batch import SIZE, Batch, Plan, draw, plan
from tcb_analytics.workbench.limited_sample.events import event_of
from tcb_analytics.workbench.limited_sample.packing import Packed
from tcb_analytics.workbench.limited_sample.rows import (
    draft_header,
    draft_text,
    game_header,
    game_text,
)
from tcb_analytics.workbench.limited_sample.told import (
    ARCHETYPES_FILE,
    TRUTH_FILE,
    ArchetypeFile,
    truth_document,
    write_truth,
)
from tcb_analytics.workbench.limited_sample.truth import declare
from tcb_analytics.workbench.placing import free_or_forced, placed_whole

MOST_GAMES = 20_000_000
CARDS_FILE = "cards.csv"

Progress = Callable[[int, int], None]
"""Called with the games written so far and the games asked for."""


@dataclass(frozen=True, slots=True)
class LimitedSummary:
    """What was written.

    Attributes:
        folder: Where it lies.
        set_code: Code of the invented set.
        event: Kind of draft.
        seed: Seed it was drawn from.
        games: Games in it: those asked for, and the rest of the last draft's.
        drafts: Drafts they belong to.
        files: Files in ``folder``, ``truth.json`` last.
        bytes: Size of all of them.
    """

    folder: Path
    set_code: str
    event: str
    seed: int
    games: int
    drafts: int
    files: tuple[str, ...]
    bytes: int


def write_limited_sample(
    folder: Path,
    *,
    set_code: str = "SYN",
    games: int = 20_000,
    seed: int = 7,
    cards: int = 286,
    event: str = "PremierDraft",
    gz: bool = True,
    pack_size: int = 14,
    force: bool = False,
    progress: Progress | None = None,
) -> LimitedSummary:
    """Write the logs of games and drafts of an invented set, its cards, and the truth.

    The same arguments give the same content. Memory stays bounded: drafts are drawn and
    written in batches of 500.

    Args:
        folder: Where to write; it may exist if it is empty.
        set_code: Code of the set, 2 to 8 letters and digits; another code is another set.
        games: Games to write at least; the draft that reaches the number is written whole.
        seed: Seed of strengths, drafts and games.
        cards: Cards of the set with its five basic lands, 100 to 1,500.
        event: ``PremierDraft``, ``TradDraft`` or ``PickTwoDraft``.
        gz: Whether the logs are gzipped.
        pack_size: Cards of a pack, an even number from 14 to 20.
        force: Replace an earlier sample in ``folder``; other files there are kept.
        progress: Told how far it is after every batch.

    Raises:
        ConfigError: A number or name is out of range, or the folder is not free.
    """
    _check(set_code, games, seed, cards, pack_size)
    free_or_forced(folder, force=force)
    kind = event_of(event)
    truth = declare(card_sets.card_set(set_code, cards), seed)
    made = _Sample(plan(truth, kind, seed, pack_size, games), games, gz=gz)
    with placed_whole(folder, TRUTH_FILE) as fresh:
        made.write(fresh, progress)
        size = sum((fresh / name).stat().st_size for name in made.files)
    return LimitedSummary(
        folder, set_code, event, seed, made.games, made.drafts, tuple(made.files), size
    )


def _check(set_code: str, games: int, seed: int, cards: int, pack_size: int) -> None:
    if not re.fullmatch(r"[A-Z0-9]{2,8}", set_code):
        raise ConfigError(
            f"set must be 2 to 8 capital letters and digits, got {set_code!r}", where="sample"
        )
    for name, value, low, high in (
        ("seed", seed, 0, 2**63 - 1),
        ("games", games, 1, MOST_GAMES),
        ("cards", cards, card_sets.LEAST, card_sets.MOST),
        ("pack size", pack_size, 14, 20),
    ):
        if not low <= value <= high:
            raise ConfigError(
                f"{name} must lie between {low:,} and {high:,}, got {value:,}", where="sample"
            )
    if pack_size % 2:
        raise ConfigError(f"pack size must be even, got {pack_size}", where="sample")


class _Sample:
    """One sample as it is written: what is done so far."""

    def __init__(self, drawn_from: Plan, wanted: int, *, gz: bool) -> None:
        self.plan = drawn_from
        self.wanted = wanted
        self.gz = gz
        self.games = 0
        self.drafts = 0
        name = f"{drawn_from.truth.cards.code}.{drawn_from.event.name}.csv" + ".gz" * gz
        self._games_file = f"game_data_public.{name}"
        self._drafts_file = f"draft_data_public.{name}"
        self.files = [
            self._games_file, self._drafts_file, CARDS_FILE, ARCHETYPES_FILE, TRUTH_FILE,
        ]  # fmt: skip

    def write(self, folder: Path, progress: Progress | None) -> None:
        """Write every file into a folder."""
        cards = self.plan.truth.cards
        card_sets.write_cards(folder / CARDS_FILE, cards)
        with ExitStack() as stack:
            games = stack.enter_context(closing(Packed(folder / self._games_file, gz=self.gz)))
            drafts = stack.enter_context(closing(Packed(folder / self._drafts_file, gz=self.gz)))
            told = stack.enter_context(closing(ArchetypeFile(folder / ARCHETYPES_FILE, self.plan)))
            games.write(game_header(cards))
            drafts.write(draft_header(cards, self.plan.event.takes))
            number = 0
            while self.games < self.wanted:
                batch = draw(self.plan, number)
                self._add(batch, games, drafts, told)
                number += 1
                if progress is not None:
                    progress(min(self.games, self.wanted), self.wanted)
        document = truth_document(self.plan, games=self.games, drafts=self.drafts, files=self.files)
        write_truth(folder, document)

    def _add(self, batch: Batch, games: Packed, drafts: Packed, told: ArchetypeFile) -> None:
        """Write a batch, up to the end of the draft that reaches the number wanted."""
        ends = np.searchsorted(batch.games.draft, np.arange(SIZE), side="right")
        count = min(int(np.searchsorted(ends, self.wanted - self.games)) + 1, SIZE)
        for text in game_text(self.plan, batch, int(ends[count - 1])):
            games.write(text)
        for text in draft_text(self.plan, batch, count):
            drafts.write(text)
        told.add(batch, count)
        self.games += int(ends[count - 1])
        self.drafts += count
