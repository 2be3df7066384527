"""A password's rotation on a Linux host that Systems Manager reaches: what the steps need of Linux."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetError
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import NO_FACTS, Account, Answer, Finding, ProbeResult, Severity
from pamdesk.targets.contract import Facts as Announced
from pamdesk.targets.linux.facts import Facts, read
from pamdesk.targets.linux.findings import account_findings, stop_of, tightened
from pamdesk.targets.linux.passwords import (
    OTHER,
    SAME,
    not_the_one,
    problem,
    require_login,
    require_password,
)
from pamdesk.targets.ssm import linux_scripts
from pamdesk.targets.ssm.commands import Ran
from pamdesk.targets.ssm.envelope import key_of_der
from pamdesk.targets.ssm.place import SHELL, endpoint_of
from pamdesk.targets.ssm.target import PasswordBySsm, Scripts, no_answer


class LinuxPasswordBySsm(PasswordBySsm[Facts]):
    """A session with one instance with Linux; the hash is compared on the host, so nothing counts failed sign-ins."""

    document = SHELL
    platform = "Linux"

    @property
    def scripts(self) -> Scripts:
        """See `PasswordBySsm.scripts`."""
        return linux_scripts

    def require(self, account: Account, candidate: Secret | None = None) -> None:
        """See `PasswordBySsm.require`."""
        require_login(account)
        if candidate is not None:
            require_password(account, candidate)

    def key(self, ran: Ran) -> RSAPublicKey | None:
        """See `PasswordBySsm.key`."""
        return key_of_der(ran.said("key"))

    def understood(self, account: Account, ran: Ran) -> Facts:
        """See `PasswordBySsm.understood`."""
        if ran.said("end") != "yes":
            raise no_answer(endpoint_of(account).title)
        return read(account.login, ran.out)

    def findings(self, ran: Ran, facts: Facts, host: str) -> Iterator[Finding]:
        """See `PasswordBySsm.findings`."""
        if ran.said("root") != "yes" or not facts.shadow_read:
            yield Finding(
                Severity.STOPS,
                f"The agent of {host} does not run commands as root.",
                "An administrator must look at the agent's service on the host.",
                "not_root",
            )
        if name := ran.said("absent"):
            yield Finding(
                Severity.STOPS,
                f"{host} has no program {name}, which a password's way through Systems Manager needs.",
                f"Install {name} there, or choose another way to connect.",
                "program_missing",
            )
        yield from account_findings(facts, host)
        if facts.uid >= 0:
            yield Finding(
                Severity.PASSED,
                f"A new password is compared with /etc/shadow of {host}.",
                code="proved_by_hash",
            )

    def threshold(self, facts: Facts) -> int | None:
        """See `PasswordBySsm.threshold`."""
        return 0

    def tightened(self, account: Account, facts: Facts) -> TargetRules:
        """See `PasswordBySsm.tightened`: by pam_pwquality, where it holds for root."""
        return tightened(self._spec.rules, facts, by_itself=False)

    def standing(self, account: Account, facts: Facts, host: str) -> Mapping[str, str]:
        """See `PasswordBySsm.standing`: uid, groups, home, shell, and the days of /etc/shadow but the last change."""
        if facts.uid < 0 and (stops := stop_of(facts, host)) is not None:
            raise Refused(stops.sentence, code=stops.code)
        return facts.invariants

    def announced(self, facts: Facts) -> Announced:
        """See `PasswordBySsm.announced`."""
        return NO_FACTS

    def given_to(self, account: Account) -> str:
        """See `PasswordBySsm.given_to`."""
        return f"chpasswd: {account.login}:***"

    def problem(self, ran: Ran, account: Account, host: str) -> TargetError | None:
        """See `PasswordBySsm.problem`."""
        if ran.said("result") == "0":
            return None
        return problem(ran.status, ran.err, account.login, host)

    def proved(self, ran: Ran, account: Account, host: str) -> ProbeResult | None:
        """See `PasswordBySsm.proved`: by PAM's own helper, with the host's own crypt(3)."""
        checked, login = ran.said("check"), account.login
        if checked not in (SAME, OTHER):
            return None
        facts = self.understood(account, ran)
        if checked == OTHER:
            return not_the_one(login, host, facts)
        if facts.expired:
            sentence = f"The password is right; the account {login} has expired on {host}."
            return ProbeResult(Answer.BLOCKED, sentence, "expired")
        return ProbeResult(Answer.ACCEPTED, f"/etc/shadow of {host} holds this password.")
