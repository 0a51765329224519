"""A file of a gauntlet's results as they come in, so that a broken-off one goes on.

One line of JSON each: first what is played, then a pair per line. A line that was cut off by
a break is played again. Leaves out playing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tcb_analytics.errors import TcbError

KIND = "tcb-gauntlet 1"
"""What the first line says that the file is."""


class Pairing(NamedTuple):
    """What came of a pair, from the first deck's point of view.

    Attributes:
        first_wins: Games that it won going first.
        second_wins: Games that it won going second.
        first_losses: Games that it lost going first.
        second_losses: Games that it lost going second.
        draws: Games that nobody won.
        turns: Turns of all games together.
    """

    first_wins: int
    second_wins: int
    first_losses: int
    second_losses: int
    draws: int
    turns: int

    def reversed(self) -> Pairing:
        """The same from the other deck's point of view."""
        return Pairing(
            self.second_losses, self.first_losses, self.second_wins, self.first_wins,
            self.draws, self.turns,
        )  # fmt: skip


class Journal:
    """The results that are known, and the file that they are kept in, if any."""

    def __init__(self, file: Path | None, digests: Sequence[int]) -> None:
        self._file = file
        self._digests = [f"{digest:016x}" for digest in digests]
        self._known: dict[tuple[str, str], Pairing] = {}

    @classmethod
    def of(cls, file: str | Path | None, digests: Sequence[int], games: int, seed: int) -> Journal:
        """The journal of these decks: begun, or read where the file is there.

        Raises:
            TcbError: The file holds something else, or games of another number or seed.
        """
        journal = cls(None if file is None else Path(file), digests)
        header = {"kind": KIND, "games": games, "seed": seed}
        if journal._file is not None:
            journal._open(journal._file, header)
        return journal

    def known(self, row: int, column: int) -> Pairing | None:
        """The result of a pair of decks, by position; None where it is still to be played."""
        one, two = self._digests[row], self._digests[column]
        found = self._known.get((one, two))
        if found is not None:
            return found
        other = self._known.get((two, one))
        return None if other is None else other.reversed()

    def note(self, row: int, column: int, pairing: Pairing) -> None:
        """Keep the result of a pair."""
        pair = (self._digests[row], self._digests[column])
        self._known[pair] = pairing
        if self._file is not None:
            self._append(self._file, {"pair": pair, "result": pairing})

    def _open(self, file: Path, header: dict[str, Any]) -> None:
        try:
            text = file.read_text(encoding="utf-8") if file.exists() else ""
        except (OSError, UnicodeDecodeError) as fault:
            raise _unusable(file, "cannot be read as text") from fault
        lines = [_parsed(line) for line in text.splitlines()]
        if not text.strip():
            self._append(file, header)
            return
        if not lines or not isinstance(lines[0], dict) or lines[0].get("kind") != KIND:
            raise _unusable(file, "is not a gauntlet's file")
        if lines[0] != header:
            held = f"{lines[0].get('games')} games with seed {lines[0].get('seed')}"
            raise _unusable(file, f"holds a gauntlet of {held}")
        if not text.endswith("\n"):
            with file.open("a", encoding="utf-8") as out:
                out.write("\n")
        for line in lines[1:]:
            self._read(line, header["games"])

    def _read(self, line: Any, games: int) -> None:
        try:
            one, two = line["pair"]
            pairing = Pairing(*line["result"])
        except (TypeError, KeyError, ValueError):
            return
        if all(isinstance(n, int) and n >= 0 for n in pairing) and sum(pairing[:5]) == games:
            self._known[str(one), str(two)] = pairing

    def _append(self, file: Path, line: dict[str, Any]) -> None:
        try:
            with file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(line) + "\n")
        except OSError as fault:
            raise _unusable(file, "cannot be written") from fault


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _unusable(file: Path, why: str) -> TcbError:
    return TcbError(f"the file {why}", where=str(file), remedy="name another file, or none")
