"""Refusals that every target makes: names and passwords that no server can be given, and what fails before the change."""

from __future__ import annotations

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account


def require_name(account: Account, product: str, longest: int) -> None:
    """Raise `Refused` where the login is empty, holds a NUL or no text, or is longer than so many bytes of UTF-8."""
    login = account.login
    if not login or not _sendable(login) or len(login.encode()) > longest:
        raise Refused(
            f"The login of {account.title} is no name of a {product} account (1 to {longest} bytes, no NUL). "
            "Nothing was sent.",
            code="login_invalid",
        )


def require_password(account: Account, product: str, candidate: Secret) -> None:
    """Raise `Refused` where the password is empty, or holds a NUL or no text."""
    if not candidate or not _sendable(candidate.reveal()):
        raise Refused(
            f"{product} takes no empty password and none with a NUL character. Nothing was sent for {account.title}.",
            TargetErrorKind.POLICY,
            code="password_invalid",
        )


def as_refused(error: TargetError) -> Refused:
    """Return an error of what was read before anything was sent as what it then is: proof that nothing changed."""
    return error if isinstance(error, Refused) else Refused(error.message, error.kind, code=error.code)


def _sendable(text: str) -> bool:
    # Half of a surrogate pair is no character, and has no bytes in UTF-8.
    return "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
