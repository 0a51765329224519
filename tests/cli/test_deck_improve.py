"""`tcb deck improve`: exchanges within the changes, and a variant a strategy."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Tcb
from tests.cli.deck_lists import built_list, without_last_line


def test_a_deck_improves_within_its_changes(tcb: Tcb, sample_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "deck.txt"
    file.write_text(built_list(tcb, sample_home))
    words = ("deck", "improve", file, "--strategy", "aggressive", "--changes", "3")
    told = json.loads(tcb(*words, "--json", home=sample_home).out)
    assert told["gain"] > 0
    assert sum(told["added"].values()) <= 3
    shown = tcb(*words, home=sample_home)
    assert "3 of 3 changes, 94 % shared, +" in shown.out
    assert tcb(*words, "--list", home=sample_home).out.startswith("1xTB01-001")


def test_its_own_best_deck_has_nothing_to_exchange(
    tcb: Tcb, sample_home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "deck.txt"
    file.write_text(built_list(tcb, sample_home))
    done = tcb("deck", "improve", file, "--strategy", "control", home=sample_home)
    assert "no exchange makes it better" in done.out


def test_a_variant_is_suggested_for_each_strategy(
    tcb: Tcb, sample_home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "deck.txt"
    file.write_text(built_list(tcb, sample_home))
    words = ("deck", "improve", file, "--suggest", "--changes", "5")
    told = json.loads(tcb(*words, "--json", home=sample_home).out)
    assert list(told)[:4] == ["aggressive", "balanced", "control", "tournament"]
    assert "Tournament" in tcb(*words, home=sample_home).out.splitlines()
    assert tcb(*words, "--list", home=sample_home).code == 2


def test_a_short_deck_is_mended_and_too_few_changes_name_the_fewest(
    tcb: Tcb, sample_home: Path
) -> None:
    short = without_last_line(built_list(tcb, sample_home))
    missing = 51 - sum(int(line.split("x")[0]) for line in short.splitlines())
    done = tcb("deck", "improve", short, "--changes", str(missing), home=sample_home)
    assert done.code == 0
    assert "no gain is told" in done.err
    refused = tcb("deck", "improve", short, "--changes", "0", home=sample_home)
    assert refused.code == 1
    assert f"at least {missing} are needed" in refused.err


def test_what_is_no_deck_is_told(tcb: Tcb, sample_home: Path) -> None:
    done = tcb("deck", "improve", "no-such-deck", home=sample_home)
    assert done.code == 1
    assert "give a deck id, the path of a deck list, the list itself, or -" in done.err
