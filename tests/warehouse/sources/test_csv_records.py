from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tcb_analytics.warehouse.sources.base import Document
from tcb_analytics.warehouse.sources.csv_records import Dialect, records

CELL = st.text(alphabet=st.sampled_from('ab,;"\n\r é'), max_size=6)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.tuples(CELL, CELL), max_size=6), delimiter=st.sampled_from(",;\t|"))
def test_what_the_standard_writer_writes_is_read_back_under_its_true_lines(
    rows: list[tuple[str, str]], delimiter: str, tmp_path: Path
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(("one", "two"))
    lines = []
    for row in rows:
        lines.append(len(text.getvalue().splitlines()) + 1)
        writer.writerow(row)
    path = tmp_path / "file.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    found = list(records(Document("file.csv", path), Dialect(delimiter), ["one", "two"]))
    assert found == [
        (f"line {line}", {"one": one, "two": two})
        for line, (one, two) in zip(lines, rows, strict=True)
    ]
