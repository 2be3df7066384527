"""The sentences about scripts that follow a rotation."""

from __future__ import annotations

from collections.abc import Sequence

from pamdesk.records.words import listed


def ended(name: str, code: int) -> str:
    """A script came to its end, or was ended by a signal of the system."""
    if code == 0:
        return f"The script {name} ended well."
    if code < 0:
        return f"The script {name} was ended by signal {-code}."
    return f"The script {name} failed with exit status {code}."


def timed_out(name: str, seconds: int) -> str:
    """A script was ended at its time limit."""
    return f"The script {name} was ended after {seconds} seconds: it had not come to its end."


def not_started(name: str, why: str) -> str:
    """A script was not begun."""
    return f"The script {name} was not started. {why}".strip()


def unknown(name: str) -> str:
    """PamDesk ended while the script ran, or was about to."""
    return f"PamDesk ended while the script {name} ran: it is not known whether it came to its end."


def still_running(name: str) -> str:
    """PamDesk ended while the script ran, and it still does."""
    return f"PamDesk ended while the script {name} ran, and it still runs."


def failed(where: str, names: Sequence[str]) -> str:
    """The new secret is in place; a script after it did not end well."""
    if len(names) == 1:
        return f"{where} The script {names[0]} failed: run it again; nothing else is changed by it."
    return f"{where} The scripts {listed(names)} failed: run them again; nothing else is changed by it."


def old_stays(where: str) -> str:
    """Whoever depends on the account may not have been told: the secret before the new one is not taken out of service."""
    return f"Until then the old one still lets in to {where}."


def works(noun: str) -> str:
    """The new secret was proved."""
    return f"The new {noun} works."


def run_twice(where: str, names: Sequence[str]) -> str:
    """At recovery a script was run again of which nobody knows whether it had come to its end."""
    return (
        f"{where} PamDesk had ended while {listed(names)} ran: it was run again, maybe for the second time."
    )


def being_run(where: str) -> str:
    """A person runs scripts again; what a crash in the meantime leaves."""
    return f"{where} Its scripts are being run again."


def passed(where: str) -> str:
    """Every script that was run again has ended well."""
    return f"{where} Its scripts have ended well."


def lost(where: str) -> str:
    """Another writer took over while the scripts ran."""
    return f"{where} Another PamDesk has taken over its scripts."


def not_rotated(title: str) -> str:
    """There is no rotation that scripts could follow."""
    return f"{title} has no finished rotation here that scripts could follow. Rotate it first."


def not_settled(title: str) -> str:
    """An attempt is still open."""
    return f"The last rotation of {title} is not settled yet. Ask the server again first."


def changed_since(title: str, noun: str) -> str:
    """The secret was changed by hand since."""
    return f"The {noun} of {title} was changed after its last rotation. Its scripts run with the next one."


def none_on(title: str) -> str:
    """Nothing to run."""
    return f"No script of {title}, of what it lives on or of its configuration is switched on."


def not_readable(credential: str) -> str:
    """A script was given a record that its gateway may not read."""
    return f"The gateway may not read {credential}, which the script is given. Assign its folder to the gateway's application."


def gone(credential: str) -> str:
    """A script was given a record that is gone."""
    return f"The record {credential}, which the script is given, is gone."


def in_place(noun: str) -> str:
    """The new secret is in place, though no sign-in proved it."""
    return f"The new {noun} is in place."
