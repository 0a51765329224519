"""Rollups hold what the facts hold: each is counted again, row by row, in Python."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.warehouse import batch_files, log_card_rollups, log_rows
from tcb_analytics.warehouse.rollups import ROLLUPS, Rollup
from tests.warehouse.wide_logs import (
    CARDS,
    bring,
    draft_header,
    game,
    game_header,
    pick,
    rows,
    text_of,
)

Cells = dict[str, Any]


def games() -> list[dict[str, str]]:
    rng = random.Random(4)
    found = []
    for at in range(120):
        cells = {f"{kind}_{card}": str(rng.choice([0, 0, 1, 2]))
                 for kind in ("opening_hand", "drawn", "tutored") for card in CARDS}  # fmt: skip
        deck = random.Random(at // 5)
        cells |= {f"{kind}_{card}": str(deck.choice([0, 1, 4]))
                  for kind in ("deck", "sideboard") for card in CARDS}  # fmt: skip
        week = 1 + 7 * (at // 40)
        found.append(game(
            **cells, draft_id=f"d{at // 5}", game_number=str(at % 5 + 1),
            main_colors=rng.choice(["WU", "BR", ""]), rank=rng.choice(["Gold", ""]),
            opp_colors=rng.choice(["G", "R"]), won=str(rng.random() < 0.5),
            on_play=str(rng.random() < 0.5), game_time=f"2026-05-{week:02} 23:59:59",
            user_n_games_bucket=rng.choice(["", "10"]), num_mulligans=str(at % 3),
        ))  # fmt: skip
    return found


def picks() -> list[dict[str, str]]:
    rng = random.Random(5)
    return [
        pick(
            **{f"pack_card_{card}": str(rng.choice([0, 1, 2])) for card in CARDS},
            draft_id=f"d{at // 20}", pack_number=str(at % 20 // 10), pick_number=str(at % 10),
            pick=rng.choice([*CARDS, ""]), pick_2=rng.choice(["", CARDS[0]]),
            rank=("Gold", "", "Mythic")[at // 20 % 3], event_match_wins=str(3 + at // 20 % 5),
            draft_time=f"2026-05-{1 + at // 20:02} 10:00:00", pick_maindeck_rate="0.25",
        )
        for at in range(160)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rollups")
    # Many row groups, so that DuckDB's threads share them as they do those of a large file.
    with pytest.MonkeyPatch.context() as small:
        small.setattr(log_rows, "MOST_ROWS", 8)
        small.setattr(batch_files, "GROUP_BYTES", 1)
        return filled(folder)


def filled(folder: Path) -> Path:
    for text in (text_of(game_header(), games()), text_of(draft_header(CARDS, "pick_2"), picks())):
        outcome = bring(folder, text)
        assert (outcome.status, outcome.rejected) == ("imported", 0)
    return folder


def monday(moment: Any) -> Any:
    return moment.date() - timedelta(days=moment.weekday())


def counted_games(folder: Path) -> Iterator[tuple[Cells, Cells]]:
    """Keys and counts of every game and card, and of every game, from the split tables."""
    names = {row["card"]: row["name"] for row in rows(folder, "log_cards")}
    hand, deck = defaultdict(dict), defaultdict(dict)
    for row in rows(folder, "game_cards"):
        hand[row["game_id"]][row["card"]] = row
    for row in rows(folder, "build_cards"):
        deck[row["build"]][row["card"]] = row
    for row in rows(folder, "limited_games"):
        row["game_week"] = monday(row["game_time"])
        won = int(row["won"])
        yield row, {
            "num_games": 1, "num_won": won, "num_matches": int(row["game_number"] == 1),
            "num_events": int(row["game_number"] == 1 and row["match_number"] == 1),
            "num_on_play": int(row["on_play"]), "num_mulligans_sum": row["num_mulligans"],
            "opp_num_mulligans_sum": row["opp_num_mulligans"], "num_turns_sum": row["num_turns"],
        }  # fmt: skip
        none = dict.fromkeys(("opening_hand", "drawn", "tutored", "deck", "sideboard"), 0)
        for card, name in names.items():
            if card not in hand[row["game_id"]] and card not in deck[row["build"]]:
                continue
            cells = none | hand[row["game_id"]].get(card, {}) | deck[row["build"]].get(card, {})
            seen = min(cells["deck"], sum(cells[k] for k in ("opening_hand", "drawn", "tutored")))
            copies = {kind: cells[kind] for kind in none} | {"from_deck": seen}
            gih = cells["opening_hand"] + cells["drawn"]
            unseen = cells["deck"] - seen
            yield row | {"name": name}, {
                **copies, **{f"won_{kind}": value * won for kind, value in copies.items()},
                "deck_squares": cells["deck"] ** 2, "sideboard_squares": cells["sideboard"] ** 2,
                "oh_squares": cells["opening_hand"] ** 2, "gd_squares": cells["drawn"] ** 2,
                "gih_squares": gih**2, "from_deck_squares": cells["deck"] ** 2 - unseen**2,
            }  # fmt: skip


def counted_picks(folder: Path) -> Iterator[tuple[Cells, Cells]]:
    """Keys and counts of every card taken and every card seen."""
    names = {row["card"]: row["name"] for row in rows(folder, "log_cards")}
    drafts = {row["draft"]: row for row in rows(folder, "drafts")}
    picked = {row["pick"]: row | drafts[row["draft"]] for row in rows(folder, "picks")}
    for row in picked.values():
        row["draft_week"] = monday(row["draft_time"])
        for taken, card in enumerate((row["card"], row["card_2"]), 1):
            if card is None:
                continue
            first = taken == 1 and row["pack_number"] == row["pick_number"] == 0
            yield row | {"name": names[card]}, {
                "num_taken": 1, "taken_at": row["pick_number"] + 1, "num_drafts": int(first),
                "event_match_wins_sum": row["event_match_wins"],
                "event_match_losses_sum": row["event_match_losses"],
                "is_trophy_sum": int(row["event_match_wins"] == 7),
                "maindeck_rate_sum": row["pick_maindeck_rate"],
                "sideboard_in_rate_sum": row["pick_sideboard_in_rate"],
            }  # fmt: skip
    for seen in rows(folder, "pack_cards"):
        row, copies = picked[seen["pick"]], seen["copies"]
        yield row | {"name": names[seen["card"]]}, {
            "pack_card": copies, "num_seen": copies if row["pick_number"] < 8 else 0,
            "last_seen": copies * min(row["pick_number"] + 1, 8),
        }  # fmt: skip


@pytest.mark.parametrize("rollup", ROLLUPS, ids=lambda rollup: rollup.name)
def test_a_rollup_is_its_facts_counted(lake: Path, rollup: Rollup) -> None:
    facts = counted_picks if "pick" in rollup.grains else counted_games
    expected: dict[tuple[Any, ...], dict[str, float]] = defaultdict(
        lambda: dict.fromkeys(rollup.counts, 0)
    )
    for row, counts in facts(lake):
        if ("name" in row) == ("name" in rollup.keys):
            of_group = expected[tuple(row[key] for key in rollup.keys)]
            for name in counts.keys() & set(rollup.counts):
                of_group[name] += counts[name]
    found = {
        tuple(row[key] for key in rollup.keys): {name: row[name] for name in rollup.counts}
        for row in rows(lake, rollup.name)
    }
    assert found == dict(expected)
    assert len(found) == len(rows(lake, rollup.name)) > 1


def test_every_row_says_whose_it_is(lake: Path) -> None:
    for rollup in ROLLUPS:
        said = {(row["game"], row["source"], row["set_code"], row["event_type"])
                for row in rows(lake, rollup.name)}  # fmt: skip
        assert said == {("magic", "17lands", "SYN", "PremierDraft")}


def test_sums_that_do_not_fit_are_made_for_some_cards_at_a_time(
    tmp_path: Path, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_card_rollups, "SUMS_BYTES", 1)
    bring(tmp_path, text_of(game_header(), games()))
    for rollup in ROLLUPS:
        if rollup.grains == ("deck", "hand"):
            assert _set(tmp_path, rollup) == _set(lake, rollup)


def _set(folder: Path, rollup: Rollup) -> set[tuple[Any, ...]]:
    return {tuple(row.values()) for row in rows(folder, rollup.name)}
