"""Drafts: packs, picks and pools, the latter told by where they differ from earlier picks."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse.wide_logs import (
    CARDS,
    DRAFT_FIGURES,
    DRAFT_TEXTS,
    draft_header,
    figures_of,
    header,
    pick,
    read,
    text_of,
)

CELLS = st.dictionaries(
    st.sampled_from([prefix + card for card in CARDS for prefix in DRAFT_FIGURES]),
    st.integers(0, 127).map(str),
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(CELLS, st.sampled_from([*CARDS, ""]), st.sampled_from("ab")), min_size=1,
        max_size=20,
    )
)  # fmt: skip
def test_the_published_rows_can_be_put_together_again(
    found: list[tuple[dict[str, str], str, str]],
) -> None:
    lines = [
        pick(**cells, pick=card, draft_id=draft, pick_number=str(index))
        for index, (cells, card, draft) in enumerate(found)
    ]
    with TemporaryDirectory() as folder:
        facts = read(Path(folder), text_of(draft_header(), lines))
    assert facts.rejects == []
    assert facts.figures_of_picks() == figures_of(lines, DRAFT_FIGURES)
    names = {row["card"]: row["name"] for row in facts.tables["log_cards"]}
    assert [names.get(row["card"], "") for row in facts.tables["picks"]] == [
        card for _, card, _ in found
    ]


def test_a_pool_of_earlier_picks_needs_no_row(tmp_path: Path) -> None:
    lines = [
        pick(pick="Ax", pick_number="0", pack_card_Ax="1"),
        pick(pick="Bow, Long", pick_number="1", pool_Ax="1"),
        pick(pick="Ax", pick_number="2", **{"pool_Ax": "1", "pool_Bow, Long": "1"}),
    ]
    assert read(tmp_path, text_of(draft_header(), lines)).tables["pool_cards"] == []


def test_a_pool_that_differs_says_by_how_much(tmp_path: Path) -> None:
    lines = [
        pick(pick="Ax", pick_number="0"),
        pick(pick="Ax", pick_number="1", **{"pool_Bow, Long": "2"}),
    ]
    facts = read(tmp_path, text_of(draft_header(), lines))
    found = {(row["pick"], row["card"]): row["copies"] for row in facts.tables["pool_cards"]}
    assert found == {(1, 0): -1, (1, 1): 2}


def test_one_draft_id_told_in_two_ways_is_two_drafts(tmp_path: Path) -> None:
    lines = [
        pick(pick_number="0"),
        pick(pick_number="1", event_match_wins="7"),
        pick(pick_number="2"),
    ]
    facts = read(tmp_path, text_of(draft_header(), lines))
    assert [row["event_match_wins"] for row in facts.tables["drafts"]] == [3, 7]
    assert [row["draft"] for row in facts.tables["picks"]] == [0, 1, 0]


def test_two_cards_may_be_taken_at_a_time(tmp_path: Path) -> None:
    columns = draft_header(CARDS, "pick_2")
    lines = [pick(pick_2="Bow, Long"), pick(pick_number="1", pick_2="", pool_Ax="1")]
    facts = read(tmp_path, text_of(columns, lines))
    assert [(row["card"], row["card_2"]) for row in facts.tables["picks"]] == [(0, 1), (0, None)]
    assert facts.tables["pool_cards"] == []


@pytest.mark.parametrize("name", ["Ax", "Bow, Long", 'The "Cog"'])
def test_a_picked_name_may_hold_commas_and_quotes(tmp_path: Path, name: str) -> None:
    facts = read(tmp_path, text_of(draft_header(), [pick(pick=name)]))
    assert [row["card"] for row in facts.tables["picks"]] == [CARDS.index(name)]


def test_a_pick_of_a_card_that_the_header_does_not_name_is_rejected(tmp_path: Path) -> None:
    lines = [pick(), pick(pick="Axe", pick_number="1")]
    facts = read(tmp_path, text_of(draft_header(), lines))
    assert facts.told() == [("line 3", "pick", "the header names no such card")]
    assert len(facts.tables["picks"]) == 1


def test_rank_may_be_missing_and_rates_may_be_empty(tmp_path: Path) -> None:
    texts = [name for name in DRAFT_TEXTS if name != "rank"]
    text = text_of(header(texts, DRAFT_FIGURES), [pick(pick_maindeck_rate="")])
    facts = read(tmp_path, text)
    assert facts.tables["drafts"][0]["rank"] is None
    assert facts.tables["picks"][0]["pick_maindeck_rate"] is None


def test_a_pick_that_stands_twice_is_rejected_once(tmp_path: Path) -> None:
    facts = read(tmp_path, text_of(draft_header(), [pick(), pick(), pick(pick_number="1")]))
    assert [(key, field) for key, field, _ in facts.told()] == [("line 3", "draft_id")]
    assert [row["pick"] for row in facts.tables["picks"]] == [0, 1]
