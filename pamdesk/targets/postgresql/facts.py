"""What PostgreSQL says about a role, about the one who asks and about itself, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pamdesk.targets.contract import Finding, ServerIdentity, Severity
from pamdesk.targets.postgresql.session import PostgresqlSession, algorithm_for

OLDEST: Final = 100000  # PostgreSQL 10: SCRAM, and a transaction's fate can be asked
_ADMIN_OPTION: Final = 160000  # since 16, CREATEROLE changes only roles that were granted WITH ADMIN OPTION

# One row whether or not the role exists. Settings that only other makes of PostgreSQL have are read as missing.
_QUERY: Final = """
SELECT pg_is_in_recovery(), current_setting('transaction_read_only') = 'on', current_setting('password_encryption'),
       current_setting('log_statement'),
       coalesce(current_setting('rds.restrict_password_commands', true), 'off') = 'on',
       coalesce(pg_has_role((SELECT oid FROM pg_roles WHERE rolname = 'rds_password'), 'MEMBER'), false),
       pg_backend_pid(), me.rolname, me.rolsuper, me.rolcreaterole, {admin_option},
       r.oid::text, r.rolsuper, r.rolcanlogin, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls,
       r.rolinherit, r.rolconnlimit, coalesce(r.rolvaliduntil::text, ''), coalesce(r.rolvaliduntil < now(), false),
       coalesce(array_to_string(r.rolconfig, '; '), ''),
       coalesce((SELECT string_agg(g.rolname || CASE WHEN m.admin_option THEN ' with admin option' ELSE '' END, ', '
                                   ORDER BY g.rolname, m.grantor)
                 FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid), '')
FROM pg_roles me LEFT JOIN pg_roles r ON r.rolname = %s
WHERE me.rolname = current_user
"""


_SERVER: Final = """
SELECT (SELECT system_identifier::text FROM pg_control_system()), extract(epoch FROM pg_postmaster_start_time())::text,
       coalesce(host(inet_server_addr()), '') || ':' || coalesce(inet_server_port()::text, ''),
       extract(epoch FROM clock_timestamp())::float8
"""


@dataclass(frozen=True, slots=True)
class Role:
    """A role as it stands in pg_roles."""

    oid: str
    superuser: bool
    may_sign_in: bool
    replication: bool
    connection_limit: int
    valid_until: str
    expired: bool
    invariants: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A role, whoever asks about it, and the server at this moment."""

    version: int
    pooler: bool
    standby: bool
    read_only: bool
    password_encryption: str
    log_statement: str
    passwords_restricted: bool
    in_rds_password: bool
    asker: str
    asker_superuser: bool
    asker_createrole: bool
    asker_admin_option: bool
    role: Role | None

    @property
    def algorithm(self) -> str:
        """How the server would store a new password."""
        return algorithm_for(self.password_encryption)


def read_standing(session: PostgresqlSession, login: str) -> Standing:
    """Ask in one round trip; raises psycopg2.Error."""
    admin_option = (
        "coalesce(pg_has_role(r.oid, 'MEMBER WITH ADMIN OPTION'), false)"
        if session.version >= _ADMIN_OPTION
        else "true"
    )
    row = session.rows(_QUERY.format(admin_option=admin_option), (login,))[0]
    return Standing(
        version=session.version,
        standby=bool(row[0]),
        read_only=bool(row[1]),
        password_encryption=str(row[2]),
        log_statement=str(row[3]),
        passwords_restricted=bool(row[4]),
        in_rds_password=bool(row[5]),
        pooler=int(str(row[6])) != session.announced_pid,
        asker=str(row[7]),
        asker_superuser=bool(row[8]),
        asker_createrole=bool(row[9]),
        asker_admin_option=bool(row[10]),
        role=_role(row[11:]) if row[11] is not None else None,
    )


def read_server(session: PostgresqlSession) -> ServerIdentity:
    """Ask which server it is; raises psycopg2.Error."""
    cluster, started, address, read_at = session.rows(_SERVER)[0]
    return ServerIdentity(f"postgresql {cluster}", str(started), str(address), float(str(read_at)))


def _role(row: tuple[object, ...]) -> Role:
    names = (
        "oid", "superuser", "login", "createrole", "createdb", "replication", "bypassrls",
        "inherit", "connection_limit", "valid_until", "expired", "settings", "member_of",
    )  # fmt: skip
    named = dict(zip(names, row, strict=True))
    expired = bool(named.pop("expired"))  # it changes by itself, as time goes on
    words = {name: _word(value) for name, value in named.items()}
    return Role(
        oid=words["oid"],
        superuser=bool(row[1]),
        may_sign_in=bool(row[2]),
        replication=bool(row[5]),
        connection_limit=int(words["connection_limit"]),
        valid_until=words["valid_until"],
        expired=expired,
        invariants=words,
    )


def _word(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def findings(standing: Standing, login: str, title: str) -> Iterator[Finding]:
    """Say in words what the standing means for a rotation."""
    yield Finding(Severity.PASSED, f"{title} answers, and its certificate is proved.", code="reachable")
    yield from _server_findings(standing, title)
    role = standing.role
    if role is None:
        yield Finding(
            Severity.STOPS, f"{title} has no role {login}.", "Correct the login in the record.", code="42704"
        )
        return
    yield from _permission(standing, role, login, title)
    if not role.may_sign_in:
        yield Finding(
            Severity.NOTICE,
            f"{login} may not sign in (NOLOGIN); its new password can still be proved.",
            code="nologin",
        )
    if role.expired:
        yield Finding(
            Severity.STOPS,
            f"The password of {login} ended on {role.valid_until} (VALID UNTIL), and the server would refuse any.",
            f"An administrator of {title} must set a later VALID UNTIL.",
            code="valid_until_passed",
        )
    if role.connection_limit >= 0:
        sentence = (
            f"{login} may open {role.connection_limit} connections; sessions that are open now stay open."
        )
        yield Finding(Severity.NOTICE, sentence, code="connection_limit")
    if role.superuser:
        yield Finding(Severity.NOTICE, f"{login} is a superuser of {title}.", code="superuser")


def _server_findings(standing: Standing, title: str) -> Iterator[Finding]:
    if standing.version < OLDEST:
        yield Finding(
            Severity.STOPS,
            f"{title} runs PostgreSQL {standing.version // 10000}, and 10 is the oldest that can be asked.",
            "Rotate it with a script.",
            code="version_too_old",
        )
    if standing.standby or standing.read_only:
        yield Finding(
            Severity.STOPS,
            f"{title} is a standby." if standing.standby else f"{title} is read-only.",
            "Enter the writer's address in the record.",
            code="25006",
        )
    if standing.pooler:
        yield Finding(
            Severity.NOTICE,
            f"{title} answers through a connection pooler, which may take the old password until it is reloaded.",
            "Enter the database's own address in the record, and reload the pooler in a script.",
            code="pooler",
        )
    if standing.algorithm == "md5":
        yield Finding(
            Severity.NOTICE,
            f"{title} stores passwords as md5 (password_encryption), and this one will be stored so too.",
            code="md5",
        )
    if standing.log_statement != "none":
        yield Finding(
            Severity.NOTICE,
            f"{title} logs this statement (log_statement); what stands in the log is a verifier, not the password.",
            code="log_statement",
        )


def _permission(standing: Standing, role: Role, login: str, title: str) -> Iterator[Finding]:
    reason, mend = _why_not(standing, role, login)
    if reason:
        yield Finding(Severity.STOPS, reason, mend, code="42501")
    else:
        yield Finding(
            Severity.PASSED,
            f"{standing.asker} may change the password of {login} on {title}.",
            code="permitted",
        )


def _why_not(standing: Standing, role: Role, login: str) -> tuple[str, str]:
    asker = standing.asker
    if standing.asker_superuser:
        return "", ""
    if standing.passwords_restricted and not standing.in_rds_password:
        return (
            f"{asker} may change no password here (rds.restrict_password_commands).",
            f"Grant rds_password to {asker}.",
        )
    if asker == login:
        return "", ""
    if role.superuser:
        return f"{login} is a superuser, and {asker} is not.", "Link a superuser as the admin."
    if not standing.asker_createrole:
        return f"{asker} may change no other role's password.", f"Grant CREATEROLE to {asker}."
    if not standing.asker_admin_option:
        return (
            f"{asker} was not granted {login} WITH ADMIN OPTION, which PostgreSQL asks for since version 16.",
            f"Grant {login} to {asker} WITH ADMIN OPTION.",
        )
    if role.replication and standing.version < _ADMIN_OPTION:
        return (
            f"{login} is a replication role, which only a superuser may change.",
            "Link a superuser as the admin.",
        )
    return "", ""
