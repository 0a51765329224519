"""The compiled loops against plain loops over the same arrays."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tcb_analytics.warehouse.hot import kernels

ROWS, CODES, GROUPS, PLACES = 40, 9, 4, 6
CELLS = GROUPS * PLACES


@pytest.fixture
def drawn() -> dict[str, NDArray]:
    """Rows with entries, some of rows and codes left out."""
    rng = np.random.default_rng(3)
    starts = np.concatenate([[0], np.cumsum(rng.integers(0, 4, ROWS))])
    group = rng.integers(0, GROUPS, ROWS).astype(np.int32)
    group[rng.random(ROWS) < 0.2] = -1
    place = rng.integers(0, PLACES, CODES).astype(np.int32)
    place[2] = -1
    return {
        "starts": starts,
        "code": rng.integers(0, CODES, int(starts[-1])).astype(np.uint8),
        "worth": rng.integers(0, 5, (CODES, 3)).astype(np.int32),
        "group": group,
        "place": place,
        "won": rng.integers(0, 2, ROWS).astype(np.uint8),
    }


def held(drawn: dict[str, NDArray], units: int = 3) -> kernels.Slices:
    worth = np.ascontiguousarray(drawn["worth"][:, :units])
    return kernels.Slices(drawn["starts"], drawn["code"], worth)


def chosen(drawn: dict[str, NDArray], slots: NDArray | None = None) -> kernels.Chosen:
    none = np.zeros(0, np.int32) if slots is None else slots
    return kernels.Chosen(drawn["group"], drawn["place"], PLACES, drawn["won"], none)


def expected(drawn: dict[str, NDArray], row: int, group: int, side: int, out: NDArray) -> None:
    for entry in range(drawn["starts"][row], drawn["starts"][row + 1]):
        code = drawn["code"][entry]
        if group >= 0 and drawn["place"][code] >= 0:
            out[group * PLACES + drawn["place"][code], side] += drawn["worth"][code]


@pytest.mark.parametrize("units", [1, 3])
def test_entries_are_counted_by_cell_and_result(drawn: dict[str, NDArray], units: int) -> None:
    out = np.zeros((CELLS, 2, units), np.int64)
    plain = np.zeros((CELLS, 2, 3), np.int64)
    kernels.count_entries(0, ROWS, held(drawn, units), chosen(drawn), out)
    for row in range(ROWS):
        expected(drawn, row, drawn["group"][row], drawn["won"][row], plain)

    assert plain.any()
    assert np.array_equal(out, plain[:, :, :units])


def test_a_tally_multiplied_out_is_the_count(drawn: dict[str, NDArray]) -> None:
    out, folded = (np.zeros((CELLS, 2, 3), np.int64) for _ in range(2))
    tally = np.zeros((GROUPS, CODES, 2), np.int32)
    kernels.count_entries(0, ROWS, held(drawn), chosen(drawn), out)
    kernels.tally_entries(0, ROWS, held(drawn), chosen(drawn), tally)
    kernels.fold(tally, drawn["worth"], chosen(drawn), folded)

    assert np.array_equal(folded, out)


@pytest.mark.parametrize("units", [1, 3])
def test_marked_cells_have_slots_that_hold_their_counts(
    drawn: dict[str, NDArray], units: int
) -> None:
    out, there = np.zeros((CELLS, 2, units), np.int64), np.zeros(CELLS, np.uint8)
    kernels.count_entries(0, ROWS, held(drawn, units), chosen(drawn), out)
    kernels.mark_entries(0, ROWS, held(drawn, units), chosen(drawn), there)
    slots = (np.cumsum(there) - 1).astype(np.int32)
    few = np.zeros((int(there.sum()), 2, units), np.int64)
    kernels.count_entries(0, ROWS, held(drawn, units), chosen(drawn, slots), few)

    assert 0 < there.sum() < CELLS
    assert np.array_equal(few, out[there == 1])


def test_decks_are_counted_once_for_every_game_played(drawn: dict[str, NDArray]) -> None:
    rng = np.random.default_rng(4)
    deck = rng.integers(0, ROWS, 90)
    games = np.argsort(deck, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(deck, minlength=ROWS))])
    group = rng.integers(0, GROUPS, 90).astype(np.int32)
    group[::7] = -1
    won = rng.integers(0, 2, 90).astype(np.uint8)
    decks = kernels.Decks(held(drawn), starts, games)
    aim = kernels.Chosen(group, drawn["place"], PLACES, won, np.zeros(0, np.int32))
    out, folded, plain = (np.zeros((CELLS, 2, 3), np.int64) for _ in range(3))
    tally, there = np.zeros((GROUPS, CODES, 2), np.int32), np.zeros(CELLS, np.uint8)

    kernels.count_decks(0, ROWS, decks, aim, out)
    kernels.mark_decks(0, ROWS, decks, aim, there)
    kernels.tally_decks(0, ROWS, decks, aim, tally)
    kernels.fold(tally, drawn["worth"], aim, folded)
    for game in range(90):
        expected(drawn, int(deck[game]), group[game], won[game], plain)

    assert np.array_equal(out, plain)
    assert np.array_equal(folded, plain)
    assert there[out.any(axis=(1, 2))].all()


@pytest.mark.parametrize("has_card", [True, False])
def test_rows_are_summed_by_cell(drawn: dict[str, NDArray], has_card: bool) -> None:
    rng = np.random.default_rng(5)
    card = rng.integers(0, CODES, ROWS if has_card else 0).astype(np.uint16)
    values = rng.integers(0, 9, (ROWS, 4)).astype(np.int16)
    wanted = np.array([3, 0])
    rows = kernels.Numbers(card, values, wanted)
    out, plain = (np.zeros((CELLS, 2), np.int64) for _ in range(2))
    there = np.zeros(CELLS, np.uint8)

    kernels.sum_rows(0, ROWS, rows, chosen(drawn), out)
    kernels.mark_rows(0, ROWS, rows, chosen(drawn), there)
    for row in range(ROWS):
        place = drawn["place"][card[row]] if has_card else 0
        if drawn["group"][row] >= 0 and place >= 0:
            plain[drawn["group"][row] * PLACES + place] += values[row, wanted]

    assert np.array_equal(out, plain)
    assert there[out.any(axis=1)].all()


def test_numbers_that_occur_are_marked_and_given_their_places() -> None:
    numbers, there = np.array([5, -1, 2, 5], np.int32), np.zeros(7, np.bool_)
    kernels.mark_numbers(numbers, there)
    kernels.renumber(numbers, np.array([9, 9, 0, 9, 9, 1, 9], np.int32))

    assert np.flatnonzero(there).tolist() == [2, 5]
    assert numbers.tolist() == [1, -1, 0, 1]


def test_values_of_codes_are_added_row_by_row() -> None:
    out = np.array([1, 1, 1], np.int32)
    kernels.spread(np.array([2, 0, 2], np.uint8), np.array([10, 20, 30], np.int32), out)

    assert out.tolist() == [31, 11, 31]
