"""Hostile logs, one by one: refused, or rejected line by line with a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.log_intake import REFUSED_SHARE
from tests.warehouse.wide_logs import CARDS, game, game_header, read, text_of


def log(*more: dict[str, str], games: int = 6) -> str:
    """Good games, with further lines behind the first."""
    good = [game(deck_Ax=str(17 + at), game_number=str(at + 1)) for at in range(games)]
    return text_of(game_header(), [good[0], *more, *good[1:]])


BAD_LINES = {
    "negative copies": (game(deck_Ax="-1"), "deck_Ax", "expected copies"),
    "too many copies": (game(deck_Ax="128"), "deck_Ax", "expected copies"),
    "a letter among copies": (game(drawn_Ax="p"), "drawn_Ax", "expected copies"),
    "a blank before copies": (game(drawn_Ax=" 1"), "drawn_Ax", "expected copies"),
    "no copies": (game(drawn_Ax=""), "drawn_Ax", "missing"),
    "half a card": (game(drawn_Ax="0.5"), "drawn_Ax", "expected copies"),
    "another set": (game(expansion="OTJ"), "expansion", "this file's is SYN"),
    "another kind of draft": (game(event_type="TradDraft"), "event_type", "this file's is Prem"),
    "a negative number": (game(num_turns="-3"), "num_turns", "expected a whole number"),
    "too many turns": (game(num_turns="1001"), "num_turns", "from 0 to 1,000"),
    "no number": (game(match_number=""), "match_number", "missing"),
    "no such day": (game(game_time="2026-02-30 10:00:00"), "game_time", "expected a time"),
    "no time": (game(draft_time="2026-02-20"), "draft_time", "expected a time"),
    "neither true nor false": (game(won="Trve"), "won", "expected True or False"),
    "no rate": (
        game(user_game_win_rate_bucket="high"), "user_game_win_rate_bucket", "expected a number",
    ),
    "a rate above 1": (
        game(user_game_win_rate_bucket="5.6"), "user_game_win_rate_bucket", "above 1",
    ),
    "a rate that is no number": (
        game(user_game_win_rate_bucket="inf"), "user_game_win_rate_bucket", "above 1",
    ),
    "no draft": (game(draft_id=""), "draft_id", "missing"),
    "a long draft": (game(draft_id="d" * 81), "draft_id", "over 80 characters"),
    "the same game": (game(deck_Ax="17", game_number="1"), "draft_id", "stands in the file twice"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_LINES)
def test_a_bad_line_is_rejected_by_name_and_the_others_are_loaded(
    tmp_path: Path, case: str
) -> None:
    line, field, reason = BAD_LINES[case]
    facts = read(tmp_path, log(line))
    (told,) = facts.told()
    assert told[:2] == ("line 3", field)
    assert reason in told[2]
    assert facts.figures_of_games() == [{"deck_Ax": 17 + at} for at in range(6)]
    assert [row["game_id"] for row in facts.tables["limited_games"]] == list(range(6))


def cut(text: str) -> bytes:
    return text[: text.rindex(",0,")].encode()


def flipped(text: str) -> bytes:
    """Bit 7 of a byte of the third line's draft id: no UTF-8 any more."""
    raw = bytearray(text.encode())
    at = raw.index(b"d1", raw.index(b"\n", raw.index(b"\n") + 1))
    raw[at] |= 128
    return bytes(raw)


DAMAGE: dict[str, tuple[Callable[[str], bytes], str, str]] = {
    "a last line cut short": (lambda text: cut(text) + b"\n", "line 7", "too few cells"),
    "a flipped bit in a text": (flipped, "line 3", "not UTF-8"),
    "an empty line": (lambda text: text.encode() + b"\n", "line 8", "an empty line"),
    "a line of one more cell": (lambda text: text.encode()[:-1] + b",0\n", "line 7", "cells: 36"),
    "a line of another file": (lambda text: text.encode() + b"{}\n", "line 8", "too few cells"),
    "an open quote": (
        lambda text: text.replace("d1", '"d1', 1).encode(), "line 2", "not CSV",
    ),
    "a NUL": (lambda text: text.replace("d1", "d\0", 1).encode(), "line 2", "control"),
    "a lone quote": (lambda text: text.replace("d1", 'd"1', 1).encode(), "line 2", "quotation"),
}  # fmt: skip


@pytest.mark.parametrize("case", DAMAGE)
def test_damage_is_told_by_its_line(tmp_path: Path, case: str) -> None:
    damage, line, reason = DAMAGE[case]
    facts = read(tmp_path, damage(log()))
    ((key, field, told),) = facts.told()
    assert (key, field if field != "draft_id" else "line") == (line, "line")
    assert reason in told
    assert len(facts.tables["limited_games"]) in (5, 6)


def test_what_was_rejected_in_number_is_noted(tmp_path: Path) -> None:
    assert not read(tmp_path, log()).notes
    notes = read(tmp_path, log(game(won="x"))).notes
    assert notes == ("1 of 7 lines (14.3%) were rejected: tcb data rejects tells why",)


def test_a_log_of_mostly_bad_lines_is_refused(tmp_path: Path) -> None:
    bad = [game(won="x")] * 7
    with pytest.raises(ImportRefusedError, match=r"7 of 13 lines .* more than half"):
        read(tmp_path, log(*bad))
    assert REFUSED_SHARE == 0.5


def test_the_set_is_that_of_most_lines_not_of_the_first(tmp_path: Path) -> None:
    text = text_of(
        game_header(),
        [game(expansion="OTJ"), *(game(game_number=str(at)) for at in range(1, 6))],
    )
    facts = read(tmp_path, text)
    assert facts.key == "17lands-games:SYN:PremierDraft"
    assert facts.told() == [("line 2", "expansion", "this file's is SYN")]


def test_a_log_without_a_readable_line_is_refused_with_the_first_reason(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="line 2, won: expected True or False"):
        read(tmp_path, text_of(game_header(), [game(won="x")]))
    with pytest.raises(ImportRefusedError, match="no rows"):
        read(tmp_path, text_of(game_header(), []))


def test_a_column_that_nobody_knows_is_left_out_and_noted(tmp_path: Path) -> None:
    columns = [*game_header(), "wins_of_the_week"]
    facts = read(tmp_path, text_of(columns, [game(deck_Ax="1", wins_of_the_week="many")]))
    assert facts.notes == ("1 columns not known, left out: wins_of_the_week",)
    assert facts.figures_of_games() == [{"deck_Ax": 1}]


def test_ten_thousand_columns_are_refused(tmp_path: Path) -> None:
    wide = text_of([*game_header(), *(f"mood_{at}" for at in range(10_000))], [game()])
    many = text_of(game_header([f"Card {number}" for number in range(1_996)]), [game()])
    for text in (wide, many):
        with pytest.raises(
            ImportRefusedError, match=r"\d+,\d+ columns in the header; at most 8,000"
        ):
            read(tmp_path, text)


def test_a_thousand_cards_are_read(tmp_path: Path) -> None:
    cards = [f"Card {number}" for number in range(1_000)]
    text = text_of(game_header([*cards, *CARDS]), [game(**{f"sideboard_{cards[-1]}": "3"})])
    assert read(tmp_path, text).figures_of_games() == [{f"sideboard_{cards[-1]}": 3}]


def test_a_file_that_stops_within_a_line_is_refused(tmp_path: Path) -> None:
    for packed in (False, True):
        with pytest.raises(
            ImportRefusedError, match=r"the file is cut: line 7 .* too few cells"
        ) as caught:
            read(tmp_path, cut(log()), packed=packed)
        assert "delete its last line" in str(caught.value)


def test_a_last_line_without_its_end_is_noted(tmp_path: Path) -> None:
    facts = read(tmp_path, log()[:-1])
    assert facts.notes == ("line 7, the last, has no line end: was the file cut there?",)
    assert len(facts.tables["limited_games"]) == 6


def test_a_bomb_of_empty_lines_is_refused_long_before_its_end(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match=r"1\d\d,\d{3} of the first 1\d\d,\d{3} lines"):
        read(tmp_path, log() + "\n" * 20_000_000, packed=True)
