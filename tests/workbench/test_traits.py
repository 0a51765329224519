"""Traits: figures known beforehand, never the leader's own lists."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tcb_analytics.workbench.seasons import Seasons
from tcb_analytics.workbench.traits import Traits


def test_every_card_has_a_row_of_finite_figures(seasons: Seasons) -> None:
    traits, season = Traits(seasons), seasons.seasons[1]
    leader = next(iter(season.played.values())).leader
    found = traits.columns(leader, seasons.before("TB03"), season.out)
    assert found.shape[0] == len(seasons.cards)
    assert np.isfinite(found).all()
    assert np.isfinite(traits.columns(leader, seasons.before("TB02"), season.out)).all()


def test_the_leaders_own_lists_change_nothing(seasons: Seasons) -> None:
    first, season = seasons.seasons
    number, mine = next(iter(first.played.items()))
    blank = replace(mine, copies=np.zeros_like(mine.copies), inside=np.zeros_like(mine.inside))
    other = replace(seasons, seasons=(replace(first, played={**first.played, number: blank}),))
    traits = Traits(seasons)
    plain = traits.columns(mine.leader, seasons.before("TB03"), season.out)
    assert (plain == traits.columns(mine.leader, other, season.out)).all()


def test_a_relatives_lists_do(seasons: Seasons) -> None:
    first, season = seasons.seasons
    (_, mine), (number, other), *_ = first.played.items()
    blank = replace(other, copies=np.zeros_like(other.copies))
    moved = replace(seasons, seasons=(replace(first, played={**first.played, number: blank}),))
    traits = Traits(seasons)
    plain = traits.columns(mine.leader, seasons.before("TB03"), season.out)
    assert (plain != traits.columns(mine.leader, moved, season.out)).any()


def test_legal_cards_share_a_colour(seasons: Seasons) -> None:
    leader = next(iter(seasons.seasons[0].played.values())).leader
    legal = Traits(seasons).legal(leader)
    for card, allowed in zip(seasons.cards, legal, strict=True):
        assert allowed == bool(set(card.colors) & set(leader.colors))
