from __future__ import annotations

import pyarrow as pa
import pytest

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.intervals import jeffreys, wilson
from tcb_analytics.statistics.shrinkage import fit_beta
from tcb_analytics.warehouse.queries.finishing import Honesty, finish_rates, finish_shares


def _counted(*rows: tuple[int, int, int, int, float]) -> pa.Table:
    names = ["games", "wins", "losses", "ties", "points"]
    columns = [pa.array(values) for values in zip(*rows, strict=True)]
    table = pa.table([pa.array(["A"] * len(rows)), *columns], names=["leader", *names])
    rate = pa.array([row[4] / row[0] if row[0] else None for row in rows])
    return table.append_column("rate", rate)


def test_rates_carry_interval_and_shrunk_rate_of_their_points() -> None:
    done = finish_rates(Honesty(threshold=20), shrink=True)(
        _counted((100, 60, 38, 2, 61.0), (50, 20, 30, 0, 20.0))
    )
    low, high = jeffreys([61.0, 20.0], [100, 50])
    assert done.column("rate").to_pylist() == pytest.approx([0.61, 0.4])
    assert done.column("low").to_pylist() == pytest.approx(low)
    assert done.column("high").to_pylist() == pytest.approx(high)
    prior = fit_beta([61.0, 20.0], [100, 50])
    assert done.column("shrunk").to_pylist() == pytest.approx(
        prior.shrink([61.0, 20.0], [100, 50]).mean
    )
    assert done.column_names == [
        "leader", "games", "wins", "losses", "ties", "rate", "low", "high", "shrunk", "withheld",
    ]  # fmt: skip


def test_few_games_are_withheld_but_shrunk() -> None:
    done = finish_rates(Honesty(threshold=20), shrink=True)(
        _counted((100, 60, 40, 0, 60.0), (3, 3, 0, 0, 3.0), (0, 0, 0, 0, 0.0))
    ).to_pylist()
    assert [row["withheld"] for row in done] == [False, True, True]
    assert [row["rate"] is None for row in done] == [False, True, True]
    assert all(0 < row["shrunk"] < 1 for row in done)


def test_no_rows_and_no_games_are_no_error() -> None:
    for rows in (_counted((0, 0, 0, 0, 0.0)), _counted((0, 0, 0, 0, 0.0)).slice(0, 0)):
        assert finish_rates(Honesty(threshold=0), shrink=True)(rows).num_rows == rows.num_rows


@pytest.mark.parametrize(
    "honesty",
    [Honesty(threshold=-1), Honesty(interval="wald"), Honesty(level=1.0)],  # type: ignore[arg-type]
)
def test_what_makes_no_sense_is_refused_before_anything_runs(honesty: Honesty) -> None:
    with pytest.raises(StatisticsError):
        finish_rates(honesty, shrink=False)


def test_shares_get_an_interval_where_their_counts_are_known() -> None:
    counted = pa.table(
        {"part": [5, None, 7, 3], "whole": [10, 10, 5, 0], "share": [0.5, 0.1, 0.2, None]}
    )
    done = finish_shares("part", "whole", "share", Honesty(interval="wilson"))(counted)
    low, high = wilson(5, 10)
    assert done.column("low").to_pylist() == [pytest.approx(float(low)), None, None, None]
    assert done.column("high").to_pylist() == [pytest.approx(float(high)), None, None, None]
    assert done.column_names == ["part", "whole", "share", "low", "high"]
