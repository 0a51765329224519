"""Archetypes of Limited decks, found by clustering the cards in them, with their win rates.

A deck is a row of copies, lands left out; a card counts the less the more decks play it
(tf-idf), so that cards which every deck of a colour plays say little. Decks are projected to a few
directions (singular values), and grouped by k-means; how many groups there are is what tells
them best apart (silhouette), unless it is given. The groups are learned from a bounded sample
and every deck is then put into the nearest one.

A group is named by its colours and its core cards: those that it plays most beyond what all
decks do. Win rates count games of its decks. Leaves out time and opponents: ``lake.limited``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import silhouette_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import Normalizer
from threadpoolctl import threadpool_limits

from tcb_analytics.errors import QueryError
from tcb_analytics.statistics.intervals import wilson
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.sources.lands import SAMPLE, SOURCE

LEARNED_FROM = 20_000
"""Decks that the groups are learned from at most."""

JUDGED_BY = 3_000
"""Decks that the silhouette of a number of groups is judged by."""

DIRECTIONS = 24
FEWEST, MOST = 3, 24
"""Numbers of groups that are tried."""

CORE = 5
"""Core cards that an archetype is told by."""

_DECKS = """
SELECT limited_games.import_id AS import_id, build, MIN(draft_id) AS draft_id,
  MIN(main_colors) AS main_colors, COUNT(*) AS games, SUM(CAST(won AS INTEGER)) AS wins
FROM limited_games
WHERE set_code = '{set_code}' AND event_type = '{event_type}'
  AND source = '{source}'
GROUP BY limited_games.import_id, build
ORDER BY import_id, build
"""

DECK_ROWS = """
deck_rows AS (
  SELECT import_id, build,
    CAST(ROW_NUMBER() OVER (ORDER BY import_id, build) - 1 AS INTEGER) AS deck
  FROM (
    SELECT DISTINCT import_id, build FROM limited_games
    WHERE set_code = '{set_code}' AND event_type = '{event_type}'
      AND source = '{source}'
  ) AS played
)
"""
"""Decks by their place in ``Archetypes.decks``; numbers, for names would be many times as large."""

_NAMES = """
known AS (
  SELECT name, CAST(ROW_NUMBER() OVER (ORDER BY name) - 1 AS INTEGER) AS place
  FROM (SELECT DISTINCT name FROM log_cards WHERE set_code = '{set_code}') AS named
)
"""

_CARDS = f"""
WITH {DECK_ROWS}, {_NAMES}, lands AS (
  SELECT DISTINCT name FROM all_cards WHERE game = 'magic' AND category = 'Land'
  UNION
  SELECT name FROM log_cards WHERE name IN ('Plains', 'Island', 'Swamp', 'Mountain', 'Forest')
)
SELECT deck_rows.deck, known.place, build_cards.deck AS copies
FROM build_cards
JOIN deck_rows ON deck_rows.import_id = build_cards.import_id
  AND deck_rows.build = build_cards.build
JOIN log_cards ON log_cards.import_id = build_cards.import_id
  AND log_cards.card = build_cards.card
JOIN known ON known.name = log_cards.name
LEFT JOIN lands ON lands.name = log_cards.name
WHERE build_cards.deck > 0 AND lands.name IS NULL
"""  # noqa: S608 - composed of texts of this module


@dataclass(frozen=True, slots=True)
class Archetype:
    """One group of decks.

    Attributes:
        name: Colours and the two cards that tell it best.
        colors: Main colours that most of its decks have.
        core: Its core cards, the most telling first.
        decks: Decks in it.
        games: Games they played.
        wins: Games they won.
        rate: Share of games won.
        low: Lower end of its 95 % interval (Wilson).
        high: Upper end.
    """

    name: str
    colors: str
    core: tuple[str, ...]
    decks: int
    games: int
    wins: int
    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Archetypes:
    """The archetypes of a set, the most played first, and which deck is which.

    Attributes:
        set_code: The set.
        event_type: Kind of draft.
        found: The archetypes.
        decks: One row per deck: import_id, build, draft_id, main_colors, games, wins and
            archetype, the place in ``found``.
        silhouette: How well the groups stand apart, from -1 to 1.
        source: Who published the games; ``sample`` for generated ones.
    """

    set_code: str
    event_type: str
    found: tuple[Archetype, ...]
    decks: pd.DataFrame
    silhouette: float
    source: str = SOURCE

    def frame(self) -> pd.DataFrame:
        """The archetypes as a frame, one row each."""
        rows = [
            {
                "archetype": each.name,
                "colors": each.colors,
                "core": " · ".join(each.core),
                "decks": each.decks,
                "games": each.games,
                "rate": each.rate,
                "low": each.low,
                "high": each.high,
            }
            for each in self.found
        ]
        return pd.DataFrame(rows)


def deck_archetypes(
    lake: Lake,
    set_code: str,
    event_type: str | None = None,
    *,
    groups: int | None = None,
    seed: int = 0,
) -> Archetypes:
    """Find the archetypes of a set's decks.

    Args:
        lake: A lake with game logs of the set.
        set_code: The set.
        event_type: Kind of draft; may be left out where the lake has one.
        groups: Number of archetypes; by default the number that stands apart best.
        seed: Seed of the clustering; same seed, same archetypes.

    Raises:
        QueryError: The lake has no logs of the set, or too few decks of it.
    """
    kind, source = _event_type(lake, set_code, event_type)
    read = _read(lake, set_code, kind, source)
    number = len(read.decks)
    if number < 2 * FEWEST or (groups is not None and not 1 < groups <= number // 2):
        raise QueryError(
            f"{number:,} decks of {set_code} {kind} cannot be told apart"
            + (f" into {groups} archetypes" if groups is not None else ""),
            where="groups",
            remedy="import more games of the set: tcb import PATH",
        )
    rng = np.random.default_rng(seed)
    sample = rng.permutation(number)[:LEARNED_FROM]
    points = _space(read.copies, seed).fit(read.copies[sample]).transform(read.copies)
    chosen, score = _cluster(points[sample], groups, seed)
    found, labelled = _described(read, chosen.predict(points))
    return Archetypes(set_code, kind, found, labelled, score, source)


def _event_type(lake: Lake, set_code: str, asked: str | None) -> tuple[str, str]:
    """The kind of draft, and whose logs of it: generated ones where there are no others."""
    rows = lake.sql(
        "SELECT DISTINCT set_code, event_type, source FROM limited_games ORDER BY source"
    ).arrow().to_pylist()  # fmt: skip
    mine = [row for row in rows if row["set_code"] == set_code]
    mine = [row for row in mine if row["source"] != SAMPLE] or mine
    sources = {row["event_type"]: row["source"] for row in mine}
    known = sorted(sources)
    if not known:
        held = ", ".join(sorted({row["set_code"] for row in rows})) or "none"
        raise QueryError(
            f"no game logs of the set {set_code!r}; the lake has: {held}",
            where="set_code",
            remedy="tcb import game_data_public.SET.EVENT.csv.gz",
        )
    if asked is None and len(known) == 1:
        return str(known[0]), sources[known[0]]
    if asked not in known:
        raise QueryError(
            f"which kind of draft? {set_code} has: {', '.join(known)}", where="event_type"
        )
    return str(asked), sources[str(asked)]


class _Read(NamedTuple):
    """The decks, their copies as a matrix of decks by cards, and the cards' names."""

    decks: pd.DataFrame
    copies: csr_matrix
    names: NDArray[Any]


def _read(lake: Lake, set_code: str, event_type: str, source: str) -> _Read:
    asked = {"set_code": set_code, "event_type": event_type, "source": source}
    place = {name: value.replace("'", "''") for name, value in asked.items()}
    decks = lake.sql(_DECKS.format(**place), timeout=None).df()
    listed = f"WITH {_NAMES} SELECT name FROM known ORDER BY place".format(**place)  # noqa: S608 - as above
    names = np.array(lake.sql(listed, timeout=None).arrow().column("name").to_pylist(), dtype=str)
    cards = lake.sql(_CARDS.format(**place), timeout=None).arrow()
    rows, columns, copies = (column.to_numpy() for column in cards.columns)
    shape = (len(decks), len(names))
    matrix = csr_matrix((copies.astype(np.float32), (rows, columns)), shape=shape)
    played = np.flatnonzero(matrix.getnnz(axis=0))
    return _Read(decks, matrix[:, played], names[played])


def _space(copies: csr_matrix, seed: int) -> Pipeline:
    """From copies to a few directions of unit length."""
    directions = min(DIRECTIONS, min(copies.shape) - 1)
    return make_pipeline(
        TfidfTransformer(sublinear_tf=True),
        TruncatedSVD(directions, random_state=seed),
        Normalizer(copy=False),
    )


def _cluster(points: NDArray[Any], groups: int | None, seed: int) -> tuple[KMeans, float]:
    """The grouping that stands apart best, and how well it does."""
    judged = points[:JUDGED_BY]

    def apart(fitted: KMeans) -> float:
        return float(silhouette_score(judged, fitted.predict(judged)))

    with threadpool_limits(1):
        if groups is None:
            most = min(MOST, len(points) // 2)
            tried = {
                number: apart(KMeans(number, n_init=2, random_state=seed).fit(judged))
                for number in range(FEWEST, most + 1)
            }
            groups = max(tried, key=tried.__getitem__)
        chosen = KMeans(groups, n_init=8, random_state=seed).fit(points)
        return chosen, apart(chosen)


def _described(read: _Read, labels: NDArray[Any]) -> tuple[tuple[Archetype, ...], pd.DataFrame]:
    """The groups, the most played first, and the decks with their group."""
    order = np.argsort(-np.bincount(labels, read.decks["games"]), kind="stable")
    labelled = read.decks.assign(archetype=np.argsort(order)[labels])
    plays = (read.copies > 0).astype(float)
    everywhere = np.asarray(plays.mean(axis=0)).ravel()
    found = []
    for number in range(len(order)):
        within = (labelled["archetype"] == number).to_numpy()
        beyond = np.asarray(plays[within].mean(axis=0)).ravel() - everywhere
        core = tuple(str(read.names[card]) for card in np.argsort(-beyond, kind="stable")[:CORE])
        found.append(_archetype(labelled[within], core))
    return tuple(found), labelled


def _archetype(decks: pd.DataFrame, core: tuple[str, ...]) -> Archetype:
    by_colors = decks.groupby("main_colors")["games"].sum()
    colors = str(by_colors.idxmax())
    wins, games = int(decks["wins"].sum()), int(decks["games"].sum())
    low, high = wilson(wins, games)
    return Archetype(
        name=f"{colors} {core[0]} and {core[1]}",
        colors=colors,
        core=core,
        decks=len(decks),
        games=games,
        wins=wins,
        rate=wins / games,
        low=float(low),
        high=float(high),
    )
