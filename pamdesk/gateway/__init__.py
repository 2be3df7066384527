"""The engine without a window."""
