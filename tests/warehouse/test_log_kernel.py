"""The compiled reader agrees with Python's own csv, whatever the cells hold."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.warehouse import log_kernel as kernel
from tcb_analytics.warehouse.log_blocks import Block
from tcb_analytics.warehouse.log_header import Layout, Shape, Text, understand
from tcb_analytics.warehouse.log_rows import rows_of

SHAPE = Shape({"a": Text("text", empty=True), "b": Text("text", empty=True)}, ("x_", "y_"))
COPIES = st.sampled_from(["0"] * 12 + ["1", "2", "9", "10", "127", "0.0", "3.0"])
ODD = st.sampled_from(["-1", "128", "", " 1", "x", "1.5", "+1", "1e1", "0x1", "0 ", "00000", "٣"])
TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=9)


def layout(cards: int) -> Layout:
    """Texts at both ends, and the figures of some cards between."""
    names = [prefix + str(card) for card in range(cards) for prefix in SHAPE.figures]
    return understand(["a", *names, "b"], SHAPE, "log")


def block(text: str) -> Block:
    raw = text.encode()
    data = np.full(len(raw) + kernel.ROOM, 10, np.uint8)
    data[: len(raw)] = np.frombuffer(raw, np.uint8)
    return Block(data, len(raw), raw.count(b"\n"), 2)


def line(cells: list[str], quoted: bool) -> str:
    shown = [f'"{cell}"' if quoted or set(cell) & set(',"') else cell for cell in
             (cell.replace('"', '""') for cell in cells)]  # fmt: skip
    return ",".join(shown) + "\n"


@settings(max_examples=150, deadline=None)
@given(st.data(), st.integers(1, 40))
def test_texts_and_cells_that_are_not_0_are_those_of_the_csv(data: Any, cards: int) -> None:
    found = data.draw(
        st.lists(
            st.tuples(TEXTS, st.lists(COPIES, min_size=2 * cards, max_size=2 * cards), TEXTS),
            min_size=1, max_size=4,
        )
    )  # fmt: skip
    text = "".join(line([a, *cells, b], data.draw(st.booleans())) for a, cells, b in found)
    (rows,) = rows_of(layout(cards), [block(text)])
    assert rows.good.all()
    assert rows.columns["a"].to_pylist() == [a for a, _, _ in found]
    assert rows.columns["b"].to_pylist() == [b for _, _, b in found]
    begin = 0
    for end, (_, cells, _) in zip(rows.ends, found, strict=True):
        copies = np.zeros((cards, 2), int)
        copies[rows.cards[begin:end]] = rows.copies[begin:end]
        assert list(rows.cards[begin:end]) == sorted(set(rows.cards[begin:end]))
        assert copies.ravel().tolist() == [int(float(cell)) for cell in cells]
        begin = end


@settings(max_examples=100, deadline=None)
@given(st.data(), st.integers(1, 12), ODD)
def test_a_cell_that_is_no_number_of_copies_makes_its_row_odd(
    data: Any, cards: int, odd: str
) -> None:
    cells = data.draw(st.lists(COPIES, min_size=2 * cards, max_size=2 * cards))
    cells[data.draw(st.integers(0, 2 * cards - 1))] = odd
    good = line(["a", *["0"] * (2 * cards), "b"], quoted=False)
    (rows,) = rows_of(layout(cards), [block(good + line(["a", *cells, "b"], False) + good)])
    assert rows.good.tolist() == [True, odd == "00000" and False, True]
    assert [reject.key for reject in rows.rejects] == ["line 3"]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80), st.integers(1, 12))
def test_no_bytes_make_the_reader_fail_or_lose_a_line(noise: bytes, cards: int) -> None:
    good = line(["a", *["0"] * (2 * cards), "b"], quoted=False).encode()
    raw = good + noise + b"\n" + good
    data = np.full(len(raw) + kernel.ROOM, 10, np.uint8)
    data[: len(raw)] = np.frombuffer(raw, np.uint8)
    found = list(rows_of(layout(cards), [Block(data, len(raw), raw.count(b"\n"), 2)]))
    assert sum(rows.count for rows in found) == raw.count(b"\n")
    assert found[0].good[0]
    assert found[-1].good[-1]


@settings(max_examples=200, deadline=None)
@given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 12, 31)))  # noqa: DTZ001 - made UTC below
def test_moments_are_those_of_the_calendar(moment: datetime) -> None:
    text = f"{moment:%Y-%m-%d %H:%M:%S}".encode()
    data, found = np.frombuffer(text + b"\n" * 64, np.uint8), np.zeros(1, np.int64)
    flags = np.zeros(1, np.uint8)
    kernel.moments(data, np.array([0]), np.array([len(text)]), 1, found, flags)
    assert flags[0] == 0
    exact = moment.replace(microsecond=0, tzinfo=UTC)
    assert found[0] == round(exact.timestamp()) * 1_000_000


@pytest.mark.parametrize(
    "text", ["2026-02-29 00:00:00", "2026-13-01 00:00:00", "2026-04-31 00:00:00",
             "2026-01-01 24:00:00", "2026-01-01 00:60:00", "2026-01-01", "2026-01-01 00:00:0x"],
)  # fmt: skip
def test_what_is_no_moment_is_odd(text: str) -> None:
    data, found = np.frombuffer(text.encode() + b"\n" * 64, np.uint8), np.zeros(1, np.int64)
    flags = np.zeros(1, np.uint8)
    kernel.moments(data, np.array([0]), np.array([len(text)]), 1, found, flags)
    assert flags[0] == kernel.ODD


def test_python_reads_what_the_helper_writes() -> None:
    cells = ["a,b", 'c"d', "0"]
    assert next(csv.reader([line(cells, quoted=False)])) == cells
