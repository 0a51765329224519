"""Engines that run SQL over the lake's files; DuckDB in this process is the default.

An engine gets the files of one snapshot and knows nothing of Delta or of questions.
"""
