"""Small scripts for the tests of what follows a rotation, and the records that carry them."""

from __future__ import annotations

from pathlib import Path

from pamdesk.records.secret import Secret
from pamdesk.services import scripts
from pamdesk.vault.vault import Vault
from tests.worlds import TEST


def decoding(then: str) -> str:
    """Return a Python script that reads its input as `told`, and then does what is given."""
    return (
        "#!/usr/bin/env python3\nimport base64, json, os, signal, sys, time\n"
        "told = json.loads(base64.b64decode(sys.stdin.readline()))\n"
        "records = {one['title']: one for one in json.loads(base64.b64decode(told['records']))}\n" + then
    )


def noting(place: Path, word: str) -> str:
    """Return a shell script that adds a word to a file."""
    return f"#!/bin/sh\nread -r line\necho {word} >> '{place}'\n"


def carry(vault: Vault, record: str, name: str, text: str, *, seconds: int = 60, on: bool = True) -> str:
    """Add a script to a record, and switch it on; returns its id."""
    script = scripts.add_script(vault, record, name, Secret(text), who=TEST, seconds=seconds)
    if on:
        scripts.switch_script(vault, record, name, enabled=True, who=TEST)
    return script.id
