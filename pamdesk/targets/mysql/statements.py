"""The one statement that changes a password, for each make, plugin and asker."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pamdesk.records.errors import Refused
from pamdesk.records.secret import Secret
from pamdesk.targets.mysql.facts import PASSWORD_PLUGINS, Row, Server

MASK = "***"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with places for its parameters, the parameters, and whether it holds the password itself."""

    text: str
    parameters: tuple[str, ...]
    clear: bool

    def __repr__(self) -> str:
        return "Statement(***)"


def hashed_by_us(server: Server, row: Row) -> bool:
    """Tell whether only a hash need be sent: MariaDB writes statements to its logs as they come.

    Where a policy plugin judges passwords it must be given the password itself.
    """
    own = {way.plugin for way in row.ways if way.by_password}
    return server.mariadb and not server.validators and own == {"mysql_native_password"}


def change_other(server: Server, login: str, row: Row, password: Secret) -> Statement:
    """Change another account's row, keeping every plugin that it has; raises `Refused` where it has no password."""
    require_password_way(login, row)
    by_hash = hashed_by_us(server, row)
    text = native_hash(password) if by_hash else password.reveal()
    if not server.mariadb:
        plugin = row.ways[0].plugin
        return Statement(f"ALTER USER %s@%s IDENTIFIED WITH {plugin} BY %s", (login, row.host, text), True)
    # ALTER USER … IDENTIFIED BY would silently make mysql_native_password of ed25519 and drop unix_socket.
    parts: list[str] = []
    parameters = [login, row.host]
    for way in row.ways:
        if way.by_password:
            parts.append(f"{way.plugin} USING %s" if by_hash else f"{way.plugin} USING PASSWORD(%s)")
            parameters.append(text)
        elif way.stored:
            parts.append(f"{_plain_name(way.plugin)} USING %s")
            parameters.append(way.stored)
        else:
            parts.append(_plain_name(way.plugin))
    return Statement(f"ALTER USER %s@%s IDENTIFIED VIA {' OR '.join(parts)}", tuple(parameters), not by_hash)


def change_own(server: Server, login: str, row: Row, password: Secret, current: Secret) -> Statement:
    """Change the password of the account that is signed in; raises `Refused` where it cannot do so itself."""
    require_own_way(server, login, row)
    if server.mariadb:
        # ALTER USER CURRENT_USER() asks for CREATE USER there (1227).
        if hashed_by_us(server, row):
            return Statement("SET PASSWORD = %s", (native_hash(password),), False)
        return Statement("SET PASSWORD = PASSWORD(%s)", (password.reveal(),), True)
    if server.version >= (8, 0, 13):
        # Given always: password_require_current may ask for it.
        parameters = (password.reveal(), current.reveal())
        return Statement("ALTER USER USER() IDENTIFIED BY %s REPLACE %s", parameters, True)
    return Statement("ALTER USER USER() IDENTIFIED BY %s", (password.reveal(),), True)


def require_password_way(login: str, row: Row) -> None:
    """Raise `Refused` where the server keeps no password of this account, or several of which not each can be proved."""
    ways = [way for way in row.ways if way.by_password]
    if len(ways) == 1:
        return
    plugins = ", ".join(way.plugin for way in row.ways) or "no plugin"
    reason = (
        "has more than one password" if ways else "does not sign in by a password that is kept on the server"
    )
    raise Refused(
        f"'{login}'@'{row.host}' {reason} ({plugins}). An administrator must give it exactly one "
        f"of {', '.join(sorted(PASSWORD_PLUGINS))}, or rotate it with a script.",
        code="plugin_unsupported",
    )


def require_own_way(server: Server, login: str, row: Row) -> None:
    """Raise `Refused` where the account cannot change its own password: MariaDB's SET PASSWORD knows the first way only."""
    require_password_way(login, row)
    if server.mariadb and not row.ways[0].by_password:  # 1699
        plugins = " or ".join(way.plugin for way in row.ways)
        raise Refused(
            f"'{login}'@'{row.host}' signs in by {plugins}, and MariaDB lets it change only the first of these itself. "
            "Link an admin.",
            code="own_change_impossible",
        )


def native_hash(password: Secret) -> str:
    """Return what mysql_native_password stores (MariaDB: Authentication Plugin - mysql_native_password)."""
    inner = hashlib.sha1(password.reveal().encode(), usedforsecurity=False).digest()
    return "*" + hashlib.sha1(inner, usedforsecurity=False).hexdigest().upper()


def _plain_name(plugin: str) -> str:
    if not plugin.isidentifier() or not plugin.isascii():
        raise Refused(f"The plugin {plugin!r} cannot be kept.", code="plugin_unsupported")
    return plugin
