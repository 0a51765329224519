"""Why a target was missed when the committed results were taken, by the target's words."""

from __future__ import annotations

BUSY = "The machine was shared: load 4 to 10 on two cores."

REASONS = {
    "Q1 from facts against numpy products over pandas' frames": (
        "The target was set for pandas' own sums. Products of flags with int8 blocks read every "
        "cell once at the speed of memory, in a third of a second of one core; this project "
        "counts the cells that are not 0, and cannot be fifty times below that on two cores."
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
