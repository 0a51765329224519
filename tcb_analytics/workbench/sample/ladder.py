"""Ladder files: one a week, or one a day where a week would hold too many matches.

A file is written in slices, so memory does not grow with the number of matches.
The JSON is put together from ready-made parts: names and numbers of the sample
need no escaping.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TextIO

import numpy as np

from tcb_analytics.workbench.sample.declared import GAME, SOURCE, League
from tcb_analytics.workbench.sample.files import packed
from tcb_analytics.workbench.sample.matches import TIE, WIN_1, WIN_2, Matches, draw_matches
from tcb_analytics.workbench.sample.roster import BLOCK_WEEKS, Roster, popularity
from tcb_analytics.workbench.sample.streams import Stream, stream

MOST_A_FILE = 20_000
"""Above this many matches a week is split into days; a day is not split further, because
importers file ladder results under their day."""

FIRST_ID = 1_000_001
_DAY = 86_400
_STATUS = {WIN_1: ("win", "loss"), WIN_2: ("loss", "win"), TIE: ("draw", "draw")}
_WINNER = {WIN_1: '"p1"', WIN_2: '"p2"'}


@dataclass(frozen=True, slots=True)
class Period:
    """What one ladder file covers: days from ``first``, and how many matches."""

    week: int
    first: date
    days: int
    matches: int

    @property
    def file(self) -> str:
        """Its path below the sample's folder."""
        return f"ladder/ladder_{self.first}.json.gz"


def periods(league: League, matches: int) -> Iterator[Period]:
    """The files of a sample: weeks of equal size, split into days when large."""
    for week, count in enumerate(_split(matches, league.weeks)):
        parts = 1 if count <= MOST_A_FILE else 7
        for part, share in enumerate(_split(count, parts)):
            if share:
                first = league.week_start(week) + timedelta(days=part)
                yield Period(week, first, 7 // parts, share)


def write_ladder(
    folder: Path, period: Period, league: League, roster: Roster, *, seed: int, first_id: int
) -> Iterator[int]:
    """Write one file, yielding the number of matches written after each slice."""
    share = popularity(league)[period.week]
    slices = -(-period.matches // MOST_A_FILE)
    length = period.days * _DAY // slices
    head = f'{{"game":"{GAME}","source":"{SOURCE}","date":"{period.first}","matches":{{'
    with packed(folder / period.file) as file:
        file.write(head)
        used: set[int] = set()
        for part, count in enumerate(_split(period.matches, slices)):
            rng = stream(seed, Stream.MATCHES, period.first.toordinal(), part)
            drawn = draw_matches(rng, league, roster, share, count=count, period_seconds=length)
            begin = np.datetime64(str(period.first), "s") + part * length
            _write_slice(file, drawn, roster, begin, first_id)
            used.update(drawn.deck_1.tolist(), drawn.deck_2.tolist())
            first_id += count
            file.write("\n}" if part == slices - 1 else ",")
            yield count
        lists = {roster.decks[place].key: roster.decks[place].text for place in sorted(used)}
        file.write(',"decks":{')
        file.write(",".join(f'\n"{key}":"{text}"' for key, text in lists.items()))
        file.write("\n}}\n")


def block_of(week: int) -> int:
    """Place of a week's roster among the rosters."""
    return week // BLOCK_WEEKS


def _write_slice(
    file: TextIO, drawn: Matches, roster: Roster, begin: np.datetime64, first_id: int
) -> None:
    heads = [
        f'{{"id":"{player}","nick":"{player}","b":{rating},"delta":'
        for player, rating in zip(roster.players, roster.ratings.tolist(), strict=True)
    ]
    tails = [f'","leader":"{deck.leader}","deck":"{deck.key}"}}' for deck in roster.decks]
    moments = np.datetime_as_string(begin + drawn.offset).tolist()
    gains = _gains(drawn, roster).tolist()
    columns = zip(
        moments, drawn.seconds.tolist(), drawn.deck_1.tolist(), drawn.deck_2.tolist(),
        drawn.first.tolist(), drawn.result.tolist(), gains, strict=True,
    )  # fmt: skip
    lines = []
    for number, (moment, seconds, one, two, first, result, gain) in enumerate(columns, first_id):
        status_1, status_2 = _STATUS.get(result, ("selfdc", "win"))
        lines.append(
            f'\n"{number}":{{"idx":{number},"ts":"{moment}","dur":{seconds}.0,"mode":0,'
            f'"p1":{heads[one]}{gain:.1f},"status":"{status_1}{tails[one]},'
            f'"p2":{heads[two]}{-gain:.1f},"status":"{status_2}{tails[two]},'
            f'"first":"p{first}","winner":{_WINNER.get(result, "null")}}}'
        )
    file.write(",".join(lines))


def _gains(drawn: Matches, roster: Roster) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Rating won by the first player, as an Elo ladder with k = 25 would give it."""
    ahead = roster.ratings[drawn.deck_1] - roster.ratings[drawn.deck_2]
    expected = 1 / (1 + 10 ** (-ahead / 100))
    score = np.select([drawn.result == WIN_1, drawn.result == WIN_2], [1.0, 0.0], expected)
    return 25 * (score - expected)


def _split(total: int, parts: int) -> list[int]:
    """``total`` in ``parts`` whole numbers that differ by at most one."""
    return [total // parts + (part < total % parts) for part in range(parts)]
