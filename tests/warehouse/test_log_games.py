"""Games of Limited: split without loss, a deck once for all its games."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse.wide_logs import (
    CARDS,
    GAME_FIGURES,
    GAME_TEXTS,
    figures_of,
    game,
    game_header,
    header,
    read,
    text_of,
)

CELLS = st.dictionaries(
    st.sampled_from([prefix + card for card in CARDS for prefix in GAME_FIGURES]),
    st.integers(0, 127).map(str),
)


def played(cells: list[dict[str, str]], decks: int) -> list[dict[str, str]]:
    """A line for each game's cells; every few games share a draft."""
    return [
        game(**found, draft_id=f"d{index % decks}", match_number=str(index // 100 + 1),
             game_number=str(index % 100 + 1))
        for index, found in enumerate(cells)
    ]  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(CELLS, min_size=1, max_size=9), st.integers(1, 3), st.integers(0, 5))
def test_the_published_rows_can_be_put_together_again(
    cells: list[dict[str, str]], decks: int, seed: int
) -> None:
    lines = played(cells, decks)
    columns = game_header()
    random.Random(seed).shuffle(columns)
    with TemporaryDirectory() as folder:
        facts = read(Path(folder), text_of(columns, lines), packed=seed % 2 == 0)
    assert facts.rejects == []
    assert facts.figures_of_games() == figures_of(lines, GAME_FIGURES)


def test_a_deck_that_is_the_same_in_all_games_is_stored_once(tmp_path: Path) -> None:
    lines = played([{"deck_Ax": "17", "drawn_Ax": str(index)} for index in range(4)], decks=1)
    facts = read(tmp_path, text_of(game_header(), lines))
    assert [(row["build"], row["games"]) for row in facts.tables["builds"]] == [(0, 4)]
    assert len(facts.tables["build_cards"]) == 1


def test_a_deck_that_changed_under_one_number_is_a_build_for_each_content(tmp_path: Path) -> None:
    lines = played([{"deck_Ax": copies} for copies in ("8", "9", "8")], decks=1)
    facts = read(tmp_path, text_of(game_header(), lines))
    assert [(row["build"], row["games"]) for row in facts.tables["builds"]] == [(0, 2), (1, 1)]
    assert [row["build"] for row in facts.tables["limited_games"]] == [0, 1, 0]
    assert facts.figures_of_games() == figures_of(lines, GAME_FIGURES)


def test_equal_decks_of_two_drafts_or_two_numbers_are_two_builds(tmp_path: Path) -> None:
    lines = [
        game(deck_Ax="8"),
        game(deck_Ax="8", draft_id="d2"),
        game(deck_Ax="8", build_index="1", game_number="2"),
    ]
    facts = read(tmp_path, text_of(game_header(), lines))
    assert [row["build"] for row in facts.tables["limited_games"]] == [0, 1, 2]


def test_texts_become_what_their_columns_are(tmp_path: Path) -> None:
    facts = read(
        tmp_path, text_of(game_header(), [game(deck_Ax="1", user_game_win_rate_bucket="")])
    )
    (row,) = facts.tables["limited_games"]
    assert (row["rank"], row["opp_rank"], row["splash_colors"]) == ("Gold", None, "")
    assert (row["on_play"], row["num_turns"], row["build_index"]) == (True, 9, 0)
    assert row["game_time"].isoformat() == "2026-04-16T13:00:00+00:00"
    assert row["user_n_games_bucket"] == 100
    assert row["user_game_win_rate_bucket"] is None
    assert (row["game"], row["source"], row["set_code"]) == ("magic", "17lands", "SYN")


def test_ranks_may_be_missing(tmp_path: Path) -> None:
    texts = [name for name in GAME_TEXTS if not name.endswith("rank")]
    facts = read(tmp_path, text_of(header(texts, GAME_FIGURES), [game(deck_Ax="1")]))
    assert facts.tables["limited_games"][0]["rank"] is None


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_plain_and_packed_with_either_line_end_give_the_same(
    tmp_path: Path, packed: bool, newline: str
) -> None:
    lines = played([{"deck_Bow, Long": "3"}, {'drawn_The "Cog"': "2"}], decks=2)
    facts = read(tmp_path, text_of(game_header(), lines, newline), packed=packed)
    assert facts.key == "17lands-games:SYN:PremierDraft"
    assert facts.figures_of_games() == figures_of(lines, GAME_FIGURES)


def test_quoted_cells_and_whole_numbers_with_a_point_are_read(tmp_path: Path) -> None:
    text = text_of(game_header(), [game(deck_Ax="7.0", won="true", num_turns="9.0")])
    head, line = text.splitlines()
    quoted = ",".join(f'"{cell}"' for cell in line.split(","))
    facts = read(tmp_path, f"{head}\n{quoted}\n")
    assert facts.rejects == []
    assert facts.figures_of_games() == [{"deck_Ax": 7}]


def test_a_last_line_without_its_end_is_whole(tmp_path: Path) -> None:
    text = text_of(game_header(), played([{"deck_Ax": "1"}, {"deck_Ax": "2"}], decks=2))
    facts = read(tmp_path, text.rstrip("\n"))
    assert facts.rejects == []
    assert len(facts.tables["limited_games"]) == 2
