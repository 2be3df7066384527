"""The driver of Oracle, python-oracledb in its thin mode (no Oracle client), and what its errors mean."""

from __future__ import annotations

import os
import re
import ssl
from functools import cache
from typing import Any, Final

from pamdesk.targets.oracle.codes import LOST, NO_TLS, TLS
from pamdesk.targets.oracle.wire import HandshakeEnded

_SIMILAR: Final = re.compile(r"Similar to ORA-(\d{5})")
# Read when the driver is loaded: it would print every packet, and so statements with passwords.
_PRINTS_PACKETS: Final = "PYO_DEBUG_PACKETS"
# The driver's words for a connection that is gone, a call that took too long, and an answer that is none of Oracle's.
_ENDED: Final = re.compile(r"DPY-(4011|4024|1001|4033|4035|5\d{3})")


@cache
def oracledb() -> Any:
    """Return the driver, that prints no packets."""
    os.environ.pop(_PRINTS_PACKETS, None)
    import oracledb as driver

    return driver


class DriverError(Exception):
    """What the driver raised, as a code (ORA-01017, DPY-3015, or a word of `oracle_codes`); it holds no text of theirs."""

    def __init__(self, code: str, *, shown: ssl.SSLError | None = None, silent: bool = False) -> None:
        """Take the code, the refusal of a certificate, and whether nobody answered within the time limit."""
        super().__init__(code)
        self.code = code
        self.shown = shown
        self.silent = silent


def understood(error: BaseException) -> DriverError:
    """Put what the driver raised into a code; the first of the errors behind it that says something decides."""
    links: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in links:
        links.append(link)
        link = link.__cause__
    for one in links:
        if isinstance(one, HandshakeEnded):
            return DriverError(NO_TLS)
        if isinstance(one, ssl.SSLError):
            # Without its frames: those of the driver hold the password.
            return DriverError(TLS, shown=one.with_traceback(None))
    silent = any(isinstance(one, TimeoutError) or "timed out" in _text(one) for one in links)
    codes = [code for code in (_code(one) for one in links) if code]
    return DriverError(codes[-1] if codes else LOST, silent=silent)


def _code(error: BaseException) -> str:
    """Return the server's or the driver's code of one error, "" where it says only that the connection is gone."""
    told = error.args[0] if error.args else None
    full = str(getattr(told, "full_code", ""))
    similar = _SIMILAR.search(_text(error))
    if similar:
        return f"ORA-{similar[1]}"
    if full == "DPY-6005" or _ENDED.match(full):  # 6005 stands before the reason
        return ""
    number = getattr(told, "code", 0)
    return f"ORA-{number:05d}" if isinstance(number, int) and number else full


def _text(error: BaseException) -> str:
    told = error.args[0] if error.args else None
    return str(getattr(told, "message", "")) if not isinstance(told, str) else told
