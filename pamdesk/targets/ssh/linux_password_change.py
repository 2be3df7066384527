"""The programs on a Linux host that change and compare a password, what they are given, and what they answer.

The password goes to their standard input and nowhere else: not through a shell, an argument, the environment or a file.
Each runs under the host's own `timeout`, so that a change which arrives later finds nobody who would make it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Facts, Outcome
from pamdesk.targets.ssh.linux_facts import FACTS
from pamdesk.targets.ssh.root import Reach, Way
from pamdesk.targets.ssh.session import Command, Ran
from pamdesk.targets.words import require_password as require_sendable

HOST_SECONDS: Final = 20  # after this the host itself ends the program; five more, and it is killed
LONGEST_NAME: Final = 255
LONGEST_PASSWORD: Final = 511  # bytes; PAM_MAX_RESP_SIZE of Linux-PAM, less its end

# Who is at work: process, its start in ticks since boot, and the boot; a later process of the same number is another.
WHO: Final = r"""
LC_ALL=C; export LC_ALL; read -r s </proc/$$/stat; set -- ${s##*) }
echo ready $$ ${20} $(cat /proc/sys/kernel/random/boot_id)
"""
_LIMIT: Final = f"timeout -k 5 {HOST_SECONDS}"
BY_ROOT: Final = f"{WHO}exec {_LIMIT} chpasswd"
# Where sudo allows nothing but chpasswd, the time limit is put on what feeds it: it does nothing without its input.
BY_SUDO: Final = f"{WHO}{_LIMIT} cat | sudo -k -n -- chpasswd; exit $?"
BY_ITSELF: Final = f"{WHO}exec {_LIMIT} passwd"

# Compares as PAM does, with the host's own crypt(3); it reads the password up to a NUL.
COMPARE: Final = FACTS.rpartition("exit 0")[0] + f'{_LIMIT} unix_chkpwd "$u" nonull; echo check=$?\nexit 0\n'
SAME: Final = "0"
OTHER: Final = "7"  # PAM_AUTH_ERR

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
        raise _problem(ended, account, host)


def _problem(ended: Ran, account: Account, host: str) -> TargetError:
    said, login = ended.err, account.login
    # Both programs say so themselves: chpasswd "password not changed", passwd "password unchanged".
    unchanged = "password not changed" in said or "password unchanged" in said
    if not unchanged:
        return TargetError(
            f"{host} did not say whether it took the new password of {login}.",
            TargetErrorKind.UNKNOWN,
            code=f"status_{ended.status}",
        )
    for words, kind, code, sentence in _ANSWERS:
        if words in said:
            return Refused(sentence.format(host=host, login=login), kind, code=code)
    return Refused(f"{host} refuses to change the password of {login}.", code="not_changed")


_ANSWERS: Final = (
    (
        "BAD PASSWORD",
        TargetErrorKind.POLICY,
        "pwquality",
        "{host} refuses this password for {login} (its password policy).",
    ),
    (
        "already used",
        TargetErrorKind.POLICY,
        "used_before",
        "{host} refuses this password for {login}: it was used before.",
    ),
    (
        "must choose a longer",
        TargetErrorKind.POLICY,
        "too_short",
        "{host} refuses this password for {login}: it is too short.",
    ),
    (
        "must wait longer",
        TargetErrorKind.REFUSED,
        "too_soon",
        "{host} does not let {login} change its password again so soon (chage -m). An administrator can.",
    ),
    ("lock busy", TargetErrorKind.LOCKED, "lock_busy", "Another program is changing the accounts of {host}."),
    (
        "cannot lock",
        TargetErrorKind.LOCKED,
        "lock_busy",
        "Another program is changing the accounts of {host}.",
    ),
)


def require_login(account: Account) -> None:
    """Raise `Refused` where the login is no name that /etc/passwd can hold."""
    login = account.login
    sendable = not any(ord(c) < 32 or c in ":\x7f" or "\ud800" <= c <= "\udfff" for c in login)
    # A name of digits is a number to half of the host's programs, one that begins so is an option or an NIS rule.
    if (
        not login
        or not sendable
        or len(login.encode()) > LONGEST_NAME
        or login.isdecimal()
        or login[0] in "-+"
    ):
        raise Refused(
            f"The login of {account.title} is no name of a Linux account (no colon, no control character, not a number, "
            "no dash in front). Nothing was sent.",
            code="login_invalid",
        )


def require_password(account: Account, candidate: Secret) -> None:
    """Raise `Refused` where a program that reads lines would store something else than this password."""
    require_sendable(account, "Linux", candidate)
    text = candidate.reveal()
    if "\n" in text or "\r" in text or len(text.encode()) > LONGEST_PASSWORD:
        raise Refused(
            f"A password on Linux holds no line break and at most {LONGEST_PASSWORD} bytes. "
            f"Nothing was sent for {account.title}.",
            TargetErrorKind.POLICY,
            code="password_invalid",
        )
