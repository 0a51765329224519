"""Playing the events of a batch: game by game, until wins, losses or patience end them.

All drafts of a batch play their next game at the same time. One draft in sixty-odd matches is
given up, so some events end early, as in the logs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tcb_analytics.workbench.limited_sample import decks as deckbuilding
from tcb_analytics.workbench.limited_sample.cards import Flags, Ints
from tcb_analytics.workbench.limited_sample.decks import Decks
from tcb_analytics.workbench.limited_sample.events import Event
from tcb_analytics.workbench.limited_sample.hands import Hands, deal, mulligans
from tcb_analytics.workbench.limited_sample.players import Players
from tcb_analytics.workbench.limited_sample.truth import (
    MULLIGAN,
    ON_PLAY,
    RANK,
    RANKS,
    WEEKS,
    Reals,
    Truth,
)

GIVEN_UP = 0.015


@dataclass(frozen=True)
class Step:
    """One game of every draft that still plays, one row per game.

    ``main`` and ``splash`` are sets of colour bits; ``rank`` and ``opp_rank`` places in
    ``RANKS``, -1 for none; ``odds`` the log-odds of winning without ``base``.
    """

    draft: Ints
    time: Ints
    build: Ints
    match: Ints
    game: Ints
    rank: Ints
    opp_rank: Ints
    main: Ints
    splash: Ints
    on_play: Ints
    hands: Hands
    opp_mulligans: Ints
    opponent: Ints
    odds: Reals
    won: Flags
    deck: Ints
    sideboard: Ints


@dataclass(frozen=True)
class Standing:
    """How the events of a batch stand, one entry per draft; changed as they are played."""

    wins: Ints
    losses: Ints
    match: Ints
    taken: Ints
    given: Ints
    build: Ints
    rank: Ints
    time: Ints
    lost_last: Flags
    over: Flags

    def settle(self, event: Event, who: Ints, won: Flags, patience: Reals) -> None:
        """Count a game of each of these drafts, and end matches and events that it decides."""
        self.taken[who] += won
        self.given[who] += ~won
        need = event.games // 2 + 1
        done = (self.taken[who] == need) | (self.given[who] == need)
        ended = who[done]
        self.lost_last[who] = ~won
        self.wins[ended] += self.taken[ended] == need
        self.losses[ended] += self.given[ended] == need
        self.match[ended] += 1
        self.taken[ended] = 0
        self.given[ended] = 0
        self.over[ended] = (
            (self.wins[ended] == event.wins)
            | (self.losses[ended] == event.losses)
            | (self.match[ended] > event.matches)
            | (patience[done] < GIVEN_UP)
        )


def standing(players: Players) -> Standing:
    """How things stand before the first game."""
    zero = np.zeros(len(players.ids), np.int64)
    return Standing(
        *(zero.copy() for _ in range(2)), zero + 1, *(zero.copy() for _ in range(3)),
        players.rank.copy(), players.time.copy(), zero > 0, zero > 0,
    )  # fmt: skip


def play(
    rng: np.random.Generator, truth: Truth, base: float, event: Event, players: Players,
    decks: Decks, stand: Standing,
) -> Iterator[Step]:  # fmt: skip
    """Play until every event is over; decks and standing change on the way."""
    while (who := np.flatnonzero(~stand.over)).size:
        if stand.match.max() > 1 or stand.taken.any() or stand.given.any():
            swapping = who[rng.random(who.size) < event.swaps]
            stand.build[deckbuilding.exchange(rng, decks, swapping)] += 1
        step = _next(rng, truth, base, event, players, decks, stand, who)
        yield step
        climbs = (rng.random(who.size) < 0.04) & step.won & (stand.rank[who] >= 0)
        stand.rank[who] = np.minimum(stand.rank[who] + climbs, len(RANKS) - 1)
        stand.settle(event, who, step.won, rng.random(who.size))


def _next(
    rng: np.random.Generator, truth: Truth, base: float, event: Event, players: Players,
    decks: Decks, stand: Standing, who: Ints,
) -> Step:  # fmt: skip
    games = who.size
    later = (stand.taken[who] + stand.given[who]) > 0
    on_play = np.where(later, stand.lost_last[who], rng.random(games) < 0.5).astype(np.int64)
    hands = deal(rng, truth, decks.deck[who], on_play)
    opponent = rng.choice(len(truth.opponents), games, p=truth.opponent_share)
    opp_mulligans = mulligans(rng, games)
    odds = (
        _of_player(truth, players, who, stand.rank[who])
        + ON_PLAY * (on_play - 0.5)
        + MULLIGAN * (hands.mulligans - opp_mulligans)
        - truth.opponent[opponent]
        + _of_cards(truth, hands)
    )
    chance = 1 / (1 + np.exp(-(base + odds)))
    pause = np.where(rng.random(games) < 0.1, 40_000, 300)
    stand.time[who] += (pause + 90 * hands.turns + rng.integers(600, size=games)).astype(
        "timedelta64[s]"
    )
    main, splash = deckbuilding.colors(hands.deck, truth.cards)
    seen_rank = np.clip(stand.rank[who] + rng.integers(-1, 2, games), 0, len(RANKS) - 1)
    return Step(
        who, stand.time[who], stand.build[who], stand.match[who],
        1 + stand.taken[who] + stand.given[who], stand.rank[who],
        np.where(players.week[who] < 2, seen_rank, -1), main, splash, on_play, hands,
        opp_mulligans, opponent, odds, rng.random(games) < chance, decks.deck[who],
        decks.sideboard[who],
    )  # fmt: skip


def _of_player(truth: Truth, players: Players, who: Ints, rank: Ints) -> Reals:
    """Terms of the player, the archetype and the week."""
    plan = players.plan[who]
    odds: Reals = (
        truth.skill[players.bucket[who]]
        + np.append(RANK, 0.0)[rank]
        + truth.archetype[plan]
        + truth.drift[plan] * (players.week[who] / (WEEKS - 1) - 0.5)
    )
    return odds


def _of_cards(truth: Truth, hands: Hands) -> Reals:
    """Terms of the cards in the deck, of those in hand, and of planted pairs."""
    kept = 7 - hands.mulligans + hands.drawn.sum(axis=1, dtype=np.int64)
    in_hand = np.arange(hands.deck.shape[1]) < kept[:, None]
    odds: Reals = truth.deck[hands.deck].sum(axis=1)
    odds = odds + (truth.hand[hands.deck] * in_hand).sum(axis=1)
    for (one, two), effect in zip(truth.pairs, truth.synergy, strict=True):
        both = (hands.opening[:, one] + hands.drawn[:, one] > 0) & (
            hands.opening[:, two] + hands.drawn[:, two] > 0
        )
        odds = odds + effect * both
    return odds
