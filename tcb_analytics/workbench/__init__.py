"""Where lake, strategies and simulator meet: what needs more than one of those rooms.

Notebooks, reports and the command line come here; nothing below does.
"""
