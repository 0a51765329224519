"""The compiled loops against plain loops over the same arrays."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tcb_analytics.warehouse.hot import kernels

ROWS, CARDS, PATTERNS = 40, 6, 5
CELLS = 4 * CARDS


@pytest.fixture
def drawn() -> dict[str, NDArray]:
    """Rows with entries, some of rows and cards left out."""
    rng = np.random.default_rng(3)
    starts = np.concatenate([[0], np.cumsum(rng.integers(0, 4, ROWS))])
    size = int(starts[-1])
    row_cell = (rng.integers(0, 4, ROWS) * CARDS).astype(np.int32)
    row_cell[rng.random(ROWS) < 0.2] = -1
    card_cell = np.arange(CARDS, dtype=np.int32)
    card_cell[2] = -1
    return {
        "starts": starts,
        "card": rng.integers(0, CARDS, size).astype(np.uint16),
        "pattern": rng.integers(0, PATTERNS, size).astype(np.uint16),
        "worth": rng.integers(0, 5, (PATTERNS, 3)).astype(np.int32),
        "row_cell": row_cell,
        "card_cell": card_cell,
        "won": rng.integers(0, 2, ROWS).astype(np.uint8),
    }


def held(drawn: dict[str, NDArray]) -> kernels.Slices:
    return kernels.Slices(drawn["starts"], drawn["card"], drawn["pattern"], drawn["worth"])


def chosen(drawn: dict[str, NDArray], slots: NDArray | None = None) -> kernels.Chosen:
    none = np.zeros(0, np.int32) if slots is None else slots
    return kernels.Chosen(drawn["row_cell"], drawn["card_cell"], drawn["won"], none)


def expected(drawn: dict[str, NDArray], row: int, out: NDArray, side: int, times: int = 1) -> None:
    cells = drawn["row_cell"][row], drawn["card_cell"]
    for entry in range(drawn["starts"][row], drawn["starts"][row + 1]):
        offset = cells[1][drawn["card"][entry]]
        if cells[0] >= 0 and offset >= 0:
            out[cells[0] + offset, side] += times * drawn["worth"][drawn["pattern"][entry]]


def test_entries_are_counted_by_cell_and_result(drawn: dict[str, NDArray]) -> None:
    out, plain = (np.zeros((CELLS, 2, 3), np.int64) for _ in range(2))
    kernels.count_entries(0, ROWS, held(drawn), chosen(drawn), out)
    for row in range(ROWS):
        expected(drawn, row, plain, drawn["won"][row])

    assert plain.any()
    assert np.array_equal(out, plain)


def test_a_tally_multiplied_out_is_the_count(drawn: dict[str, NDArray]) -> None:
    out, tally = np.zeros((CELLS, 2, 3), np.int64), np.zeros((CELLS, 2, PATTERNS), np.int64)
    kernels.count_entries(0, ROWS, held(drawn), chosen(drawn), out)
    kernels.tally_entries(0, ROWS, held(drawn), chosen(drawn), tally)

    assert np.array_equal(tally @ drawn["worth"], out)


def test_marked_cells_have_slots_that_hold_their_counts(drawn: dict[str, NDArray]) -> None:
    out, there = np.zeros((CELLS, 2, 3), np.int64), np.zeros(CELLS, np.uint8)
    kernels.count_entries(0, ROWS, held(drawn), chosen(drawn), out)
    kernels.mark_entries(0, ROWS, held(drawn), chosen(drawn), there)
    slots = (np.cumsum(there) - 1).astype(np.int32)
    few = np.zeros((int(there.sum()), 2, 3), np.int64)
    kernels.count_entries(0, ROWS, held(drawn), chosen(drawn, slots), few)

    assert 0 < there.sum() < CELLS
    assert np.array_equal(few, out[there == 1])


def test_decks_are_counted_once_for_every_game_played(drawn: dict[str, NDArray]) -> None:
    rng = np.random.default_rng(4)
    deck = rng.integers(0, ROWS, 90)
    games = np.argsort(deck, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(deck, minlength=ROWS))])
    cell = (rng.integers(0, 4, 90) * CARDS).astype(np.int32)
    cell[::7] = -1
    won = rng.integers(0, 2, 90).astype(np.uint8)
    decks = kernels.Decks(held(drawn), starts, games)
    aim = kernels.Chosen(cell, drawn["card_cell"], won, np.zeros(0, np.int32))
    out, plain = (np.zeros((CELLS, 2, 3), np.int64) for _ in range(2))
    there = np.zeros(CELLS, np.uint8)

    kernels.count_decks(0, ROWS, decks, aim, out)
    kernels.mark_decks(0, ROWS, decks, aim, there)
    for game in range(90):
        own = drawn | {"row_cell": np.full(ROWS, cell[game], np.int32)}
        expected(own, int(deck[game]), plain, won[game])

    assert np.array_equal(out, plain)
    assert there[out.any(axis=(1, 2))].all()


@pytest.mark.parametrize("has_card", [True, False])
def test_rows_are_summed_by_cell(drawn: dict[str, NDArray], has_card: bool) -> None:
    rng = np.random.default_rng(5)
    card = rng.integers(0, CARDS, ROWS if has_card else 0).astype(np.uint16)
    values = rng.integers(0, 9, (ROWS, 4)).astype(np.int16)
    wanted = np.array([3, 0])
    rows = kernels.Numbers(card, values, wanted)
    out, plain = (np.zeros((CELLS, 2), np.int64) for _ in range(2))
    there = np.zeros(CELLS, np.uint8)

    kernels.sum_rows(0, ROWS, rows, chosen(drawn), out)
    kernels.mark_rows(0, ROWS, rows, chosen(drawn), there)
    for row in range(ROWS):
        offset = drawn["card_cell"][card[row]] if has_card else 0
        if drawn["row_cell"][row] >= 0 and offset >= 0:
            plain[drawn["row_cell"][row] + offset] += values[row, wanted]

    assert np.array_equal(out, plain)
    assert there[out.any(axis=1)].all()
