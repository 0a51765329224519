"""What a reader of the committed results must know: remarks, and why targets were missed."""

from __future__ import annotations

BUSY = "The machine was shared: load 4 to 10 on two cores."

REMARKS: tuple[str, ...] = (
    "Two rounds, and one of imports. Load 4 to 10 on two cores: ratios of processor time are "
    "the steadier ones.",
    "Wide DuckDB still read the file that spells wrote, which takes it about twice as long as "
    "the file of its own that it is given now.",
    "The growth curve ends at a million games; five million are still to be measured.",
)
"""What holds for all figures of the page."""

REASONS = {
    "Q1 from facts against numpy products over pandas' frames": (
        "The target was set for pandas' own sums. Products of flags with int8 blocks read every "
        "cell once at the speed of memory: 330 ms of processor time, where this project takes "
        "75 ms on both cores for the cells that are not 0."
    ),
    "Q2 from facts against spells": (
        f"{BUSY} By processor time, below, the ratio is above the target."
    ),
    "import of the games against spells' own": (
        f"One round. {BUSY} By processor time the ratio is 2.9."
    ),
    "disk, part of spells' parquet": (
        "0.504: the difference is 0.3 MB, of which every table's log of commits is a part."
    ),
    "first answer of a process, nothing in the page cache": (
        f"{BUSY} Half of it is opening the lake, where reading the table of imports makes pyarrow "
        "import pandas."
    ),
}
