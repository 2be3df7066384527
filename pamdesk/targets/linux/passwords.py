"""The programs of a Linux host that set and compare a password: what they may be given, and what they answer."""

from __future__ import annotations

from typing import Final

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Answer, ProbeResult
from pamdesk.targets.linux.facts import FACTS, Facts
from pamdesk.targets.words import require_password as require_sendable

HOST_SECONDS: Final = 20  # after this the host itself ends the program; five more, and it is killed
LIMIT: Final = f"timeout -k 5 {HOST_SECONDS}"
LONGEST_NAME: Final = 255
LONGEST_PASSWORD: Final = 511  # bytes; PAM_MAX_RESP_SIZE of Linux-PAM, less its end

# Compares as PAM does, with the host's own crypt(3); it reads the account's name, and the password up to a NUL.
COMPARE: Final = FACTS.rpartition("exit 0")[0] + f'{LIMIT} unix_chkpwd "$u" nonull; echo check=$?\nexit 0\n'
SAME: Final = "0"
OTHER: Final = "7"  # PAM_AUTH_ERR


def check_of(said: str) -> str:
    """Return what the program answered to the comparison."""
    return said.rpartition("check=")[2].strip()


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


def not_the_one(login: str, host: str, facts: Facts) -> ProbeResult:
    """Say that the hash is of another password, or that a locked one tells nothing."""
    if facts.shadow is not None and facts.shadow.kind == "locked":
        return ProbeResult(
            Answer.UNKNOWN,
            f"The password of {login} is locked on {host}: which one it is cannot be told.",
            "locked",
        )
    return ProbeResult(
        Answer.REJECTED,
        f"/etc/shadow of {host} holds another password of {login}.",
        "hash_differs",
    )


def problem(status: int, said: str, login: str, host: str) -> TargetError:
    """Read why the program ended so; `Refused` only where its own words prove that nothing was changed."""
    # Both programs say so themselves: chpasswd "password not changed", passwd "password unchanged".
    unchanged = "password not changed" in said or "password unchanged" in said
    if not unchanged:
        return TargetError(
            f"{host} did not say whether it took the new password of {login}.",
            TargetErrorKind.UNKNOWN,
            code=f"status_{status}",
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
