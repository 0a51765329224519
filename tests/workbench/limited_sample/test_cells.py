"""Cells of cards as text: the same as writing every count one by one."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tcb_analytics.workbench.limited_sample.cells import draft_cells, game_cells, lines

KINDS = 5


@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 6), st.integers(1, 8), st.just(KINDS)),
                     elements=st.sampled_from([0, 0, 1, 2, 9, 10, 17, 99, 100, 200])))  # fmt: skip
def test_lines_of_games_are_those_written_count_by_count(counts: np.ndarray) -> None:
    rows, cards, _ = counts.shape
    heads = [f"head {row}," for row in range(rows)]
    tails = [f"tail {row}\n" for row in range(rows)]
    text = lines(
        [[head.encode() for head in heads]],
        game_cells([counts[:, :, kind] for kind in range(KINDS)]),
        [tail.encode() for tail in tails],
    ).decode()

    assert text == "".join(
        heads[row]
        + "".join(f"{counts[row, card, kind]}," for card in range(cards) for kind in range(KINDS))
        + tails[row]
        for row in range(rows)
    )


@given(st.data(), st.integers(1, 2), st.integers(1, 5), st.integers(1, 4))
def test_the_cells_of_a_pick_are_its_pack_and_what_was_picked_before(
    data: st.DataObject, takes: int, rounds: int, drafts: int
) -> None:
    cards = 4
    card = st.integers(0, cards - 1)
    seen = [
        data.draw(arrays.arrays(np.int16, (drafts, rounds * takes + 12 - turn), elements=card))
        for turn in range(rounds)
    ]
    picks = data.draw(arrays.arrays(np.int16, (drafts, rounds, takes), elements=card))
    cells = draft_cells(seen, picks, cards)
    told = lines([], cells, [b""] * len(cells)).decode().rstrip(",").split(",")

    wanted = []
    for draft in range(drafts):
        for turn in range(rounds):
            pack = Counter(seen[turn][draft].tolist())
            pool = Counter(picks[draft, :turn].ravel().tolist())
            wanted += [str(n) for name in range(cards) for n in (pack[name], pool[name])]
    assert told == wanted
