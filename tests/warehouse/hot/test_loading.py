from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pytest

from tcb_analytics.warehouse.hot.blocks import Aim, DeckBlock, EntryBlock, FlatBlock
from tcb_analytics.warehouse.hot.cards import CardColumns
from tcb_analytics.warehouse.hot.coded import Coded
from tcb_analytics.warehouse.hot.entries import Entries, by_row, codes_of, numbers, starts_of
from tcb_analytics.warehouse.hot.loading import FactsLoader, Taken, matrix
from tcb_analytics.warehouse.hot.memory import HotMemory, TooLargeError
from tcb_analytics.warehouse.hot.patterns import Patterns, Worth
from tcb_analytics.warehouse.hot.rollup import load_rollup
from tcb_analytics.warehouse.hot.rows import Rows, in_order
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.log_columns import CARD_KEYS
from tests.warehouse.queries.limited_lakes import limited_lake


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    with limited_lake(tmp_path_factory.mktemp("loading")) as lake:
        yield lake


def loader(lake: Lake, limit: int = 1 << 20) -> FactsLoader:
    desk = lake._limited
    return FactsLoader(HotMemory(limit), desk.inventory, desk.engine.run, desk.over, desk.releases)


@pytest.mark.parametrize(
    ("grain", "kind"),
    [("game", FlatBlock), ("pick", FlatBlock), ("hand", EntryBlock), ("deck", DeckBlock),
     ("pack", EntryBlock)],
)  # fmt: skip
def test_a_block_counts_what_its_table_holds(lake: Lake, grain: str, kind: type) -> None:
    block = loader(lake).block(grain, "i1")  # type: ignore[arg-type]  # a parameter of pytest
    assert isinstance(block, kind)
    cards = 1 if block.names is None else len(block.names)
    group, place, none = (np.zeros(size, np.int32) for size in (block.rows.size, cards, 0))
    aim = Aim(group, place, groups=1, places=1, slots=none, cells=1)
    found = block.counted(block.counts, aim)
    whole = lake.limited(list(block.counts), by=(), sets="SYN").df()

    for name in block.counts:
        assert float(found[name][0]) == pytest.approx(float(whole[name][0])), name


def test_what_is_loaded_is_held_and_has_a_size(lake: Lake) -> None:
    loading = loader(lake)
    for grain in ("game", "pick", "hand", "deck", "pack"):
        loading.block(grain, "i1")  # type: ignore[arg-type]  # literals in a loop
        size = loading.memory.nbytes
        loading.block(grain, "i1")  # type: ignore[arg-type]  # likewise
        assert loading.memory.nbytes == size
    assert size > 10_000


def test_what_would_not_fit_is_not_loaded(lake: Lake) -> None:
    with pytest.raises(TooLargeError):
        loader(lake, limit=500).block("hand", "i1")


def test_a_pick_of_two_is_two_rows(lake: Lake) -> None:
    block = loader(lake).block("pick", "i1")
    picks = lake.sql("SELECT COUNT(*) AS n, COUNT(card_2) AS m FROM picks WHERE import_id = 'i1'")
    first, second = picks.df().iloc[0]

    assert isinstance(block.rows, Taken)
    assert block.rows.size == first + second > first
    assert block.rows.column("rank").codes.size == block.rows.size


def test_cards_taken_find_their_picks_where_some_took_none_and_some_two() -> None:
    class Ranked(Rows):
        def column(self, name: str) -> Coded:
            return Coded(np.array([0, 1, 2], np.uint8), pa.array(["a", "b", "c"]))

    rows = Ranked("picks", "i", np.arange(3), HotMemory(0), lambda _: pa.table({}), {})

    assert Taken(rows, np.array([0, 2, 2]), False).column("rank").codes.tolist() == [0, 2, 2]
    assert Taken(rows, np.arange(3), True).column("rank") is not None


def test_a_rollup_in_memory_works_out_columns_from_its_keys(lake: Lake) -> None:
    desk = lake._limited
    memory = HotMemory(1 << 20)
    block = load_rollup("cards_by_player", desk.inventory, memory, desk.engine.run, desk.over)
    cohort = block.rows.column("player_cohort")
    told = lake.sql(
        "SELECT DISTINCT CASE WHEN user_n_games_bucket < 100 THEN 'Other' "
        "WHEN user_game_win_rate_bucket > 0.57 THEN 'Top' "
        "WHEN user_game_win_rate_bucket < 0.49 THEN 'Bottom' ELSE 'Middle' END AS v "
        "FROM cards_by_player ORDER BY v"
    )

    assert cohort.codes.size == block.rows.size
    assert cohort.values.to_pylist() == told.df()["v"].tolist()


def test_cards_know_their_catalogue_and_lack_what_it_lacks(lake: Lake) -> None:
    desk = lake._limited
    names = pa.array(["Ember", "Nobody", "Forest"])
    found = desk.engine.run("SELECT * FROM limited_cards")
    cards = CardColumns("x", names, HotMemory(1 << 20), lambda: found, None, desk.over)

    kinds = cards.column("card_type")
    assert kinds.values.take(pa.array(kinds.codes)).to_pylist() == ["Creature", None, "Land"]
    assert set(found.column_names) == set(CARD_KEYS)


def test_counts_are_held_in_the_smallest_type_that_holds_them() -> None:
    small = matrix(pa.table({"a": [1, None], "b": [-3, 4]}))
    large = matrix(pa.table({"a": [1, 2**40]}))

    assert (small.dtype, small.tolist()) == (np.int16, [[1, -3], [0, 4]])
    assert large.dtype == np.int64


def test_entries_are_put_into_the_order_of_their_rows() -> None:
    row, card = by_row(np.array([2, 0, 2, 1]), np.array([7, 8, 9, 6]))

    assert row.tolist() == [0, 1, 2, 2]
    assert card.tolist() == [8, 6, 7, 9]
    assert starts_of(row, 4).tolist() == [0, 1, 2, 4, 4]
    assert numbers(pa.table({"x": [1, None]}), "x").tolist() == [1, 0]


def test_sums_that_could_overflow_are_taken_in_a_larger_type() -> None:
    nothing = np.zeros(0, np.int64)
    small = nothing.astype(np.uint16)
    entries = Entries(nothing, small, small, small, Patterns({}, {}), np.array([1e6, 2e9]))

    assert entries.fits(Worth(np.array([[1], [0]], np.int32), {})) is np.int32
    assert entries.fits(Worth(np.array([[1], [2]], np.int32), {})) is np.int64


def test_a_code_is_a_card_with_a_pattern() -> None:
    card, pattern = np.array([4, 0, 4, 4], np.uint16), np.array([1, 0, 0, 1], np.uint16)
    code, of_card, of_pattern = codes_of(card, pattern)

    assert of_card[code].tolist() == card.tolist()
    assert of_pattern[code].tolist() == pattern.tolist()
    assert of_card.tolist() == [0, 4, 4]
    assert code.dtype == np.uint8
    none = np.zeros(0, np.uint16)
    assert [found.size for found in codes_of(none, none)] == [0, 0, 0]


def test_rows_are_found_by_their_numbers() -> None:
    def rows(ids: list[int]) -> Rows:
        return Rows("limited_games", "i", np.array(ids), HotMemory(0), lambda _: pa.table({}), {})

    assert rows([0, 1, 2]).row_of(np.array([2, 0])).tolist() == [2, 0]
    assert rows([3, 5, 9]).row_of(np.array([9, 3])).tolist() == [2, 0]
    mixed = pa.table({"id": [5, 3, 9], "v": ["b", "a", "c"]})
    assert in_order(mixed, np.array([3, 5, 9])).column("v").to_pylist() == ["a", "b", "c"]
