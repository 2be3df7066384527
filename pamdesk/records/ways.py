"""How a machine is reached: by its record's own choice, else by its operating system and port."""

from __future__ import annotations

from typing import Final

from pamdesk.records.record import Record

SSH: Final = "ssh"
WINRM: Final = "winrm"
SSM: Final = "ssm"
_SSH_PORT: Final = 22


def way_of(record: Record) -> str:
    """Return ssh, winrm or ssm for a machine, "" for everything else."""
    if record.type != "pamMachine":
        return ""
    if chosen := record.text("connect_by"):
        return chosen
    # Windows answers to WinRM unless the record names the port of its OpenSSH.
    if record.text("operating_system") == "windows" and record.number("port", 0) != _SSH_PORT:
        return WINRM
    return SSH


def pin_field_of(record: Record) -> str:
    """Return the name of the field that pins who answers, "" where nobody has to prove who it is."""
    if record.type in ("pamDatabase", "pamDirectory"):
        return "certificate_fingerprint"
    return {SSH: "ssh_host_key", WINRM: "certificate_fingerprint"}.get(way_of(record), "")
