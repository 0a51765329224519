"""The lake: Delta tables, the importers that fill them and the queries that read them.

This is the only room that opens DuckDB or Delta. It knows cards and statistics,
never charts, reports or the application.
"""

import warnings

# A relation would spare the copy that DuckDB warns of, but binds each statement twice.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")
