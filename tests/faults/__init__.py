"""Faults made on purpose: killed processes, cut connections, suspended writers."""
