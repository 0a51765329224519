"""Words of `--where`, from what was typed to the rows that come back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cli.where import parse_where
from tcb_analytics.warehouse.queries.columns import ColumnKind, keys_of
from tcb_analytics.warehouse.queries.filters import conditions


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ([], {}),
        (["leader=TB01-001"], {"leader": "TB01-001"}),
        (["leader=A", "leader=B"], {"leader": ["A", "B"]}),
        (["round=3", "mirror=no"], {"round": 3, "mirror": False}),
        (["event=Spring = Cup"], {"event": "Spring = Cup"}),
        (["mode="], {"mode": None}),
        (["date >= '2026-01-01'"], "(date >= '2026-01-01')"),
        (["leader='TB01-001'"], "(leader='TB01-001')"),
        (
            ["round > 2", "event=Jo's Cup", "mirror=no", "mode="],
            "(round > 2) and (event = 'Jo''s Cup') and (mirror = false) and (mode is null)",
        ),
    ],
)
def test_words_become_one_filter(words: list[str], meant: object) -> None:
    assert parse_where(words) == meant


VALUES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda text: text == text.strip() and not text.startswith(("'", "="))
)


@given(VALUES)
def test_a_value_stays_a_value_beside_a_condition(value: str) -> None:
    """Whatever a value holds, it comes back from the parsed filter as that value."""
    known = keys_of("results")
    alone = conditions({"event": value}, known)

    beside = conditions(parse_where(["round > 2", f"event={value}"]), known)

    assert parse_where([f"event={value}"]) == {"event": value}
    assert [c.tree.sql("duckdb") for c in beside[1:]] == [c.tree.sql("duckdb") for c in alone]


def test_values_take_the_type_that_the_asked_columns_are_declared_with() -> None:
    words = ["user_game_win_rate_bucket=0.5", "on_play=yes"]

    assert parse_where(words) == {"user_game_win_rate_bucket": "0.5", "on_play": "yes"}
    kinds: dict[str, ColumnKind] = {"user_game_win_rate_bucket": "number", "on_play": "flag"}
    assert parse_where(words, kinds) == {"user_game_win_rate_bucket": 0.5, "on_play": True}
