"""What `pamdesk doctor` says about one thing of this machine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How one thing stands: what is missing stops a part of the program, a notice stops nothing that is set up."""

    OK = "ok"
    NOTICE = "notice"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class MachineFinding:
    """One sentence about one thing, and the command that mends it where there is one."""

    name: str
    state: Health
    sentence: str
    mend: str = ""


def ok(name: str, sentence: str) -> MachineFinding:
    """Return a finding that needs nothing."""
    return MachineFinding(name, Health.OK, sentence)


def notice(name: str, sentence: str, mend: str = "") -> MachineFinding:
    """Return a finding that stops nothing now."""
    return MachineFinding(name, Health.NOTICE, sentence, mend)


def missing(name: str, sentence: str, mend: str = "") -> MachineFinding:
    """Return a finding that stops a part of the program."""
    return MachineFinding(name, Health.MISSING, sentence, mend)
