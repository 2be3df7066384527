"""The bytes of TDS 7.4 that the tests' endpoint speaks: packets, tokens, LOGIN7 and calls with parameters.

Source: MS-TDS sections 2.2.3 (packets), 2.2.5 (types), 2.2.6 (PRELOGIN, LOGIN7, SQLBatch, RPC), 2.2.7 (tokens).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.servers.tds_logins import SqlError
from tests.servers.tds_session import Rows
from tests.servers.tds_text import Value, Variant

SQL_BATCH, RPC, RESPONSE, ATTENTION, TRANSACTION, LOGIN7, PRELOGIN = 1, 3, 4, 6, 14, 16, 18
COLLATION = bytes.fromhex("0904d00034")  # Latin1_General, as a default installation has it
DONE, DONE_IN_PROC, DONE_PROC = 0xFD, 0xFF, 0xFE
FINAL, MORE, FAILED, COUNTED, STOPPED = 0, 1, 2, 0x10, 0x20
_PROCEDURES = {10: "sp_executesql", 11: "sp_prepare", 12: "sp_execute", 13: "sp_prepexec", 15: "sp_unprepare"}
_NULL_PLP = b"\xff" * 8


def short_text(text: str) -> bytes:
    """B_VARCHAR."""
    return bytes([len(text)]) + text.encode("utf-16-le")


def long_text(text: str) -> bytes:
    """US_VARCHAR."""
    return struct.pack("<H", len(text)) + text.encode("utf-16-le")


def error(found: SqlError) -> bytes:
    """ERROR."""
    body = (
        struct.pack("<IBB", found.number, found.state, found.severity)
        + long_text(str(found))
        + short_text("TESTSQL")
        + short_text("")
        + struct.pack("<I", 1)
    )
    return struct.pack("<BH", 0xAA, len(body)) + body


def done(status: int = FINAL, rows: int = 0, token: int = DONE) -> bytes:
    """DONE, DONEPROC or DONEINPROC."""
    return struct.pack("<BHHQ", token, status, 0xC1 if status & COUNTED else 0, rows)


def changed(kind: int, new: bytes, old: bytes) -> bytes:
    """ENVCHANGE."""
    body = bytes([kind]) + new + old
    return struct.pack("<BH", 0xE3, len(body)) + body


def accepted(database: str, packet_size: int) -> bytes:
    """What follows a sign-in: the environment and LOGINACK."""
    acknowledged = b"\x01\x74\x00\x00\x04" + short_text("Microsoft SQL Server") + bytes([16, 0, 16, 39])
    return (
        changed(1, short_text(database), short_text("master"))
        + changed(7, b"\x05" + COLLATION, b"\x00")
        + changed(4, short_text(str(packet_size)), short_text("4096"))
        + struct.pack("<BH", 0xAD, len(acknowledged))
        + acknowledged
        + done()
    )


def result(found: Rows, token: int, *, more: bool) -> bytes:
    """COLMETADATA, the rows, and the DONE that counts them."""
    kinds = [_kind([row[index] for row in found.rows]) for index in range(len(found.columns))]
    answer = struct.pack("<BH", 0x81, len(kinds))
    for name, kind in zip(found.columns, kinds, strict=True):
        answer += struct.pack("<IH", 0, 1) + _TYPES[kind] + short_text(name)
    for row in found.rows:
        answer += b"\xd1" + b"".join(_value(value, kind) for value, kind in zip(row, kinds, strict=True))
    status = COUNTED | (MORE if more else FINAL)
    return answer + done(status, len(found.rows), token)


_TYPES = {
    "text": struct.pack("<BH", 0xE7, 8000) + COLLATION,
    "int": b"\x26\x04",
    "variant": struct.pack("<BI", 0x62, 8009),
}


def _kind(values: Iterable[Value | Variant]) -> str:
    for value in values:
        if isinstance(value, Variant):
            return "variant"
        if isinstance(value, int):
            return "int"
        if value is not None:
            return "text"
    return "text"


def _value(value: Value | Variant, kind: str) -> bytes:
    bare = value.value if isinstance(value, Variant) else value
    if kind == "int":
        return b"\x00" if bare is None else struct.pack("<Bi", 4, int(str(bare)))
    if kind == "text":
        data = b"" if bare is None else str(bare).encode("utf-16-le")
        return b"\xff\xff" if bare is None else struct.pack("<H", len(data)) + data
    if bare is None:
        return struct.pack("<I", 0)
    if isinstance(bare, int):
        return struct.pack("<IBBi", 6, 0x38, 0, bare)
    data = str(bare).encode("utf-16-le")
    return struct.pack("<IBB", len(data) + 9, 0xE7, 7) + COLLATION + struct.pack("<H", 8000) + data


def returned(status: int = 0) -> bytes:
    """RETURNSTATUS."""
    return struct.pack("<Bi", 0x79, status)


def handle(number: int) -> bytes:
    """RETURNVALUE: the handle of a prepared statement."""
    return (
        struct.pack("<BH", 0xAC, 0)
        + short_text("")
        + b"\x01"
        + struct.pack("<IH", 0, 0)
        + b"\x26\x04"
        + struct.pack("<Bi", 4, number)
    )


def prelogin_options(body: bytes) -> dict[int, bytes]:
    """Read PRELOGIN."""
    options, at = {}, 0
    while body[at] != 0xFF:
        kind, offset, length = struct.unpack(">BHH", body[at : at + 5])
        options[kind] = body[offset : offset + length]
        at += 5
    return options


def prelogin_answer(encryption: int) -> bytes:
    """Write PRELOGIN: version, encryption, instance, no MARS."""
    options = [
        (0, struct.pack(">BBHH", 16, 0, 4135, 0)),
        (1, bytes([encryption])),
        (2, b"\x00"),
        (4, b"\x00"),
    ]
    heads, data, first = b"", b"", 5 * len(options) + 1
    for kind, value in options:
        heads += struct.pack(">BHH", kind, first + len(data), len(value))
        data += value
    return heads + b"\xff" + data


@dataclass(frozen=True)
class SignIn:
    """LOGIN7; `new_password` where the client asks to change it while it signs in."""

    user: str
    password: str
    database: str
    program: str
    packet_size: int
    new_password: str | None
    integrated: bool


def sign_in(body: bytes) -> SignIn:
    """Read LOGIN7."""

    def text(at: int) -> bytes:
        offset, length = struct.unpack("<HH", body[at : at + 4])
        return body[offset : offset + 2 * length]

    def clear(data: bytes) -> str:
        # Each byte is swapped by halves after XOR with 0xA5 (MS-TDS 2.2.6.4, Password).
        plain = bytes((((byte ^ 0xA5) >> 4) | ((byte ^ 0xA5) << 4)) & 0xFF for byte in data)
        return plain.decode("utf-16-le")

    flags2, flags3 = body[25], body[27]
    return SignIn(
        user=text(40).decode("utf-16-le"),
        password=clear(text(44)),
        database=text(68).decode("utf-16-le"),
        program=text(48).decode("utf-16-le"),
        packet_size=struct.unpack("<I", body[8:12])[0] or 4096,
        new_password=clear(text(86)) if flags3 & 0x01 else None,
        integrated=bool(flags2 & 0x80),
    )


@dataclass(frozen=True)
class Call:
    """An RPC: its procedure, and each parameter with its name."""

    procedure: str
    parameters: Sequence[tuple[str, Value]]


def after_headers(body: bytes) -> bytes:
    """Leave out ALL_HEADERS."""
    return body[struct.unpack("<I", body[:4])[0] :]


def call(body: bytes) -> Call:
    """Read an RPC; raises SqlError 8009 for a type that this endpoint does not know."""
    body = after_headers(body)
    length = struct.unpack("<H", body[:2])[0]
    if length == 0xFFFF:
        number = struct.unpack("<H", body[2:4])[0]
        name, at = _PROCEDURES.get(number, str(number)), 4
    else:
        name, at = body[2 : 2 + 2 * length].decode("utf-16-le").lower(), 2 + 2 * length
    at += 2
    parameters: list[tuple[str, Value]] = []
    while at < len(body) and body[at] not in (0x80, 0xFF):
        size = body[at]
        label = body[at + 1 : at + 1 + 2 * size].decode("utf-16-le")
        value, at = _parameter(body, at + 2 + 2 * size)
        parameters.append((label, value))
    return Call(name.rpartition(".")[2], parameters)


def _parameter(body: bytes, at: int) -> tuple[Value, int]:
    kind = body[at]
    if kind in (0x26, 0x68):  # INTN, BITN
        size = body[at + 2]
        value = int.from_bytes(body[at + 3 : at + 3 + size], "little", signed=kind == 0x26) if size else None
        return value, at + 3 + size
    if kind == 0x38:  # INT4
        return struct.unpack("<i", body[at + 1 : at + 5])[0], at + 5
    if kind in (0xE7, 0xEF, 0xA7, 0xAF):  # NVARCHAR, NCHAR, VARCHAR, CHAR
        longest = struct.unpack("<H", body[at + 1 : at + 3])[0]
        encoding = "utf-16-le" if kind in (0xE7, 0xEF) else "cp1252"
        data, end = _plp(body, at + 8) if longest == 0xFFFF else _sized(body, at + 8)
        return None if data is None else data.decode(encoding), end
    raise SqlError(8009, f"The data type 0x{kind:02X} is unknown.")


def _sized(body: bytes, at: int) -> tuple[bytes | None, int]:
    size = struct.unpack("<H", body[at : at + 2])[0]
    if size == 0xFFFF:
        return None, at + 2
    return body[at + 2 : at + 2 + size], at + 2 + size


def _plp(body: bytes, at: int) -> tuple[bytes | None, int]:
    if body[at : at + 8] == _NULL_PLP:
        return None, at + 8
    at, data = at + 8, b""
    while size := struct.unpack("<I", body[at : at + 4])[0]:
        data += body[at + 4 : at + 4 + size]
        at += 4 + size
    return data, at + 4
