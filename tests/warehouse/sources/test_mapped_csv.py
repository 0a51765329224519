from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.sources.mapped_csv import mapped_source
from tests.warehouse.sources.loading import Loaded, load_text

MATCHES = """
table: matches
dataset: my-league
source: me
columns:
  event_date: {from: Date, format: "%d.%m.%Y"}
  round: Round
  player_1: Me
  player_2: Opponent
  leader_1: Leader
  winner: {from: Result, values: {Win: 1, Loss: 2, Draw: 0}}
"""
HEADER = "Date,Round,Me,Opponent,Leader,Result\n"
LINE = "13.01.2026,1,ann,bob,OP01-001_p1,Win\n"


def load(content: str | bytes, folder: Path, mapping: str = MATCHES) -> Loaded:
    return load_text(mapped_source(mapping, "map.yaml"), content, folder)


def test_matches_are_loaded_by_their_mapping(tmp_path: Path) -> None:
    loaded = load(HEADER + LINE + "14.01.2026,2,ann,,OP01-001,Draw\n", tmp_path)
    assert not loaded.rejects
    assert not loaded.broken
    assert loaded.datasets[0].key == "csv:onepiece:me:my-league"
    first, second = loaded.values("matches")
    assert (first["event_date"], first["round"], first["winner"]) == (date(2026, 1, 13), 1, 1)
    assert (first["leader_1"], first["match_id"], first["bye"]) == (
        "OP01-001",
        "my-league/2",
        False,
    )
    assert (second["player_2"], second["winner"], second["source"]) == (None, 0, "me")


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        (LINE.replace("Win", "Won"), "winner", "expected one of Win, Loss, Draw"),
        (LINE.replace("13.01.2026", "2026-01-13"), "event_date", "expected a date as %d.%m.%Y"),
        (LINE.replace(",1,", ",5x,"), "round", "expected a whole number"),
        (LINE.replace(",1,", ",1.0,"), "round", "expected a whole number"),
        (LINE.replace("ann", "a\x00n"), "player_1", "expected text without control characters"),
        (LINE.replace(",Win", ""), "", "expected 6 cells, found 5"),
        (LINE.replace("Win", "Win,x"), "", "expected 6 cells, found 7"),
        (LINE.replace("ann", "a" * 10_000_000), "", "field larger than field limit"),
        (LINE.replace("ann", '"ann"x'), "", "not readable as CSV"),
    ],
)
def test_a_bad_line_is_rejected_with_its_number_and_the_next_is_read(
    line: str, field: str, reason: str, tmp_path: Path
) -> None:
    loaded = load(HEADER + LINE + line + LINE, tmp_path)
    (reject,) = loaded.rejects
    assert (reject.key, reject.field) == ("line 3", field)
    assert reason in reject.reason
    assert [row["match_id"] for row in loaded.values("matches")] == ["my-league/2", "my-league/4"]


def test_line_numbers_are_true_after_cells_with_line_ends_and_blank_lines(tmp_path: Path) -> None:
    quoted = LINE.replace("ann", '"an\nn"')
    loaded = load(HEADER + quoted + "\n\r\n" + LINE.replace("Win", "?") + LINE, tmp_path)
    assert [reject.key for reject in loaded.rejects] == ["line 6"]
    assert [reject.key for reject in loaded.broken] == ["line 2"]
    assert [row["match_id"] for row in loaded.values("matches")] == ["my-league/7"]


def test_a_quote_that_never_closes_is_one_reject_over_the_lines_it_swallows(tmp_path: Path) -> None:
    loaded = load(HEADER + LINE + LINE.replace("ann", '"ann') + LINE * 3, tmp_path)
    assert [reject.key for reject in loaded.rejects] == ["lines 3 to 6"]
    assert len(loaded.values("matches")) == 1


def test_bytes_of_another_encoding_are_rejected_with_their_line(tmp_path: Path) -> None:
    content = (HEADER + LINE).encode() + LINE.replace("ann", "Zoë").encode("cp1252")
    loaded = load(content, tmp_path)
    assert [(r.key, r.field) for r in loaded.rejects] == [("line 3", "player_1")]
    with_encoding = MATCHES.replace("source: me", "source: me\nencoding: cp1252")
    assert load(content, tmp_path, with_encoding).values("matches")[1]["player_1"] == "Zoë"


def test_text_that_the_encoding_cannot_carry_is_refused_with_the_line(tmp_path: Path) -> None:
    utf16 = MATCHES.replace("source: me", "source: me\nencoding: utf-16")
    assert load((HEADER + LINE).encode("utf-16"), tmp_path, utf16).value("matches")["winner"] == 1
    with pytest.raises(ImportRefusedError, match="not utf-16 text after line 0"):
        load(HEADER + LINE, tmp_path, utf16)


def test_a_byte_order_mark_is_no_part_of_the_first_header(tmp_path: Path) -> None:
    assert len(load((HEADER + LINE).encode("utf-8-sig"), tmp_path).values("matches")) == 1


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (HEADER.replace("Me", "I"), "no header Me; the first line has Date, Round, I"),
        (HEADER.replace("Round", "Date"), "no header Round"),
        (HEADER.replace("\n", ",Date\n"), "the header Date is given twice"),
        ("\n", "no header"),
        ("", "no header"),
        ('"Date\n', "not readable as CSV"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(header: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match=reason):
        load(header, tmp_path)


def test_types_follow_the_columns_and_what_the_mapping_says(tmp_path: Path) -> None:
    mapping = """
table: placements
dataset: cup
game: tidebreak
delimiter: ";"
decimal: ","
columns:
  event: {const: Harbour Cup}
  event_date: Day
  player: Who
  place_best: Place
  players: {const: 64}
  omwp: {from: OMW, as: percent}
  gwp: GW
"""
    content = "Day;Who;Place;OMW;GW\n2026-01-13;ann;3;58,3 %;0,61\n2026-01-13;bob;4;58.3;0,5\n"
    loaded = load(content, tmp_path, mapping)
    row = loaded.value("placements")
    assert (row["event"], row["players"], row["place_best"]) == ("Harbour Cup", 64, 3)
    assert (row["omwp"], row["gwp"]) == (pytest.approx(0.583), 0.61)
    assert row["game"] == "tidebreak"
    assert [(r.key, r.field) for r in loaded.rejects] == [("line 3", "omwp")]


def test_moments_without_a_zone_are_utc(tmp_path: Path) -> None:
    mapping = """
table: matches
dataset: a
columns:
  played_at: {from: At, format: "%d.%m.%Y %H:%M"}
  bye: Bye
  player_1: Me
  winner: {const: 1}
"""
    loaded = load("At,Bye,Me\n13.01.2026 20:15,TRUE,Ann\n", tmp_path, mapping)
    row = loaded.value("matches")
    assert (row["played_at"], row["bye"]) == (datetime(2026, 1, 13, 20, 15, tzinfo=UTC), True)


def test_matchups_are_loaded_and_an_empty_needed_cell_is_rejected(tmp_path: Path) -> None:
    mapping = """
table: matchups
dataset: meta
columns: {leader: L, opponent: O, wins: W, losses: D, ties: {const: 0}}
"""
    loaded = load("L,O,W,D\nOP01-001,OP13-004,3,4\nOP01-001,OP13-004,,4\n", tmp_path, mapping)
    assert loaded.value("matchups")["losses"] == 4
    assert [(r.key, r.field, r.reason) for r in loaded.rejects] == [("line 3", "wins", "missing")]


def test_numbers_out_of_range_break_the_contract(tmp_path: Path) -> None:
    loaded = load(HEADER + LINE.replace(",1,", ",-3,"), tmp_path)
    assert [(r.key, r.field, r.reason) for r in loaded.broken] == [("line 2", "round", "below 1")]


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    loaded = load(
        HEADER + LINE.replace("ann", "=cmd|' /C calc'!A0").replace("bob", "<script>"), tmp_path
    )
    row = loaded.value("matches")
    assert (row["player_1"], row["player_2"]) == ("=cmd|' /C calc'!A0", "<script>")


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    tail=st.one_of(
        st.text(alphabet=st.sampled_from('ab,"\n\r\x00;1é'), max_size=60).map(str.encode),
        st.binary(max_size=60),
    )
)
def test_any_bytes_after_the_header_are_loaded_or_rejected(tail: bytes, tmp_path: Path) -> None:
    loaded = load((HEADER + LINE).encode() + tail, tmp_path)
    first = loaded.rows["matches"][0]
    assert first.key == "line 2"
    if tail.strip(b"\r\n"):
        assert len(loaded.rows["matches"]) > 1 or loaded.rejects
