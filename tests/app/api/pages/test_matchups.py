"""Matchups: a table that reads without its colours, with counts and what is withheld."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.app.api.pages.matchups import STEPS, step_of
from tests.app.api.pages.conftest import Reader, said


def test_every_pair_is_told_with_its_games(ann: Reader) -> None:
    page = ann.get("/matchups", threshold="20").text
    cells = re.findall(r'<td class="(step-?\d(?: mirror)?|held|none)"', page)

    assert len(cells) == 12 * 12
    assert cells.count("held") > 0
    lys = re.search(r'title="(Admiral Corvane Lys against Nerys Undertow:[^"]*)"', page)
    assert lys
    assert lys[1].endswith("45.1 % (32 % to 59 %), 23 of 51 games won")
    assert re.search(r'title="[^"]*: \d+ games, too few to tell a rate"', page)


def test_a_pair_seen_from_both_sides_adds_up(ann: Reader) -> None:
    page = ann.get("/matchups", threshold="10").text
    rates = {
        (a, b): float(rate)
        for a, b, rate in re.findall(r'title="([^"]+) against ([^"]+): ([\d.]+) %', page)
    }
    assert len(rates) > 40
    for (a, b), rate in rates.items():
        assert rate + rates[b, a] == pytest.approx(100, abs=0.11)


def test_a_higher_threshold_withholds_more(ann: Reader) -> None:
    held = [ann.get("/matchups", threshold=str(n)).text.count('class="held"') for n in (10, 20, 50)]
    assert held == sorted(held)
    assert held[0] < held[2]
    assert ann.get("/matchups", threshold="7; drop", leaders="x").status_code == 200


def test_fewer_leaders_make_a_smaller_table(ann: Reader) -> None:
    page = ann.get("/matchups", leaders="8")
    assert len(re.findall(r'<td class="(?:step|held|none)', page.text)) == 64
    assert "The 8 most played of 12 leaders" in said(page)
    assert "Win rates" in said(page)
    assert "lake." not in said(page)


def test_it_takes_an_account_and_a_game(ann: Reader, anyone: Reader) -> None:
    assert anyone.get("/matchups").location.startswith("/login?then=/matchups")
    assert ann.get("/matchups", game="chess").status_code == 404


@given(st.floats(0, 1))
def test_colours_are_even_handed(rate: float) -> None:
    assert -STEPS <= step_of(rate) <= STEPS
    assert step_of(rate) == -step_of(1 - rate)
    assert step_of(None) == step_of(0.5) == 0
