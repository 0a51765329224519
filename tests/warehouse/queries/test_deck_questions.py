from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.lake import Lake
from tests.warehouse.queries.lakes import card, lake_over

MONDAY = date(2025, 1, 6)


def deck(deck_id: str, leader: str | None = "A", **values: Any) -> dict[str, Any]:
    return {"deck_id": deck_id, "leader": leader, "event_date": MONDAY, **values}


def share(leader: str, decks: int, **values: Any) -> dict[str, Any]:
    return {
        "leader": leader, "decks": decks, "decks_tracked": 40, "period_end": MONDAY,
        "set_code": "TB01", **values,
    }  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", None]),
            st.sampled_from([None, MONDAY, date(2025, 1, 13), date(2024, 12, 31)]),
        ),
        max_size=30,
    )
)
def test_shares_are_the_counts_of_slow_python(rows: list[tuple[str | None, date | None]]) -> None:
    decks = [deck(f"d{i}", leader, event_date=day) for i, (leader, day) in enumerate(rows)]
    with TemporaryDirectory() as folder, lake_over(Path(folder), decks=decks) as lake:
        found = lake.meta_share("week").arrow().to_pylist()
    counts = Counter(
        (day.strftime("%G-W%V"), leader) for leader, day in rows if leader and day is not None
    )
    totals = Counter(week for week, _ in counts.elements())
    assert {(r["period"], r["leader"]): (r["decks"], r["total"]) for r in found} == {
        key: (count, totals[key[0]]) for key, count in counts.items()
    }
    for row in found:
        assert row["share"] == pytest.approx(row["decks"] / row["total"])
        assert 0 <= row["low"] <= row["share"] <= row["high"] <= 1


def test_a_published_share_is_of_all_tracked_decks(tmp_path: Path) -> None:
    lake = lake_over(tmp_path, shares=[share("A", 10), share("B", 5)])
    rows = lake.meta_share("set_code").arrow().to_pylist()
    assert [(r["leader"], r["decks"], r["total"], r["share"]) for r in rows] == [
        ("A", 10, 40, 0.25),
        ("B", 5, 40, 0.125),
    ]
    assert {row["evidence"] for row in rows} == {"published"}


def test_each_period_is_counted_by_whoever_saw_more_decks_never_by_both(tmp_path: Path) -> None:
    lake = lake_over(
        tmp_path,
        decks=[
            deck("d1", set_code="TB01"),
            *(deck(f"e{i}", "B", set_code="TB02") for i in range(50)),
        ],
        shares=[share("A", 10), share("B", 30, set_code="TB02")],
    )
    rows = lake.meta_share("set_code").arrow().to_pylist()
    assert {(r["period"], r["leader"], r["decks"], r["evidence"]) for r in rows} == {
        ("TB01", "A", 10, "published"),
        ("TB02", "B", 50, "decks"),
    }


def test_a_leader_may_be_shown_but_not_filtered(tmp_path: Path) -> None:
    lake = lake_over(tmp_path, decks=[deck("d1"), deck("d2", "B")])
    (row,) = lake.meta_share(leader="B").arrow().to_pylist()
    assert (row["leader"], row["decks"], row["total"]) == ("B", 1, 2)
    with pytest.raises(QueryError, match="meta_share\\(leader"):
        lake.meta_share(where={"leader": "B"})


@pytest.mark.parametrize("per", ["week", "month", "set_code", "event", "date"])
def test_every_period_can_be_asked_for(tmp_path: Path, per: Any) -> None:
    lake = lake_over(tmp_path, decks=[deck("d1", event="Cup", set_code="TB01")])
    expected = {
        "week": "2025-W02", "month": "2025-01", "set_code": "TB01", "event": "Cup", "date": MONDAY,
    }  # fmt: skip
    assert lake.meta_share(per).arrow().column("period").to_pylist() == [expected[per]]


def test_an_unknown_period_is_refused(empty_lake: Lake) -> None:
    with pytest.raises(QueryError, match="week, month"):
        empty_lake.meta_share("year")  # type: ignore[arg-type]


@pytest.fixture
def lists(tmp_path: Path) -> Lake:
    return lake_over(
        tmp_path,
        cards=[
            card("A", "Ada", category="Leader"),
            card("C1", "One", cost=1),
            card("C2", "Two", cost=2),
        ],
        decks=[
            deck("d1"),
            deck("d2"),
            deck("d3", complete=False),
            deck("d4", "B", set_code="TB01"),
        ],
        deck_cards=[
            {"deck_id": "d1", "number": "A", "zone": "leader"},
            {"deck_id": "d1", "number": "C1", "count": 4},
            {"deck_id": "d1", "number": "C2", "count": 2},
            {"deck_id": "d1", "number": "C2", "count": 3, "zone": "side"},
            {"deck_id": "d2", "number": "C1", "count": 1},
            {"deck_id": "d2", "number": "NEW-1", "count": 3},
            {"deck_id": "d3", "number": "C2", "count": 4},
            {"deck_id": "d4", "number": "C2", "count": 4},
        ],
        inclusions=[
            {
                "leader": "B",
                "number": "C1",
                "card_name": "One",
                "inclusion": 0.5,
                "decks": 20,
                "decks_with": 10,
                "copies": 2.5,
                "set_code": "TB01",
            },
            {"leader": "Z", "number": "NEW-2", "card_name": "Newest", "inclusion": 0.25},
        ],
    )


def test_inclusion_counts_complete_lists_and_keeps_unknown_cards(lists: Lake) -> None:
    rows = lists.card_inclusion("A").arrow().to_pylist()
    names = ("number", "card_name", "decks", "decks_with", "copies", "known")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("C1", "One", 2, 2, 2.5, True),
        ("NEW-1", None, 2, 1, 3.0, False),
        ("C2", "Two", 2, 1, 2.0, True),
    ]
    assert {row["evidence"] for row in rows} == {"decks"}


def test_inclusion_comes_from_whoever_looked_at_more_decks(lists: Lake) -> None:
    (row,) = lists.card_inclusion("B").arrow().to_pylist()
    assert (row["number"], row["inclusion"], row["evidence"]) == ("C1", 0.5, "published")
    (counted,) = lists.card_inclusion("B", evidence="decks").arrow().to_pylist()
    assert (counted["number"], counted["evidence"]) == ("C2", "decks")


def test_a_share_published_without_counts_has_no_interval(lists: Lake) -> None:
    (row,) = lists.card_inclusion("Z").arrow().to_pylist()
    assert (row["card_name"], row["inclusion"], row["low"]) == ("Newest", 0.25, None)


def test_a_filter_that_published_figures_lack_leaves_them_out(lists: Lake) -> None:
    (row,) = lists.card_inclusion("B", where={"deck_id": "d4"}).arrow().to_pylist()
    assert row["evidence"] == "decks"
    (both,) = lists.card_inclusion(where={"set_code": "TB01"}).arrow().to_pylist()
    assert both["evidence"] == "published"


def test_a_curve_adds_up_to_the_size_of_the_decks(lists: Lake) -> None:
    rows = lists.curve("A").arrow().to_pylist()
    assert [(r["cost"], r["copies_played"], r["decks"], r["copies"]) for r in rows] == [
        (1, 5, 2, 2.5),
        (2, 2, 2, 1.0),
        (None, 3, 2, 1.5),
    ]


def test_a_curve_of_one_deck_holds_its_copies(lists: Lake) -> None:
    rows = lists.curve(deck="d3").arrow().to_pylist()
    assert [(row["cost"], row["copies"]) for row in rows] == [(2, 4.0)]


def test_decks_know_their_leader_and_placing(tmp_path: Path) -> None:
    lake = lake_over(
        tmp_path,
        cards=[card("A", "Ada", category="Leader")],
        decks=[deck("d1"), deck("d2", event_date=date(2025, 2, 1))],
        placements=[{"deck_id": "d1", "place_best": 1, "place_worst": 4, "players": 64}],
    )
    rows = lake.decks("A").arrow().to_pylist()
    assert [row["deck_id"] for row in rows] == ["d2", "d1"]
    assert (rows[1]["leader_name"], rows[1]["place_best"], rows[1]["players"]) == ("Ada", 1, 64)


def test_hostile_leaders_find_nothing(lists: Lake) -> None:
    hostile = "A' OR '1'='1"
    for result in (lists.decks(hostile), lists.curve(hostile), lists.card_inclusion([hostile])):
        assert len(result) == 0
    assert len(lists.meta_share(leader=hostile)) == 0
    assert len(lists.curve(deck=hostile)) == 0
