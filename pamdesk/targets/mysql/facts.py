"""What MySQL or MariaDB says about itself and about the rows of one login."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pamdesk.targets.contract import ServerIdentity
from pamdesk.targets.mysql.session import MysqlSession

PASSWORD_PLUGINS: Final = frozenset(
    {"mysql_native_password", "ed25519", "caching_sha2_password", "sha256_password"}
)
_OLDEST_MARIADB: Final = (10, 4)  # mysql.global_priv, and ALTER USER that keeps a plugin
_OLDEST_MYSQL: Final = (5, 7)
_UNLIMITED: Final = 4294967295
_SETTINGS: Final = (
    "version", "version_comment", "read_only", "super_read_only", "innodb_read_only", "general_log", "wsrep_on",
    "max_password_errors", "strict_password_validation", "server_uuid", "server_uid", "hostname", "port",
)  # fmt: skip
_POLICIES: Final = ("validate\\_password%", "simple\\_password\\_check%")
_VARIABLES: Final = "SHOW GLOBAL VARIABLES WHERE Variable_name IN ({}) OR {}".format(
    ", ".join("%s" for _ in _SETTINGS), " OR ".join("Variable_name LIKE %s" for _ in _POLICIES)
)
_VALIDATORS: Final = (
    "SELECT PLUGIN_NAME FROM information_schema.PLUGINS "
    "WHERE PLUGIN_TYPE IN ('PASSWORD VALIDATION', 'VALIDATE PASSWORD') AND PLUGIN_STATUS = 'ACTIVE'"
)
_MYSQL_ROWS: Final = """
SELECT User, Host, plugin, account_locked, ssl_type, User_attributes,
       CONCAT_WS(', ', Super_priv, Grant_priv, Create_user_priv, max_questions, max_updates, max_connections,
                 max_user_connections, coalesce(password_lifetime, 'default'))
FROM mysql.user WHERE User IN (%s, '')
"""
_MYSQL_5_ROWS: Final = _MYSQL_ROWS.replace("User_attributes", "NULL")
_MAY: Final = re.compile(r"^GRANT (?:.*\b)?(?:ALL PRIVILEGES|CREATE USER)\b.* ON \*\.\* TO", re.IGNORECASE)
# What changes with each new password, or is a hash of one.
_NOT_INVARIANT: Final = frozenset(
    {
        "authentication_string",
        "password",
        "password_last_changed",
        "password_expired",
        "version_id",
        "user",
        "host",
    }
)
_QUOTED: Final = re.compile(r"\b(USING|AS|BY PASSWORD) '(?:[^'\\]|\\.|'')*'", re.DOTALL)
_LIFETIME: Final = re.compile(r" PASSWORD EXPIRE(?= |$)(?! (?:DEFAULT|NEVER|INTERVAL))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One server as one admin sees it."""

    mariadb: bool
    version: tuple[int, ...]
    variables: Mapping[str, str]
    validators: tuple[str, ...]
    may_change_others: bool
    seen_from: str  # the part after @ of the admin's own USER()

    @property
    def name(self) -> str:
        """The product's name for sentences."""
        return "MariaDB" if self.mariadb else "MySQL"

    @property
    def identity(self) -> ServerIdentity | None:
        """Which server it is, None where it has no identifier of its own (MariaDB before 10.5.26)."""
        own = self.variables.get("server_uuid") or self.variables.get("server_uid")
        if not own:
            return None
        address = f"{self.variables.get('hostname', '')}:{self.variables.get('port', '')}"
        return ServerIdentity(f"{self.name.lower()} {own}", address=address)

    @property
    def too_old(self) -> bool:
        """Whether the statements of this program are unknown to it."""
        return self.version < (_OLDEST_MARIADB if self.mariadb else _OLDEST_MYSQL)

    @property
    def read_only(self) -> bool:
        """Whether it is a replica, or set read-only."""
        return any(self.on(name) for name in ("read_only", "super_read_only", "innodb_read_only"))

    @property
    def lockout(self) -> int:
        """How many wrong passwords block an account on the whole server; 0 for none."""
        limit = int(self.variables.get("max_password_errors", "0"))
        return 0 if limit >= _UNLIMITED else limit

    def on(self, name: str) -> bool:
        """Tell whether a variable is switched on."""
        return self.variables.get(name, "OFF").upper() in ("ON", "1", "NO_LOCK", "NO_LOCK_NO_ADMIN")


@dataclass(frozen=True, slots=True)
class Way:
    """One way in that a row allows; `stored` is empty for a password's (its hash stays on the server)."""

    plugin: str
    stored: str = ""

    @property
    def by_password(self) -> bool:
        """Whether this way asks for a password that is stored here."""
        return self.plugin in PASSWORD_PLUGINS


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One account row of a login: `'login'@'host'`."""

    host: str
    ways: tuple[Way, ...]
    locked: bool = False
    needs_certificate: bool = (
        False  # REQUIRE X509, ISSUER, SUBJECT or CIPHER: a password alone never signs in
    )
    lockout: int = 0
    invariants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a login, and of the nameless account that may stand in their way."""

    named: tuple[Row, ...]
    nameless_hosts: tuple[str, ...] = ()


def read_server(session: MysqlSession) -> Server:
    """Ask once for what holds for all accounts; raises pymysql.Error."""
    variables = {
        str(name).lower(): str(value) for name, value in session.rows(_VARIABLES, (*_SETTINGS, *_POLICIES))
    }
    version = variables.get("version", "")
    mariadb = "mariadb" in f"{version} {variables.get('version_comment', '')}".lower()
    validators = tuple(str(row[0]) for row in session.rows(_VALIDATORS))
    if any(name.startswith("validate_password.") for name in variables):
        validators += ("validate_password",)
    grants = [str(row[0]) for row in session.rows("SHOW GRANTS")]
    seen_as = str(session.rows("SELECT USER()")[0][0])
    return Server(
        mariadb=mariadb,
        version=version_of(version),
        variables=variables,
        validators=validators,
        # A role that is not switched on may still hold the right: then the server decides.
        may_change_others=any(_MAY.match(grant) for grant in grants) or any(" ON " not in g for g in grants),
        seen_from=seen_as.rpartition("@")[2],
    )


def version_of(text: str) -> tuple[int, ...]:
    """Return the version's numbers; MariaDB 10 and 11 may put `5.5.5-` in front for the sake of old replicas."""
    numbers = re.match(r"(?:5\.5\.5-(?=1\d\.))?(\d+)\.(\d+)(?:\.(\d+))?", text)
    return tuple(int(number or 0) for number in numbers.groups()) if numbers else (0,)


def read_rows(session: MysqlSession, server: Server, login: str) -> Rows:
    """Ask for all rows of a login in one round trip; raises pymysql.Error, 1142 where the admin may not read them."""
    if server.mariadb:
        query = "SELECT User, Host, Priv FROM mysql.global_priv WHERE User IN (%s, '')"
        found = [
            (str(user), str(host), json.loads(priv)) for user, host, priv in session.rows(query, (login,))
        ]
        # Compared again here: the server's collation ignores trailing spaces.
        named = tuple(
            _mariadb_row(host, priv) for user, host, priv in found if user == login and "is_role" not in priv
        )
        return Rows(named, tuple(host for user, host, priv in found if user == "" and "is_role" not in priv))
    query = _MYSQL_ROWS if server.version >= (8,) else _MYSQL_5_ROWS
    rows = session.rows(query, (login,))
    return Rows(
        tuple(_mysql_row(row) for row in rows if str(row[0]) == login),
        tuple(str(row[1]) for row in rows if str(row[0]) == ""),
    )


def read_own_row(session: MysqlSession, server: Server) -> Row:
    """Ask for the row that this session was let in by, as any account may; raises pymysql.Error."""
    host = str(session.rows("SELECT CURRENT_USER()")[0][0]).rpartition("@")[2]
    made = str(
        session.rows("SHOW CREATE USER CURRENT_USER()" if server.mariadb else "SHOW CREATE USER USER()")[0][0]
    )
    masked = _LIFETIME.sub("", _QUOTED.sub(r"\1 '***'", made))
    plugins = re.findall(r"(?:IDENTIFIED (?:VIA|WITH)|\bOR) [`']?(\w+)[`']?", masked)
    if not plugins and "IDENTIFIED BY PASSWORD" in masked:
        plugins = ["mysql_native_password"]
    limit = re.search(r"FAILED_LOGIN_ATTEMPTS (\d+)", masked)
    return Row(
        host=host,
        ways=tuple(Way(plugin) for plugin in plugins),
        locked="ACCOUNT LOCK" in masked,
        needs_certificate=bool(re.search(r"REQUIRE (?:X509|ISSUER|SUBJECT|CIPHER)", masked)),
        lockout=int(limit[1]) if limit else 0,
        invariants={"account": masked},
    )


def _mariadb_row(host: str, priv: Mapping[str, object]) -> Row:
    first = Way(str(priv.get("plugin", "mysql_native_password")), "")
    if not first.by_password:
        first = Way(first.plugin, str(priv.get("authentication_string", "")))
    others = priv.get("auth_or")
    # Each further way stands in the list by itself; {} holds the place of the first one.
    ways = tuple(_way(entry, first) for entry in others) if isinstance(others, list) else (first,)
    kept = {name: value for name, value in priv.items() if name not in (*_NOT_INVARIANT, "auth_or", "plugin")}
    return Row(
        host=host,
        ways=ways,
        locked=priv.get("account_locked") is True,
        needs_certificate=_number(priv.get("ssl_type")) >= 2,
        invariants={
            "host": host,
            "plugins": " or ".join(way.plugin for way in ways),
            **{name: json.dumps(value, sort_keys=True) for name, value in kept.items()},
        },
    )


def _way(entry: Mapping[str, object], first: Way) -> Way:
    if "plugin" not in entry:
        return first
    way = Way(str(entry["plugin"]))
    return way if way.by_password else Way(way.plugin, str(entry.get("authentication_string", "")))


def _mysql_row(row: tuple[object, ...]) -> Row:
    _, host, plugin, locked, ssl_type, attributes, kept = row
    read = json.loads(str(attributes)) if attributes else {}
    locking = read.get("Password_locking") or {}
    read.pop("additional_password", None)  # the hash of a second password
    return Row(
        host=str(host),
        ways=(Way(str(plugin)),),
        locked=str(locked) == "Y",
        needs_certificate=str(ssl_type) in ("X509", "SPECIFIED"),
        lockout=_number(locking.get("failed_login_attempts")),
        invariants={
            "host": str(host),
            "plugins": str(plugin),
            "account_locked": str(locked),
            "ssl_type": str(ssl_type),
            "attributes": json.dumps(read, sort_keys=True),
            "columns": str(kept),
        },
    )


def _number(value: object) -> int:
    return int(value) if isinstance(value, (int, str)) and str(value).isdecimal() else 0


def matches(host: str, seen_from: str) -> bool:
    """Tell whether a row's host pattern lets in who is seen so (MySQL: Specifying Account Names)."""
    names = {seen_from.lower()}
    if names & {"localhost", "127.0.0.1", "::1"}:
        names |= {"localhost", "127.0.0.1", "::1"}
    pattern = re.escape(host.lower()).replace("%", ".*").replace("_", ".")
    if host == "" or any(re.fullmatch(pattern, name) for name in names):
        return True
    return _in_network(host, names)


def _in_network(host: str, names: Iterable[str]) -> bool:
    if "/" not in host:
        return False
    try:
        network = ipaddress.ip_network(host, strict=False)
    except ValueError:
        return False
    for name in names:
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            continue
        if address in network:
            return True
    return False
