"""What the files show agrees with the known truth, within the bounds of chance.

Every bound is on a seeded draw: a test fails when the generator changes what it
draws from, not now and then.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tcb_analytics.workbench.sample.declared import league
from tcb_analytics.workbench.sample.matches import BROKEN_OFF, TIE, draw_archetypes, draw_matches
from tcb_analytics.workbench.sample.roster import Roster, popularity, rosters
from tcb_analytics.workbench.sample.streams import Stream, stream
from tests.workbench.sample.conftest import Written

LIKELY = 1e-3


@pytest.fixture(scope="module")
def players() -> tuple[Roster, ...]:
    return rosters(league(), 7)


def test_the_matrix_is_antisymmetric_about_one_half_and_has_strong_and_weak_cells() -> None:
    win = league().win

    assert np.allclose(win + win.T, 1)
    assert (win == 0.5).sum() >= 12
    assert win.max() >= 0.6
    assert win.min() <= 0.4


def test_no_archetype_beats_all_others_and_some_three_beat_each_other_in_a_ring() -> None:
    beats = league().win > 0.52
    rings = np.trace(np.linalg.matrix_power(beats.astype(int), 3))

    assert not any(np.delete(row, place).all() for place, row in enumerate(beats))
    assert rings > 0


@pytest.mark.parametrize(
    ("style", "beaten"),
    [("aggro", "ramp"), ("ramp", "control"), ("control", "midrange"), ("midrange", "aggro")],
)
def test_styles_beat_each_other_in_a_ring_on_the_whole(style: str, beaten: str) -> None:
    styles = np.array([archetype.style for archetype in league().archetypes])

    assert league().win[styles == style][:, styles == beaten].mean() > 0.52


def test_observed_win_rates_agree_with_the_matrix(sample: Written) -> None:
    win = np.array(sample.truth["win"])
    _, one, two, _, winner = sample.matches.T
    scores = []
    for a in range(len(win)):
        for b in range(a + 1, len(win)):
            ahead, behind = (one == a) & (two == b), (one == b) & (two == a)
            wins = (ahead & (winner == 1)).sum() + (behind & (winner == 2)).sum()
            games = ((ahead | behind) & (winner > 0)).sum()
            deviation = np.sqrt(games * win[a, b] * win[b, a])
            scores.append((wins - games * win[a, b]) / deviation)
    chance = stats.chi2.sf(np.square(scores).sum(), len(scores))

    assert len(scores) == 66
    assert LIKELY < chance < 1 - LIKELY
    assert np.abs(scores).max() < 4


def test_the_test_would_notice_a_matrix_two_points_off(sample: Written) -> None:
    """The sample is large enough to tell such a difference: the bounds above are not idle."""
    win = np.clip(np.array(sample.truth["win"]) + 0.02 * np.triu(np.ones((12, 12)), 1), 0, 1)
    _, one, two, _, winner = sample.matches.T
    ahead = (winner > 0) & (one < two)
    expected = win[one[ahead], two[ahead]]
    score = ((winner[ahead] == 1) - expected).sum() / np.sqrt((expected * (1 - expected)).sum())

    assert abs(score) > 4


def test_going_first_is_worth_the_declared_edge(sample: Written) -> None:
    _, one, two, first, winner = sample.matches.T
    decided = winner > 0
    edge = sample.truth["first_player_edge"]
    won = (first == winner)[decided]
    mirror = (one == two) & decided
    rates = won.mean(), (first == winner)[mirror].mean()

    assert won.mean() == pytest.approx(0.5 + edge, abs=4 * 0.5 / np.sqrt(won.size))
    assert rates[1] == pytest.approx(0.5 + edge, abs=4 * 0.5 / np.sqrt(mirror.sum()))
    assert (first == 1).mean() == pytest.approx(0.5, abs=0.01)


def test_ties_and_broken_off_matches_are_as_rare_as_declared(sample: Written) -> None:
    winner = sample.matches[:, 4]
    counts = Counter(winner.tolist())

    for result, share in (
        (TIE, sample.truth["tie_share"]),
        (BROKEN_OFF, sample.truth["broken_off_share"]),
    ):
        assert stats.binomtest(counts[result], winner.size, share).pvalue > LIKELY


def test_the_popularity_of_every_week_agrees_with_the_truth(sample: Written) -> None:
    week, one, two, _, _ = sample.matches.T
    shares = np.array(sample.truth["popularity"])
    total, freedom = 0.0, 0
    for number, share in enumerate(shares):
        sides = np.concatenate([one[week == number], two[week == number]])
        observed = np.bincount(sides, minlength=share.size)
        assert observed[share == 0].sum() == 0
        there = share > 0
        expected = share[there] * sides.size
        total += float(((observed[there] - expected) ** 2 / expected).sum())
        freedom += there.sum() - 1

    assert LIKELY < stats.chi2.sf(total, freedom) < 1 - LIKELY


def test_popularity_moves_and_a_new_leader_enters_with_its_set() -> None:
    shares = popularity(league())
    leaders = league().leaders

    assert np.allclose(shares.sum(axis=1), 1)
    assert np.abs(shares[-1] - shares[0]).max() > 0.1
    for leader in ("TB03-001", "TB03-002", "TB03-004"):
        column = shares[:, leaders.index(leader)]
        assert (column > 0).tolist() == [False] * 6 + [True] * 6


@given(seed=st.integers(0, 2**32), count=st.integers(1, 400), block=st.integers(0, 3))
def test_no_player_meets_himself_and_matches_are_in_order(
    players: tuple[Roster, ...], seed: int, count: int, block: int
) -> None:
    share = popularity(league())[3 * block]
    rng = stream(seed, Stream.MATCHES)
    drawn = draw_matches(rng, league(), players[block], share, count=count, period_seconds=600)

    assert (drawn.deck_1 != drawn.deck_2).all()
    assert (np.diff(drawn.offset) >= 0).all()
    assert drawn.offset.min() >= 0
    assert drawn.offset.max() < 600
    assert set(drawn.result.tolist()) <= {1, 2, TIE, BROKEN_OFF}


@given(
    share=st.lists(st.integers(0, 5), min_size=2, max_size=12).filter(any),
    seed=st.integers(0, 2**32),
)
def test_an_archetype_without_a_share_is_never_drawn(share: list[int], seed: int) -> None:
    weights = np.array(share, dtype=float)
    drawn = draw_archetypes(stream(seed, Stream.MATCHES), weights / weights.sum(), 200)

    assert (weights[drawn] > 0).all()


def test_a_player_has_one_deck_in_a_block_and_may_change_it_in_the_next(
    players: tuple[Roster, ...],
) -> None:
    for roster in players:
        assert len(set(roster.players)) == len(roster.players) == len(roster.decks)
        assert roster.start[-1] == len(roster.decks)
    held = [dict(zip(roster.players, roster.decks, strict=True)) for roster in players[:2]]
    both = held[0].keys() & held[1].keys()

    assert any(held[0][name] != held[1][name] for name in both)
