"""The truth as files: ``truth.json``, and the archetype of every draft beside it.

Both say by their key ``tcb_truth`` that they are no data; importers know it and skip them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tcb_analytics.warehouse.sources.lands import DRAFT_MARK
from tcb_analytics.workbench.limited_sample.batch import Batch, Plan
from tcb_analytics.workbench.limited_sample.cards import RARITIES, letters
from tcb_analytics.workbench.limited_sample.packing import Packed
from tcb_analytics.workbench.limited_sample.players import START
from tcb_analytics.workbench.limited_sample.truth import (
    BUCKETS,
    MULLIGAN,
    ON_PLAY,
    RANK,
    RANKS,
    WEEKS,
    Truth,
)
from tcb_analytics.workbench.sample.files import write_plain

TRUTH_FILE = "truth.json"
ARCHETYPES_FILE = "truth_archetypes.json.gz"

RULES = {
    "won": "probability 1 / (1 + exp(-x)), x the sum of the terms below",
    "base": "by the archetype; makes up for its cards, so that log_odds alone tells it from others",
    "skill": "by the player's win-rate bucket; empty: no bucket",
    "rank": "by the player's rank; empty: none",
    "on_play": "half of it added going first, half of it taken off going second",
    "archetype": "log_odds of the archetype, and its drift times (week / (weeks - 1) - 0.5); "
    "week of the draft counted from 0 at start, at most weeks - 1",
    "deck": "of each copy in the deck",
    "hand": "of each copy in the opening hand or drawn; not of tutored copies",
    "synergy": "log_odds when both cards came to the opening hand or were drawn",
    "mulligan": "times the player's mulligans less the opponent's",
    "opponent": "by the colours seen of the opponent, taken off",
    "want": "how early everyone takes the card; no part in winning",
}


class ArchetypeFile:
    """The archetype of every draft, written as the drafts are."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self._out = Packed(path, gz=True)
        names = json.dumps([one.name for one in plan.truth.archetypes])
        self._out.write(f'{{"tcb_truth": true,\n"archetypes": {names},\n"drafts": {{'.encode())
        self._between = "\n"

    def add(self, batch: Batch, drafts: int) -> None:
        """Add the first so many drafts of a batch: draft id, and place in ``archetypes``."""
        players = batch.players
        told = zip(players.ids[:drafts], players.plan[:drafts].tolist(), strict=True)
        text = ",\n".join(f'"{name}": {place}' for name, place in told)
        self._out.write(f"{self._between}{text}".encode())
        self._between = ",\n"

    def close(self) -> None:
        """End the document."""
        self._out.write(b"\n}}\n")
        self._out.close()


def truth_document(plan: Plan, *, games: int, drafts: int, files: list[str]) -> dict[str, Any]:
    """The truth of one sample, ready to be written as JSON."""
    truth = plan.truth
    return {
        "tcb_truth": True,
        "about": "synthetic: an invented set with invented cards, in the shape of 17Lands' logs",
        "draft_ids_begin": DRAFT_MARK,
        "game": "magic",
        "set_code": truth.cards.code,
        "event_type": plan.event.name,
        "seed": plan.seed,
        "games": games,
        "drafts": drafts,
        "rules": RULES,
        "start": str(START),
        "weeks": WEEKS,
        "on_play": ON_PLAY,
        "mulligan": MULLIGAN,
        "rank": dict(zip((*RANKS, ""), (*RANK, 0.0), strict=True)),
        "skill": dict(zip((*map(str, BUCKETS), ""), _short(truth.skill), strict=True)),
        "opponent": dict(zip(truth.opponents, _short(truth.opponent), strict=True)),
        "archetypes": _archetypes(plan),
        "cards": _cards(truth),
        "files": files,
    }


def write_truth(folder: Path, document: dict[str, Any]) -> None:
    """Write ``truth.json``."""
    write_plain(folder / TRUTH_FILE, document)


def _archetypes(plan: Plan) -> list[dict[str, Any]]:
    truth, names = plan.truth, plan.truth.cards.names
    return [
        {
            "name": one.name,
            "colors": letters(one.colors),
            "core": [names[card] for card in one.core],
            "base": float(plan.base[place]),
            "log_odds": round(float(truth.archetype[place]), 6),
            "drift": round(float(truth.drift[place]), 6),
            "popularity": round(float(truth.popularity[place]), 6),
            "synergy": {
                "cards": [names[card] for card in truth.pairs[place]],
                "log_odds": round(float(truth.synergy[place]), 6),
            },
        }
        for place, one in enumerate(truth.archetypes)
    ]


def _cards(truth: Truth) -> list[dict[str, Any]]:
    cards = truth.cards
    return [
        {
            "name": name,
            "rarity": RARITIES[cards.rarity[place]],
            "colors": letters(int(cards.colors[place])),
            "land": bool(cards.land[place]),
            "hand": round(float(truth.hand[place]), 6),
            "deck": round(float(truth.deck[place]), 6),
            "want": round(float(truth.want[place]), 6),
            "tutor": bool(truth.tutor[place]),
        }
        for place, name in enumerate(cards.names)
    ]


def _short(values: Any) -> list[float]:
    return [round(float(value), 6) for value in values]
