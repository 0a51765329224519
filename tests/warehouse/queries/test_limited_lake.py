from __future__ import annotations

from pathlib import Path

import pytest

from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.log_metrics import BY_NAME
from tcb_analytics.warehouse.queries.limited_lake import LimitedQuestions
from tcb_analytics.warehouse.queries.log_columns import ALL_KEYS
from tests.warehouse.queries.limited_lakes import limited_lake


def test_every_metric_and_column_is_listed(empty_lake: Lake) -> None:
    metrics, columns = empty_lake.limited_metrics().df(), empty_lake.limited_columns().df()

    assert metrics["name"].tolist() == list(BY_NAME)
    assert set(columns["name"]) == set(ALL_KEYS)
    assert dict(zip(columns["name"], columns["of"], strict=True))["rank"] == "games and picks"
    assert metrics["meaning"].str.len().min() > 3


def test_a_lake_answers_questions_over_logs() -> None:
    assert issubclass(Lake, LimitedQuestions)


def test_what_is_held_belongs_to_one_engine(tmp_path: Path) -> None:
    with limited_lake(tmp_path / "a") as one, limited_lake(tmp_path / "b", games=60) as two:
        first = one._limited
        assert one._limited is first
        one._engine, kept = two._engine, one._engine
        assert one._limited is not first
        assert one.limited("num_games", by=()).df()["num_games"][0] == 80
        one._engine = kept


@pytest.mark.parametrize("text", ["'; DROP TABLE picks; --", 'Dune "Fang"', "Ajani's Pride"])
def test_values_with_quotes_are_values(tmp_path: Path, text: str) -> None:
    with limited_lake(tmp_path) as lake:
        cold = lake.limited("num_gih", where={"name": text}).arrow()
        held = lake.limited("num_gih", where={"name": text}).arrow()

        assert cold.equals(held)
        assert cold.num_rows == (0 if "DROP" in text else 1)
