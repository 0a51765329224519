"""Declared templates: the sentences that are understood, one file per family.

A template is a pattern for a whole clause and a function that turns its parts into actions.
Adding a sentence means adding one entry to one file. Leaves out how clauses are joined
(``clauses``) and conditions (``conditions``).
"""

from __future__ import annotations
