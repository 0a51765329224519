"""Generated logs are told by their ids, and never mix with real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.sources.lands import CARD_MARK, DRAFT_MARK, data_set, generated_card
from tcb_analytics.warehouse.sources.lands_cards import COLUMNS, SOURCE
from tcb_analytics.warehouse.store import Store
from tests.warehouse.sources.loading import load_text
from tests.warehouse.wide_logs import (
    bring,
    draft_header,
    game,
    game_header,
    pick,
    read,
    rows,
    text_of,
)

MADE = DRAFT_MARK + "0" * 20
REAL = "0" + MADE[:31]


def log(*ids: str) -> str:
    """One game of each draft."""
    lines = [game(draft_id=id_, game_number=str(1 + at), deck_Ax="9") for at, id_ in enumerate(ids)]
    return text_of(game_header(), lines)


def test_the_mark_lies_within_the_published_shape() -> None:
    assert len(MADE) == len(REAL) == 32
    assert int(DRAFT_MARK, 16)
    assert generated_card(f"{CARD_MARK}0001")
    assert not any(map(generated_card, ("90001", "990001", f"{CARD_MARK}00001")))
    assert data_set("17lands-games", generated=False) == ("17lands", "17lands-games")


@pytest.mark.parametrize(
    "text",
    [log(MADE, MADE), text_of(draft_header(), [pick(draft_id=MADE, pack_card_Ax="1")])],
    ids=["games", "drafts"],
)
def test_a_log_of_marked_drafts_is_sample_data_of_this_project(tmp_path: Path, text: str) -> None:
    outcome = bring(tmp_path, text)
    (row,) = Store.open(tmp_path / "lake").live
    kind = str(outcome.format).removeprefix("17lands-")

    assert (outcome.status, row.source, row.license) == ("imported", "sample", "MIT")
    assert row.dataset == f"sample-{kind}:SYN:PremierDraft"
    for table in ("limited_games", "drafts", "log_cards", "cards_played", "cards_drafted"):
        assert {found["source"] for found in rows(tmp_path, table)} <= {"sample"}


def test_a_generated_set_never_replaces_a_real_one_of_its_code(tmp_path: Path) -> None:
    bring(tmp_path, log(REAL, REAL, REAL))
    bring(tmp_path, log(MADE, MADE))

    found = [(row["source"], row["draft_id"]) for row in rows(tmp_path, "limited_games")]
    assert sorted(found) == [("17lands", REAL)] * 3 + [("sample", MADE)] * 2
    assert {row.license for row in Store.open(tmp_path / "lake").live} == {"CC-BY-4.0", "MIT"}


@pytest.mark.parametrize(
    ("ids", "key", "told"),
    [
        (
            (REAL, REAL, MADE),
            "17lands",
            "this file's games are real, and by its id this one is gen",
        ),
        (
            (MADE, REAL, MADE),
            "sample",
            "this file's games are generated, and by its id this one is",
        ),
    ],
)
def test_of_a_log_of_both_kinds_the_fewer_are_rejected_and_that_is_noted(
    tmp_path: Path, ids: tuple[str, ...], key: str, told: str
) -> None:
    facts = read(tmp_path, log(*ids))
    ((_, field, reason),) = facts.told()

    assert facts.key == f"{key}-games:SYN:PremierDraft"
    assert (field, reason[: len(told)]) == ("draft_id", told)
    assert len(facts.tables["limited_games"]) == 2
    assert (
        "left out, since a log holds real or generated games, not both: 1 of 3 lines" in facts.notes
    )


def test_where_most_of_a_log_is_of_the_other_kind_it_is_refused_whole(tmp_path: Path) -> None:
    real = log(*[REAL] * 9_000)
    made = "".join(log(*[MADE] * 9_500).splitlines(keepends=True)[1:])
    with pytest.raises(ImportRefusedError, match="more than half"):
        read(tmp_path, real + made.replace(",0,1,", ",0,2,"))


def test_cards_that_are_made_up_are_filed_apart_and_rejected_among_real_ones(
    tmp_path: Path,
) -> None:
    line = "{},SYN,{},common,G,2,Creature,True"
    made = [line.format(f"{CARD_MARK}{at:04}", f"Elk {at}") for at in range(3)]
    real = [line.format(at, f"Ox {at}") for at in range(2)]
    for lines, source, rejected in (
        (made, "sample", 0), ([*made, *real], "sample", 2), ([*made[:1], *real], "17lands", 1),
    ):  # fmt: skip
        text = "\n".join([",".join(COLUMNS), *lines]) + "\n"
        loaded = load_text(SOURCE, text, tmp_path)
        assert (loaded.datasets[0].key, loaded.datasets[0].source) == (
            f"{source}-cards:SYN",
            source,
        )
        assert {row["source"] for row in loaded.values("cards")} == {source}
        assert [reject.field for reject in loaded.rejects] == ["id"] * rejected
        assert len(loaded.values("prints")) == len(lines) - rejected
