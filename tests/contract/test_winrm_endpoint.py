"""The WinRM endpoint of the tests, asked by pypsrp: NTLM, encrypted messages, cmdlets with secure strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers.certificates import TestCertificates

pypsrp_powershell = pytest.importorskip("pypsrp.powershell")
pypsrp_wsman = pytest.importorskip("pypsrp.wsman")
pypsrp_objects = pytest.importorskip("pypsrp.complex_objects")
requests = pytest.importorskip("requests")
pypsrp_errors = pytest.importorskip("pypsrp.exceptions")
pytest.importorskip("psrpcore")

from tests.servers.winrm import WindowsUser, WinrmServer  # noqa: E402 - needs psrpcore

OLD, NEW, ADMIN = "Old-Passw0rd-11", "New-Passw0rd-22", "Adm1n-Passw0rd"


@pytest.fixture
def server(certificate_authority: TestCertificates, tmp_path: Path) -> Iterator[WinrmServer]:
    with WinrmServer(certificate_authority, tmp_path) as made:
        made.host.add(WindowsUser("Administrator", ADMIN, administrator=True))
        made.host.add(WindowsUser("app", OLD))
        yield made


def session(server: WinrmServer, user: str = "Administrator", password: str = ADMIN, **more: Any):
    given = {"cert_validation": str(server.trusted), "encryption": "always", "auth": "ntlm", **more}
    return pypsrp_wsman.WSMan(
        "localhost", port=server.port, username=user, password=password, ssl=True, **given
    )


def run(connection, cmdlet: str, *, script: bool = False, **parameters: Any):
    """Run one cmdlet or script; a password goes as a secure string, encrypted by the session's key."""
    with connection, pypsrp_powershell.RunspacePool(connection) as pool:
        if "Password" in parameters:
            pool.exchange_keys()
            secure = pypsrp_objects.ObjectMeta("SS")
            parameters["Password"] = pool.serialize(parameters["Password"], secure)
        shell = pypsrp_powershell.PowerShell(pool)
        (shell.add_script if script else shell.add_cmdlet)(cmdlet)
        for name, value in parameters.items():
            shell.add_parameter(name, value)
        return shell.invoke(), [error.fq_error.partition(",")[0] for error in shell.streams.error]


def test_an_administrator_signs_in_by_ntlm_with_encrypted_messages(server: WinrmServer):
    output, errors = run(session(server), "Get-LocalUser", Name="APP")
    properties = output[0].adapted_properties | output[0].extended_properties
    assert (properties["Name"], properties["Enabled"], errors) == ("app", True, [])
    assert server.encrypted > 0


def test_a_password_is_set_by_a_secure_string_that_no_command_line_shows(server: WinrmServer):
    assert run(session(server), "Set-LocalUser", Name="app", Password=NEW) == ([], [])
    assert [server.can_sign_in("app", password) for password in (OLD, NEW)] == [False, True]
    assert server.host.ran == ["Set-LocalUser"]


def test_a_script_takes_the_secure_string_as_a_parameter(server: WinrmServer):
    def answer(host, _found, parameters):
        return host.run(
            "Set-LocalUser", False, {"name": parameters["user"], "password": parameters["password"]}
        )

    server.host.scripts.append((re.compile(r"^param\("), answer))
    text = "param($User, $Password) Set-LocalUser -Name $User -Password $Password"
    assert run(session(server), text, script=True, User="app", Password=NEW) == ([], [])
    assert server.can_sign_in("app", NEW)
    assert run(session(server), "hostname", script=True) == (["WIN-TEST"], [])


@pytest.mark.parametrize(
    ("cmdlet", "parameters", "error"),
    [
        ("Set-LocalUser", {"Name": "app", "Password": "short"}, "InvalidPassword"),
        ("Set-LocalUser", {"Name": "nobody", "Password": NEW}, "UserNotFound"),
        ("Get-LocalUser", {"Name": "nobody"}, "UserNotFound"),
        ("Format-Everything", {}, "CommandNotFoundException"),
    ],
)
def test_refusals_are_error_records(server: WinrmServer, cmdlet: str, parameters: dict[str, Any], error: str):
    assert run(session(server), cmdlet, **parameters) == ([], [error])
    assert server.can_sign_in("app", OLD)


def test_a_password_must_be_a_secure_string(server: WinrmServer):
    with session(server) as connection, pypsrp_powershell.RunspacePool(connection) as pool:
        shell = pypsrp_powershell.PowerShell(pool)
        shell.add_cmdlet("Set-LocalUser").add_parameters({"Name": "app", "Password": NEW})
        shell.invoke()
    assert [error.fq_error.partition(",")[0] for error in shell.streams.error] == [
        "CannotConvertArgumentNoMessage"
    ]
    assert server.can_sign_in("app", OLD)


@pytest.mark.parametrize("flags", [{}, {"enabled": False}, {"locked": True}, {"expired": True}])
def test_ntlm_tells_no_reason(server: WinrmServer, flags: dict[str, Any]):
    password = OLD if flags else "wrong"
    server.host.add(WindowsUser("boss", OLD, administrator=True, **flags))
    with pytest.raises(pypsrp_errors.AuthenticationError):
        run(session(server, "boss", password), "Get-LocalUser")


def test_who_is_no_administrator_signs_in_and_is_then_refused(server: WinrmServer):
    with pytest.raises(pypsrp_errors.WSManFaultError) as caught:
        run(session(server, "app", OLD), "Get-LocalUser")
    assert caught.value.code == 5


def test_changing_ones_own_password_acts_and_loses_the_session(server: WinrmServer):
    with pytest.raises(pypsrp_errors.AuthenticationError):
        run(session(server), "Set-LocalUser", Name="Administrator", Password=NEW)
    assert server.can_sign_in("Administrator", NEW)
    assert run(session(server, password=NEW), "hostname", script=True) == (["WIN-TEST"], [])


def test_a_certificate_of_another_authority_is_refused(
    certificate_authority: TestCertificates, tmp_path: Path
):
    shown = certificate_authority.wrong_authority
    with (
        WinrmServer(certificate_authority, tmp_path, shown=shown) as other,
        pytest.raises(requests.exceptions.SSLError),
    ):
        run(session(other), "Get-LocalUser")
