"""Planted archetypes of generated decks are found, named by their cards and rated."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sklearn.metrics import adjusted_rand_score

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake, open_lake
from tcb_analytics.workbench.archetypes import Archetypes, deck_archetypes
from tcb_analytics.workbench.limited_sample import write_limited_sample

ENOUGH = 0.8
"""Adjusted Rand index from which planted archetypes count as recovered."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generated logs of 6,000 games."""
    folder = tmp_path_factory.mktemp("limited") / "logs"
    write_limited_sample(folder, set_code="SYN", games=6_000, seed=11)
    return folder


@pytest.fixture(scope="module")
def lake(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    """A lake of their games and cards."""
    home = tmp_path_factory.mktemp("lake")
    parts = [sample / "cards.csv", *sample.glob("game_data*")]
    import_paths(parts, home / "lake", limit=10**9)
    with open_lake(home) as opened:
        yield opened


@pytest.fixture(scope="module")
def found(lake: Lake) -> Archetypes:
    """The archetypes of the set."""
    return deck_archetypes(lake, "SYN")


def _planted(sample: Path) -> dict[str, Any]:
    (file,) = sample.glob("truth_archetypes*")
    truth: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    return truth


def test_planted_archetypes_are_recovered(found: Archetypes, sample: Path) -> None:
    truth = _planted(sample)
    told = [truth["drafts"][draft] for draft in found.decks["draft_id"]]

    assert adjusted_rand_score(told, found.decks["archetype"]) >= ENOUGH
    assert abs(len(found.found) - len(truth["archetypes"])) <= 2


def test_an_archetype_is_named_by_cards_planted_in_its_core(
    found: Archetypes, sample: Path
) -> None:
    cores = json.loads((sample / "truth.json").read_text("utf-8"))["archetypes"]
    planted = [set(each["core"]) for each in cores]

    named = [max(len(core & set(each.core)) for core in planted) for each in found.found]

    assert sum(count >= len(found.found[0].core) - 1 for count in named) >= len(named) - 1


def test_rates_count_every_game_of_the_set_once(found: Archetypes, lake: Lake) -> None:
    row = lake.sql("SELECT COUNT(*) AS games, SUM(CAST(won AS INTEGER)) AS wins FROM limited_games")
    (whole,) = row.arrow().to_pylist()

    assert sum(each.games for each in found.found) == whole["games"]
    assert sum(each.wins for each in found.found) == whole["wins"]
    assert all(each.low < each.rate < each.high for each in found.found)
    assert list(found.frame()["games"]) == sorted((e.games for e in found.found), reverse=True)


def test_the_same_seed_finds_the_same_archetypes(found: Archetypes, lake: Lake) -> None:
    again = deck_archetypes(lake, "SYN")

    assert again.found == found.found


def test_a_number_of_archetypes_can_be_asked(lake: Lake) -> None:
    assert len(deck_archetypes(lake, "SYN", groups=4).found) == 4


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"set_code": "XYZ"}, "the lake has: SYN"),
        ({"set_code": "SYN", "event_type": "Sealed"}, "SYN has: PremierDraft"),
        ({"set_code": "SYN", "groups": 10**6}, "cannot be told apart"),
        ({"set_code": "SYN", "groups": 1}, "cannot be told apart"),
    ],
)
def test_what_cannot_be_asked_is_refused(lake: Lake, asked: dict[str, Any], words: str) -> None:
    with pytest.raises(QueryError, match=words):
        deck_archetypes(lake, **asked)
