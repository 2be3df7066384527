"""Stands in for `oracledb.connect`: the same options, the same wire under TLS, the same errors; behind it `OracleServer`.

python-oracledb's documents: connect(), Connection.changepassword(), call_timeout, and the errors DPY-4011 and DPY-6005.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

PLAYED = "PAMDESK_TEST_PLAYED_ORACLE"


@dataclass
class Told:
    """What the driver's errors carry as their first argument."""

    full_code: str
    message: str = ""

    @property
    def code(self) -> int:
        """The number of an ORA- code; 0 of the driver's own."""
        return int(self.full_code[4:]) if self.full_code.startswith("ORA-") else 0


def install_where_played() -> None:
    """Put it in the place of the real one, in a program that was started by a test that says so in the environment."""
    if os.environ.get(PLAYED):
        import oracledb

        oracledb.connect = connect  # type: ignore[assignment]


def _error(code: str) -> Exception:
    import oracledb

    kind = oracledb.OperationalError if code.startswith("DPY-4") else oracledb.DatabaseError
    return kind(Told(code))


class Cursor:
    """Sends one statement at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[tuple[object, ...]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def execute(self, text: str, bound: dict[str, object] | None = None) -> None:
        """Run a statement."""
        answer = self._connection.ask(op="execute", text=text, bound=bound or {})
        self._rows = [tuple(row) for row in answer.get("rows", [])]

    def fetchall(self) -> list[tuple[object, ...]]:
        """Every row."""
        return self._rows


class Connection:
    """One connection."""

    version = "19.3.0.0.0"

    def __init__(self, wire: socket.socket) -> None:
        self._wire = wire
        self._lines = wire.makefile("rwb")
        self.call_timeout = 0
        self.session_id = self.serial_num = 0
        self.warning: Told | None = None

    def ask(self, **question: object) -> dict[str, Any]:
        """Send one question and wait for its answer."""
        if self.call_timeout:
            self._wire.settimeout(self.call_timeout / 1000)
        try:
            self._lines.write(json.dumps(question).encode() + b"\n")
            self._lines.flush()
            line = self._lines.readline()
        except TimeoutError as error:
            raise _error("DPY-4024") from error
        except (OSError, ValueError) as error:
            raise _error("DPY-4011") from error
        if not line:
            raise _error("DPY-4011")
        answer: dict[str, Any] = json.loads(line)
        if answer.get("code"):
            raise _error(str(answer["code"]))
        return answer

    def cursor(self) -> Cursor:
        """A cursor."""
        return Cursor(self)

    def changepassword(self, old_password: str, new_password: str) -> None:
        """Change the password of who is signed in."""
        self.ask(op="change_own", old=old_password, new=new_password)

    def close(self) -> None:
        """Close."""
        for each in (self._lines, self._wire):
            with suppress(OSError, ValueError):
                each.close()

    def __del__(self) -> None:
        """A connection that nobody holds any more is closed, as the driver's are."""
        self.close()


def connect(
    *,
    user: str,
    password: str,
    host: str,
    port: int,
    ssl_context: Any,
    tcp_connect_timeout: float,
    service_name: str = "",
    newpassword: str | None = None,
    **options: object,
) -> Connection:
    """Connect as the thin driver does."""
    assert options["protocol"] == "tcps", "a connection without TLS"
    try:
        plain = socket.create_connection((host, port), tcp_connect_timeout)
    except OSError as error:
        raise _error("DPY-6005") from error
    try:
        wire = ssl_context.wrap_socket(plain)
    except OSError as error:
        plain.close()
        raise _error("DPY-6005") from error
    made = Connection(wire)
    try:
        answer = made.ask(op="sign_in", user=user, password=password, new=newpassword, service=service_name)
    except Exception:
        made.close()
        raise
    made.session_id, made.serial_num = answer["session"]
    made.warning = Told(answer["warning"]) if answer["warning"] else None
    return made
