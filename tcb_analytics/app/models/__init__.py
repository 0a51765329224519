"""The entities, and the migrations of their tables. They know no use case and no HTTP."""
