"""Questions to the lake: readable ``.sql`` files, composed as syntax trees, answered lazily.

No text of a user is ever pasted into SQL: keys and filters are checked against the
declared columns and built as trees. This room never opens an engine by itself; it is
handed one.
"""
