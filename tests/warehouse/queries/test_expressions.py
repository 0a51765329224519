from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.queries.columns import keys_of
from tcb_analytics.warehouse.queries.expressions import parse_condition
from tcb_analytics.warehouse.queries.sqlfiles import render

KNOWN = keys_of("results")


def _parsed(text: str) -> list[str]:
    return [render(tree) for tree in parse_condition(text, KNOWN)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("leader = 'OP01-001'", ["leader = 'OP01-001'"]),
        ("LEADER='a' AND Round > 2", ["leader = 'a'", "round > 2"]),
        ("(leader = 'a' and (round = 1))", ["leader = 'a'", "round = 1"]),
        ("mirror and not went_first", ["mirror", "NOT went_first"]),
        ("round = -1", ["round = -1"]),
        ("'a' = leader", ["'a' = leader"]),
        ("leader = opponent", ["leader = opponent"]),
        ("leader = 'it''s \\'", ["leader = 'it''s \\'"]),
        ("true", ["TRUE"]),
    ],
)
def test_plain_conditions_are_split_at_and(text: str, parts: list[str]) -> None:
    assert _parsed(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "leader",
        "1",
        "'a'",
        "1 = 1",
        "not 'a'",
        "leader = 'a' or 1",
        "leader = 'a') or (true",
        "leader = 'a') union select 1 --",
        "leader = 'a'; drop table imports",
        "leader = 'a') group by (1",
        "leader = 'a') order by (1",
        "leader = 'a') limit (1",
        "leader = 'a') qualify (true",
        "leader = (select 1)",
        "leader in (select leader from decks)",
        "exists (select 1)",
        "leader = getenv('HOME')",
        "lower(leader) = 'a'",
        "leader = 'a' || 'b'",
        "round = 1 + 1",
        "leader = 'a'::text",
        "cast(leader as text) = 'a'",
        "leader similar to 'x'",
        "leader ~ 'x'",
        "leader like 'a' escape '!'",
        "leader collate nocase = 'a'",
        "leader = $1",
        "leader = ?",
        "leader = null",
        "leader in ('a', null)",
        "r.leader = 'a'",
        "results.leader = 'a'",
        "leadr = 'a'",
        "round = 'one'",
        "round between 1 and 'x'",
        "date = 'yesterday'",
        "date like '2025%'",
        "round = leader",
        "leader is 'a'",
        "leader is distinct from 'a'",
        "(leader, opponent) = ('a', 'b')",
        "case when true then true end",
        "leader = [1]",
        "leader = {'a': 1}",
        "count(*) > 1",
        "row_number() over () = 1",
        "*",
        "columns('x') = 1",
        "leader = 'unfinished",
        "((((((leader = 'a'",
        "\x00",
        "leader = '" + "x" * 30_000 + "'",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        parse_condition(text, KNOWN)


def test_nesting_without_end_is_refused_not_a_crash() -> None:
    with pytest.raises(QueryError):
        parse_condition("(" * 5_000 + "mirror" + ")" * 5_000, KNOWN)
    with pytest.raises(QueryError):
        parse_condition("not " * 4_900 + "mirror", KNOWN)


def test_a_refusal_shows_how_to_write_it() -> None:
    with pytest.raises(QueryError, match="Next: compare columns with values"):
        parse_condition("lower(leader) = 'a'", KNOWN)


@given(st.text(max_size=50))
def test_no_text_raises_anything_but_a_query_error(text: str) -> None:
    with suppress(QueryError):
        parse_condition(text, KNOWN)
