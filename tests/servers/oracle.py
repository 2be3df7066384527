"""A played Oracle database behind a real TLS listener; `oracle_driver` speaks with it in place of the thin driver.

Oracle's own wire protocol is not played: one JSON object a line goes each way, inside TLS that is really verified.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
from contextlib import suppress
from typing import Self

from pamdesk.sandbox.certificates import ServerCertificate
from tests.servers.certificates import TestCertificates
from tests.servers.oracle_users import Asker, OracleError, User, Users

SERVICE = "orclpdb1"
ADMIN = "PAM_ADMIN"


class OracleServer:
    """One database with an administrator; `users` holds everybody."""

    host = "localhost"

    def __init__(self, certificates: TestCertificates, *, shown: ServerCertificate | None = None) -> None:
        """Listen on a free port of loopback, with the right certificate or another one."""
        certificate = shown or certificates.right
        self.trusted = certificates.trusted
        self.users = Users(SERVICE)
        self.admin, self.admin_password = ADMIN, "Adm1n-Passw0rd-00"
        self.users.add(ADMIN, User(self.admin_password, alter_user=True))
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate.certificate, certificate.private_key)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._listen, name="oracle", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def create_user(self, login: str, password: str) -> None:
        """Create a user that may sign in."""
        self.users.add(login, User(password))

    def set_password(self, login: str, password: str) -> None:
        """Change a password behind the product's back."""
        self.users.get(login).password = password

    def can_sign_in(self, login: str, password: str) -> bool:
        """Whether this password lets the user in, asked of the users themselves."""
        try:
            user = self.users.get(login)
        except KeyError:
            return False
        return user.password == password and not user.locked and not user.expired

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), name="oracle-session", daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        asker: Asker | None = None

        def end() -> None:
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)

        try:
            with self._context.wrap_socket(client, server_side=True) as wire, wire.makefile("rwb") as lines:
                client = wire
                for line in lines:
                    asker, answer = self._answer(json.loads(line), asker, end)
                    lines.write(json.dumps(answer).encode() + b"\n")
                    lines.flush()
        except (OSError, ValueError):
            return  # the other end went, or was killed
        finally:
            if asker is not None:
                self.users.leave(asker)
            client.close()

    def _answer(
        self, asked: dict[str, object], asker: Asker | None, end: object
    ) -> tuple[Asker | None, dict[str, object]]:
        try:
            if asked["op"] == "sign_in":
                words = (str(asked["user"]), str(asked["password"]), asked["new"], str(asked["service"]))
                asker, warning = self.users.sign_in(*words, end)  # type: ignore[arg-type]
                return asker, {"session": asker.session, "warning": warning}
            assert asker is not None
            if asked["op"] == "change_own":
                self.users.change_own(asker, str(asked["old"]), str(asked["new"]))
                return asker, {}
            rows = self.users.execute(asker, str(asked["text"]), asked["bound"])  # type: ignore[arg-type]
            return asker, {"rows": rows}
        except OracleError as error:
            return asker, {"code": error.code}
