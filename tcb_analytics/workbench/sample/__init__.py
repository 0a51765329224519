"""Tidebreak: a fictional card game of our own, with a league whose truth is known.

The game keeps the rules of the One Piece Card Game, so every query and check
works on it; names, texts and numbers are ours. Its files have the very shapes
that the importers read, which makes the sample a test of the whole way from
file to report, and its declared matchups make every statistic checkable.

Left out on purpose: the game's play itself. Results are drawn from the declared
matrix, never from the cards in a deck.
"""

from tcb_analytics.workbench.sample.write import SampleSummary, write_sample

__all__ = ["SampleSummary", "write_sample"]
