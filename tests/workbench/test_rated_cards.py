"""Limited values: near the truth they were drawn from, shrunk, and sure where much is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tcb_analytics.errors import QueryError
from tcb_analytics.strategies import build_deck, improve
from tcb_analytics.strategies.prior import BASE
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake, open_lake
from tcb_analytics.workbench.rated_cards import POINTS, RatedCards, rated_cards
from tests.workbench.rated_set import rated_set

NAMES = [f"card {at:03d}" for at in range(120)]
LANDS = [f"land {at}" for at in range(6)]


@pytest.fixture(scope="module")
def truth() -> dict[str, float]:
    rng = np.random.default_rng(11)
    spread = rng.normal(0.55, 0.035, len(NAMES))
    return dict(zip(NAMES, spread, strict=True)) | dict.fromkeys(LANDS, 0.57)


@pytest.fixture(scope="module")
def copies() -> dict[str, int]:
    """Every third card is seen often, every third seldom, every third too seldom."""
    often = {name: (60_000, 700, 300)[at % 3] for at, name in enumerate(NAMES)}
    return often | dict.fromkeys(LANDS, 9_000)


@pytest.fixture(scope="module")
def limited_lake(
    truth: dict[str, float], copies: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lake]:
    home = tmp_path_factory.mktemp("limited")
    file = home / "ratings_AAA.json"
    pair = {name: (min(rate + 0.03, 1.0), 3_000) for name, rate in truth.items()}
    pair[NAMES[0]] = (truth[NAMES[0]] + 0.13, 60_000)
    rated_set(file, truth, copies, pair=pair)
    import_paths([file], home / "lake", limit=10**8)
    with open_lake(home) as lake:
        yield lake


@pytest.fixture(scope="module")
def rated(limited_lake: Lake) -> RatedCards:
    return rated_cards(limited_lake, "magic")


def _points(rated: RatedCards, truth: dict[str, float]) -> dict[str, float]:
    """What each rated card would be worth if its rate were known."""
    known = [name for name in NAMES if name in rated()]
    middle = np.mean([rated()[name].value for name in known])
    mean = np.mean([truth[name] for name in known])
    return {name: float(middle + POINTS * (truth[name] - mean)) for name in known}


def test_values_are_near_the_truth_and_their_errors_are_honest(
    rated: RatedCards, truth: dict[str, float]
) -> None:
    found, true = rated(), _points(rated, truth)
    off = np.array(
        [(found[n].value - at) / (found[n].uncertainty or np.nan) for n, at in true.items()]
    )
    assert np.mean(np.abs(off) < 2) > 0.9
    assert np.sqrt(np.mean(off**2)) < 1.3


def test_a_card_seen_seldom_is_drawn_to_the_others_and_less_sure(
    rated: RatedCards, copies: dict[str, int]
) -> None:
    found = rated()
    often = [found[name] for name in NAMES if copies[name] == 60_000]
    seldom = [found[name] for name in NAMES if copies[name] == 700]
    assert np.std([one.value for one in seldom]) < np.std([one.value for one in often])
    assert min(one.uncertainty or 0 for one in seldom) > max(one.uncertainty or 9 for one in often)


def test_a_card_of_too_few_games_has_no_value_and_so_its_prior(
    rated: RatedCards, copies: dict[str, int]
) -> None:
    few = {name for name in NAMES if copies[name] < 500}
    assert not few & rated().keys()
    assert all(value.learned and value.basis for value in rated().values())


def test_lands_are_compared_with_lands(rated: RatedCards) -> None:
    values = [rated()[name].value for name in LANDS]
    assert max(values) - min(values) < 0.5
    assert np.mean(values) == pytest.approx(BASE + 1.3 / 3, abs=0.1)


def test_in_decks_of_colours_a_card_is_drawn_to_its_rate_elsewhere(rated: RatedCards) -> None:
    everywhere, inside = rated(), rated.in_colors("uw")
    better = {n: inside[n].value - everywhere[n].value for n in NAMES if n in everywhere}
    assert better.pop(NAMES[0]) > 2.5
    assert np.mean(np.abs(list(better.values()))) < 0.8
    with pytest.raises(QueryError, match="known: WU, ALL"):
        rated.in_colors("RG")


def test_the_pools_own_set_values_a_reprint(
    truth: dict[str, float], copies: dict[str, int], tmp_path: Path
) -> None:
    old, new = tmp_path / "ratings_AAA.json", tmp_path / "ratings_BBB.json"
    rated_set(old, truth, copies)
    turned = {name: 1.1 - rate for name, rate in truth.items() if name < NAMES[60]}
    rated_set(new, turned, copies, days=("2026-06-01", "2026-06-20"))
    import_paths([old, new], tmp_path / "lake", limit=10**8)
    best = max(turned, key=lambda name: truth[name] if copies[name] == 60_000 else 0)
    with open_lake(tmp_path) as lake:
        newest = rated_cards(lake, "magic")()
        pool = rated_cards(lake, "magic", pool=[*NAMES[50:]])()
        early = rated_cards(lake, "magic", on=date(2026, 4, 1))()
    assert newest[best].value < pool[best].value
    assert (newest[best].basis or "").startswith("BBB")
    assert pool[best] == early[best]
    assert newest[NAMES[90]] == pool[NAMES[90]]


def test_a_limited_deck_its_reasons_alternatives_and_exchanges_say_what_was_learned(
    rated: RatedCards, truth: dict[str, float], limited_lake: Lake
) -> None:
    catalog, pool = limited_lake.catalog("magic"), dict.fromkeys(NAMES[:80], 1)
    by_prior = build_deck(catalog, "tournament", collection=pool)
    built = build_deck(catalog, "tournament", collection=pool, values=rated)

    def strength(counts: dict[str, int]) -> float:
        known = [truth[n] for n, c in counts.items() for _ in range(c) if n in rated()]
        return float(np.mean(known))

    assert built.gap == 0
    assert strength(built.deck.counts) > strength(by_prior.deck.counts) + 0.01
    learned = built.values_learned
    assert {n for n in learned if learned[n]} == built.deck.counts.keys() & rated().keys()
    assert any(learned.values())
    basics = learned.keys() & set(limited_lake.format("magic").free_cards)
    assert basics
    assert not any(learned[name] for name in basics)
    card = next(number for number in learned if learned[number])
    assert built.why(card).value == built.values[card]
    assert built.why(card).value.basis == rated()[card].basis
    other = built.alternatives(1, distance=5)[0]
    assert other.values_learned.items() & learned.items()
    better = improve(
        by_prior.deck, "tournament", catalog=catalog, changes=3, collection=pool, values=rated
    )
    assert better.gain is not None
    assert better.gain > 0
    assert better.swaps.changes <= 3


def test_a_lake_without_ratings_says_what_to_import(league_lake: Lake) -> None:
    with pytest.raises(QueryError, match="no win rate of magic cards") as caught:
        rated_cards(league_lake, "magic")
    assert "17Lands" in (caught.value.remedy or "")


@pytest.mark.real_data
def test_published_ratings_of_a_real_set_become_values(real_data: Path, tmp_path: Path) -> None:
    import_paths([real_data / "mtg" / "ratings_OTJ.json"], tmp_path / "lake", limit=10**8)
    with open_lake(tmp_path) as lake:
        found = rated_cards(lake, "magic")
        catalog = lake.catalog("magic")
    values = found()
    assert len(values) == 354
    best = max(values, key=lambda name: values[name].value)
    assert best == "Bonny Pall, Clearcutter"
    assert values[best].value > 6 > 1 > values["The Key to the Vault"].value
    assert all(0 < (one.uncertainty or 0) < 1.2 for one in values.values())
    assert "Rest in Peace" not in values
    pair = found.in_colors("GW")
    assert all(set(catalog[name].colors) <= set("GW") or "WG decks" in (one.basis or "")
               for name, one in pair.items())  # fmt: skip
