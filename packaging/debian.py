"""What PamDesk and its tests need of Debian beyond Python and git, and how it gets there. Standard library only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

# What the wheels of Qt and pyodbc load and do not bring along.
QT = (
    *("libglib2.0-0", "libdbus-1-3", "libbrotli1", "libgl1", "libegl1", "libxkbcommon0", "libfontconfig1"),
    *("libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"),
)
ODBC = ("libodbc2",)
FONTS = ("fonts-inter", "fonts-noto-cjk")
SSH = ("openssh-server", "openssh-client", "sudo", "libpam-pwquality", "cracklib-runtime")
LDAP = ("slapd", "ldap-utils")
DOMAIN_CONTROLLER = ("samba", "samba-ad-dc", "samba-ad-provision", "winbind", "krb5-user")
SERVERS = ("postgresql", "mariadb-server", *SSH, *LDAP, *DOMAIN_CONTROLLER)
# A screen, and the road by which a test drives the window from outside.
SCREEN = (
    *("xvfb", "xauth", "openbox", "xdotool", "dbus", "dbus-x11"),
    *("at-spi2-core", "python3-pyatspi", "gir1.2-atspi-2.0"),
)
BUNDLE = (
    "binutils",
    f"libpython3.{sys.version_info.minor}",
)  # PyInstaller reads libraries, and packs this one

# For a Linux without apt-get: the library that is tried, and what Debian calls its package.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libodbc.so.2": "libodbc2",
}

POLICY = Path("/usr/sbin/policy-rc.d")
POLICY_TEXT = (
    "#!/bin/sh\n# PamDesk's bootstrap: no service starts while its packages are installed.\nexit 101\n"
)


def needed(for_tests: bool) -> tuple[str, ...]:
    """Return the packages without which nothing starts."""
    venv = () if _has_module("ensurepip") else (f"python3.{sys.version_info.minor}-venv",)
    return (*venv, *QT, *ODBC, *(BUNDLE if for_tests else ()))


def wanted(for_tests: bool) -> tuple[str, ...]:
    """Return the packages without which letters look wrong or tests are skipped."""
    return (*FONTS, *(SERVERS + SCREEN if for_tests else ()))


def is_debian() -> bool:
    """Say whether this system installs packages with apt-get."""
    return shutil.which("apt-get") is not None and shutil.which("dpkg-query") is not None


def missing(packages: Iterable[str]) -> list[str]:
    """Return those of the packages that are not installed."""
    asked = tuple(packages)
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n", *asked],
        capture_output=True,
        text=True,
        check=False,  # it fails for each name it does not know, which is what is asked
    )
    there = {line.split()[1] for line in answer.stdout.splitlines() if line.startswith("installed ")}
    return [package for package in asked if package not in there]


def missing_libraries() -> list[str]:
    """Return the shared libraries that cannot be loaded, each with the name of Debian's package."""
    from ctypes import CDLL

    absent = []
    for library, package in LIBRARIES.items():
        try:
            CDLL(library)
        except OSError:
            absent.append(f"{library} (Debian: {package})")
    return absent


def install(packages: list[str]) -> str:
    """Install packages, starting no service; returns the last lines of apt-get where it failed, else nothing."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "NEEDRESTART_SUSPEND": "1"}
    options = [
        "-y",
        "-qq",
        "--no-install-recommends",
        "-o",
        "DPkg::Lock::Timeout=300",
        "-o",
        "Dpkg::Use-Pty=0",
    ]

    def apt_get(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["apt-get", *options, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    with _services_held():
        apt_get("update")  # where it fails, the lists that are there may still do
        done = apt_get("install", *packages)
    return "" if done.returncode == 0 else "\n".join(done.stdout.splitlines()[-15:])


@contextmanager
def _services_held() -> Iterator[None]:
    """Forbid the start of services (invoke-rc.d's policy), then put back what was there before."""
    before = POLICY.read_bytes() if POLICY.exists() else None
    if before is not None and before != POLICY_TEXT.encode():
        yield  # the machine has a policy of its own, which stands
        return
    POLICY.write_text(POLICY_TEXT, "utf-8")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink(missing_ok=True)


def _has_module(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None
