"""What was planted is found again in the files, by statistics that any reader could do."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from tcb_analytics.workbench.limited_sample.cards import card_set
from tcb_analytics.workbench.limited_sample.truth import declare
from tests.workbench.limited_sample.conftest import Written


def log_odds(written: Written) -> np.ndarray:
    """Of every game, by the formula that the truth tells, from the files alone."""
    truth, games = written.truth, written.games
    archetypes = pd.DataFrame(truth["archetypes"])
    own = games["draft_id"].map(written.archetypes).to_numpy()
    elapsed = pd.to_datetime(games["draft_time"]) - pd.Timestamp(truth["start"])
    week = np.minimum(elapsed.dt.days // 7, truth["weeks"] - 1)
    away = games["num_mulligans"].astype(int) - games["opp_num_mulligans"].astype(int)
    odds = (
        (
            archetypes["base"].to_numpy()[own]
            + archetypes["log_odds"].to_numpy()[own]
            + archetypes["drift"].to_numpy()[own] * (week / (truth["weeks"] - 1) - 0.5)
            + games["user_game_win_rate_bucket"].map(truth["skill"])
            + games["rank"].map(truth["rank"])
            + truth["on_play"] * ((games["on_play"] == "True") - 0.5)
            + truth["mulligan"] * away
            - games["opp_colors"].map(truth["opponent"])
            + over_terms(written.deck, written.column("deck"))
            + over_terms(written.in_hand, written.column("hand"))
        )
        .to_numpy(float)
        .copy()
    )
    for pair in archetypes["synergy"]:
        one, two = (written.in_hand[:, written.names.index(name)] > 0 for name in pair["cards"])
        odds += pair["log_odds"] * (one & two)
    return odds


def over_terms(counts: np.ndarray, effect: np.ndarray) -> np.ndarray:
    """Sums over cards; the counts are few in each row."""
    row, card = np.nonzero(counts)
    return np.bincount(row, counts[row, card] * effect[card], minlength=len(counts))


@pytest.fixture(scope="module")
def chance(large: Written) -> np.ndarray:
    """Of winning each game."""
    return 1 / (1 + np.exp(-log_odds(large)))


def test_games_are_won_as_often_as_the_formula_says(large: Written, chance: np.ndarray) -> None:
    """In every twentieth of the games, by chance of winning."""
    order = np.argsort(chance)
    for part in np.array_split(order, 20):
        spread = np.sqrt((chance[part] * (1 - chance[part])).sum())
        assert abs(large.won[part].sum() - chance[part].sum()) < 4 * spread
    assert chance[order[-2500:]].mean() - chance[order[:2500]].mean() > 0.6


@pytest.mark.parametrize("column", ["rank", "on_play", "opp_colors", "main_colors", "num_turns"])
def test_no_column_tells_more_of_a_game_than_the_formula(
    large: Written, chance: np.ndarray, column: str
) -> None:
    frame = pd.DataFrame({"over": large.won - chance, "spread": chance * (1 - chance)})
    sums = frame.groupby(large.games[column].to_numpy()).sum()
    sums = sums[sums["spread"] > 50]

    assert (sums["over"].abs() < 4.5 * np.sqrt(sums["spread"])).all()


def test_the_rates_of_cards_follow_their_planted_strength(large: Written) -> None:
    """Games in hand win rate, of cards that are no lands and came to hand 200 times."""
    times = large.in_hand.sum(axis=0)
    rate = (large.in_hand * large.won[:, None]).sum(axis=0) / np.maximum(times, 1)
    known = (times >= 200) & ~large.column("land")

    assert known.sum() > 150
    assert spearmanr(rate[known], large.column("hand")[known]).statistic > 0.9


def test_players_win_somewhat_more_than_half_their_games(large: Written) -> None:
    assert large.won.mean() == pytest.approx(0.545, abs=0.01)


def test_planted_pairs_win_more_together_than_apart(large: Written) -> None:
    """Among games with both in the deck; all pairs as one, weighted by games."""
    extra, weight = [], []
    for archetype in large.truth["archetypes"]:
        one, two = (large.names.index(name) for name in archetype["synergy"]["cards"])
        both = (large.deck[:, one] > 0) & (large.deck[:, two] > 0)
        seen = [large.in_hand[both, card] > 0 for card in (one, two)]
        rate = {
            case: large.won[both][(seen[0] == case[0]) & (seen[1] == case[1])].mean()
            for case in ((True, True), (True, False), (False, True), (False, False))
        }
        extra.append(rate[True, True] - rate[True, False] - rate[False, True] + rate[False, False])
        weight.append((seen[0] & seen[1]).sum())

    assert min(weight) > 50
    assert np.average(extra, weights=weight) > 0.1


def test_decks_fall_into_the_planted_archetypes(large: Written) -> None:
    """By the cheapest clustering there is, of first decks without their lands."""
    first = large.games.drop_duplicates("draft_id")
    decks = large.deck[first.index][:, ~large.column("land")]
    planted = first["draft_id"].map(large.archetypes)
    found = KMeans(len(large.truth["archetypes"]), n_init=4, random_state=0).fit_predict(decks)

    assert adjusted_rand_score(planted, found) > 0.8
    assert set(planted) == set(range(12))


def test_archetypes_win_by_their_own_strength(large: Written) -> None:
    own = large.games["draft_id"].map(large.archetypes).to_numpy()
    rate = pd.Series(large.won).groupby(own).mean()
    planted = [archetype["log_odds"] for archetype in large.truth["archetypes"]]

    assert spearmanr(rate, planted).statistic > 0.6


@pytest.mark.parametrize("size", [100, 286, 700])
def test_cores_share_no_card_and_have_the_colours_of_their_archetype(size: int) -> None:
    truth = declare(card_set("SYN", size), seed=1)
    cores = [card for archetype in truth.archetypes for card in archetype.core]

    assert len(cores) == len(set(cores))
    assert len(truth.archetypes) == len({archetype.name for archetype in truth.archetypes}) == 12
    for archetype, (one, two) in zip(truth.archetypes, truth.pairs, strict=True):
        assert all(truth.cards.colors[card] & ~archetype.colors == 0 for card in archetype.core)
        assert {one, two} < set(archetype.core)
        assert one != two
