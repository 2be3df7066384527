"""What an administrator would have entered by hand: the practice vault's folders, records, links and schedules."""

from __future__ import annotations

from pamdesk.records.links import Link, LinkKind
from pamdesk.records.rotation_settings import Method
from pamdesk.records.schedules import parse_complexity, parse_schedule
from pamdesk.sandbox.accounts import (
    CONSOLE_USERS,
    DATABASE_ADMIN,
    DATABASE_USERS,
    KEY_USERS,
    SELF_ROTATING,
    PracticeUser,
)
from pamdesk.sandbox.others import DATABASES, FOLDERS, IAM_USERS, OTHERS
from pamdesk.sandbox.practice import HOST, REGION, Practice, new_password
from pamdesk.services import folders, links, records
from pamdesk.services.records import Changes
from pamdesk.services.rotations import SettingsChange, change_settings
from pamdesk.vault.vault import Vault

CONFIGURATION = "AWS practice"
DATABASE = "billing-practice"
SELF_DATABASE = "metrics-practice"
_WHO = "sandbox"


def fill(vault: Vault, practice: Practice) -> None:
    """Fill a new vault; every record, link and setting passes the checks that a person's own would."""
    _Filling(vault, practice).all()


class _Filling:
    def __init__(self, vault: Vault, practice: Practice) -> None:
        self._vault = vault
        self._practice = practice

    def all(self) -> None:
        for folder in FOLDERS:
            folders.add(self._vault, folder, _WHO, shared=True)
        configuration = self._configuration()
        self._databases(configuration)
        for user in CONSOLE_USERS:
            made = self._user(user, IAM_USERS, {"distinguished_name": self._practice.arn(user)})
            self._link(made, LinkKind.IAM_USER, configuration)
            self._settings(made, user, Method.IAM_PASSWORD)
        for each in KEY_USERS:
            key = self._practice.keys[each.login]
            fields = {
                "distinguished_name": self._practice.arn(each),
                "access_key_id": key.access_key_id,
                "secret_access_key": key.secret_access_key.reveal(),
            }
            made = self._user(each, IAM_USERS, fields)
            self._link(made, LinkKind.IAM_USER, configuration)
            self._settings(made, each, Method.IAM_ACCESS_KEY)
        self._others()

    def _configuration(self) -> str:
        aws = self._practice.aws
        fields = {
            "environment": "aws",
            "aws_id": "practice",
            "account_id": aws.account_id,
            "access_key_id": aws.administrator.access_key_id,
            "secret_access_key": aws.administrator.secret_access_key.reveal(),
            "region_names": REGION,
            "endpoint_url": aws.endpoint_url,
            "application_folder": "Production",
            "default_schedule": "weekly sat 03:00 Asia/Tokyo",
            "default_complexity": "20,1,1,1,1",
        }
        notes = "A local AWS on this machine. The key is that of its administrator; both are gone when the sandbox ends."
        changes = Changes(
            title=CONFIGURATION, folder="Production", fields=fields, notes=notes, favourite="yes"
        )
        return records.add(self._vault, "pamConfiguration", changes, _WHO).id

    def _databases(self, configuration: str) -> None:
        main = self._database(DATABASE, configuration, "A real PostgreSQL on this machine, by TLS only.")
        admin = self._user(DATABASE_ADMIN, DATABASES)
        self._link(admin, LinkKind.BELONGS_TO, main)
        self._link(admin, LinkKind.ADMIN, main)
        self._settings(admin, DATABASE_ADMIN, Method.GENERAL)
        for user in DATABASE_USERS:
            made = self._user(user, DATABASES)
            self._link(made, LinkKind.BELONGS_TO, main)
            self._settings(made, user, Method.GENERAL)
        alone = self._database(SELF_DATABASE, configuration, "The same server, entered without an admin.")
        made = self._user(SELF_ROTATING, DATABASES)
        self._link(made, LinkKind.BELONGS_TO, alone)
        self._settings(made, SELF_ROTATING, Method.GENERAL)

    def _database(self, title: str, configuration: str, notes: str) -> str:
        practice = self._practice
        fields = {
            "host": HOST,
            "port": str(practice.front.port),
            "database_type": "postgresql",
            "ca_certificate": practice.authority.certificate.read_text("ascii"),
        }
        changes = Changes(title=title, folder=DATABASES, fields=fields, notes=notes, tags="practice")
        made = records.add(self._vault, "pamDatabase", changes, _WHO).id
        self._link(made, LinkKind.ENVIRONMENT, configuration)
        return made

    def _user(self, user: PracticeUser, folder: str, more: dict[str, str] | None = None) -> str:
        fields = {"login": user.login, **(more or {})}
        if user.login in self._practice.passwords:
            fields["password"] = self._practice.passwords[user.login].reveal()
        changes = Changes(
            title=user.login,
            folder=folder,
            fields=fields,
            tags=user.tags,
            notes=user.notes,
            favourite="yes" if user.favourite else "no",
        )
        return records.add(self._vault, "pamUser", changes, _WHO).id

    def _settings(self, user_id: str, user: PracticeUser, method: Method) -> None:
        change = SettingsChange(
            method=method,
            schedule=parse_schedule(user.schedule) if user.schedule else None,
            complexity=parse_complexity(user.complexity) if user.complexity else None,
            enabled=user.enabled,
        )
        change_settings(self._vault, user_id, change, _WHO)

    def _link(self, source: str, kind: LinkKind, target: str) -> None:
        links.add(self._vault, Link(source, kind, target), _WHO)

    def _others(self) -> None:
        for other in OTHERS:
            fields = dict(other.fields)
            if other.password:
                fields["password"] = new_password().reveal()
            changes = Changes(
                title=other.title,
                folder=other.folder,
                fields=fields,
                tags=other.tags,
                notes=other.notes,
                favourite="yes" if other.favourite else "no",
            )
            records.add(self._vault, other.type, changes, _WHO)
