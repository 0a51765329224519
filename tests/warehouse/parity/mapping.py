"""How an answer of spells stands beside one of ours: every difference in form, and no other.

1. Weeks: spells gives the number of the ISO week, ours its Monday.
2. No colours: the logs leave the cell empty. spells reads a missing text, ours an empty one;
   so its ``num_colors`` is missing where ours is 0, and ``has_splash`` where ours is false.
3. Rows: spells gives every card of the set beside every group, with counts of 0 and missing
   rates. Ours gives the rows in which something was counted.
4. Counts of nothing: a sum over no rows is 0 in spells; ours is 0 too, in a row that stands.
5. Rates of nothing: missing in both (spells turns its NaN into that). Where something stands
   over nothing spells says infinity, ours nothing: ``alsa`` after the eighth pick alone, for
   cards are counted as seen up to the eighth. ``infinite`` counts such rows.
"""

from __future__ import annotations

import polars as pl

EMPTY = {
    "main_colors": "", "splash_colors": "", "opp_colors": "", "num_colors": 0, "has_splash": False,
}  # fmt: skip
"""What ours says where spells has a missing value."""

TOLERANCE = 1e-9


def in_one_form(frame: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """Keys as both can be compared by, figures as 64-bit floats; NaN is not a missing value."""
    shaped = []
    for name in frame.columns:
        column = pl.col(name)
        if name not in keys:
            shaped.append(column.cast(pl.Float64))
        elif name in ("game_week", "draft_week") and frame.schema[name] == pl.Date:
            shaped.append(column.dt.week().cast(pl.Float64))
        elif frame.schema[name].is_numeric():
            shaped.append(column.cast(pl.Float64))
        else:
            shaped.append(column)
    return frame.select(shaped)


def infinite(theirs: pl.DataFrame, metric: str) -> int:
    """Rows in which spells divides something by nothing."""
    return int(theirs[metric].is_infinite().sum())


def differences(
    ours: pl.DataFrame, theirs: pl.DataFrame, keys: tuple[str, ...], metrics: tuple[str, ...]
) -> list[str]:
    """What disagrees between two answers, in words; nothing where they are one."""
    left = in_one_form(ours.select([*keys, *metrics]), keys)
    right = in_one_form(theirs.select([*keys, *metrics]), keys).with_columns(
        *(pl.col(name).fill_null(EMPTY[name]) for name in keys if name in EMPTY),
        *(pl.when(~pl.col(name).is_infinite()).then(pl.col(name)).alias(name) for name in metrics),
    )
    found = [f"{side} has a row twice" for side, frame in (("ours", left), ("theirs", right))
             if keys and frame.select(keys).is_duplicated().any()]  # fmt: skip
    both = _side_by_side(left, right, keys)
    missing = both.filter(pl.col("_ours").is_null())
    if len(extra := both.filter(pl.col("_theirs").is_null())):
        found.append(f"{len(extra)} rows that spells lacks, as {extra.row(0)}")
    for metric in metrics:
        told = missing.filter(pl.col(f"{metric}_theirs").fill_null(0) != 0)
        if len(told):
            found.append(f"{metric}: {len(told)} rows that ours lacks, as {told.row(0)}")
        found += _unlike(both.filter(pl.col("_ours") & pl.col("_theirs")), metric, keys)
    return found


def _side_by_side(left: pl.DataFrame, right: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    marked = left.with_columns(_ours=pl.lit(value=True))
    other = right.with_columns(_theirs=pl.lit(value=True)).rename(
        {name: f"{name}_theirs" for name in right.columns if name not in keys}
    )
    if not keys:
        return pl.concat([marked, other], how="horizontal")
    return marked.join(other, on=list(keys), how="full", coalesce=True, nulls_equal=True)


def _unlike(both: pl.DataFrame, metric: str, keys: tuple[str, ...]) -> list[str]:
    mine, their = pl.col(metric), pl.col(f"{metric}_theirs")
    scale = pl.max_horizontal(mine.abs(), their.abs(), pl.lit(1.0))
    far = (mine - their).abs() > TOLERANCE * scale
    wrong = both.filter(far | (mine.is_null() != their.is_null()) | mine.is_nan())
    if not len(wrong):
        return []
    first = wrong.select([*keys, metric, f"{metric}_theirs"]).row(0, named=True)
    return [f"{metric}: {len(wrong)} of {len(both)} rows, as {first}"]
