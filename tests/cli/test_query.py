"""`tcb query`: questions, filters, and the lake's own answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tcb_analytics.warehouse.lake import open_lake
from tests.cli.conftest import Tcb

QUESTIONS = ("win-rates", "matchups", "meta-share", "inclusion", "decks", "curve")


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_answered_as_a_table(tcb: Tcb, sample_home: Path, question: str) -> None:
    done = tcb("query", question, "--limit", "3", home=sample_home)

    assert done.code == 0, done.err
    assert len(done.out.splitlines()) == 4


def test_a_table_holds_the_rows_that_the_lake_gives(tcb: Tcb, sample_home: Path) -> None:
    words = ("query", "win-rates", "--by", "leader", "--by", "week", "--where", "mirror=no")
    done = tcb(*words, "--json", "-", home=sample_home)

    expected = open_lake(sample_home).win_rates(by=["leader", "week"], where={"mirror": False})
    assert json.loads(done.out) == expected.arrow().to_pylist()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("win-rates", "--by", "leaderr"), "leader"),
        (("win-rates", "--where", "nothing=1"), "known:"),
        (("win-rates", "--where", "date >="), "where"),
        (("win-rates", "--game", "chess"), "chess"),
        (("sql", "DROP TABLE matches"), "SELECT"),
        (("sql", "SELECT * FROM read_csv('x')"), ""),
        (("curve", "--csv", "-", "--json", "-"), "only one format"),
    ],
)
def test_a_wrong_question_is_wrong_use(
    tcb: Tcb, sample_home: Path, words: tuple[str, ...], said: str
) -> None:
    done = tcb("query", *words, home=sample_home)

    assert done.code == 2
    assert said in done.err
    assert done.out == ""


def test_the_sql_of_a_question_can_be_asked_by_hand(tcb: Tcb, sample_home: Path) -> None:
    sql = tcb("query", "decks", "--where", "complete=yes", "--show-sql", home=sample_home).out

    by_hand = tcb("query", "sql", sql, "--json", "-", home=sample_home)
    asked = tcb("query", "decks", "--where", "complete=yes", "--json", "-", home=sample_home)

    assert by_hand.code == 0, by_hand.err
    assert json.loads(by_hand.out) == json.loads(asked.out)
