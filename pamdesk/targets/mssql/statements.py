"""The one batch that changes a password: ALTER LOGIN and ALTER USER take no parameters, so every part is quoted here."""

from __future__ import annotations

import re
from typing import Final

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account
from pamdesk.targets.mssql.facts import Principal
from pamdesk.targets.words import require_name, require_password

LONGEST: Final = 128  # of a name (sysname) and of a password, in UTF-16 units
# Inside a string SQL Server takes a backslash before a line's end, and that end, out of the text.
_CONTINUED: Final = re.compile(r"\\\r?\n")


def require_words(account: Account, candidate: Secret | None = None) -> None:
    """Raise `Refused` where the login or the password cannot be said to SQL Server."""
    require_name(account, "SQL Server", 3 * LONGEST)
    if is_too_long(account.login):
        raise Refused(
            f"The login of {account.title} is no name of a SQL Server account (1 to {LONGEST} characters, no NUL). "
            "Nothing was sent.",
            code="login_invalid",
        )
    if candidate is None:
        return
    require_password(account, "SQL Server", candidate)
    password = candidate.reveal()
    if is_too_long(password) or _CONTINUED.search(password):
        raise Refused(
            f"SQL Server takes no password of more than {LONGEST} characters and none with a backslash before a line "
            f"break. Nothing was sent for {account.title}.",
            TargetErrorKind.POLICY,
            code="password_invalid",
        )


def change_other(principal: Principal, password: Secret) -> Secret:
    """Change another account; CHECK_POLICY, CHECK_EXPIRATION and the lock are named by nobody, and so stay."""
    return Secret(f"ALTER {_what(principal)} WITH PASSWORD = {literal(password.reveal())}")


def change_own(principal: Principal, password: Secret, current: Secret) -> Secret:
    """Change the account that is signed in, which has to say its present password."""
    return Secret(
        f"ALTER {_what(principal)} WITH PASSWORD = {literal(password.reveal())} "
        f"OLD_PASSWORD = {literal(current.reveal())}"
    )


def is_too_long(text: str) -> bool:
    """Tell whether a name or a password has more UTF-16 units than SQL Server keeps."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST


def identifier(name: str) -> str:
    """Quote a name as QUOTENAME does, with no NULL for a long one."""
    return "[" + name.replace("]", "]]") + "]"


def literal(text: str) -> str:
    """Quote a text as a Unicode string: the apostrophe is all that ends one, whatever is set."""
    return "N'" + text.replace("'", "''") + "'"


def _what(principal: Principal) -> str:
    return f"{'USER' if principal.contained else 'LOGIN'} {identifier(principal.name)}"
