"""What changes on a real terminal, seen through a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path


def on_terminal(words: list[str], home: Path, columns: int = 120) -> tuple[int, str]:
    """Run `tcb` with a terminal for output and errors; exit code and what it showed."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TCB_HOME": str(home), "TERM": "xterm", "COLUMNS": str(columns)}
    process = subprocess.Popen(
        [sys.executable, "-m", "tcb_analytics", *words],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(ours)
    return process.wait(timeout=60), seen.decode()


def test_a_terminal_gets_a_table_with_a_bold_header(sample_home: Path) -> None:
    code, seen = on_terminal(["query", "curve", "--limit", "2"], sample_home)

    assert code == 0
    assert "\x1b[1m" in seen


def test_a_terminal_gets_a_progress_bar(sample_folder: Path, tmp_path: Path) -> None:
    code, seen = on_terminal(["import", str(sample_folder)], tmp_path)

    assert code == 0
    assert "━" in seen
    assert "import 1/" not in seen


def test_hostile_values_are_shown_and_not_obeyed(sample_home: Path) -> None:
    hostile = ["\x1b]0;title\x07", "\x9b2J", "\u202egnp"]
    columns = ", ".join(f"'{value}' AS c{index}" for index, value in enumerate(hostile))

    code, seen = on_terminal(["query", "sql", f"SELECT {columns}, '[red]x[/]' AS c"], sample_home)

    assert code == 0
    assert [value for value in hostile if value in seen] == []
    for shown in ("\\x1b]0;title\\x07", "\\x9b2J", "\\u202egnp", "[red]x[/]"):
        assert shown in seen


def test_parquet_is_not_thrown_at_a_terminal(sample_home: Path) -> None:
    code, seen = on_terminal(["query", "curve", "--parquet", "-"], sample_home)

    assert code == 2
    assert "not for a terminal" in seen


def test_a_narrow_terminal_breaks_no_number_and_says_what_it_leaves_out(sample_home: Path) -> None:
    code, seen = on_terminal(["query", "matchups", "--limit", "5"], sample_home, columns=80)

    lines = re.sub(r"\x1b\[[0-9;]*m", "", seen).splitlines()
    assert code == 0
    assert max(map(len, lines)) <= 80
    assert len(re.findall(r"\d+\.\d %", "\n".join(lines))) == 15  # rate, low and high of each
    assert len(re.findall(r"TB\d\d-\d{3}|TS01-001", "\n".join(lines))) == 10
    assert any(line.startswith("not shown: ") for line in lines)


def test_a_row_of_a_wide_table_becomes_a_list_of_its_fields(sample_home: Path) -> None:
    code, seen = on_terminal(["data", "show", "matches", "--limit", "1"], sample_home, columns=60)

    assert code == 0
    assert re.search(r"match id\W.*1\d+", re.sub(r"\x1b\[[0-9;]*m", "", seen))
    assert "first player" in seen


def test_sentences_break_between_words(sample_home: Path) -> None:
    code, seen = on_terminal(["data", "show", "nothing"], sample_home, columns=40)

    assert code == 2
    assert max(map(len, seen.splitlines())) <= 40
    assert "restrictions" in seen
    assert "placements" in seen
