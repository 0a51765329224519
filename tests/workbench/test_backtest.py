"""The backtest: on the sample, whose truth is known; and on the real files, as published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake, open_lake
from tcb_analytics.workbench.backtest import Backtest, backtest, backtest_lake
from tcb_analytics.workbench.placed_lists import PlacedList
from tcb_analytics.workbench.shelf import Shelf


@pytest.fixture(scope="module")
def found(league_lake: Lake) -> Backtest:
    return backtest_lake(league_lake)


def test_every_leader_with_enough_lists_is_tried_and_its_kind_is_told(
    found: Backtest, placed: list[PlacedList]
) -> None:
    assert (found.period, found.learned) == ("TB03", ("TB02",))
    counts = {t.leader.number: t.lists for t in found.trials}
    mine = [one.leader for one in placed if one.period == "TB03"]
    assert counts == {leader: mine.count(leader) for leader in mine if mine.count(leader) >= 5}
    assert {t.leader.number for t in found.of("new")} == {"TB03-001", "TB03-002", "TB03-004"}


def test_decks_are_proven_legal_and_hold_the_core_of_known_leaders(
    found: Backtest, shelf: Shelf, league_lake: Lake, truth: dict[str, Any]
) -> None:
    cores = {a["leader"]: set(a["core"]) for a in truth["archetypes"]}
    for trial in found.trials:
        assert trial.proven
        cards = {shelf.catalog[number]: copies for number, copies in trial.deck.items()}
        assert Deck(cards, leader=trial.leader).legal(league_lake.format())
    known = [len(cores[t.leader.number] & t.deck.keys()) for t in found.of("known")]
    assert min(known) >= 8
    assert sum(known) / len(known) > 9


def test_the_engine_beats_chance_and_greed_on_the_sample(found: Backtest) -> None:
    for method in ("random", "greedy"):
        lead = found.against(method)
        assert lead is not None
        assert lead.low > 0
    assert found.against("last list", "new") is None


def test_overlaps_stay_within_a_deck_and_the_table_says_them(found: Backtest) -> None:
    for trial in found.trials:
        assert all(0 <= score <= 50 for score in trial.overlaps.values())
        assert 0 <= trial.ceiling <= 50
    rows = {row["leaders"]: row for row in found.table()}
    assert list(rows) == ["known", "new", "all"]
    assert rows["all"]["n"] == rows["known"]["n"] + rows["new"]["n"] == len(found.trials)
    scores = [trial.overlaps["engine"] for trial in found.trials]
    assert rows["all"]["engine"] == pytest.approx(sum(scores) / len(scores))
    assert rows["new"]["last list"] is None
    assert rows["new"]["ceiling"] < rows["known"]["ceiling"]
    assert [row["leader"] for row in found.leaders()] == [t.leader.number for t in found.trials]


def test_what_the_tested_period_played_does_not_reach_the_engine(
    found: Backtest, placed: list[PlacedList], shelf: Shelf, league_lake: Lake
) -> None:
    tested = [one for one in placed if one.period == "TB03"]
    # Every tested list gets the cards of the next one: all that could leak is exchanged.
    exchanged = [
        replace(one, counts=other.counts)
        for one, other in zip(tested, [*tested[1:], tested[0]], strict=True)
    ]
    past = [one for one in placed if one.period != "TB03"]
    again = backtest([*past, *exchanged], shelf, league_lake.format(), "TB03", draws=2)
    assert [t.deck for t in again.trials] == [t.deck for t in found.trials]
    assert again.table() != found.table()


def test_the_same_seed_gives_the_same_table(found: Backtest, league_lake: Lake) -> None:
    assert backtest_lake(league_lake, "tb03").table() == found.table()


def test_a_period_that_cannot_be_tested_is_refused_with_those_that_can(league_lake: Lake) -> None:
    with pytest.raises(QueryError, match="TB03"):
        backtest_lake(league_lake, "TB02")
    with pytest.raises(QueryError, match="fewest"):
        backtest_lake(league_lake, fewest=1_000)


def test_an_unknown_method_is_refused(found: Backtest) -> None:
    with pytest.raises(QueryError, match="greedy"):
        found.against("luck")


@pytest.fixture(scope="module")
def real_lake(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    home, folder = tmp_path_factory.mktemp("real"), real_data / "onepiece"
    paths = [folder / "cards_official", folder / "carddb" / "Restrictions.json"]
    paths += [folder / "tournaments" / f"tournaments_op{n:02}.json" for n in range(6, 15)]
    import_paths(paths, home / "lake", limit=10**9)
    with open_lake(home) as lake:
        yield lake


@pytest.mark.real_data
@pytest.mark.parametrize("period", ["OP13", "OP14"])
def test_on_real_lists_the_engine_beats_chance_and_greed(real_lake: Lake, period: str) -> None:
    found = backtest_lake(real_lake, period, draws=5)
    assert all(trial.proven for trial in found.trials)
    for method in ("random", "greedy"):
        lead = found.against(method)
        assert lead is not None
        assert lead.low > 0
    later = {"OP13": ("OP14", "OP15", "OP16"), "OP14": ("OP15", "OP16", "ST30", "ST36")}[period]
    numbers = {number for trial in found.trials for number in trial.deck}
    assert not [number for number in numbers if number.startswith(later)]
