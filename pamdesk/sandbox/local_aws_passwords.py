"""Console passwords of the local AWS: the account's policy, the reuse history, a stand-in for the sign-in page.

Rules: AWS IAM, "Setting an account password policy for IAM users", and the API models of CreateLoginProfile,
UpdateLoginProfile and ChangePassword. Passwords are kept only as keyed digests.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

LONGEST = 128
REMEMBERED = 24  # the largest PasswordReusePrevention
SYMBOLS = "!@#$%^&*()_+-=[]{}|'"
ALLOWED = re.compile("[\\t\\n\\r\\x20-\\xff]+")


@dataclass(frozen=True, slots=True)
class PasswordRules:
    """An account's own password policy, as GetAccountPasswordPolicy gives it."""

    minimum_length: int
    upper: bool
    lower: bool
    digits: bool
    symbols: bool
    reuse_prevention: int = 0


def malformed(password: str) -> bool:
    """Tell whether the API model itself refuses the text (ValidationError), before any policy is asked."""
    return len(password) > LONGEST or ALLOWED.fullmatch(password) is None


def violation(rules: PasswordRules | None, password: str, user_name: str) -> str:
    """Return the sentence of a PasswordPolicyViolation, or an empty text; None stands for AWS's default policy."""
    classes = {
        "uppercase letter": any(c.isascii() and c.isupper() for c in password),
        "lowercase letter": any(c.isascii() and c.islower() for c in password),
        "number": any(c.isascii() and c.isdigit() for c in password),
        "symbol": any(c in SYMBOLS for c in password),
    }
    if rules is None:
        if len(password) < 8:
            return "Password should have a minimum length of 8"
        if sum(classes.values()) < 3:
            return "Password should have at least three of uppercase letter, lowercase letter, number, symbol"
        if password.lower() == user_name.lower():
            return "Password should not be the name of the user"
        return ""
    if len(password) < rules.minimum_length:
        return f"Password should have a minimum length of {rules.minimum_length}"
    required = dict(zip(classes, (rules.upper, rules.lower, rules.digits, rules.symbols), strict=True))
    missing = [name for name, present in classes.items() if required[name] and not present]
    return f"Password should have at least one {missing[0]}" if missing else ""


class ConsolePasswords:
    """The digests of every user's console passwords, newest first; users are known by their unique id, not name."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._digests: dict[str, list[bytes]] = {}
        self._signs_in: set[str] = set()

    def reused(self, user_id: str, password: str, generations: int) -> bool:
        """Tell whether the password is one of the user's last `generations` passwords, the present one included."""
        return self._digest(user_id, password) in self._digests.get(user_id, [])[:generations]

    def set(self, user_id: str, password: str) -> None:
        """Make this the user's password."""
        self._digests.setdefault(user_id, []).insert(0, self._digest(user_id, password))
        del self._digests[user_id][REMEMBERED:]
        self._signs_in.add(user_id)

    def remove(self, user_id: str) -> None:
        """End console sign-in for the user; the history stays."""
        self._signs_in.discard(user_id)

    def accepts(self, user_id: str, password: str) -> bool:
        """Answer as the sign-in page would."""
        if user_id not in self._signs_in:
            return False
        return hmac.compare_digest(self._digests[user_id][0], self._digest(user_id, password))

    def _digest(self, user_id: str, password: str) -> bytes:
        return hmac.digest(self._key, f"{user_id}\0{password}".encode(), hashlib.sha256)
