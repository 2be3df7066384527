"""A password's rotation on a Windows host that Systems Manager reaches: what the steps need of Windows."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import TargetError
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Finding, ProbeResult, Severity
from pamdesk.targets.contract import Facts as Announced
from pamdesk.targets.ssm import windows_scripts
from pamdesk.targets.ssm.commands import Ran
from pamdesk.targets.ssm.envelope import key_of_numbers
from pamdesk.targets.ssm.place import POWERSHELL, endpoint_of
from pamdesk.targets.ssm.target import PasswordBySsm, Scripts, no_answer
from pamdesk.targets.windows.answers import not_set, require_login, require_password, signed_in
from pamdesk.targets.windows.facts import Facts, NotFacts, read
from pamdesk.targets.windows.findings import host_findings, require_user, tightened, user_findings

_SYSTEM = "SYSTEM"


class WindowsPasswordBySsm(PasswordBySsm[Facts]):
    """A session with one instance with Windows, whose agent works as SYSTEM."""

    document = POWERSHELL
    platform = "Windows"

    @property
    def scripts(self) -> Scripts:
        """See `PasswordBySsm.scripts`."""
        return windows_scripts

    def require(self, account: Account, candidate: Secret | None = None) -> None:
        """See `PasswordBySsm.require`."""
        require_login(account)
        if candidate is not None:
            require_password(account, candidate)

    def key(self, ran: Ran) -> RSAPublicKey | None:
        """See `PasswordBySsm.key`."""
        return key_of_numbers(ran.said("modulus"), ran.said("exponent"))

    def understood(self, account: Account, ran: Ran) -> Facts:
        """See `PasswordBySsm.understood`."""
        try:
            return read(account.login, base64.b64decode(ran.said("facts"), validate=True).decode())
        except (binascii.Error, UnicodeDecodeError, NotFacts):
            raise no_answer(endpoint_of(account).title) from None

    def findings(self, ran: Ran, facts: Facts, host: str) -> Iterator[Finding]:
        """See `PasswordBySsm.findings`."""
        if ran.said("system") != "yes":
            yield Finding(
                Severity.STOPS,
                f"The agent of {host} does not run commands as SYSTEM.",
                "An administrator must look at the agent's service on the host.",
                "not_system",
            )
        yield from host_findings(facts, _SYSTEM, host, by_admin=True)
        yield from user_findings(facts, host, by_admin=True)

    def threshold(self, facts: Facts) -> int | None:
        """See `PasswordBySsm.threshold`."""
        return facts.threshold

    def tightened(self, account: Account, facts: Facts) -> TargetRules:
        """See `PasswordBySsm.tightened`."""
        return tightened(self._spec.rules, facts)

    def standing(self, account: Account, facts: Facts, host: str) -> Mapping[str, str]:
        """See `PasswordBySsm.standing`: SID, flags, expiry and groups."""
        require_user(facts, host)
        return facts.invariants

    def announced(self, facts: Facts) -> Announced:
        """See `PasswordBySsm.announced`: who the user is."""
        return {"SID": facts.sid}

    def given_to(self, account: Account) -> str:
        """See `PasswordBySsm.given_to`."""
        return f"Set-LocalUser -Name {account.login} -Password ***"

    def problem(self, ran: Ran, account: Account, host: str) -> TargetError | None:
        """See `PasswordBySsm.problem`."""
        error = ran.said("result").partition(",")[0]
        return None if error == "0" else not_set(error, account.login, host)

    def proved(self, ran: Ran, account: Account, host: str) -> ProbeResult | None:
        """See `PasswordBySsm.proved`: by LogonUser, on the host."""
        code = ran.said("check")
        return signed_in(int(code), account.login, host) if code.isdecimal() else None
