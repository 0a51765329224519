"""The lake: Delta tables, the importers that fill them and the queries that read them.

This is the only room that opens DuckDB or Delta. It knows cards and statistics,
never charts, reports or the application.
"""
