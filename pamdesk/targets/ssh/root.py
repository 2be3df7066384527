"""How a signed-in account gets a command run as root: it is root, or sudo lets it, with its password where it asks.

What sudo may do is found out by the mildest command that tells. A command's text holds no secret and no name; both go to
its standard input, which shows in no process list, history or log of the host.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pamdesk.records.errors import Refused
from pamdesk.records.secret import Secret
from pamdesk.targets.ssh.session import ANSWER_SECONDS, Command, SshSession

READY: Final = "ready"
# Whatever a profile has set: messages that can be recognised, and the system's own programs.
CLEAN: Final = "env LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin"
_PROMPT: Final = "pamdesk-asks-for-sudo:"
# -k: what sudo remembers of an earlier password is neither used nor left behind, so that it asks each time or never.
_FREE: Final = "sudo -k -n --"
_ASKED: Final = f"sudo -k -S -p {_PROMPT} --"


class Reach(StrEnum):
    """How far an account gets."""

    ROOT = "root"
    SUDO = "sudo"
    SUDO_WITH_PASSWORD = "sudo_with_password"  # noqa: S105 - the way's name
    CHPASSWD_ONLY = "chpasswd_only"  # sudo allows that one command: accounts can be changed, not looked at
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Way:
    """How far an account gets, and one sentence why it gets no further."""

    reach: Reach
    why: str = ""
    code: str = ""

    @property
    def runs_scripts(self) -> bool:
        """Whether a shell may be run as root."""
        return self.reach in (Reach.ROOT, Reach.SUDO, Reach.SUDO_WITH_PASSWORD)


ITSELF: Final = Way(Reach.NONE)  # an account that runs its own commands, without asking for more


def plain(script: str) -> str:
    """Return the command that runs a script as the signed-in account, whatever its own shell is."""
    return f"exec {CLEAN} /bin/sh -c {shlex.quote(script)}"


def find_way(session: SshSession, password: Secret | None, host: str) -> Way:
    """Find out how far the account gets; raises `Refused` where it may run nothing, `SshLost` as every command."""
    if require_shell(session, host) == 0:
        return Way(Reach.ROOT)
    shell = session.run(f"exec {CLEAN} {_FREE} /bin/sh -c :")
    if shell.status == 0:
        return Way(Reach.SUDO)
    if "must have a tty" in shell.err:
        return Way(
            Reach.NONE,
            f"sudo on {host} asks {session.login} for a terminal (requiretty in sudoers).",
            "sudo_needs_terminal",
        )
    if session.run(f"exec {CLEAN} {_FREE} chpasswd").status == 0:
        return Way(Reach.CHPASSWD_ONLY)
    if "a password is required" in shell.err and password:
        return _with_password(session, password, host)
    return _none(session.login, host)


def require_shell(session: SshSession, host: str) -> int:
    """Return the signed-in account's uid; raises `Refused` where it may run nothing, or `SshLost`."""
    me = session.run(plain("id -u"))
    if me.status != 0 or not me.out.strip().isdigit():
        raise _runs_nothing(me.err + me.out, session.login, host)
    return int(me.out)


def begin(
    session: SshSession, way: Way, script: str, password: Secret | None, *, seconds: float = ANSWER_SECONDS
) -> tuple[Command, str]:
    """Start a script as root (as itself, where the way goes no further); return it with its `ready` line.

    The script says `ready` before it reads anything: what is written then goes to it, and never to sudo as a guess.
    Raises `Refused` where sudo does not let it, `SshLost`.
    """
    shell = f"/bin/sh -c {shlex.quote(script)}"
    prefix = {Reach.SUDO: f"{_FREE} ", Reach.SUDO_WITH_PASSWORD: f"{_ASKED} "}.get(way.reach, "")
    running = session.start(f"exec {CLEAN} {prefix}{shell}", seconds=seconds)
    try:
        if way.reach is Reach.SUDO_WITH_PASSWORD and password:
            _give_password(running, password)
        said = running.line(READY)
    except BaseException:
        running.close()
        raise
    if said:
        return running, said
    running.close()
    raise _refused(running.err, session.login)


def run(
    session: SshSession,
    way: Way,
    script: str,
    given: bytes,
    password: Secret | None,
    *,
    seconds: float = ANSWER_SECONDS,
) -> str:
    """Run a reading script to its end and return what it printed after `ready`; raises `Refused` or `SshLost`."""
    running, _ = begin(session, way, script, password, seconds=seconds)
    try:
        running.write(given)
        running.end_input()
        ended = running.ended()
    finally:
        running.close()
    if ended.status != 0:
        raise Refused(
            f"A program that {session.login} ran on the host to look at the account failed (status {ended.status}).",
            code="host_program",
        )
    return ended.out.partition("\n")[2]


def _give_password(running: Command, password: Secret) -> None:
    """Answer sudo's question, once: a second question means that the answer was wrong, and ends it there."""
    prompt, ready = _PROMPT.encode(), READY.encode()
    running.wait_for(lambda out, err: prompt in err or out.startswith(ready))
    if _PROMPT not in running.err:
        return
    running.write(f"{password.reveal()}\n".encode())
    running.wait_for(lambda out, err: err.count(prompt) > 1 or out.startswith(ready))
    if running.err.count(_PROMPT) > 1:
        raise _refused(running.err, running.login)


def _with_password(session: SshSession, password: Secret, host: str) -> Way:
    way = Way(Reach.SUDO_WITH_PASSWORD)
    try:
        running, _ = begin(session, way, f"echo {READY}", password)
    except Refused as error:
        if error.code == "sudo_password":
            raise
        return _none(session.login, host)
    running.close()
    return way


def _none(login: str, host: str) -> Way:
    return Way(Reach.NONE, f"sudo on {host} does not let {login} change accounts.", "no_sudo")


def _refused(said: str, login: str) -> Refused:
    if said.count(_PROMPT) > 1 or "incorrect password" in said:
        return Refused(f"sudo refuses the password of {login}. Nothing was sent.", code="sudo_password")
    return Refused(
        f"sudo no longer lets {login} do what it did a moment ago. Nothing was sent.", code="no_sudo"
    )


def _runs_nothing(said: str, login: str, host: str) -> Refused:
    if "password has expired" in said.lower() or "change your password" in said.lower():
        return Refused(
            f"{host} lets {login} in, and asks for a new password before anything else. "
            "An administrator must set one there, or link another account as admin.",
            code="must_change",
        )
    return Refused(
        f"{host} lets {login} in, and lets it run nothing (its shell, or a forced command).", code="no_shell"
    )
