"""Writing the sample: the same bytes for the same seed, complete or not at all."""

from __future__ import annotations

import gzip
import json
import os
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tcb_analytics.config import bundled
from tcb_analytics.errors import ConfigError
from tcb_analytics.workbench.sample import write, write_sample
from tcb_analytics.workbench.sample.declared import league
from tcb_analytics.workbench.sample.files import write_packed, write_plain
from tcb_analytics.workbench.sample.ladder import MOST_A_FILE, periods
from tests.workbench.sample.conftest import Written, content, read

SMALL = 600


def raw(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_one_seed_gives_the_same_bytes_whenever_it_is_written(tmp_path: Path) -> None:
    write_sample(tmp_path / "a", seed=11, matches=SMALL)
    write_sample(tmp_path / "b", seed=11, matches=SMALL)
    for file in (tmp_path / "b").rglob("*.gz"):
        os.utime(file, (0, 0))

    assert raw(tmp_path / "a") == raw(tmp_path / "b")


def test_another_seed_gives_other_decks_and_matches_but_the_same_cards(tmp_path: Path) -> None:
    write_sample(tmp_path / "a", seed=11, matches=SMALL)
    write_sample(tmp_path / "b", seed=12, matches=SMALL)
    one, other = content(tmp_path / "a"), content(tmp_path / "b")
    same = {name for name in one if one[name] == other[name]}

    assert one.keys() == other.keys()
    assert same == {name for name in one if name.startswith("cards/")} | {"restrictions.json"}


def test_the_committed_sample_is_the_default_one(sample: Written) -> None:
    assert content(bundled("sample")) == content(sample.folder)


def test_the_default_sample_fits_five_megabytes(sample: Written) -> None:
    assert sample.summary.matches == len(sample.matches) == 50_000
    assert sample.summary.bytes < 5_000_000
    assert sample.summary.bytes == sum(map(len, raw(sample.folder).values()))
    assert set(sample.summary.files) == raw(sample.folder).keys()


def test_the_readme_of_the_data_tells_the_sample_as_it_is(sample: Written) -> None:
    """Counts, and sizes within a tenth of a megabyte."""
    told = (Path(__file__).resolve().parents[3] / "data" / "README.md").read_text(encoding="utf-8")
    prints = sum(len(read(path)) for path in sample.folder.glob("cards/7*.json"))
    events = [
        event for path in sample.folder.glob("tournaments/*") for event in read(path)["events"]
    ]
    lists = {key for document in sample.ladder for key in document["decks"]}
    ladder = sum(path.stat().st_size for path in sample.folder.glob("ladder/*")) / 1e6

    assert f"| {prints:,} prints of 300 cards" in told
    assert f"| {len(events)} events, {sum(len(e['decks']) for e in events)} placed" in told
    assert f"| 50,000 matches over 12 weeks from 2026-01-05, with {len(lists):,} deck lists" in told
    assert f"| ladder | {ladder:.1f} MB |" in told


def test_weeks_have_equally_many_matches_and_every_match_lies_in_its_week(sample: Written) -> None:
    sizes = [len(document["matches"]) for document in sample.ladder]
    ids = [name for document in sample.ladder for name in document["matches"]]

    assert max(sizes) - min(sizes) <= 1
    assert len(ids) == len(set(ids))
    for week, document in enumerate(sample.ladder):
        assert document["date"] == str(league().week_start(week))
        days = {match["ts"][:10] for match in document["matches"].values()}
        after = str(league().week_start(week + 1))
        assert document["date"] == min(days) <= max(days) < after
        assert len(days) == 7


def test_a_large_league_is_written_by_day_in_slices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tcb_analytics.workbench.sample.ladder.MOST_A_FILE", 20)
    told: list[tuple[int, int]] = []
    summary = write_sample(
        tmp_path / "large", matches=3_000, progress=lambda done, total: told.append((done, total))
    )
    documents = [read(tmp_path / "large" / name) for name in summary.files if "ladder/" in name]
    matches = {name: match for document in documents for name, match in document["matches"].items()}

    assert len(documents) == 84
    assert len({document["date"] for document in documents}) == 84
    assert len(matches) == 3_000
    assert all(
        {match["ts"][:10] for match in document["matches"].values()} == {document["date"]}
        for document in documents
    )
    assert told[-1] == (3_000, 3_000)
    assert max(b - a for (a, _), (b, _) in pairwise(told)) <= 20
    starts = [match["ts"] for match in matches.values()]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("matches", "files"), [(1, 1), (50_000, 12), (240_000, 12), (1_000_000, 84)]
)
def test_files_stay_small_and_hold_every_match(matches: int, files: int) -> None:
    found = list(periods(league(), matches))

    assert len(found) == files
    assert sum(period.matches for period in found) == matches
    assert max(period.matches for period in found) <= MOST_A_FILE
    assert found[0].first == date(2026, 1, 5)


def test_a_folder_in_use_is_refused_and_nothing_in_it_changes(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(ConfigError, match="not empty"):
        write_sample(tmp_path, matches=SMALL)

    assert raw(tmp_path) == {"notes.txt": b"mine"}


def test_force_replaces_an_earlier_sample_and_keeps_what_is_not_of_it(tmp_path: Path) -> None:
    write_sample(tmp_path / "s", matches=SMALL)
    (tmp_path / "s" / "notes.txt").write_text("mine")
    (tmp_path / "s" / "ladder" / "own.json").write_text("{}")
    summary = write_sample(tmp_path / "s", seed=8, matches=3, force=True)

    assert raw(tmp_path / "s").keys() == {*summary.files, "notes.txt", "ladder/own.json"}
    assert read(tmp_path / "s" / "truth.json")["seed"] == 8


def test_force_never_deletes_outside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    hostile = {"tcb_truth": True, "files": ["../precious", "", ".", 3]}
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "truth.json").write_text(json.dumps(hostile))
    write_sample(tmp_path / "s", matches=3, force=True)

    assert (tmp_path / "precious").read_text() == "mine"


def test_an_interrupted_run_leaves_nothing(tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_sample(tmp_path / "s", matches=SMALL, progress=stop)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("seed", "matches"), [(-1, 5), (2**63, 5), (7, 0), (7, write.MOST_MATCHES + 1)]
)
def test_a_number_out_of_range_is_refused(tmp_path: Path, seed: int, matches: int) -> None:
    with pytest.raises(ConfigError, match="must lie between"):
        write_sample(tmp_path / "s", seed=seed, matches=matches)


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("")

    with pytest.raises(ConfigError, match="expected a folder"):
        write_sample(tmp_path / "s", matches=SMALL, force=True)


def test_packed_bytes_carry_neither_time_nor_name(tmp_path: Path) -> None:
    for name in ("a.json.gz", "deeper/b.json.gz"):
        write_packed(tmp_path / name, {"name": "Ysolde", "mark": "…"})
    packed = (tmp_path / "a.json.gz").read_bytes()

    assert packed == (tmp_path / "deeper" / "b.json.gz").read_bytes()
    assert packed[3:8] == bytes(5)
    assert json.loads(gzip.decompress(packed)) == {"name": "Ysolde", "mark": "…"}


@pytest.mark.parametrize("document", [[{"a": 1}, {"b": ["x", "y"]}], {"a": [1, 2], "b": None}])
def test_plain_files_hold_one_entry_a_line(tmp_path: Path, document: object) -> None:
    write_plain(tmp_path / "plain.json", document)
    text = (tmp_path / "plain.json").read_text()

    assert json.loads(text) == document
    assert len(text.splitlines()) == 4
