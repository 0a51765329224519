"""The slow reader gives a precise reason for every line it is asked about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.warehouse.log_header import understand
from tcb_analytics.warehouse.log_lines import MOST_FAULTS, faults
from tcb_analytics.warehouse.sources.lands_games import SHAPE
from tests.warehouse.wide_logs import game, game_header, text_of

LAYOUT = understand(game_header(), SHAPE, "log.csv")


def told(**cells: str) -> list[tuple[str, str, str]]:
    line = text_of(game_header(), [game(**cells)]).splitlines()[1].encode()
    return [(found.field, found.value, found.reason) for found in faults(line, "line 7", LAYOUT)]


@pytest.mark.parametrize(
    ("field", "cell", "reason"),
    [
        ("deck_Ax", "1e1", "expected copies"),
        ("num_mulligans", "128", "from 0 to 127"),
        ("on_play", "yes", "True or False"),
        ("game_time", "1969-12-31 23:59:59", "from 1970"),
        ("draft_time", "", "expected a time"),
        ("user_game_win_rate_bucket", "1_0", "expected a number"),
        ("user_n_games_bucket", "-5", "from 0 to 1,000,000"),
        ("main_colors", "W\tU", "control character"),
    ],
)
def test_a_cell_is_told_by_its_column_its_value_and_what_was_expected(
    field: str, cell: str, reason: str
) -> None:
    ((name, value, why),) = told(**{field: cell})
    assert (name, value) == (field, cell)
    assert reason in why


def test_a_line_of_many_faults_tells_the_first_few() -> None:
    found = told(**dict.fromkeys([*game_header()[:5], "deck_Ax", "drawn_Ax", "won"], "?"))
    assert len(found) == MOST_FAULTS
    assert found[0][0] == "draft_time"


def test_blanks_of_a_cell_are_shown() -> None:
    assert told(user_game_win_rate_bucket=" .52")[0][1:] == ("' .52'", "expected a number")
    assert told(deck_Ax=" ")[0][1] == "' '"


def test_an_odd_character_of_a_line_is_shown_with_what_stands_about_it() -> None:
    line = text_of(game_header(), [game(won="True")]).splitlines()[1].replace("WU", 'W"U')
    (found,) = faults(line.encode(), "line 7", LAYOUT)
    assert 'W"U' in found.value
    assert len(found.value) <= 80


@given(st.binary(max_size=60))
def test_every_line_gets_at_least_one_reason(line: bytes) -> None:
    found = faults(line.replace(b"\n", b""), "line 3", LAYOUT)
    assert found
    assert all(reject.key == "line 3" and reject.reason for reject in found)
