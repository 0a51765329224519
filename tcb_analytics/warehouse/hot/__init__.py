"""Hot columns: what questions over Limited logs have read, held in memory in a compact form.

Columns are codes of few values, cards of games are slices of one array, and compiled loops count
them. The answers are those of SQL, value by value; what does not fit or decompose is SQL's.
"""
