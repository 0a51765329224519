"""Questions that nobody wrote down: drawn from what is declared, asked of both engines."""

from __future__ import annotations

from typing import Any

import pytest

from tcb_analytics.warehouse.lake import Lake
from tests.benchmarks.limited.generated import generate
from tests.warehouse.engines.answers import plain, same

MASTER = "local[2]"
DEFAULTS: dict[str, str] = {}
COUNT = 60


def _asked(lake: Lake, question: dict[str, Any]) -> Any:
    where = {
        column: (value["from"], value["to"]) if isinstance(value, dict) else value
        for column, value in question["where"].items()
    }
    return plain(lake.limited(question["metrics"], question["by"], where, threshold=0))


@pytest.mark.deep
@pytest.mark.timeout(1800)
def test_generated_questions_have_one_answer_on_both_engines(duck: Lake, spark: Lake) -> None:
    apart = [
        question
        for question in generate(duck, COUNT, seed=11)
        if not same(_asked(spark, question), _asked(duck, question))
    ]
    assert apart == []
