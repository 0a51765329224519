"""A set of cards that does not exist, and logs of drafting and playing it, in 17Lands' shape.

Names, numbers and results are ours; the files have the very columns, types and gaps of the
public logs, which makes them a test of the whole way from file to answer. What wins is
declared beforehand (``truth.py`` gives the formula), so every statistic can be checked. Ids of
drafts and cards bear a mark (``warehouse/sources/lands.py``), by which the importer files them
under the source ``sample``.

Left out on purpose: damaged files, which the tests of the importer make; and the game
itself, for results are drawn from the declared formula.
"""

from tcb_analytics.workbench.limited_sample.write import LimitedSummary, write_limited_sample

__all__ = ["LimitedSummary", "write_limited_sample"]
