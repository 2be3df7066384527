"""Fakes, named so: they prove the engine's own table, never a rotation on a server."""
