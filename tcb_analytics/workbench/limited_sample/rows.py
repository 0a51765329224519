"""The two logs of a batch as CSV text, with columns named and ordered as published.

Values are written as pandas writes them, which makes the public files: ``True``, ``0.5``, an
empty cell for what is missing, and ``None`` where a newer log no longer tells the opponent's
rank: here from the third week on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from tcb_analytics.workbench.limited_sample.batch import Batch, Plan
from tcb_analytics.workbench.limited_sample.cards import CardSet, Moments, letters
from tcb_analytics.workbench.limited_sample.cells import draft_cells, game_cells, lines
from tcb_analytics.workbench.limited_sample.players import Players
from tcb_analytics.workbench.limited_sample.truth import BUCKETS, RANKS

_DRAFT = ("expansion", "event_type", "draft_id", "draft_time")
_USER = ("user_n_games_bucket", "user_game_win_rate_bucket")
GAME_META = (
    *_DRAFT, "game_time", "build_index", "match_number", "game_number", "rank", "opp_rank",
    "main_colors", "splash_colors", "on_play", "num_mulligans", "opp_num_mulligans",
    "opp_colors", "num_turns", "won",
)  # fmt: skip
DRAFT_META = (
    *_DRAFT, "rank", "event_match_wins", "event_match_losses", "pack_number", "pick_number",
    "pick", "pick_2", "pick_maindeck_rate", "pick_sideboard_in_rate",
)  # fmt: skip
GAME_KINDS = ("opening_hand", "drawn", "tutored", "deck", "sideboard")
DRAFT_KINDS = ("pack_card", "pool")
SLICE = 40
"""Drafts whose text is made at once: few enough for the processor's own memory."""

_FLAG = ("False", "True")
_RANK = (*RANKS, "")
_OPP_RANK = (*RANKS, "None")
_COLORS = tuple(letters(mask) for mask in range(32))
_MOST = 16
"""More games than a draft has."""


def game_header(cards: CardSet) -> bytes:
    """The first line of the log of games."""
    return _header(GAME_META, GAME_KINDS, cards)


def draft_header(cards: CardSet, takes: int) -> bytes:
    """The first line of the log of drafts; where two cards are taken, both are told."""
    meta = [name for name in DRAFT_META if name != "pick_2" or takes == 2]
    return _header(meta, DRAFT_KINDS, cards)


def quoted(cells: Sequence[str]) -> str:
    """Cells as one line of CSV, without its end; quoted only where needed."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _header(meta: Sequence[str], kinds: tuple[str, ...], cards: CardSet) -> bytes:
    counts = [f"{kind}_{name}" for name in cards.names for kind in kinds]
    return f"{quoted([*meta, *counts, *_USER])}\n".encode()


def game_text(plan: Plan, batch: Batch, games: int) -> Iterator[bytes]:
    """Lines of the first so many games of a batch, in slices."""
    of_draft = _starts(plan, batch.players)
    tails = _tails(batch.players)
    step = SLICE * 6
    for first in range(0, games, step):
        part = slice(first, min(first + step, games))
        hands, played = batch.games.hands, batch.games
        cells = game_cells([
            hands.opening[part], hands.drawn[part], hands.tutored[part], played.deck[part],
            played.sideboard[part],
        ])  # fmt: skip
        drafts = played.draft[part].tolist()
        heads = [
            f"{of_draft[draft]}{rest}".encode()
            for draft, rest in zip(drafts, _of_games(plan, batch, part), strict=True)
        ]
        yield lines([heads], cells, [tails[draft] for draft in drafts])


def draft_text(plan: Plan, batch: Batch, drafts: int) -> Iterator[bytes]:
    """Lines of the first so many drafts of a batch, in slices."""
    ends = zip(batch.players.rank, batch.standing.wins, batch.standing.losses, strict=True)
    starts = _objects([
        f"{start}{_RANK[rank]},{wins},{losses},".encode()
        for start, (rank, wins, losses) in zip(_starts(plan, batch.players), ends, strict=True)
    ])  # fmt: skip
    tails = _objects(_tails(batch.players))
    names = _objects([f"{quoted([name])},".encode() for name in plan.truth.cards.names])
    picks, shares = batch.drafted.picks, _shares(batch)
    each = plan.per_draft
    turns = [b"%d,%d," % divmod(place, each // 3) for place in range(each)]
    for first in range(0, drafts, SLICE):
        part = slice(first, min(first + SLICE, drafts))
        cells = draft_cells(
            [pack[part] for pack in batch.drafted.seen], picks[part], len(plan.truth.cards)
        )
        columns = [
            np.repeat(starts[part], each).tolist(),
            turns * len(starts[part]),
            *(names[picks[part, :, take].ravel()].tolist() for take in range(plan.event.takes)),
            *(share[part].ravel().tolist() for share in shares),
        ]
        yield lines(columns, cells, np.repeat(tails[part], each).tolist())


def _objects(texts: list[bytes]) -> npt.NDArray[np.object_]:
    """Texts to look up by whole arrays of places."""
    found = np.empty(len(texts), object)
    found[:] = texts
    return found


_RATE = _objects([
    f"{part / whole if whole else ''},".encode() for whole in range(_MOST) for part in range(_MOST)
])  # fmt: skip


def _starts(plan: Plan, who: Players) -> list[str]:
    """The first four cells of every draft, and the comma behind."""
    event = f"{plan.truth.cards.code},{plan.event.name}"
    times = _times(who.time)
    return [f"{event},{name},{time}," for name, time in zip(who.ids, times, strict=True)]


def _tails(who: Players) -> list[bytes]:
    """The last two cells of every draft's rows, and the end of the line."""
    rates = [*map(str, BUCKETS), ""]
    return [
        f"{games},{rates[bucket]}\n".encode()
        for games, bucket in zip(who.n_games.tolist(), who.bucket.tolist(), strict=True)
    ]


def _of_games(plan: Plan, batch: Batch, part: slice) -> Iterator[str]:
    """Cells of games from ``game_time`` to ``won``, and the comma behind."""
    games, seen = batch.games, plan.truth.opponents
    columns = (
        games.build, games.match, games.game, games.rank, games.opp_rank, games.main,
        games.splash, games.on_play, games.hands.mulligans, games.opp_mulligans,
        games.opponent, games.hands.turns, games.won,
    )  # fmt: skip
    told = zip(*(column[part].tolist() for column in columns), strict=True)
    for time, row in zip(_times(games.time[part]), told, strict=True):
        build, match, game, rank, opp_rank, main, splash, first, away, opp_away, opp, turns, won = (
            row
        )
        yield (
            f"{time},{build},{match},{game},{_RANK[rank]},{_OPP_RANK[opp_rank]},{_COLORS[main]},"
            f"{_COLORS[splash]},{_FLAG[first]},{away},{opp_away},{seen[opp]},{turns},{_FLAG[won]},"
        )


def _times(moments: Moments) -> list[str]:
    return [text.replace("T", " ") for text in np.datetime_as_string(moments, unit="s").tolist()]


def _shares(batch: Batch) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """By draft and pick, shares of games with the card in the deck, and with it boarded in.

    Boarded in is a card that the draft's first deck had not.
    """
    draft, deck = batch.games.draft, batch.games.deck > 0
    starts = np.searchsorted(draft, np.arange(len(batch.players.ids)))
    played = np.add.reduceat(deck, starts, axis=0, dtype=np.uint8)
    card = batch.drafted.picks[:, :, 0].astype(np.int64)
    row = np.arange(len(card))[:, None]
    share = played[row, card].astype(np.int64)
    later = np.where(deck[starts][row, card], 0, share)
    whole = np.bincount(draft)[:, None] * _MOST
    return _RATE[whole + share], _RATE[whole + later]
