from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tcb_analytics.errors import TcbError
from tcb_analytics.simulator import Gauntlet, gauntlet, round_robin, simulate
from tcb_analytics.simulator.journal import Journal, Pairing
from tests.simulator.random_decks import plain_deck, worded_deck

DECKS = {"a": plain_deck(1), "b": worded_deck(2), "c": plain_deck(3), "d": worded_deck(4)}


def _same(one: Gauntlet, two: Gauntlet) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(two, name), equal_nan=name == "turns")
        for name in ("wins", "first_wins", "draws", "turns")
    )


def test_what_one_deck_wins_the_other_loses() -> None:
    found = gauntlet(DECKS, games=101, seed=5)
    played = found.wins + found.wins.T + found.draws

    assert found.names == ("a", "b", "c", "d")
    assert (played == 101 * (1 - np.eye(4))).all()
    for row in range(4):
        for column in range(4):
            ours, theirs = found.record(row, column), found.record(column, row)
            assert (ours.wins, ours.losses) == (theirs.losses, theirs.wins)
    assert sum(found.overall(row).wins for row in range(4)) == found.wins.sum()


def test_a_pair_of_a_gauntlet_is_what_simulate_plays() -> None:
    found = gauntlet(DECKS, games=60, seed=5, pilot="control")
    alone = simulate(DECKS["b"], DECKS["c"], games=60, seed=5, pilot="control")

    assert found.record(1, 2) == alone.record
    assert found.first_wins[1, 2] == alone.going_first.wins
    assert found.turns[1, 2] == pytest.approx(alone.turns)


def test_neither_order_nor_cores_nor_other_decks_change_a_pair() -> None:
    found = gauntlet(DECKS, games=50, seed=1)
    turned = gauntlet(dict(reversed(DECKS.items())), games=50, seed=1, cores=1)
    fewer = gauntlet([DECKS["a"], DECKS["d"]], games=50, seed=1)

    assert np.array_equal(found.wins, turned.wins[::-1, ::-1])
    assert fewer.wins[0, 1] == found.wins[0, 3]


def test_progress_counts_every_pair() -> None:
    told: list[tuple[int, int]] = []
    gauntlet(DECKS, games=10, progress=lambda done, total, _now: told.append((done, total)))

    assert told == [(done, 6) for done in range(1, 7)]


def test_a_broken_off_gauntlet_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = gauntlet(DECKS, games=40, seed=2)
    file = tmp_path / "gauntlet.jsonl"

    def stop(done: int, _total: int, _now: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gauntlet(DECKS, games=40, seed=2, file=file, cores=1, progress=stop)
    with file.open("a") as out:
        out.write('{"pair": ["00')
    played: list[object] = []
    play = round_robin.play
    monkeypatch.setattr(round_robin, "play", lambda *args: played.append(args) or play(*args))

    assert _same(gauntlet(DECKS, games=40, seed=2, file=file), whole)
    assert len(played) == 3
    assert _same(gauntlet(DECKS, games=40, seed=2, file=file), whole)
    assert len(played) == 3


def test_a_file_of_other_games_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "gauntlet.jsonl"
    gauntlet(DECKS, games=10, file=file)
    before = file.read_bytes()

    with pytest.raises(TcbError, match="10 games with seed 0"):
        gauntlet(DECKS, games=11, file=file)
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"number,copies\n", b"\xff\xfe", b"[1, 2]\n", b"{}\n"])
def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "mine.txt"
    file.write_bytes(content)

    with pytest.raises(TcbError, match=r"mine\.txt"):
        gauntlet(DECKS, games=10, file=file)
    assert file.read_bytes() == content


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TcbError, match="cannot be written"):
        gauntlet(DECKS, games=10, file=tmp_path / "missing" / "gauntlet.jsonl")


def test_a_journal_knows_a_pair_from_both_sides() -> None:
    journal = Journal.of(None, [1, 2], 15, 0)
    journal.note(0, 1, Pairing(1, 2, 3, 4, 5, 150))

    assert journal.known(1, 0) == Pairing(4, 3, 2, 1, 5, 150)
    assert Pairing(1, 2, 3, 4, 5, 150).reversed().reversed() == Pairing(1, 2, 3, 4, 5, 150)


def test_a_line_whose_counts_do_not_add_up_is_played_again(tmp_path: Path) -> None:
    file = tmp_path / "gauntlet.jsonl"
    whole = gauntlet(DECKS, games=20, file=file)
    lines = file.read_text().splitlines()
    lines[1] = lines[1].replace('"result": [', '"result": [9')
    file.write_text("\n".join(lines) + "\n")

    assert _same(gauntlet(DECKS, games=20, file=file), whole)
