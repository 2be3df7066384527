"""Records that fill the practice vault and stand for nothing on this machine: none of them is linked, none rotates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DATABASES = "Production / Databases"
IAM_USERS = "Production / IAM users"
MACHINES = "Production / Machines"
STAGING = "Staging"
OSAKA = "大阪 DR"
TEAM = "Team logins"
# In this order: a folder is made inside one that is there.
FOLDERS = ("Production", DATABASES, IAM_USERS, MACHINES, STAGING, OSAKA, TEAM)

_MACHINE_NOTE = "Stands for nothing here: nothing is linked to it."
_USER_NOTE = "Not linked to anything, so it cannot be rotated yet."


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRecord:
    """One such record; one with a `password` gets a random one."""

    type: str
    title: str
    folder: str
    fields: Mapping[str, str] = field(default_factory=dict)
    tags: str = ""
    notes: str = ""
    favourite: bool = False
    password: bool = False


def _machine(
    title: str, folder: str, host: str, system: str = "linux", port: str = "22", tags: str = ""
) -> OtherRecord:
    fields = {"host": host, "port": port, "operating_system": system}
    return OtherRecord(
        type="pamMachine", title=title, folder=folder, fields=fields, tags=tags, notes=_MACHINE_NOTE
    )


def _user(login: str, folder: str, tags: str = "") -> OtherRecord:
    return OtherRecord(
        type="pamUser",
        title=login,
        folder=folder,
        fields={"login": login},
        tags=tags,
        notes=_USER_NOTE,
        password=True,
    )


def _login(title: str, login: str, site: str, tags: str = "", *, favourite: bool = False) -> OtherRecord:
    fields = {"login": login, "url": f"https://{site}.example.com"}
    return OtherRecord(
        type="login",
        title=title,
        folder=TEAM,
        fields=fields,
        tags=tags,
        favourite=favourite,
        password=True,
    )


OTHERS = (
    _machine("web-1", MACHINES, "web-1.example.com", tags="web"),
    _machine("web-2", MACHINES, "web-2.example.com", tags="web"),
    _machine("batch-1", MACHINES, "batch-1.example.com", tags="batch"),
    _machine("win-reports", MACHINES, "win-reports.example.com", "windows", "5986", tags="windows"),
    OtherRecord(
        type="pamDatabase",
        title="billing-staging",
        folder=STAGING,
        fields={"host": "billing-staging.example.com", "port": "5432", "database_type": "postgresql"},
        tags="staging",
        notes=_MACHINE_NOTE,
    ),
    _user("staging_app", STAGING, "staging"),
    _user("staging_worker", STAGING, "staging"),
    _user("staging_tester", STAGING, "staging, person"),
    _machine("dr-web-1", OSAKA, "dr-web-1.example.com", tags="dr"),
    OtherRecord(
        type="pamDirectory",
        title="大阪 Active Directory",
        folder=OSAKA,
        fields={"host": "dc1.osaka.example.com", "directory_type": "active_directory"},
        tags="dr",
        notes=_MACHINE_NOTE,
    ),
    _user("dr_operator", OSAKA, "dr"),
    _user("山田_太郎", OSAKA, "dr, person"),
    _login("Domain registrar", "hostmaster@example.com", "registrar", "dns", favourite=True),
    _login("Certificate authority", "tls@example.com", "ca", "tls"),
    _login("Status page", "ops@example.com", "status", "emergency"),
    _login("On-call rota", "ops@example.com", "rota", "emergency"),
    _login("Issue tracker", "admin", "issues"),
    _login("Build server", "admin", "build"),
    _login("Wiki", "admin", "wiki"),
    _login("Mail relay", "postmaster@example.com", "relay"),
    _login("経費精算", "keiri@example.com", "keihi", "tokyo"),
    _login("Office router", "admin", "router"),
)
