"""The real importers read every file of the sample, and reject nothing."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tcb_analytics.warehouse.importing import ImportSummary, import_paths
from tcb_analytics.warehouse.store import Store
from tcb_analytics.workbench.sample import write_sample
from tcb_analytics.workbench.sample.cards import all_cards
from tcb_analytics.workbench.sample.declared import GAME, SOURCE

MATCHES = 2_400


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[ImportSummary, Store]:
    folder = tmp_path_factory.mktemp("imported")
    write_sample(folder / "sample", matches=MATCHES)
    summary = import_paths([folder / "sample"], folder / "lake", limit=200_000_000)
    return summary, Store.open(folder / "lake")


def table(store: Store, name: str) -> pa.Table:
    return pa.concat_tables(
        [pq.read_table(file, partitioning=None) for file in store.files(name)],
        promote_options="permissive",
    )


def test_every_file_is_imported_whole_but_the_truth_is_skipped(
    imported: tuple[ImportSummary, Store],
) -> None:
    summary, _ = imported
    status = {Path(outcome.file).name: outcome.status for outcome in summary.outcomes}

    assert status.pop("truth.json") == "skipped"
    assert set(status.values()) == {"imported"}
    assert [outcome.rejects for outcome in summary.outcomes if outcome.rejected] == []


def test_every_row_is_of_the_game_and_the_source(imported: tuple[ImportSummary, Store]) -> None:
    _, store = imported
    for name in ("cards", "prints", "decks", "deck_cards", "matches", "matchups", "shares",
                 "inclusions", "placements", "restrictions"):  # fmt: skip
        rows = table(store, name)
        assert rows.num_rows
        assert set(rows["game"].to_pylist()) == {GAME}, name
        assert set(rows["source"].to_pylist()) == {SOURCE}, name


def test_the_catalogue_holds_every_card_as_it_was_made(
    imported: tuple[ImportSummary, Store],
) -> None:
    rows = {row["number"]: row for row in table(imported[1], "cards").to_pylist()}

    assert rows.keys() == {card.number for card in all_cards()}
    for card in all_cards():
        row = rows[card.number]
        assert (row["name"], row["category"]) == (card.name, card.category)
        assert (row["cost"], row["life"], row["counter"]) == (card.cost, card.life, card.counter)
        assert row["power"] == card.power
        assert (row["effect"] or "") == card.effect
        assert row["trigger"] == card.trigger
        assert tuple(row["colors"]) == card.colors
        assert tuple(row["types"]) == card.types


def test_matches_are_all_there_once_and_only_broken_off_ones_are_excluded(
    imported: tuple[ImportSummary, Store],
) -> None:
    rows = table(imported[1], "matches").to_pylist()

    assert len(rows) == len({row["match_id"] for row in rows}) == MATCHES
    assert all((row["winner"] is None) == (row["excluded"] is not None) for row in rows)
    assert all(row["leader_1"] and row["leader_2"] and row["deck_1"] for row in rows)


def test_every_deck_is_complete_and_every_event_has_a_day(
    imported: tuple[ImportSummary, Store],
) -> None:
    decks = table(imported[1], "decks").to_pylist()
    placements = [row for row in table(imported[1], "placements").to_pylist() if row["players"]]

    assert all(row["complete"] for row in decks)
    assert placements
    assert all(row["event_date"] and row["event_date"].year == 2026 for row in placements)
    assert {row["event_date"].weekday() for row in placements} == {5, 6}


def test_restrictions_come_out_as_declared(imported: tuple[ImportSummary, Store]) -> None:
    rows = table(imported[1], "restrictions").to_pylist()

    assert sorted(row["kind"] for row in rows) == ["banned", "banned_pair", "limited"]
    assert all(row["partner"] for row in rows if row["kind"] == "banned_pair")
