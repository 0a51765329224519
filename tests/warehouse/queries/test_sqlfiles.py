from __future__ import annotations

from pathlib import Path

import pytest
import sqlglot

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.engines.views import DERIVED
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.sqlfiles import FOLDER, meaning_of, text_of, tree_of

FILES = sorted(FOLDER.rglob("*.sql"))
QUESTIONS = sorted(path.stem for path in (FOLDER / "questions").glob("*.sql"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_opens_with_the_question_it_answers(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("-- ")
    assert "?" in first


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_one_query_that_spark_can_be_given(path: Path) -> None:
    (tree,) = sqlglot.parse(path.read_text(encoding="utf-8"), dialect="duckdb")
    assert isinstance(tree, sqlglot.exp.Query)
    assert sqlglot.parse_one(tree.sql("spark"), dialect="spark")


def test_every_view_file_is_shown_and_every_view_has_a_file() -> None:
    assert {path.stem for path in (FOLDER / "views").glob("*.sql")} == set(DERIVED)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_runs_as_it_stands(empty_lake: Lake, name: str) -> None:
    assert empty_lake._engine.run(text_of("questions", name)).num_rows == 0


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_may_be_pasted_into_sql(empty_lake: Lake, name: str) -> None:
    assert len(empty_lake.sql(text_of("questions", name))) == 0


def test_a_tree_may_be_changed_without_changing_the_file() -> None:
    tree_of("questions", "decks").set("order", None)
    assert tree_of("questions", "decks").args["order"]


def test_a_meaning_is_one_line_without_its_comment_sign() -> None:
    assert meaning_of("views", "cards").startswith("Cards: ")


def test_an_unknown_file_is_answered_with_the_known_ones() -> None:
    with pytest.raises(QueryError, match="win_rates"):
        text_of("questions", "win_rate")
