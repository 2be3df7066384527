"""The programs on a Linux host that change a password over SSH, and what they are given.

The password goes to their standard input and nowhere else: not through a shell, an argument, the environment or a file.
Each runs under the host's own `timeout`, so that a change which arrives later finds nobody who would make it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Facts, Outcome
from pamdesk.targets.linux.passwords import LIMIT, problem
from pamdesk.targets.ssh.root import Reach, Way
from pamdesk.targets.ssh.session import Command

# Who is at work: process, its start in ticks since boot, and the boot; a later process of the same number is another.
WHO: Final = r"""
LC_ALL=C; export LC_ALL; read -r s </proc/$$/stat; set -- ${s##*) }
echo ready $$ ${20} $(cat /proc/sys/kernel/random/boot_id)
"""
BY_ROOT: Final = f"{WHO}exec {LIMIT} chpasswd"
# Where sudo allows nothing but chpasswd, the time limit is put on what feeds it: it does nothing without its input.
BY_SUDO: Final = f"{WHO}{LIMIT} cat | sudo -k -n -- chpasswd; exit $?"
BY_ITSELF: Final = f"{WHO}exec {LIMIT} passwd"

_LOOK = r"""
LC_ALL=C; export LC_ALL; echo ready; read -r pid start boot || exit 9
alive() { [ "$boot" = "$(cat /proc/sys/kernel/random/boot_id)" ] && [ -r /proc/$pid/stat ] || return 1
read -r s 2>/dev/null </proc/$pid/stat || return 1; set -- ${s##*) }; [ "$start" = "${20}" ]; }
"""
END_ATTEMPT: Final = (
    _LOOK
    + r"""if alive; then kill -TERM $pid
for i in 1 2 3 4 5 6 7 8 9 10; do alive || break; sleep 0.1; done; fi
if alive; then echo attempt=running; else echo attempt=over; fi; exit 0
"""
)
LOOK_AT_ATTEMPT: Final = _LOOK + "if alive; then echo attempt=running; else echo attempt=over; fi; exit 0\n"


@dataclass(frozen=True, slots=True)
class Change:
    """One program that changes one password, and what it is to be given."""

    script: str
    given: bytes
    shown: str


def by_admin(way: Way, login: str, password: Secret) -> Change:
    """Return the change that an administrator makes."""
    # One account a call: a line that chpasswd refuses would hold up the others.
    given = f"{login}:{password.reveal()}\n".encode()
    sudo = "" if way.reach is Reach.ROOT else "sudo "
    script = BY_SUDO if way.reach is Reach.CHPASSWD_ONLY else BY_ROOT
    return Change(script, given, f"{sudo}chpasswd, given on standard input: {login}:***")


def by_itself(current: Secret, password: Secret) -> Change:
    """Return the change that the account makes itself, through PAM with all its rules."""
    old, new = current.reveal(), password.reveal()
    return Change(
        BY_ITSELF, f"{old}\n{new}\n{new}\n".encode(), "passwd, given on standard input: ***, ***, ***"
    )


def facts_of(ready: str) -> Facts:
    """Read who is at work from a script's `ready` line."""
    _, pid, started, boot = ready.split()
    return {"pid": int(pid), "started": started, "boot": boot}


def outcome_of(said: str) -> Outcome:
    """Read what became of the program that was at work."""
    return Outcome.OVER if "attempt=over" in said else Outcome.RUNNING


def send(running: Command, change: Change, account: Account, host: str) -> None:
    """Hand the password over and wait for the answer; raises `Refused` only where it proves that nothing was changed."""
    running.write(change.given)
    running.end_input()
    ended = running.ended()
    if ended.status != 0:
        raise problem(ended.status, ended.err, account.login, host)
