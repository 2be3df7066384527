"""The regions of AWS, and the partitions that they belong to."""

from __future__ import annotations

from typing import Final

_PREFIXES: Final = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}


def partition_of(region: str) -> str:
    """Return the partition that a region belongs to, told from its name."""
    return next((name for prefix, name in _PREFIXES.items() if region.startswith(prefix)), "aws")
