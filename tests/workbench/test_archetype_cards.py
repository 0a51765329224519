"""Rates of cards within archetypes: every copy counted once, intervals by games."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.archetype_cards import archetype_cards
from tcb_analytics.workbench.archetypes import Archetypes, deck_archetypes
from tcb_analytics.workbench.limited_lake import limited_lake


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    made = limited_lake(1_500, home=tmp_path_factory.mktemp("archetype-cards"))
    with made.lake as opened:
        yield opened


@pytest.fixture(scope="module")
def found(lake: Lake) -> Archetypes:
    return deck_archetypes(lake, "SYN", groups=4)


def test_copies_of_all_archetypes_add_up_to_those_of_the_set(lake: Lake, found: Archetypes) -> None:
    whole = lake.limited(("num_gih", "num_gih_won")).df().set_index("name")
    names = [*whole["num_gih"].nlargest(5).index, 'A "quoted" name']
    within = archetype_cards(lake, found, names, threshold=1)
    summed = within.groupby("name")["num_gih"].sum()
    won = (within["num_gih"] * within["gih_wr"]).groupby(within["name"]).sum()

    assert summed.to_dict() == whole["num_gih"].loc[summed.index].to_dict()
    assert won.round(6).to_dict() == whole["num_gih_won"].loc[won.index].to_dict()
    assert set(within["archetype"]) == {0, 1, 2, 3}


def test_an_archetype_of_all_decks_has_the_intervals_of_the_set(
    lake: Lake, found: Archetypes
) -> None:
    one = Archetypes("SYN", found.event_type, found.found, found.decks.assign(archetype=0), 0.0,
        found.source,
    )  # fmt: skip
    asked = ("num_gih", "gih_wr")
    whole = lake.limited(asked, threshold=200).df().set_index("name").dropna()
    within = archetype_cards(lake, one, whole.index, threshold=200).set_index("name")

    for column in ("gih_wr", "gih_wr_low", "gih_wr_high"):
        assert within[column].loc[whole.index].tolist() == pytest.approx(whole[column].tolist())


def test_few_copies_are_withheld_and_no_cards_are_no_rows(lake: Lake, found: Archetypes) -> None:
    within = archetype_cards(lake, found, ["Forest"], threshold=10**6)

    assert within["gih_wr"].isna().all()
    assert len(within) > 0
    assert archetype_cards(lake, found, []).empty
