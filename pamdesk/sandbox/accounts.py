"""The accounts of the practice environment that really exist: roles of its PostgreSQL and users of its AWS."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeUser:
    """One account, and what its record says; `schedule` and `complexity` as people write them, empty for the default."""

    login: str
    schedule: str = ""
    complexity: str = ""
    tags: str = ""
    notes: str = ""
    favourite: bool = False
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseUser(PracticeUser):
    """A role of the PostgreSQL, with its attributes in SQL."""

    attributes: str = "LOGIN"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleUser(PracticeUser):
    """An IAM user; one without `console` has no console password, one that `must_change` chooses its own at next sign-in."""

    path: str = "/"
    console: bool = True
    must_change: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyUser(PracticeUser):
    """An IAM user with one access key; `second` has another besides, that nobody entered here."""

    path: str = "/service/"
    second: bool = False


# Not a superuser: since PostgreSQL 16, CREATEROLE with ADMIN OPTION on each role is all that is needed.
DATABASE_ADMIN = DatabaseUser(
    login="billing_admin",
    attributes="LOGIN CREATEROLE",
    schedule="monthly 1 04:00 Asia/Tokyo",
    complexity="32,2,2,2,2",
    tags="admin",
    notes="Changes the passwords of billing-practice, and its own last of all.",
    favourite=True,
)
DATABASE_USERS = (
    DatabaseUser(login="billing_app", schedule="daily 03:00 Asia/Tokyo", tags="application", favourite=True),
    DatabaseUser(login="billing_worker", schedule="weekly mon 03:30 Asia/Tokyo", tags="application"),
    DatabaseUser(login="billing_api", tags="application"),
    DatabaseUser(
        login="reports_reader", schedule="cron: 0 30 5 ? * MON-FRI Europe/Berlin", tags="reporting, read-only"
    ),
    DatabaseUser(login="o'brien", complexity="24,2,2,2,2", tags="person"),
    DatabaseUser(login="田中_花子", tags="person"),
    DatabaseUser(
        login="nightly_backup",
        attributes="LOGIN CONNECTION LIMIT 2",
        schedule="weekly sun 01:00 UTC",
        tags="backup",
        notes="May open two connections at once; sessions that are open stay open.",
    ),
    DatabaseUser(
        login="schema_owner",
        attributes="NOLOGIN",
        tags="owner",
        notes="May not sign in. Its new password is proved all the same: the server accepts it, and then refuses the session.",
    ),
    DatabaseUser(
        login="auditor_2025",
        attributes="LOGIN VALID UNTIL '2025-12-31'",
        tags="person, ended",
        notes="Its VALID UNTIL has passed, so the server refuses every password of it. Rotation is off.",
        enabled=False,
    ),
)
# Of a second record of the same server, which has no admin.
SELF_ROTATING = DatabaseUser(
    login="metrics_self",
    schedule="daily 02:15 UTC",
    tags="application",
    notes="Its database has no admin here: it changes its own password.",
)

CONSOLE_USERS = (
    ConsoleUser(login="sato.hanako", path="/people/", tags="person, tokyo", favourite=True),
    ConsoleUser(
        login="break-glass", schedule="daily 01:00 UTC", complexity="40,2,2,2,2", tags="admin, emergency"
    ),
    ConsoleUser(
        login="billing-deployer", path="/service/", schedule="weekly wed 02:00 UTC", tags="application"
    ),
    ConsoleUser(
        login="audit-reader", path="/service/", schedule="cron: 0 0 6 1 * ? UTC", tags="read-only, audit"
    ),
    ConsoleUser(login="moreau.finance", path="/people/", tags="person, paris"),
    ConsoleUser(login="li.support", path="/people/", tags="person"),
    ConsoleUser(
        login="new.starter",
        path="/people/",
        tags="person",
        must_change=True,
        notes="Must choose a new password at the next sign-in; a rotation keeps it so.",
    ),
    ConsoleUser(login="ops+oncall@example.com", tags="emergency"),
    ConsoleUser(
        login="uploader-robot",
        path="/service/",
        console=False,
        tags="application",
        notes="Has no console password, and PamDesk makes none silently. Rotation is off.",
        enabled=False,
    ),
)

KEY_USERS = (
    KeyUser(login="ci-deployer", schedule="monthly 1 02:00 UTC", tags="application, key", favourite=True),
    KeyUser(login="backup-uploader", schedule="weekly sun 02:30 UTC", tags="backup, key"),
    KeyUser(
        login="legacy-exporter",
        tags="application, key",
        second=True,
        notes="Has two access keys, and AWS allows no third: a rotation would stop and name both. Rotation is off.",
        enabled=False,
    ),
)
