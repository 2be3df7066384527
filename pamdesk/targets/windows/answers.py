"""What Windows answers to a sign-in and to a new password, and what a name and a password may be."""

from __future__ import annotations

from typing import Final

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Answer, ProbeResult
from pamdesk.targets.words import require_password as require_sendable

LONGEST_NAME: Final = 20  # LM20_UNLEN
LONGEST_PASSWORD: Final = 127  # characters of UTF-16; what sign-in screens take
_NOT_IN_NAMES: Final = frozenset('"/\\[]:;|=,+*?<>@')
_WRONG: Final = 1326  # ERROR_LOGON_FAILURE: the password, or the name
_LOCKED: Final = 1909
# The password was right, or Windows would have said 1326 (System Error Codes 1300-1699, 1700-3999).
_BLOCKED: Final = {
    1331: "the account is disabled",
    1330: "it has expired",
    1793: "the account has expired",
    1907: "Windows asks for a new one at the next sign-in",
    1327: "Windows restricts the account",
    1328: "the account may not sign in at this time",
    1329: "the account may not sign in to this host",
    1385: "the account may not sign in over the network",
}


def require_login(account: Account) -> None:
    """Raise `Refused` where the login is no name that a local user can have."""
    login, longest, text = account.login, LONGEST_NAME, "".join(sorted(_NOT_IN_NAMES))
    bad = any(ord(one) < 32 or one in _NOT_IN_NAMES or "\ud800" <= one <= "\udfff" for one in login)
    if not login.strip(" .") or bad or len(login) > longest:
        raise Refused(
            f"The login of {account.title} is no name of a local Windows user (1 to {longest} characters, none of "
            f"{text}, no computer in front). Nothing was sent.",
            code="login_invalid",
        )


def require_password(account: Account, candidate: Secret) -> None:
    """Raise `Refused` where Windows could not be given this password."""
    require_sendable(account, "Windows", candidate)
    if len(candidate.reveal().encode("utf-16-le")) > 2 * LONGEST_PASSWORD:
        raise Refused(
            f"A password on Windows holds at most {LONGEST_PASSWORD} characters. Nothing was sent for {account.title}.",
            TargetErrorKind.POLICY,
            code="password_invalid",
        )


def signed_in(code: int, login: str, host: str) -> ProbeResult:
    """Judge what LogonUser said."""
    if code == 0:
        return ProbeResult(Answer.ACCEPTED, f"{login} signed in on {host}.")
    if code == _WRONG:
        sentence = f"{host} refuses the password of {login}."
        return ProbeResult(Answer.REJECTED, sentence, str(code), spent=True)
    if code in _BLOCKED:
        why = _BLOCKED[code]
        return ProbeResult(Answer.BLOCKED, f"The password is right; {why} ({login} on {host}).", str(code))
    if code == _LOCKED:
        sentence = f"{login} is locked on {host}: whether this is its password cannot be told."
        return ProbeResult(Answer.UNKNOWN, sentence, str(code))
    sentence = f"{host} did not say whether this is the password of {login} (code {code})."
    return ProbeResult(Answer.UNKNOWN, sentence, str(code))


def not_set(error: str, login: str, host: str) -> TargetError:
    """Read why Set-LocalUser ended so; `Refused` only where that says that nothing was changed."""
    if error == "InvalidPassword":
        return Refused(
            f"{host} refuses this password for {login} (length, complexity or history).",
            TargetErrorKind.POLICY,
            code=error,
        )
    if error == "UserNotFound":
        return Refused(f"{host} has no local user {login}.", code="no_account")
    if error == "AccessDenied":
        return Refused(
            f"{host} does not allow the administrator to change the password of {login}.", code=error
        )
    if error == "CommandNotFoundException":
        return Refused(
            f"{host} has no Set-LocalUser: its PowerShell is older than 5.1.",
            code="old_powershell",
        )
    return _not_said(error, login, host)


def not_changed(code: object, login: str, host: str) -> TargetError | None:
    """Read what NetUserChangePassword said; None where it made the change."""
    if code == 0:
        return None
    if code == 2245:  # NERR_PasswordTooShort, which stands for every rule of the policy
        return Refused(
            f"{host} refuses this password for {login} (length, complexity, history or age).",
            TargetErrorKind.POLICY,
            code=str(code),
        )
    if code in (5, 86, 2221):  # ERROR_ACCESS_DENIED, ERROR_INVALID_PASSWORD, NERR_UserNotFound
        return Refused(f"{host} does not let {login} change its password (code {code}).", code=str(code))
    return _not_said(str(code), login, host)


def _not_said(code: str, login: str, host: str) -> TargetError:
    return TargetError(
        f"{host} did not say whether it took the new password of {login}.",
        TargetErrorKind.UNKNOWN,
        code=code or "no_answer",
    )
