"""Counts to honest figures: intervals, shrinkage, rates under a declared rule, standings.

Arrays in, arrays out, on numpy and scipy alone. This room knows no frame, no
table and no game: what a row means is decided by whoever counts.
"""
