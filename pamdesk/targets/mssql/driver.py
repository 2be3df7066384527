"""Microsoft's ODBC driver, from its package; one that the machine has installed is the second choice."""

from __future__ import annotations

import platform
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from pamdesk.records.errors import Refused

_INSTALLED: Final = "ODBC Driver 18 for SQL Server"
_MACHINES: Final = {"x86_64": "x86_64", "amd64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}


@cache
def odbc() -> Any:
    """Return pyodbc with its own pool off: a proof by a pooled connection would prove nothing.

    Raises `Refused` where the ODBC manager of the system is missing.
    """
    try:
        import pyodbc
    except ImportError as error:
        missing = str(error)
    else:
        pyodbc.pooling = False
        return pyodbc
    raise Refused(
        f"The ODBC manager cannot be loaded ({missing}). An administrator of this machine must install unixODBC. "
        "Nothing was sent.",
        code="driver_missing",
    )


@cache
def driver() -> str:
    """Return what a connection string names as its driver; raises `Refused` where there is none."""
    found = packaged()
    if found is not None:
        return str(found)
    if _INSTALLED in odbc().drivers():
        return _INSTALLED
    raise Refused(
        "There is no Microsoft ODBC Driver 18 for SQL Server here. An administrator of this machine must install it. "
        "Nothing was sent.",
        code="driver_missing",
    )


def packaged() -> Path | None:
    """Return the driver that the package mssql-python-odbc holds for this system, None where it holds none.

    Windows loads only drivers that are registered there, so the packaged one is of no use on it.
    """
    spec = find_spec("mssql_python_odbc")
    machine = _MACHINES.get(platform.machine().lower(), "")
    if spec is None or spec.origin is None or sys.platform == "win32" or not machine:
        return None
    libraries = Path(spec.origin).parent / "libs"
    if sys.platform == "darwin":
        return next(iter(sorted(libraries.glob(f"macos/{machine}/lib/libmsodbcsql*.dylib"))), None)
    found = [
        each
        for family in _families()
        for each in sorted(libraries.glob(f"linux/{family}/{machine}/lib/libmsodbcsql*"))
    ]
    return found[0] if found else None


def _families() -> tuple[str, ...]:
    """Return the folders of the package in the order that fits this Linux."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        release = {}
    like = f"{release.get('ID', '')} {release.get('ID_LIKE', '')}"
    if "suse" in like:
        return ("suse", "rhel", "debian_ubuntu")
    if "rhel" in like or "fedora" in like:
        return ("rhel", "debian_ubuntu")
    if "alpine" in like:
        return ("alpine",)
    return ("debian_ubuntu", "rhel")
