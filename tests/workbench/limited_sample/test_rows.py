"""The logs as 17Lands publishes them: columns, types, and what must agree within them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from tcb_analytics.workbench.limited_sample.rows import quoted
from tcb_analytics.workbench.limited_sample.truth import RANKS
from tests.workbench.limited_sample.conftest import Written

GAME = [
    "expansion", "event_type", "draft_id", "draft_time", "game_time", "build_index",
    "match_number", "game_number", "rank", "opp_rank", "main_colors", "splash_colors", "on_play",
    "num_mulligans", "opp_num_mulligans", "opp_colors", "num_turns", "won",
]  # fmt: skip
DRAFT = [
    "expansion", "event_type", "draft_id", "draft_time", "rank", "event_match_wins",
    "event_match_losses", "pack_number", "pick_number", "pick", "pick_maindeck_rate",
    "pick_sideboard_in_rate",
]  # fmt: skip
USER = ["user_n_games_bucket", "user_game_win_rate_bucket"]
TIME = r"2026-\d\d-\d\d \d\d:\d\d:\d\d"
COLORS = "W?U?B?R?G?"


def picked(written: Written, column: str = "pick") -> np.ndarray:
    place = {name: card for card, name in enumerate(written.names)}
    return written.drafts[column].map(place).to_numpy()


def test_columns_stand_in_the_published_order(small: Written) -> None:
    kinds = ("opening_hand", "drawn", "tutored", "deck", "sideboard")
    cards = [f"{kind}_{name}" for name in small.names for kind in kinds]
    packs = [f"{kind}_{name}" for name in small.names for kind in ("pack_card", "pool")]

    assert list(small.games) == [*GAME, *cards, *USER]
    assert list(small.drafts) == [*DRAFT, *packs, *USER]


def test_a_pick_two_draft_has_its_second_pick_behind_the_first(pick_two: Written) -> None:
    meta = [*DRAFT[:10], "pick_2", *DRAFT[10:]]

    assert list(pick_two.drafts)[: len(meta)] == meta


@pytest.mark.parametrize(
    ("column", "pattern"),
    [
        ("draft_id", "[0-9a-f]{32}"), ("draft_time", TIME), ("game_time", TIME),
        ("rank", f"({'|'.join(RANKS)})?"), ("opp_rank", f"{'|'.join(RANKS)}|None"),
        ("main_colors", COLORS), ("splash_colors", COLORS), ("opp_colors", COLORS),
        ("on_play", "True|False"), ("won", "True|False"), ("num_mulligans", "[0-3]"),
        ("num_turns", r"\d\d?"), ("user_n_games_bucket", "1|5|10|50|100|500|1000"),
        ("user_game_win_rate_bucket", r"(0\.[3-8]?[02468]?)?"), ("match_number", "[1-9]"),
    ],
)  # fmt: skip
def test_values_are_written_as_published(small: Written, column: str, pattern: str) -> None:
    values = set(small.games[column].fillna(""))

    assert [value for value in values if not re.fullmatch(pattern, value)] == []
    assert len(values) > 1


@pytest.mark.parametrize("column", ["rank", "splash_colors", "user_game_win_rate_bucket"])
def test_some_cells_are_empty(small: Written, column: str) -> None:
    assert 0 < (small.games[column] == "").sum() < len(small.games)


def test_an_opponents_rank_is_told_in_the_first_weeks_alone(small: Written) -> None:
    told = small.games["opp_rank"] != "None"
    day = pd.to_datetime(small.games["draft_time"]) - pd.Timestamp(small.truth["start"])

    assert (told == (day < pd.Timedelta(weeks=2))).all()
    assert 0 < told.sum() < len(told)


def test_a_name_is_quoted_only_where_it_must_be() -> None:
    assert quoted(["plain", "it's // so"]) == "plain,it's // so"
    assert quoted(['Ovrin, "the Tide"']) == '"Ovrin, ""the Tide"""'


@pytest.mark.parametrize("sample", ["small", "best_of_three", "pick_two"])
def test_hands_and_decks_are_possible(sample: str, request: pytest.FixtureRequest) -> None:
    written: Written = request.getfixturevalue(sample)
    deck, hand = written.of_games("deck"), written.of_games("opening_hand")
    drawn, tutored = written.of_games("drawn"), written.of_games("tutored")
    away = written.games["num_mulligans"].astype(int)
    land = written.column("land")

    assert (deck.sum(axis=1) == 40).all()
    assert (hand.sum(axis=1) == 7 - away).all()
    assert (hand + drawn + tutored <= deck).all()
    assert set(deck[:, land].sum(axis=1)) <= {16, 17, 18}
    assert set(tutored.sum(axis=1)) == {0, 1}
    assert 0.005 < tutored.sum() / len(tutored) < 0.2
    assert (deck >= 10).any()


def test_cards_drawn_go_with_the_turns(small: Written) -> None:
    turns = small.games["num_turns"].astype(int) - (small.games["on_play"] == "True")
    more = small.of_games("drawn").sum(axis=1) - turns

    assert set(more) == {0, 1, 2, 3}
    assert 0.05 < (more > 0).mean() < 0.2


@pytest.mark.parametrize("sample", ["small", "best_of_three", "pick_two"])
def test_a_build_is_one_deck_and_the_next_differs_by_a_few_cards(
    sample: str, request: pytest.FixtureRequest
) -> None:
    written: Written = request.getfixturevalue(sample)
    games, cards = written.games, len(written.names)
    contents = np.hstack([written.of_games("deck"), written.of_games("sideboard")])
    draft, build = pd.factorize(games["draft_id"])[0], games["build_index"].astype(int).to_numpy()
    same, step = np.diff(draft) == 0, np.diff(build)
    changes = np.abs(np.diff(contents, axis=0)).sum(axis=1)
    swapped = np.abs(np.diff(contents[:, :cards], axis=0)).sum(axis=1)

    assert (build[np.flatnonzero(np.diff(draft, prepend=-1))] == 0).all()
    assert set(step[same]) == {0, 1}
    assert (changes[same & (step == 0)] == 0).all()
    assert set(swapped[same & (step == 1)]) == {2, 4, 6}


@pytest.mark.parametrize("sample", ["small", "best_of_three", "pick_two"])
def test_packs_shrink_and_pools_are_what_was_picked(
    sample: str, request: pytest.FixtureRequest
) -> None:
    written: Written = request.getfixturevalue(sample)
    drafts, pack, pool = written.drafts, written.of_drafts("pack_card"), written.of_drafts("pool")
    taken = np.zeros_like(pool)
    columns = [name for name in ("pick", "pick_2") if name in drafts]
    for column in columns:
        taken[np.arange(len(drafts)), picked(written, column)] += 1
    before = pd.DataFrame(taken).groupby(drafts["draft_id"]).cumsum().to_numpy() - taken
    turn = drafts["pick_number"].astype(int)

    assert (taken <= pack).all()
    assert (pool == before).all()
    assert (pack.sum(axis=1) == 14 - len(columns) * turn).all()
    assert (pack > 1).any()
    assert set(drafts.groupby("draft_id").size()) == {42 // len(columns)}


def test_a_pack_comes_back_without_the_eight_cards_taken(small: Written) -> None:
    pack = small.of_drafts("pack_card").reshape(-1, 3, 14, len(small.names))
    own = picked(small).reshape(-1, 3, 14)
    for turn in range(6):
        left = pack[:, :, turn].copy()
        np.put_along_axis(
            left, own[:, :, turn, None],
            np.take_along_axis(left, own[:, :, turn, None], axis=2) - 1, axis=2,
        )  # fmt: skip
        assert (pack[:, :, turn + 8] <= left).all()
        assert ((left - pack[:, :, turn + 8]).sum(axis=2) == 7).all()


@pytest.mark.parametrize("sample", ["small", "best_of_three", "pick_two"])
def test_both_logs_tell_of_the_same_drafts(sample: str, request: pytest.FixtureRequest) -> None:
    written: Written = request.getfixturevalue(sample)
    shared = ["expansion", "event_type", "draft_id", "draft_time", *USER]
    one = written.games[shared].drop_duplicates().reset_index(drop=True)
    other = written.drafts[shared].drop_duplicates().reset_index(drop=True)
    last = written.drafts.groupby("draft_id", sort=False).tail(1)
    names = np.array(written.names)
    pool = written.of_drafts("pool")[last.index]
    for column in ("pick", "pick_2"):
        if column in last:
            pool += last[column].to_numpy()[:, None] == names
    first = written.games.drop_duplicates("draft_id").index
    deck, side = written.of_games("deck")[first], written.of_games("sideboard")[first]

    pd.testing.assert_frame_equal(one, other)
    assert list(written.archetypes) == list(one["draft_id"])
    assert (side == np.maximum(pool - deck, 0)).all()
    spells = ~written.column("land")
    assert (deck[:, spells] <= pool[:, spells]).all()


def test_results_of_events_follow_from_their_games(small: Written) -> None:
    won = small.games["won"] == "True"
    wins = won.groupby(small.games["draft_id"]).sum()
    losses = (~won).groupby(small.games["draft_id"]).sum()
    told = small.drafts.drop_duplicates("draft_id").set_index("draft_id").loc[wins.index]
    over = (wins == 7) | (losses == 3)

    assert (told["event_match_wins"].astype(int) == wins).all()
    assert (told["event_match_losses"].astype(int) == losses).all()
    assert wins.max() == 7
    assert losses.max() == 3
    assert 0.85 < over.mean() < 1
    assert 5 < (wins + losses).mean() < 6.5
    assert (small.games["game_number"] == "1").all()


def test_matches_of_three_end_with_the_second_game_won(best_of_three: Written) -> None:
    games = best_of_three.games
    match = [games["draft_id"], games["match_number"]]
    won = (games["won"] == "True").groupby(match).sum()
    size = games.groupby(match).size()

    assert set(size) == {2, 3}
    assert set(zip(won, size - won, strict=True)) == {(2, 0), (2, 1), (1, 2), (0, 2)}
    assert (games["game_number"].astype(int) == games.groupby(match).cumcount() + 1).all()
    assert games["match_number"].astype(int).max() == 3


def test_the_rates_of_a_pick_are_counted_over_the_games_of_its_draft(small: Written) -> None:
    deck = pd.DataFrame(small.of_games("deck") > 0).groupby(small.games["draft_id"].to_numpy())
    main, first = deck.mean(), deck.first()
    draft, card = small.drafts["draft_id"], picked(small)
    row = main.index.get_indexer(draft)
    rate = main.to_numpy()[row, card]
    boarded = np.where(first.to_numpy()[row, card], 0.0, rate)

    assert np.allclose(small.drafts["pick_maindeck_rate"].astype(float), rate, atol=1e-12)
    assert np.allclose(small.drafts["pick_sideboard_in_rate"].astype(float), boarded, atol=1e-12)
    assert (boarded > 0).any()
