"""Names as Oracle reads them, and the one statement that changes another user's password.

ALTER USER takes no bind variables, so the password stands in its text, which Oracle itself masks in its audit trail. A
PL/SQL block with the password as a bind would put it there unmasked (unified audit: SQL_BINDS). A user's own change goes
through the protocol, and is in no text at all.
"""

from __future__ import annotations

import re
from typing import Final

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account
from pamdesk.targets.words import require_name, require_password

LONGEST_NAME: Final = 128  # bytes, from 12.2; before it 30
_LONGEST_NAME_BEFORE: Final = 30
LONGEST_PASSWORD: Final = 1024  # bytes, from 23ai; before it 30
_LONGEST_PASSWORD_BEFORE: Final = 30
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_$#]*")
_NETWORK: Final = re.compile(r"[A-Za-z0-9_$#.-]{1,128}")
_SID: Final = "SID:"


def require_words(account: Account, candidate: Secret | None = None) -> None:
    """Raise `Refused` where the login or the password cannot be said to Oracle."""
    require_name(account, "Oracle", LONGEST_NAME + 2)
    name = stored_name(account.login)
    if not name or '"' in name or len(name.encode()) > LONGEST_NAME:
        raise Refused(
            f"The login of {account.title} is no name of an Oracle user (1 to {LONGEST_NAME} bytes, no double quote). "
            "Nothing was sent.",
            code="login_invalid",
        )
    if name == "SYS":
        raise Refused(
            f"{account.title} is SYS, whose password is kept in a file of every instance. Nothing was sent. "
            "Change it there with orapwd.",
            code="password_file",
        )
    if candidate is not None:
        require_password(account, "Oracle", candidate)
        if not is_sayable(candidate):
            raise Refused(
                "Oracle is given no password with a double quote, a control character or a letter beyond ASCII. "
                f"Nothing was sent for {account.title}.",
                TargetErrorKind.POLICY,
                code="password_invalid",
            )


def require_length(account: Account, name: str, candidate: Secret, version: tuple[int, int]) -> None:
    """Raise `Refused` where this version of Oracle (such as (19, 3)) keeps no name or no password of this length."""
    if version < (12, 2) and len(name.encode()) > _LONGEST_NAME_BEFORE:
        raise Refused(
            f"The login of {account.title} is longer than {_LONGEST_NAME_BEFORE} bytes. Nothing was sent.",
            code="login_invalid",
        )
    longest = longest_password(version)
    if len(candidate.reveal()) > longest:
        raise Refused(
            f"This version of Oracle takes no password of more than {longest} bytes. "
            f"Nothing was sent for {account.title}.",
            TargetErrorKind.POLICY,
            code="password_invalid",
        )


def longest_password(version: tuple[int, int]) -> int:
    """Return how many bytes a password has at most."""
    return LONGEST_PASSWORD if version >= (23, 0) else _LONGEST_PASSWORD_BEFORE


def is_sayable(candidate: Secret) -> bool:
    """Tell whether a password reaches the server whole: nothing escapes a double quote, and no character set is ASCII's rival."""
    text = candidate.reveal()
    return text.isascii() and text.isprintable() and '"' not in text and len(text) <= LONGEST_PASSWORD


def stored_name(login: str) -> str:
    """Return the name as the data dictionary has it: without quotes in capitals, in double quotes as it is written."""
    if len(login) > 1 and login.startswith('"') and login.endswith('"'):
        return login[1:-1]
    return login.upper() if _PLAIN.fullmatch(login) else login


def signs_in_as(login: str) -> str:
    """Return what the driver is given: a plain name, or one in quotes, in which brackets name no proxy user."""
    return login if _PLAIN.fullmatch(login) else f'"{stored_name(login)}"'


def service_of(title: str, name: str) -> tuple[str, str]:
    """Return what a record's database names: ("service_name" or "sid", its name); raises `Refused`."""
    kind, said = ("sid", name[len(_SID) :]) if name.upper().startswith(_SID) else ("service_name", name)
    if not _NETWORK.fullmatch(said.strip()):
        raise Refused(
            f"{title} names no service of Oracle. Nothing was sent. An administrator must enter it as the database of "
            "the record, or SID: and the name of an instance.",
            code="no_service",
        )
    return kind, said.strip()


def change_other(name: str, password: Secret, *, common: bool) -> Secret:
    """Change another user; nothing else is named (no ACCOUNT UNLOCK, no PROFILE), and so stays as it is."""
    text = f'ALTER USER "{name}" IDENTIFIED BY "{password.reveal()}"'
    return Secret(text + " CONTAINER=ALL" if common else text)
