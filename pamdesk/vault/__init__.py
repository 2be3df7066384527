"""The encrypted store of records."""
