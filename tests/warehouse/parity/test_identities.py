"""Identities that published ratings keep, kept by our metrics: on logs, and on 17Lands' figures.

Opening hand and drawn together are in hand, exactly; the rate in hand is the mean of their two
rates, weighed by copies; improvement when drawn is the rate in hand less the rate never seen.
On the published file our own formulas are given 17Lands' counts, and must give its rates.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tcb_analytics.config import Settings
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.log_metrics import BY_NAME
from tcb_analytics.warehouse.queries.log_formulas import formula

POINT = 0.0001
"""A hundredth of a per cent, to which the ratings are published."""

_METRICS = (
    "num_gp", "gp_wr", "num_oh", "oh_wr", "num_gd", "gd_wr", "num_gih", "gih_wr", "num_gns",
    "gns_wr", "iwd",
)  # fmt: skip
_AS_COUNTS = """
SELECT name, deck_colors, gih_count, gih_wr AS published_gih_wr, iwd AS published_iwd,
       gp_count AS deck, gp_wr * gp_count AS won_deck,
       oh_count AS opening_hand, oh_wr * oh_count AS won_opening_hand,
       gd_count AS drawn, gd_wr * gd_count AS won_drawn,
       gp_count - gns_count AS from_deck,
       gp_wr * gp_count - gns_wr * gns_count AS won_from_deck
FROM ratings
"""


@pytest.mark.parametrize("by", [("name",), ("name", "main_colors"), ("rarity", "on_play"), ()])
def test_logs_keep_the_identities(lake: Lake, by: tuple[str, ...]) -> None:
    found = lake.limited(_METRICS, by=by, threshold=0).pl()
    oh, gd = pl.col("num_oh"), pl.col("num_gd")
    won = pl.col("oh_wr").fill_null(0) * oh + pl.col("gd_wr").fill_null(0) * gd
    checked = found.select(
        copies=oh + gd == pl.col("num_gih"),
        mean=((won / pl.col("num_gih") - pl.col("gih_wr")).abs() < 1e-9) | (pl.col("num_gih") == 0),
        iwd=((pl.col("gih_wr") - pl.col("gns_wr") - pl.col("iwd")).abs() < 1e-9)
        | pl.col("iwd").is_null(),
    )

    assert len(found)
    assert checked.select(pl.all().all()).row(0) == (True, True, True)


@pytest.mark.real_data
def test_published_counts_give_the_published_rates(real_data: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    import_paths([real_data / "mtg" / "ratings_OTJ.json"], settings.lake, limit=1 << 29)
    ours = ", ".join(
        f"{formula(BY_NAME[name]).sql(dialect='duckdb')} AS {name}"
        for name in ("num_gih", "gih_wr", "num_gns", "gns_wr", "iwd")
    )
    names = "name, deck_colors, gih_count, published_gih_wr, published_iwd"
    with Lake(settings) as lake:
        found = lake.sql(f"SELECT {names}, {ours} FROM ({_AS_COUNTS})").pl()
    rated = found.drop_nulls(["published_gih_wr", "gih_wr"])
    compared = found.drop_nulls(["published_iwd", "iwd"])

    assert (found["num_gih"] == found["gih_count"]).all()
    assert len(rated) > 1_000
    assert (rated["gih_wr"] - rated["published_gih_wr"]).abs().max() < POINT
    assert len(compared) > 1_000
    assert (compared["iwd"] - compared["published_iwd"]).abs().max() < 1.5 * POINT
