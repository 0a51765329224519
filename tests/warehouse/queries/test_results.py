from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.metrics import DEFAULT_RULE, RATE_RULES
from tests.warehouse.queries.lakes import card, lake_over

LEADERS = ["A", "B", "C", None]
START = date(2024, 12, 23)
Row = dict[str, Any]


@st.composite
def matches(draw: st.DrawFn) -> Row:
    day = draw(st.one_of(st.none(), st.integers(0, 40)))
    return {
        "game": "tidebreak",
        "source": draw(st.sampled_from(["test", "ladder", "limitless"])),
        "leader_1": draw(st.sampled_from(LEADERS)),
        "leader_2": draw(st.sampled_from(LEADERS)),
        "player_1": draw(st.sampled_from(["p", "q"])),
        "player_2": draw(st.sampled_from(["q", "r"])),
        "winner": draw(st.sampled_from([1, 1, 2, 2, 0, None])),
        "first_player": draw(st.sampled_from([1, 2, None])),
        "bye": draw(st.sampled_from([False] * 7 + [True])),
        "excluded": draw(st.sampled_from([None] * 7 + ["selfdc"])),
        "event_date": None if day is None else START + timedelta(days=day),
        "set_code": draw(st.sampled_from(["TB01", "TB02"])),
    }


@st.composite
def cells(draw: st.DrawFn) -> Row:
    count = st.integers(0, 9)
    return {
        "game": "tidebreak",
        "source": draw(st.sampled_from(["limitless", "elsewhere"])),
        "leader": draw(st.sampled_from("ABC")),
        "opponent": draw(st.sampled_from("ABC")),
        "wins": draw(count),
        "losses": draw(count),
        "ties": draw(count),
        "period_end": draw(st.sampled_from([None, START + timedelta(days=9)])),
        "set_code": "TB02",
    }


def sides(rows: Iterable[Row], published: Iterable[Row]) -> list[Row]:
    """Every result as the lake should see it, counted the slow way."""
    found = []
    rows = list(rows)
    for row in rows:
        if row["bye"] or row["excluded"] or row["winner"] is None:
            continue
        for me, other in ((1, 2), (2, 1)):
            first = row["first_player"]
            found.append(
                {
                    "source": row["source"],
                    "leader": row[f"leader_{me}"],
                    "opponent": row[f"leader_{other}"],
                    "player": row[f"player_{me}"],
                    "went_first": None if first is None else first == me,
                    "date": row["event_date"],
                    "set_code": row["set_code"],
                    "wins": int(row["winner"] == me),
                    "losses": int(row["winner"] == other),
                    "ties": int(row["winner"] == 0),
                }
            )
    alone = {row["source"] for row in rows}
    for cell in published:
        if cell["source"] not in alone:
            found.append({**cell, "player": None, "went_first": None, "date": cell["period_end"]})
    for side in found:
        day = side["date"]
        side["week"] = day.strftime("%G-W%V") if day else None
        side["month"] = day.strftime("%Y-%m") if day else None
    return found


def counted(
    found: Iterable[Row], by: list[str], keep: Callable[[Row], bool], mirrors: str | None = None
) -> dict[tuple[Any, ...], list[float]]:
    """Games, wins, losses, ties and points of each group, counted the slow way."""
    about_leaders = bool({"leader", "opponent"} & set(by))
    groups: dict[tuple[Any, ...], list[float]] = defaultdict(lambda: [0, 0, 0, 0, 0.0])
    for side in found:
        rule = RATE_RULES.get(side["source"], DEFAULT_RULE)
        key = tuple(side[name] for name in by)
        if None in key or not keep(side):
            continue
        if about_leaders:
            if side["leader"] is None or side["opponent"] is None:
                continue
            kept = mirrors or rule.mirrors
            if kept == "exclude" and side["leader"] == side["opponent"]:
                continue
        group = groups[key]
        tie_game = 0 if rule.ties == "excluded" else side["ties"]
        tie_point = side["ties"] / 2 if rule.ties == "half" else 0
        for place, value in enumerate(
            (
                side["wins"] + side["losses"] + tie_game,
                side["wins"],
                side["losses"],
                side["ties"],
                side["wins"] + tie_point,
            )
        ):
            group[place] += value
    return dict(groups)


def answer(lake: Lake, by: list[str], where: Any = None) -> dict[tuple[Any, ...], list[float]]:
    result = lake.win_rates(by, where, threshold=0)
    rows = result.arrow().to_pylist()
    return {
        tuple(row[name] for name in by): [
            row["games"],
            row["wins"],
            row["losses"],
            row["ties"],
            (row["rate"] or 0) * row["games"],
        ]
        for row in rows
    }


QUESTIONS: list[tuple[list[str], Any, Callable[[Row], bool]]] = [
    (["leader"], None, lambda s: True),
    (["week"], None, lambda s: True),
    (["leader", "week"], None, lambda s: True),
    (["month", "set_code"], None, lambda s: True),
    (["player"], None, lambda s: True),
    (["went_first"], None, lambda s: True),
    (["source", "leader"], {"set_code": "TB02"}, lambda s: s["set_code"] == "TB02"),
    (["leader"], {"week": ["2025-W01", None]}, lambda s: s["week"] in ("2025-W01", None)),
    (["opponent"], {"leader": "A"}, lambda s: s["leader"] == "A"),
    (
        ["leader"],
        {"date": ("2024-12-30", date(2025, 1, 10))},
        lambda s: s["date"] and date(2024, 12, 30) <= s["date"] <= date(2025, 1, 10),
    ),
    (
        ["leader"],
        "month = '2025-01' or player = 'p'",
        lambda s: s["month"] == "2025-01" or s["player"] == "p",
    ),
    (
        ["leader"],
        "not went_first and opponent <> 'B'",
        lambda s: s["went_first"] is False and s["opponent"] not in (None, "B"),
    ),
]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(matches(), max_size=40), st.lists(cells(), max_size=8))
def test_every_grouping_and_filter_counts_what_slow_python_counts(
    rows: list[Row], published: list[Row]
) -> None:
    with (
        TemporaryDirectory() as folder,
        lake_over(Path(folder), matches=rows, matchups=published) as lake,
    ):
        for by, where, keep in QUESTIONS:
            expected = counted(sides(rows, published), by, keep)
            found = answer(lake, by, where)
            assert found.keys() == expected.keys(), (by, where)
            for key, counts in expected.items():
                assert found[key] == pytest.approx(counts), (by, where, key)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(matches(), max_size=40))
def test_matchups_are_antisymmetric_and_hold_mirrors(rows: list[Row]) -> None:
    with TemporaryDirectory() as folder, lake_over(Path(folder), matches=rows) as lake:
        table = lake.matchups(threshold=0).arrow().to_pylist()
    found = {(row["leader"], row["opponent"]): row for row in table}
    expected = counted(sides(rows, []), ["leader", "opponent"], lambda s: True, mirrors="count")
    assert found.keys() == expected.keys()
    for (leader, opponent), row in found.items():
        other = found[opponent, leader]
        assert (row["wins"], row["losses"], row["ties"]) == (
            other["losses"],
            other["wins"],
            other["ties"],
        )
        assert row["wins"] == expected[leader, opponent][1]


def test_a_source_that_publishes_matches_and_cells_is_not_counted_twice(tmp_path: Path) -> None:
    match = {"leader_1": "A", "leader_2": "B"}
    cell = {"leader": "A", "opponent": "B", "wins": 1}
    lake = lake_over(
        tmp_path,
        matches=[match],
        matchups=[cell, {**cell, "opponent": "C", "source": "elsewhere"}],
    )
    assert answer(lake, ["leader"])[("A",)][:2] == [2, 2]
    (left,) = (row for row in lake.left_out().arrow().to_pylist() if row["part"] == "matchups")
    assert (left["source"], left["entries"]) == ("test", 1)


def test_what_counts_for_no_rate_is_counted_by_reason(tmp_path: Path) -> None:
    played = {"leader_1": "A", "leader_2": "B"}
    lake = lake_over(
        tmp_path,
        matches=[
            played,
            {**played, "bye": True},
            {**played, "excluded": "selfdc", "winner": None},
            {**played, "winner": None},
            {"leader_1": "A", "leader_2": None},
        ],
    )
    reasons = {row["reason"]: row["entries"] for row in lake.left_out().arrow().to_pylist()}
    assert reasons == {
        "bye": 1,
        "excluded: selfdc": 1,
        "no result": 1,
        "a leader is unknown: left out of rates by leader": 1,
    }


MIRROR = [
    {"leader_1": "A", "leader_2": "A", "winner": 1},
    {"leader_1": "A", "leader_2": "B", "winner": 0},
    {"leader_1": "A", "leader_2": "B", "winner": 1},
]


@pytest.mark.parametrize(
    ("rules", "counts", "rate"),
    [
        ({}, [2, 1, 0, 1], 0.75),
        ({"ties": "denominator"}, [2, 1, 0, 1], 0.5),
        ({"ties": "excluded"}, [1, 1, 0, 1], 1.0),
        ({"mirrors": "count"}, [4, 2, 1, 1], 0.625),
        ({"mirrors": "exclude", "ties": "half"}, [2, 1, 0, 1], 0.75),
    ],
)
def test_arguments_override_the_rules(
    tmp_path: Path, rules: dict[str, Any], counts: list[int], rate: float
) -> None:
    lake = lake_over(tmp_path, matches=MIRROR)
    row = lake.win_rates(where={"leader": "A"}, threshold=0, **rules).arrow().to_pylist()[0]
    assert [row[name] for name in ("games", "wins", "losses", "ties")] == counts
    assert row["rate"] == pytest.approx(rate)


@pytest.mark.parametrize("source", ["limitless", "ladder"])
@pytest.mark.parametrize("also", [[], [{"leader_1": "X", "leader_2": "Y", "source": "other"}]])
def test_each_source_keeps_its_rule_alone_and_beside_others(
    tmp_path: Path, source: str, also: list[Row]
) -> None:
    rows = [{**row, "source": source} for row in MIRROR]
    lake = lake_over(tmp_path, matches=[*rows, *also])
    row = lake.win_rates(where={"leader": "A"}, threshold=0).arrow().to_pylist()[0]
    expected = {"limitless": (4, 2 / 4), "ladder": (2, 1.5 / 2)}[source]
    assert (row["games"], row["rate"]) == pytest.approx(expected)


def test_mirrors_may_be_asked_for_as_a_group(tmp_path: Path) -> None:
    lake = lake_over(tmp_path, matches=MIRROR)
    assert answer(lake, ["mirror"])[(True,)][0] == 2


def test_names_come_with_leaders_and_are_missing_where_unknown(tmp_path: Path) -> None:
    lake = lake_over(tmp_path, matches=MIRROR, cards=[card("A", "Ada")])
    rates = {row["leader"]: row["leader_name"] for row in lake.win_rates().arrow().to_pylist()}
    assert rates == {"A": "Ada", "B": None}
    pair = lake.matchups({"leader": "A", "opponent": "B"}).arrow().to_pylist()[0]
    assert (pair["leader_name"], pair["opponent_name"]) == ("Ada", None)


def test_columns_come_in_the_promised_order(tmp_path: Path) -> None:
    lake = lake_over(tmp_path, matches=MIRROR)
    counts = ["games", "wins", "losses", "ties", "rate", "low", "high"]
    assert lake.win_rates(["leader", "week"]).arrow().column_names == [
        "leader", "week", "leader_name", *counts, "shrunk", "withheld",
    ]  # fmt: skip
    assert lake.matchups().arrow().column_names == [
        "leader", "opponent", "leader_name", "opponent_name", *counts, "withheld",
    ]  # fmt: skip
    asked = lake.win_rates(metrics=["tie_rate"]).arrow()
    assert asked.column_names[-1] == "tie_rate"


def test_a_rate_under_the_threshold_is_withheld_and_its_counts_stay(tmp_path: Path) -> None:
    lake = lake_over(tmp_path, matches=MIRROR)
    row = lake.win_rates(threshold=3).arrow().to_pylist()[0]
    assert row["withheld"]
    assert (row["rate"], row["low"], row["high"]) == (None, None, None)
    assert row["games"] == 2


@pytest.fixture
def two_games(tmp_path: Path) -> Lake:
    real = {"leader_1": "A", "leader_2": "B", "game": "onepiece", "source": "ladder"}
    sample = {"leader_1": "A", "leader_2": "C", "source": "sample"}
    return lake_over(
        tmp_path,
        matches=[real, *[sample] * 5],
        cards=[
            card("A", "Ada of the Sample", source="sample"),
            card("A", "Ada", game="onepiece", source="punk-records"),
        ],
    )


def test_games_never_run_together_unnoticed(two_games: Lake) -> None:
    asked = two_games.win_rates()
    assert {row["leader"] for row in asked.arrow().to_pylist()} == {"A", "B"}
    assert any("onepiece" in note and "tidebreak" in note for note in asked.notes)
    with pytest.raises(QueryError, match="several games"):
        two_games.win_rates(where={"game": ["onepiece", "tidebreak"]})


def test_a_game_is_asked_for_by_argument_filter_or_key(two_games: Lake) -> None:
    by_argument = two_games.win_rates(game="tidebreak").arrow().to_pylist()
    by_filter = two_games.win_rates(where="game = 'tidebreak'").arrow().to_pylist()
    assert by_argument == by_filter
    assert {row["leader_name"] for row in by_argument} == {"Ada of the Sample", None}
    by_key = two_games.win_rates(["game", "leader"]).arrow().to_pylist()
    assert {(row["game"], row["leader_name"]) for row in by_key if row["leader"] == "A"} == {
        ("onepiece", "Ada"),
        ("tidebreak", "Ada of the Sample"),
    }


@pytest.mark.parametrize(
    "ask",
    [
        lambda lake: lake.win_rates("leadr"),
        lambda lake: lake.win_rates(["leader", "wins"]),
        lambda lake: lake.win_rates([]),
        lambda lake: lake.win_rates("leader; DROP TABLE imports"),
        lambda lake: lake.win_rates(where={"x": 1}),
        lambda lake: lake.win_rates(game="chess"),
        lambda lake: lake.win_rates(ties="maybe"),
        lambda lake: lake.win_rates(mirrors="maybe"),
        lambda lake: lake.win_rates(metrics=["glory"]),
        lambda lake: lake.matchups(by=["x"]),
    ],
)
def test_what_is_not_declared_is_refused(two_games: Lake, ask: Callable[[Lake], Any]) -> None:
    with pytest.raises(QueryError):
        ask(two_games)


def test_the_sql_is_the_whole_question_and_runs_when_pasted(tmp_path: Path) -> None:
    lake = lake_over(tmp_path, matches=MIRROR)
    asked = lake.win_rates(["leader", "week"], where={"player": "it's"})
    assert "'it''s'" in asked.sql
    pasted = lake.sql(asked.sql).arrow()
    assert pasted.column("games").to_pylist() == asked.arrow().column("games").to_pylist()


def test_an_empty_lake_answers_with_no_rows(empty_lake: Lake) -> None:
    for result in (empty_lake.win_rates(), empty_lake.matchups(), empty_lake.win_rates("week")):
        assert result.df().empty
        assert "games" in result.df().columns
