"""Writing a whole sample: complete, or not at all (``placing.py``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tcb_analytics.errors import ConfigError
from tcb_analytics.workbench.placing import free_or_forced, placed_whole
from tcb_analytics.workbench.sample.catalogue import write_catalogue, write_restrictions
from tcb_analytics.workbench.sample.declared import league
from tcb_analytics.workbench.sample.ladder import FIRST_ID, block_of, periods, write_ladder
from tcb_analytics.workbench.sample.roster import rosters
from tcb_analytics.workbench.sample.tournaments import write_tournaments
from tcb_analytics.workbench.sample.truth import TRUTH_FILE, write_truth
from tcb_analytics.workbench.sample.week import write_week

MOST_MATCHES = 10_000_000

Progress = Callable[[int, int], None]
"""Called with the matches written so far and the matches in all."""


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What was written.

    Attributes:
        folder: Where it lies.
        seed: Seed it was drawn from.
        matches: Ladder matches in it.
        files: Files, below ``folder``, ``truth.json`` last.
        bytes: Size of all of them.
    """

    folder: Path
    seed: int
    matches: int
    files: tuple[str, ...]
    bytes: int


def write_sample(
    folder: Path,
    *,
    seed: int = 7,
    matches: int = 50_000,
    force: bool = False,
    progress: Progress | None = None,
) -> SampleSummary:
    """Write the Tidebreak sample: cards, restrictions, tournaments, a week, a ladder, the truth.

    The same seed and number of matches give the same content, on any day. Memory
    stays bounded: a file is written in slices of at most 20,000 matches.

    Args:
        folder: Where to write; it may exist if it is empty.
        seed: Seed of decks and results; the cards are the same for every seed.
        matches: Ladder matches over the 12 weeks, 1 to 10 million.
        force: Replace an earlier sample in ``folder``; other files there are kept.
        progress: Told how far it is after every slice.

    Raises:
        ConfigError: A number is out of range, or the folder is not free.
    """
    _check(seed, matches)
    free_or_forced(folder, force=force)
    with placed_whole(folder, TRUTH_FILE) as fresh:
        files = _write_all(fresh, seed, matches, progress)
        size = sum((fresh / name).stat().st_size for name in files)
    return SampleSummary(folder, seed, matches, tuple(files), size)


def _check(seed: int, matches: int) -> None:
    for name, value, low, high in (
        ("seed", seed, 0, 2**63 - 1),
        ("matches", matches, 1, MOST_MATCHES),
    ):
        if not low <= value <= high:
            raise ConfigError(
                f"{name} must lie between {low:,} and {high:,}, got {value:,}", where="sample"
            )


def _write_all(folder: Path, seed: int, matches: int, progress: Progress | None) -> list[str]:
    truth = league()
    files = write_catalogue(folder) + write_restrictions(folder)
    files += write_tournaments(folder, truth, seed) + write_week(folder, truth, seed)
    players = rosters(truth, seed)
    done = 0
    for period in periods(truth, matches):
        roster = players[block_of(period.week)]
        for count in write_ladder(
            folder, period, truth, roster, seed=seed, first_id=FIRST_ID + done
        ):
            done += count
            if progress is not None:
                progress(done, matches)
        files.append(period.file)
    write_truth(folder, truth, seed, matches, files)
    return [*files, TRUTH_FILE]
