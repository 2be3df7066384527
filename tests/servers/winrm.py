"""A WinRM endpoint over HTTPS for the tests of Windows accounts: NTLM, message encryption, WS-Man, PSRP. No Windows.

    with WinrmServer(certificates, folder) as server:          # https://localhost:server.port/wsman
        server.host.add(WindowsUser("Administrator", "…", administrator=True))
        server.host.add(WindowsUser("app", "…"))               # flags: enabled, locked, expired
        server.host.scripts.append((re.compile("…"), answer))  # what a script does: see `winrm_host`
        server.can_sign_in("app", "…")                         # the played host's own answer

Who is no administrator is refused by WS-Man with code 5 after a sign-in that was accepted. A user whose password was
changed is asked to sign in again at its next request, on a connection that is open too: so an administrator that
changes its own password loses its session. Sources: MS-WSMV 2.2.9.1 (encrypted messages), DSP0226 (WS-Man), MS-WSMV 3.1
(shells). The acceptor of NTLM is pyspnego's; it finds its users by an environment variable, so there is one server at
a time in a process.
"""

from __future__ import annotations

import base64
import http.server
import os
import re
import ssl
import struct
import threading
import uuid
import xml.etree.ElementTree as ET
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import spnego

from pamdesk.sandbox.certificates import ServerCertificate
from tests.servers.certificates import TestCertificates
from tests.servers.winrm_host import WindowsHost, WindowsUser
from tests.servers.winrm_shell import Shell, decoded

__all__ = ["WindowsUser", "WinrmServer"]

_SOAP = "http://www.w3.org/2003/05/soap-envelope"
_ADDRESS = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
_TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer"
_WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
_SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"
_FAULT = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"
_POWERSHELL = "http://schemas.microsoft.com/powershell"
_XML = "application/soap+xml;charset=UTF-8"
_BOUNDARY = b"--Encrypted Boundary"
ACCESS_DENIED, TIMED_OUT, NO_SHELL = 5, 2150858793, 2150858843


class _Fault(Exception):
    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class WinrmServer:
    """One endpoint on a free loopback port; a context manager. `folder` holds what the acceptor of NTLM reads."""

    name = "localhost"

    def __init__(
        self, certificates: TestCertificates, folder: Path, *, shown: ServerCertificate | None = None
    ) -> None:
        """Prepare a server that shows `shown`, by default the right certificate."""
        self.trusted = certificates.trusted
        self.host = WindowsHost()
        self.encrypted = 0  # requests that came as encrypted messages
        self._shown = shown or certificates.right
        self._store = folder / "ntlm-users"
        self._before: str | None = None
        self._shells: dict[str, Shell] = {}
        self._server: http.server.ThreadingHTTPServer | None = None

    @property
    def port(self) -> int:
        """The port that it listens on."""
        if self._server is None:
            raise RuntimeError("The WinRM endpoint is not running.")
        return self._server.server_port

    def can_sign_in(self, name: str, password: str) -> bool:
        """Answer as the played host would."""
        user = self.host.users.get(name.lower())
        return user is not None and user.signs_in and user.password == password

    def __enter__(self) -> Self:
        endpoint = self

        class Handler(_Handler):
            server_of: WinrmServer = endpoint

        self._before = os.environ.get("NTLM_USER_FILE")
        os.environ["NTLM_USER_FILE"] = str(self._store)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._shown.certificate, self._shown.private_key)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        threading.Thread(target=self._server.serve_forever, name="WinRM endpoint", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
        if self._before is None:
            os.environ.pop("NTLM_USER_FILE", None)
        else:
            os.environ["NTLM_USER_FILE"] = self._before
        self._store.unlink(missing_ok=True)

    def write_store(self) -> None:
        """Write the users that may sign in now, with their hashes only."""
        from spnego._ntlm_raw.crypto import ntowfv1

        lines = [
            f"{user.name}:1000:{'0' * 32}:{ntowfv1(user.password).hex().upper()}:[U]:LCT-0"
            for user in self.host.users.values()
            if user.signs_in
        ]
        # Whole, or not at all: another connection may be reading it.
        made = self._store.with_name(f"{self._store.name}-{uuid.uuid4()}")
        made.touch(mode=0o600)
        made.write_text("\n".join(lines) + "\n", encoding="utf-8")
        made.replace(self._store)

    def answer(self, text: bytes, user: WindowsUser) -> tuple[int, bytes]:
        """Answer one WS-Man message of a user that is signed in."""
        root = ET.fromstring(text)  # noqa: S314 - our own client wrote it
        action = _text(root, f".//{{{_ADDRESS}}}Action")
        message = _text(root, f".//{{{_ADDRESS}}}MessageID")
        try:
            if not user.administrator:
                raise _Fault(ACCESS_DENIED, "Access is denied.")
            return 200, _envelope(f"{action}Response", message, self._body(root, action, user)).encode()
        except _Fault as fault:
            return 500, _envelope(f"{_WSMAN}/fault", message, _fault(fault)).encode()

    def _body(self, root: ET.Element, action: str, user: WindowsUser) -> str:
        if action.endswith("/Create"):
            return self._create(root, user)
        shell_id = next(
            (
                (one.text or "").upper()
                for one in root.iter(f"{{{_WSMAN}}}Selector")
                if one.get("Name") == "ShellId"
            ),
            "",
        )
        shell = self._shells.get(shell_id)
        if shell is None:
            raise _Fault(NO_SHELL, "The shell was not found on the server.")
        match action.rpartition("/")[2]:
            case "Command":
                return _command(root, shell)
            case "Send":
                for stream in root.iter(f"{{{_SHELL}}}Stream"):
                    shell.receive(decoded(stream.text), (stream.get("CommandId") or "").upper())
                return "<rsp:SendResponse/>"
            case "Receive":
                return _receive(root, shell)
            case "Delete":
                self._shells.pop(shell_id, None)
                return ""
            case _:
                return "<rsp:SignalResponse/>"

    def _create(self, root: ET.Element, user: WindowsUser) -> str:
        asked = root.find(f".//{{{_SHELL}}}Shell")
        named = asked.get("ShellId") if asked is not None else None
        shell_id = (named or str(uuid.uuid4())).upper()
        shell = self._shells[shell_id] = Shell(self.host, user.name)
        opening = root.find(f".//{{{_POWERSHELL}}}creationXml")
        shell.receive(decoded(opening.text if opening is not None else ""))
        return (
            f'<x:ResourceCreated xmlns:x="{_TRANSFER}"><a:ReferenceParameters><w:SelectorSet><w:Selector Name="ShellId">'
            f"{shell_id}</w:Selector></w:SelectorSet></a:ReferenceParameters></x:ResourceCreated>"
            f"<rsp:Shell><rsp:ShellId>{shell_id}</rsp:ShellId></rsp:Shell>"
        )


class _Handler(http.server.BaseHTTPRequestHandler):
    """One connection: NTLM belongs to the connection, not to a request."""

    protocol_version = "HTTP/1.1"
    server_of: WinrmServer
    _context: Any = None
    _user: WindowsUser | None = None
    _generation = 0

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        """Answer one request."""
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        token = re.fullmatch(r"(Negotiate|NTLM) (\S+)", self.headers.get("Authorization", ""))
        headers: list[tuple[str, str]] = []
        if token is not None:
            said, scheme = self._step(base64.b64decode(token[2]), token[1]), token[1]
            headers = [("WWW-Authenticate", f"{scheme} {base64.b64encode(said).decode()}")] if said else []
        user = self._user
        if user is None or user.generation != self._generation or not user.signs_in:
            if token is None or self._context is None or self._context.complete:
                self._user = None
            self._reply(401, b"", headers or [("WWW-Authenticate", "Negotiate")])
        elif self.headers.get("Content-Type", "").startswith("multipart/encrypted"):
            self._encrypted(data, user, headers)
        elif data:
            self._reply(*self.server_of.answer(data, user), headers)
        else:
            self._reply(200, b"", headers)

    def _step(self, token: bytes, scheme: str) -> bytes | None:
        server = self.server_of
        if self._context is None or self._context.complete:
            server.write_store()
            self._user = None
            self._context = spnego.server(protocol="negotiate" if scheme == "Negotiate" else "ntlm")
        try:
            said: bytes | None = self._context.step(token)
        except spnego.exceptions.SpnegoError:
            self._context = None
            return None
        if self._context.complete:
            name = str(self._context.client_principal).rpartition("\\")[2]
            self._user = server.host.users.get(name.lower())
            self._generation = self._user.generation if self._user is not None else 0
        return said

    def _encrypted(self, data: bytes, user: WindowsUser, headers: list[tuple[str, str]]) -> None:
        sealed = data.split(b"application/octet-stream\r\n", 1)[1]
        sealed = sealed[: sealed.rindex(_BOUNDARY)]
        length = struct.unpack("<I", sealed[:4])[0]
        plain = self._context.unwrap_winrm(sealed[4 : 4 + length], sealed[4 + length :])
        self.server_of.encrypted += 1
        status, answer = self.server_of.answer(plain, user)
        wrapped = self._context.wrap_winrm(answer)
        body = (
            _BOUNDARY
            + b"\r\n\tContent-Type: application/HTTP-SPNEGO-session-encrypted\r\n\tOriginalContent: type="
            + f"{_XML};Length={len(answer)}\r\n".encode()
            + _BOUNDARY
            + b"\r\n\tContent-Type: application/octet-stream\r\n"
            + struct.pack("<I", len(wrapped.header))
            + wrapped.header
            + wrapped.data
            + _BOUNDARY
            + b"--\r\n"
        )
        kind = (
            'multipart/encrypted;protocol="application/HTTP-SPNEGO-session-encrypted";'
            'boundary="Encrypted Boundary"'
        )
        self._reply(status, body, headers, kind)

    def _reply(self, status: int, body: bytes, headers: list[tuple[str, str]], kind: str = _XML) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Type", kind), ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _text(root: ET.Element, path: str) -> str:
    found = root.find(path)
    return (found.text or "") if found is not None else ""


def _command(root: ET.Element, shell: Shell) -> str:
    line = root.find(f".//{{{_SHELL}}}CommandLine")
    command_id = ((line.get("CommandId") if line is not None else None) or str(uuid.uuid4())).upper()
    shell.begin(command_id)
    for argument in root.iter(f"{{{_SHELL}}}Arguments"):
        shell.receive(decoded(argument.text), command_id)
    return f"<rsp:CommandResponse><rsp:CommandId>{command_id}</rsp:CommandId></rsp:CommandResponse>"


def _receive(root: ET.Element, shell: Shell) -> str:
    wanted = root.find(f".//{{{_SHELL}}}DesiredStream")
    command_id = ((wanted.get("CommandId") if wanted is not None else None) or "").upper()
    asked = re.fullmatch(r"PT([\d.]+)S", _text(root, f".//{{{_WSMAN}}}OperationTimeout"))
    pieces, ended = shell.output(command_id, float(asked[1]) if asked else 20.0)
    if not pieces and not ended:
        raise _Fault(
            TIMED_OUT, "The WS-Management service cannot complete the operation within the time specified."
        )
    owner = f' CommandId="{command_id}"' if command_id else ""
    streams = "".join(
        f'<rsp:Stream Name="stdout"{owner}>{base64.b64encode(one).decode()}</rsp:Stream>' for one in pieces
    )
    state = f'<rsp:CommandState{owner} State="{_SHELL}/CommandState/Done"/>' if ended else ""
    return f"<rsp:ReceiveResponse>{streams}{state}</rsp:ReceiveResponse>"


def _fault(fault: _Fault) -> str:
    subcode = {ACCESS_DENIED: "w:AccessDenied", TIMED_OUT: "w:TimedOut"}.get(fault.code, "w:InvalidSelectors")
    return (
        f"<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>{subcode}</s:Value></s:Subcode></s:Code>"
        f'<s:Reason><s:Text xml:lang="en-US">{fault}</s:Text></s:Reason><s:Detail>'
        f'<f:WSManFault xmlns:f="{_FAULT}" Code="{fault.code}" Machine="localhost"><f:Message>{fault}</f:Message>'
        "</f:WSManFault></s:Detail></s:Fault>"
    )


def _envelope(action: str, relates_to: str, body: str) -> str:
    return (
        f'<s:Envelope xmlns:s="{_SOAP}" xmlns:a="{_ADDRESS}" xmlns:w="{_WSMAN}" xmlns:rsp="{_SHELL}"><s:Header>'
        f"<a:Action>{action}</a:Action><a:MessageID>uuid:{uuid.uuid4()}</a:MessageID>"
        f"<a:RelatesTo>{relates_to}</a:RelatesTo></s:Header><s:Body>{body}</s:Body></s:Envelope>"
    )
