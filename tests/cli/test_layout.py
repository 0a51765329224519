"""Tables on lines of any length: nothing breaks that should not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cli.layout import GAP, Column, fit

WORDS = st.lists(st.text("abcXYZ-09", min_size=1, max_size=25), min_size=1, max_size=4)
TEXTS = WORDS.map(" ".join)
NUMBERS = st.integers(0, 10**7).map("{:,}".format)


def column(name: str, *cells: str, numeric: bool = False) -> Column:
    """A column whose header is its name."""
    return Column(name, name.replace("_", " "), cells, numeric)


@st.composite
def tables(draw: st.DrawFn) -> list[Column]:
    """Some columns of texts and numbers over the same rows."""
    rows = draw(st.integers(1, 4))
    return [
        column(
            f"c{index}",
            *draw(st.lists(NUMBERS if numeric else TEXTS, min_size=rows, max_size=rows)),
            numeric=numeric,
        )
        for index, numeric in enumerate(draw(st.lists(st.booleans(), min_size=1, max_size=8)))
    ]


@given(tables(), st.integers(20, 160))
def test_a_laid_out_table_fits_and_breaks_no_number(table: list[Column], room: int) -> None:
    layout = fit(table, room)

    if layout.widths:
        assert sum(layout.widths) + GAP * (len(layout.widths) - 1) <= room
        for shown, width in zip(layout.columns, layout.widths, strict=True):
            assert width >= min(shown.least, shown.wide)
            assert not shown.numeric or width >= max(map(len, shown.cells))
    else:
        assert layout.columns == tuple(table)


def test_a_wide_terminal_shows_every_column_as_it_is() -> None:
    table = [column("leader", "TB01-001"), column("ties", "0", numeric=True)]

    layout = fit(table, 120)

    assert layout.columns == tuple(table)
    assert layout.widths == (8, 4)


def test_what_every_row_says_goes_first_and_is_told() -> None:
    table = [column("game", "tidebreak", "tidebreak"), column("leader", "TB01-001", "TB01-002")]

    layout = fit(table, 12)

    assert [shown.name for shown in layout.columns] == ["leader"]
    assert [shown.name for shown in layout.same] == ["game"]


def test_counts_go_before_rates_and_their_intervals() -> None:
    table = [
        column("leader", "TB01-001"),
        column("losses", "1,000", numeric=True),
        column("rate", "50.1 %", numeric=True),
        column("low", "48.0 %", numeric=True),
    ]

    layout = fit(table, 26)

    assert [shown.name for shown in layout.columns] == ["leader", "rate", "low"]
    assert [shown.name for shown in layout.spared] == ["losses"]


def test_a_row_that_no_line_holds_has_no_widths() -> None:
    table = [column(f"c{index}", "1234567890", numeric=True) for index in range(9)]

    assert fit(table, 40).widths == ()
