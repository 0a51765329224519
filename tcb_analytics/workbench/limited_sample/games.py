"""Playing the events of a batch: game by game, until wins, losses or patience end them.

All drafts of a batch play their next game at the same time. A few events are given up early,
as in the logs. Between games some players exchange cards with their sideboards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tcb_analytics.workbench.limited_sample import decks as deckbuilding
from tcb_analytics.workbench.limited_sample.cards import Flags, Ints, Moments
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
"""Chance after every match that the player plays no more of the event."""
OPP_RANK_WEEKS = 2
"""Weeks in which the logs tell the opponent's rank; newer ones do not."""


@dataclass(frozen=True)
class Step:
    """One game of every draft that still plays, one row per game.

    ``main`` and ``splash`` are sets of colour bits; ``rank`` and ``opp_rank`` places in
    ``RANKS``, -1 for none; ``odds`` are the log-odds of winning without ``base``, of which
    ``of_cards`` come from the cards.
    """

    draft: Ints
    time: Moments
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
    of_cards: Reals
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
    time: Moments
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
        zero.copy(), zero.copy(), zero + 1, zero.copy(), zero.copy(), zero.copy(),
        players.rank.copy(), players.time.copy(), zero > 0, zero > 0,
    )  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Everything that a batch of events is played with; decks and standing change."""

    rng: np.random.Generator
    truth: Truth
    base: Reals
    event: Event
    players: Players
    decks: Decks
    standing: Standing


def play(table: Table) -> Iterator[Step]:
    """Play until every event is over."""
    rng, stand, first = table.rng, table.standing, True
    while (who := np.flatnonzero(~stand.over)).size:
        if not first:
            swapping = who[rng.random(who.size) < table.event.swaps]
            stand.build[deckbuilding.exchange(rng, table.decks, swapping)] += 1
        step = _next(table, who)
        yield step
        first = False
        climbs = (rng.random(who.size) < 0.04) & step.won & (stand.rank[who] >= 0)
        stand.rank[who] = np.minimum(stand.rank[who] + climbs, len(RANKS) - 1)
        stand.settle(table.event, who, step.won, rng.random(who.size))


def _next(table: Table, who: Ints) -> Step:
    rng, truth, players, stand = table.rng, table.truth, table.players, table.standing
    games = who.size
    later = (stand.taken[who] + stand.given[who]) > 0
    on_play = np.where(later, stand.lost_last[who], rng.random(games) < 0.5).astype(np.int64)
    hands = deal(rng, truth, table.decks.deck[who], on_play)
    opponent = rng.choice(len(truth.opponents), games, p=truth.opponent_share)
    opp_mulligans = mulligans(rng, games)
    of_cards = _of_cards(truth, hands)
    odds = (
        _of_player(truth, players, who, stand.rank[who])
        + ON_PLAY * (on_play - 0.5)
        + MULLIGAN * (hands.mulligans - opp_mulligans)
        - truth.opponent[opponent]
        + of_cards
    )
    chance = 1 / (1 + np.exp(-(table.base[players.plan[who]] + odds)))
    pause = np.where(rng.random(games) < 0.1, 40_000, 300)
    passed = pause + 90 * hands.turns + rng.integers(600, size=games)
    stand.time[who] += passed.astype("timedelta64[s]")
    main, splash = deckbuilding.colors(hands.deck, truth.cards)
    seen_rank = np.clip(stand.rank[who] + rng.integers(-1, 2, games), 0, len(RANKS) - 1)
    return Step(
        draft=who,
        time=stand.time[who],
        build=stand.build[who],
        match=stand.match[who],
        game=1 + stand.taken[who] + stand.given[who],
        rank=stand.rank[who],
        opp_rank=np.where(players.week[who] < OPP_RANK_WEEKS, seen_rank, -1),
        main=main,
        splash=splash,
        on_play=on_play,
        hands=hands,
        opp_mulligans=opp_mulligans,
        opponent=opponent,
        odds=odds,
        of_cards=of_cards,
        won=rng.random(games) < chance,
        deck=table.decks.deck[who],
        sideboard=table.decks.sideboard[who],
    )


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
