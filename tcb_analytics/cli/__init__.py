"""The command line: `tcb NOUN VERB`, one file per noun.

It reads settings, calls one room, and shows what came back. It computes nothing:
what a command can do, a notebook can do through the package's front door.
"""

from tcb_analytics.cli.entry import main

__all__ = ["main"]
