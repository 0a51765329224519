"""Logs to measure with: made once by the project's generator, kept between runs."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np

from tcb_analytics.workbench.limited_sample import write_limited_sample
from tcb_analytics.workbench.limited_sample.batch import SIZE, draw, plan
from tcb_analytics.workbench.limited_sample.cards import card_set, write_cards
from tcb_analytics.workbench.limited_sample.events import event_of
from tcb_analytics.workbench.limited_sample.packing import Packed
from tcb_analytics.workbench.limited_sample.rows import game_header, game_text
from tcb_analytics.workbench.limited_sample.truth import declare

SET = "SYN"
SEED = 20
EVENT = "PremierDraft"


def sample(folder: Path, games: int, cards: int) -> Path:
    """Games, drafts and cards of one set; those that stand there are used again."""
    if not (folder / "truth.json").exists():
        write_limited_sample(
            folder, set_code=SET, games=games, seed=SEED, cards=cards, event=EVENT, force=True
        )
    return folder


def games_only(folder: Path, games: int, size: int) -> Path:
    """The games of a set without their drafts, which are four times as long; the file."""
    path = folder / f"game_data_public.{SET}.{EVENT}.csv.gz"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    cards = card_set(SET, size)
    drawn = plan(declare(cards, SEED), event_of(EVENT), SEED, 14, games)
    write_cards(folder / "cards.csv", cards)
    unfinished = path.with_suffix(".part")
    written = number = 0
    with closing(Packed(unfinished, gz=True)) as packed:
        packed.write(game_header(cards))
        while written < games:
            batch = draw(drawn, number)
            ends = np.searchsorted(batch.games.draft, np.arange(SIZE), side="right")
            last = min(int(np.searchsorted(ends, games - written)), SIZE - 1)
            for text in game_text(drawn, batch, int(ends[last])):
                packed.write(text)
            written += int(ends[last])
            number += 1
    return unfinished.rename(path)
