"""Writing the logs: the same content for the same seed, complete or not at all."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.errors import ConfigError
from tcb_analytics.warehouse.recognition import explain
from tcb_analytics.warehouse.sources.base import Document
from tcb_analytics.workbench.limited_sample import write_limited_sample
from tcb_analytics.workbench.limited_sample.events import EVENTS
from tcb_analytics.workbench.limited_sample.write import MOST_GAMES
from tests.workbench.limited_sample.conftest import Written

SMALL: dict[str, Any] = {"games": 100, "cards": 100}


def raw(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_one_seed_gives_the_same_bytes_whenever_it_is_written(tmp_path: Path) -> None:
    write_limited_sample(tmp_path / "a", seed=5, **SMALL)
    write_limited_sample(tmp_path / "b", seed=5, **SMALL)

    assert raw(tmp_path / "a") == raw(tmp_path / "b")


def test_another_seed_gives_other_strengths_and_games_but_the_same_cards(tmp_path: Path) -> None:
    write_limited_sample(tmp_path / "a", seed=5, **SMALL)
    write_limited_sample(tmp_path / "b", seed=6, **SMALL)
    one, other = raw(tmp_path / "a"), raw(tmp_path / "b")

    assert {name for name in one if one[name] == other.get(name)} == {"cards.csv"}


def test_two_events_of_a_set_share_cards_and_strengths(tmp_path: Path) -> None:
    cards = []
    for event in EVENTS:
        write_limited_sample(tmp_path / event, event=event, **SMALL)
        cards.append(json.loads((tmp_path / event / "truth.json").read_text())["cards"])

    assert cards[0] == cards[1] == cards[2]


def test_the_files_are_those_that_the_summary_and_the_truth_list(small: Written) -> None:
    assert raw(small.folder).keys() == set(small.summary.files) == set(small.truth["files"])
    assert small.summary.files[:3] == (
        "game_data_public.SYN.PremierDraft.csv.gz",
        "draft_data_public.SYN.PremierDraft.csv.gz",
        "cards.csv",
    )
    assert small.summary.bytes == sum(map(len, raw(small.folder).values()))


@pytest.mark.parametrize("games", [1, 299, 2_900])
def test_the_draft_that_reaches_the_number_of_games_is_the_last(tmp_path: Path, games: int) -> None:
    made = Written(write_limited_sample(tmp_path / "s", games=games, cards=100))
    counted = made.games.groupby("draft_id", sort=False).size()

    assert games <= made.summary.games == len(made.games) == made.truth["games"]
    assert made.summary.games - counted.iloc[-1] < games
    assert made.summary.drafts == len(counted) == made.truth["drafts"]


def test_plain_logs_are_the_gzipped_ones_unpacked(tmp_path: Path) -> None:
    write_limited_sample(tmp_path / "gz", **SMALL)
    write_limited_sample(tmp_path / "plain", gz=False, **SMALL)

    for name in ("game_data_public", "draft_data_public"):
        plain = tmp_path / "plain" / f"{name}.SYN.PremierDraft.csv"
        packed = tmp_path / "gz" / f"{name}.SYN.PremierDraft.csv.gz"
        assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()


def test_both_files_of_the_truth_are_known_as_no_data(small: Written, tmp_path: Path) -> None:
    unpacked = tmp_path / "archetypes.json"
    unpacked.write_bytes(gzip.decompress((small.folder / "truth_archetypes.json.gz").read_bytes()))
    for path in (small.folder / "truth.json", unpacked):
        assert explain(Document(path.name, path), []) == (
            "the known truth of a generated sample: compared with, never imported",
        )


def test_progress_ends_at_the_games_asked_for(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_limited_sample(
        tmp_path / "s", games=6_000, cards=100, progress=lambda *step: told.append(step)
    )

    assert told[-1] == (6_000, 6_000)
    assert told == sorted(told)
    assert len(told) > 1


def test_a_folder_in_use_is_refused_and_nothing_in_it_changes(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(ConfigError, match="not empty"):
        write_limited_sample(tmp_path, **SMALL)

    assert raw(tmp_path) == {"notes.txt": b"mine"}


def test_force_replaces_an_earlier_sample_and_keeps_what_is_not_of_it(tmp_path: Path) -> None:
    write_limited_sample(tmp_path / "s", **SMALL)
    (tmp_path / "s" / "notes.txt").write_text("mine")
    made = write_limited_sample(tmp_path / "s", set_code="NEW", force=True, **SMALL)

    assert raw(tmp_path / "s").keys() == {*made.files, "notes.txt"}


def test_an_interrupted_run_leaves_nothing(tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_limited_sample(tmp_path / "s", progress=stop, **SMALL)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"seed": -1}, {"seed": 2**63}, {"games": 0}, {"games": MOST_GAMES + 1}, {"cards": 99},
        {"cards": 1_501}, {"pack_size": 13}, {"pack_size": 15}, {"pack_size": 22},
        {"set_code": "../SYN"}, {"set_code": ""}, {"event": "Sealed"},
    ],
)  # fmt: skip
def test_what_is_out_of_range_is_refused_before_anything_is_written(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    with pytest.raises(ConfigError, match="must"):
        write_limited_sample(tmp_path / "s", **{**SMALL, **wrong})

    assert list(tmp_path.iterdir()) == []
