"""Benchmarks: programs that print a table and JSON, each measuring the floor in the same run."""
