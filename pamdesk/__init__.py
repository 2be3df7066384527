"""PamDesk: privileged accounts in an encrypted vault, rotated in AWS."""

__version__ = "0.1.0"
