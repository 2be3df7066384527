"""What both SSH targets' tests share: a real sshd as a bench, and what a wrong host key must lead to."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pamdesk.records.errors import Refused
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Answer, Credential, Endpoint, Outcome, Target
from tests.contract.cases import NEW, OLD, Bench, Recorder, TargetCases, settle
from tests.servers.sshd import SshServer


class SshBench(Bench):
    """OpenSSH with an administrator that sudo lets do everything."""

    kind = "linux"
    host = "127.0.0.1"
    said_when_made = Outcome.OVER
    said_when_not_made = Outcome.OVER

    def __init__(self, server: SshServer, folder: Path) -> None:
        self.server = server
        self.port = server.port
        self.folder = folder

    def admin(self) -> Credential:
        return self.credential(self.server.admin, self.server.admin_password)

    def credential(self, login: str, password: str) -> Credential:
        """Somebody who signs in by password."""
        return Credential(record_id=f"c-{login}", title=login, login=login, password=Secret(password))

    def endpoint(self, **changes: object) -> Endpoint:
        made = Endpoint(
            record_id="r1",
            title="web-prod",
            host=self.host,
            port=self.port,
            fingerprint=self.server.host_key(),
            kind=self.kind,
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    def block(self, login: str) -> None:
        self.server.run("chage", "-E", "1", login)

    def showing(self, what: str) -> AbstractContextManager[int]:
        raise AssertionError(f"SSH shows no certificate: {what}")

    def log(self) -> str:
        return self.server.log_text()

    @contextmanager
    def policy(self, login: str) -> Iterator[str]:
        with self.server.strict_passwords():
            yield "short"


def another_key(folder: Path, kind: str = "ed25519") -> str:
    """A host key that is not the server's."""
    file = folder / f"other_{kind}"
    if not file.exists():
        subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", str(file)], check=True)
    return " ".join(file.with_suffix(".pub").read_text().split()[:2])


class SshCases(TargetCases):
    """The common facts, with host keys where the others have certificates."""

    @pytest.mark.parametrize(
        ("shown", "code"),
        [
            ("nothing pinned", "host_key_unknown"),
            ("another", "host_key_changed"),
            ("of another kind", "host_key_changed"),
        ],
    )
    def test_a_stranger_is_sent_nothing(self, bench: SshBench, account_name, shown: str, code: str) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        pins = {
            "nothing pinned": "",
            "another": another_key(bench.folder),
            "of another kind": another_key(bench.folder, "ecdsa"),
        }

        async def work(target: Target) -> tuple[str, str, str, int]:
            account = bench.account(login, fingerprint=pins[shown])
            journal = Recorder()
            stops = (await target.preflight(account)).stops
            with pytest.raises(Refused) as caught:
                await target.apply(account, Secret(NEW), journal)
            probed = await target.probe(account, Secret(NEW))
            assert probed.answer == Answer.UNKNOWN
            assert "SHA256:" in caught.value.message
            return stops.code if stops else "", caught.value.code, probed.code, len(journal.announced)

        before = bench.log().count(login)
        assert settle(work, bench) == (code, code, code, 0)
        # Not even a name was sent.
        assert bench.log().count(login) == before

    def test_a_pin_that_does_not_fit_is_refused(self, bench: SshBench, account_name) -> None:  # type: ignore[override]
        async def work(target: Target) -> tuple[str, str]:
            account = bench.account(account_name("app"), fingerprint="SHA256:" + "A" * 43)
            stops = (await target.preflight(account)).stops
            return stops.code if stops else "", (await target.probe(account, Secret(NEW))).code

        assert settle(work, bench) == ("host_key_changed", "host_key_changed")

    @pytest.mark.parametrize(
        "pin", ["known_hosts line", "fingerprint", "algorithm and fingerprint", "rsa fingerprint"]
    )
    def test_a_pin_is_believed_in_every_form(self, bench: SshBench, account_name, pin: str) -> None:
        from pamdesk.targets.ssh.hostkeys import parse

        login = account_name("app")
        bench.create(login, OLD)
        [key] = parse(bench.server.host_key("rsa" if pin.startswith("rsa") else "ed25519"))
        text = {
            "known_hosts line": bench.server.host_key(),
            "algorithm and fingerprint": str(key),
        }.get(pin, key.fingerprint)

        async def work(target: Target) -> bool:
            return (await target.preflight(bench.account(login, fingerprint=text))).stops is None

        assert settle(work, bench)

    def test_without_tls_nothing_is_sent(self, bench: SshBench, account_name) -> None:  # type: ignore[override]
        async def work(target: Target) -> str:
            account = bench.account(account_name("app"), use_tls=False, fingerprint="")
            stops = (await target.preflight(account)).stops
            return stops.code if stops else ""

        assert settle(work, bench) == "host_key_unknown"

    def test_a_pin_that_cannot_be_read_is_refused(self, bench: SshBench, account_name) -> None:
        async def work(target: Target) -> str:
            stops = (
                await target.preflight(bench.account(account_name("app"), fingerprint="web-prod AAAA"))
            ).stops
            return stops.code if stops else ""

        assert settle(work, bench) == "host_key_invalid"
