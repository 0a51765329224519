"""`tcb deck convert`: every style says the same deck, read from anywhere."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tcb_analytics.cards.deck_print import STYLES
from tests.cli.conftest import Tcb
from tests.cli.deck_lists import LEADER, built_list


def test_every_style_is_read_back_as_the_same_deck(
    tcb: Tcb, sample_home: Path, tmp_path: Path
) -> None:
    text = built_list(tcb, sample_home)
    for style in STYLES:
        file = tmp_path / f"{style}.txt"
        file.write_text(tcb("deck", "convert", text, "--style", style, home=sample_home).out)
        assert tcb("deck", "convert", file, home=sample_home).out == text


def test_a_list_from_standard_input_becomes_json(
    tcb: Tcb, sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = built_list(tcb, sample_home)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    told = json.loads(tcb("deck", "convert", "-", "--json", home=sample_home).out)
    assert (told["leader"], told["game"], told["side"]) == (LEADER, "tidebreak", [])
    assert sum(card["copies"] for card in told["main"]) == 50


def test_an_unknown_style_is_wrong_use(tcb: Tcb, sample_home: Path) -> None:
    done = tcb("deck", "convert", "4xTB01-010", "--style", "loud", home=sample_home)
    assert done.code == 2
    assert "'arena'" in done.err
