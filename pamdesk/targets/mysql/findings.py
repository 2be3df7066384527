"""What the state of a MySQL or MariaDB server and account means for a rotation, in words."""

from __future__ import annotations

from collections.abc import Iterator

from pamdesk.records.errors import Refused
from pamdesk.targets.contract import Finding, Severity
from pamdesk.targets.mysql.facts import Row, Rows, Server, matches
from pamdesk.targets.mysql.statements import hashed_by_us, require_own_way, require_password_way


def choose_row(rows: Rows, login: str, asked_host: str, title: str) -> Row:
    """Return the one row that is meant; raises `Refused` naming the choices where that is not certain."""
    hosts = ", ".join(f"'{login}'@'{row.host}'" for row in rows.named)
    if not rows.named:
        raise Refused(f"{title} has no account {login}.", code="no_account")
    if asked_host:
        found = next((row for row in rows.named if row.host == asked_host), None)
        if found is None:
            raise Refused(
                f"{title} has no account '{login}'@'{asked_host}', only {hosts}. "
                "Correct the host part in the record.",
                code="no_account",
            )
        return found
    if len(rows.named) > 1:
        raise Refused(
            f"{title} has more than one account for {login}: {hosts}. "
            "Enter in the record which host part is meant, and keep one record for each.",
            code="several_host_rows",
        )
    return rows.named[0]


def server_findings(server: Server, title: str) -> Iterator[Finding]:
    """Look at the server alone."""
    yield Finding(Severity.PASSED, f"{title} answers, and its certificate is proved.", code="reachable")
    if server.too_old:
        number = ".".join(map(str, server.version[:2]))
        yield Finding(
            Severity.STOPS,
            f"{title} runs {server.name} {number}, which is older than what can be changed safely.",
            "Rotate it with a script.",
            code="version_too_old",
        )
    if server.read_only:
        yield Finding(
            Severity.STOPS,
            f"{title} is read-only: it is a replica, or set so.",
            "Enter the writer's address in the record.",
            code="1290",
        )
    if server.on("wsrep_on"):
        sentence = (
            f"{title} is a member of a Galera cluster; the change reaches the other members through it."
        )
        yield Finding(Severity.NOTICE, sentence, code="galera")
    if server.validators:
        names = ", ".join(server.validators)
        yield Finding(Severity.NOTICE, f"{title} judges new passwords ({names}).", code="password_policy")


def account_findings(
    server: Server, row: Row, login: str, title: str, *, by_admin: bool
) -> Iterator[Finding]:
    """Look at the account's row."""
    name = f"'{login}'@'{row.host}'"
    try:
        if by_admin:
            require_password_way(login, row)
        else:
            require_own_way(server, login, row)
    except Refused as error:
        yield Finding(Severity.STOPS, error.message, code=error.code)
        return
    if by_admin and not server.may_change_others:
        yield Finding(
            Severity.STOPS,
            f"The admin may not change other accounts of {title}.",
            "Grant CREATE USER on *.* to the admin.",
            code="1227",
        )
    else:
        yield Finding(Severity.PASSED, f"The password of {name} on {title} may be changed.", code="permitted")
    if row.needs_certificate:
        yield Finding(
            Severity.STOPS,
            f"{name} signs in with a client certificate only, so a new password could not be proved.",
            "Rotate it with a script.",
            code="needs_certificate",
        )
    if row.locked:
        yield Finding(
            Severity.NOTICE, f"{name} is locked; its new password can still be proved.", code="account_locked"
        )
    if server.mariadb and server.on("general_log") and not hashed_by_us(server, row):
        yield Finding(
            Severity.NOTICE,
            f"{title} writes every statement to its general log, and this one holds the new password.",
            f"An administrator of {title} can switch general_log off.",
            code="general_log",
        )


def rivals(rows: Rows, row: Row, seen_from: str) -> tuple[str, ...]:
    """Return the host parts of other rows that could be the one that lets this machine in instead of `row`."""
    named = (other.host for other in rows.named if other is not row)
    return tuple(host for host in (*named, *rows.nameless_hosts) if matches(host, seen_from))


def place_finding(server: Server, rows: Rows, row: Row, let_in_as: str | None, login: str) -> Finding | None:
    """Tell whether a sign-in from here proves this very row.

    `let_in_as` is the host part that a sign-in with the present password was given, None where none was made.
    """
    name = f"'{login}'@'{row.host}'"
    if not matches(row.host, server.seen_from):
        return Finding(
            Severity.STOPS,
            f"{name} cannot sign in from this machine ({server.seen_from}), so a new password could not be proved.",
            "Let a gateway in its place rotate it.",
            code="not_from_here",
        )
    others = rivals(rows, row, server.seen_from)
    if not others or let_in_as == row.host:
        return None
    if let_in_as is None:
        listed = ", ".join(f"'{host}'" for host in others)
        return Finding(
            Severity.STOPS,
            f"Accounts with the host parts {listed} may shadow {name} from this machine, and the present password "
            "did not show which.",
            "Enter the present password, or the host part that lets this machine in.",
            code="shadowed",
        )
    return Finding(
        Severity.STOPS,
        f"{login} is let in from this machine as '{login}'@'{let_in_as}', so a new password of {name} could not be "
        "proved.",
        f"Enter {let_in_as} as the host part in the record.",
        code="shadowed",
    )
