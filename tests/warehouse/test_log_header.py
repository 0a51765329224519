"""Headers of logs: looked up by name, refused where they cannot mean one table."""

from __future__ import annotations

import random

import pytest

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.log_header import MOST_CARDS, understand
from tcb_analytics.warehouse.sources.lands_games import SHAPE
from tests.warehouse.wide_logs import CARDS, game_header


def test_columns_are_found_by_name_in_any_order() -> None:
    columns = game_header()
    random.Random(3).shuffle(columns)
    layout = understand(columns, SHAPE, "a.csv")
    for name, kind, number in zip(columns, layout.kind, layout.number, strict=True):
        if kind < 0:
            assert layout.texts[number] == name
        else:
            assert SHAPE.figures[kind] + layout.cards[number] == name
    assert set(layout.cards) == set(CARDS)


def test_runs_count_the_columns_of_cards_ahead() -> None:
    layout = understand(game_header(), SHAPE, "a.csv")
    assert list(layout.run[17:22]) == [0, 15, 14, 13, 12]
    assert list(layout.run[-4:]) == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda names: [*names, "deck_Ax"], "'deck_Ax' twice"),
        (lambda names: [*names, "won"], "'won' twice"),
        (lambda names: [n for n in names if n != "tutored_Ax"], "'Ax' lacks the column tutored_Ax"),
        (lambda names: [*names, "drawn_Axe"], "'Axe' lacks the column opening_hand_Axe, tutored"),
        (lambda names: [n for n in names if n != "opp_colors"], "no column opp_colors"),
        (lambda names: [n for n in names if "Ax" not in n and "_B" not in n and "_T" not in n],
         "names no card"),
        (lambda names: [*names, *(p + "x" * 201 for p in SHAPE.figures)], "over 200 characters"),
        (lambda names: [*names, *(p + "ax " for p in SHAPE.figures)], "card as 'Ax' and as 'ax '"),
        (lambda names: [*names, *(p + "Caf\ufffd" for p in SHAPE.figures)], "no UTF-8 or breaks"),
        (lambda names: [*names[:30], "deck_Bow,\n"], "no UTF-8 or breaks"),
        (lambda names: [*names, "", " "], "2 columns of the header have no name"),
    ],
)  # fmt: skip
def test_a_header_that_cannot_mean_one_table_is_refused(change: object, reason: str) -> None:
    assert callable(change)
    with pytest.raises(ImportRefusedError, match=reason) as caught:
        understand(change(game_header()), SHAPE, "a.csv")
    assert caught.value.where == "a.csv"


def test_more_cards_than_any_set_has_are_refused() -> None:
    cards = [str(number) for number in range(MOST_CARDS + 1)]
    with pytest.raises(ImportRefusedError, match=r"1,501 cards in the header; at most 1,500"):
        understand(game_header(cards), SHAPE, "a.csv")


def test_ranks_may_be_missing_and_unknown_columns_are_named() -> None:
    columns = [name for name in game_header() if name not in ("rank", "opp_rank")]
    layout = understand([*columns, "mood"], SHAPE, "a.csv")
    assert (layout.unknown, layout.slot("rank")) == (("mood",), -1)
