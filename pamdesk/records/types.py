"""Every record type and its fields: the tables of editors, import, validation, command line and docs.

The words are the field's own (KeeperPAM's), so that an administrator who knows one PAM knows this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pamdesk.records import configuration_fields, resource_fields, user_fields
from pamdesk.records.errors import NotFound
from pamdesk.records.fields import Field
from pamdesk.records.record import Record
from pamdesk.records.words import listed, quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordType:
    """One record type; `rotates`: its secret can be changed, `holds_accounts`: PAM Users may belong to it."""

    key: str
    title: str
    plural: str
    icon: str
    fields: tuple[Field, ...]
    rotates: bool = False
    holds_accounts: bool = False
    environments: tuple[str, ...] = ()
    legacy_keys: tuple[str, ...] = ()
    help: str = ""

    def field(self, name: str) -> Field:
        """Return a field by its name or a legacy name of it; raises `NotFound` (`unknown_field`)."""
        found = self.find(name)
        if found is None:
            raise NotFound(
                f"A {self.title} has no field {quoted(name)}; it has {listed([f.name for f in self.fields])}.",
                code="unknown_field",
            )
        return found

    def find(self, name: str) -> Field | None:
        """Return a field by its name or a legacy name of it, or None."""
        exact = next((f for f in self.fields if f.name == name), None)
        return exact or next((f for f in self.fields if name in f.legacy_names), None)

    def fields_for(self, environment: str = "") -> tuple[Field, ...]:
        """Return the fields that a configuration of this environment has; for any other type, all."""
        return tuple(f for f in self.fields if not f.environments or environment in f.environments)

    @property
    def secret_fields(self) -> tuple[Field, ...]:
        """The fields whose values are sealed."""
        return tuple(f for f in self.fields if f.is_secret)


PAM_CONFIGURATION = RecordType(
    key="pamConfiguration",
    title="PAM Configuration",
    plural="PAM Configurations",
    icon="cloud",
    fields=configuration_fields.FIELDS,
    environments=tuple(choice.value for choice in configuration_fields.ENVIRONMENTS),
    legacy_keys=tuple(configuration_fields.LEGACY_TYPES),
    help="A gateway, an environment and the identity that reaches it.",
)
PAM_MACHINE = RecordType(
    key="pamMachine",
    title="PAM Machine",
    plural="PAM Machines",
    icon="machine",
    fields=resource_fields.MACHINE,
    holds_accounts=True,
    help="A Linux, Windows or macOS host, an EC2 instance among them.",
)
PAM_DATABASE = RecordType(
    key="pamDatabase",
    title="PAM Database",
    plural="PAM Databases",
    icon="database",
    fields=resource_fields.DATABASE,
    holds_accounts=True,
    help="A database server, an RDS instance or cluster among them.",
)
PAM_DIRECTORY = RecordType(
    key="pamDirectory",
    title="PAM Directory",
    plural="PAM Directories",
    icon="directory",
    fields=resource_fields.DIRECTORY,
    holds_accounts=True,
    help="Active Directory, AWS Managed Microsoft AD or OpenLDAP.",
)
PAM_USER = RecordType(
    key="pamUser",
    title="PAM User",
    plural="PAM Users",
    icon="user",
    fields=user_fields.PAM_USER,
    rotates=True,
    help="An account on a resource or in the cloud, whose secret is changed.",
)
LOGIN = RecordType(
    key="login",
    title="Login",
    plural="Logins",
    icon="key",
    fields=user_fields.LOGIN,
    help="Any other credential, for people, scripts and imports.",
)
PAM_REMOTE_BROWSER = RecordType(
    key="pamRemoteBrowser",
    title="PAM Remote Browser",
    plural="PAM Remote Browsers",
    icon="globe",
    fields=resource_fields.REMOTE_BROWSER,
    help="A web application opened in an isolated browser: kept whole and exported again, never rotated.",
)

ALL: tuple[RecordType, ...] = (
    PAM_CONFIGURATION,
    PAM_MACHINE,
    PAM_DATABASE,
    PAM_DIRECTORY,
    PAM_USER,
    LOGIN,
    PAM_REMOTE_BROWSER,
)
RESOURCES: tuple[str, ...] = tuple(t.key for t in ALL if t.holds_accounts)
_BY_KEY = {key: t for t in ALL for key in (t.key, *t.legacy_keys)}
_KEPT_WHOLE: dict[str, tuple[str, frozenset[str]]] = {
    "pamConfiguration": ("environment", frozenset({"azure", "domain", "gcp", "oci"})),
    "pamMachine": ("operating_system", frozenset({"macos"})),
    "pamDatabase": ("database_type", frozenset({"mongodb"})),
}


def by_key(key: str) -> RecordType:
    """Return a record type by its key or a legacy key; raises `NotFound` (`unknown_type`)."""
    found = find(key)
    if found is None:
        raise NotFound(
            f"There is no record type {quoted(key)}; there are {listed([t.key for t in ALL])}.",
            code="unknown_type",
        )
    return found


def find(key: str) -> RecordType | None:
    """Return a record type by its key or a legacy key, or None (a newer version may know more types)."""
    return _BY_KEY.get(key)


RECORD_LABELS: Final[dict[str, str]] = {
    "type": "Type",
    "title": "Title",
    "folder": "Folder",
    "notes": "Notes",
    "custom": "Fields of your own",
    "tags": "Tags",
    "favourite": "Favourite",
}
"""What every record has besides the fields of its type."""


def label_of(type_key: str, name: str) -> str:
    """Return what a part of a record is called: a field of its type, or what every record has; else the name itself."""
    known = find(type_key)
    field = known.find(name) if known is not None else None
    return field.label if field is not None else RECORD_LABELS.get(name, name)


def cannot_rotate_yet(record: Record) -> str | None:
    """Return the sentence that refuses rotation on a record that is kept whole but not served, or None."""
    if record.type == PAM_REMOTE_BROWSER.key:
        return f"{quoted(record.title)} is a {PAM_REMOTE_BROWSER.title}: it holds no accounts that can be rotated."
    name, values = _KEPT_WHOLE.get(record.type, ("", frozenset()))
    if not name or record.text(name) not in values:
        return None
    label = next(c.label for c in by_key(record.type).field(name).choices if c.value == record.text(name))
    return f"{quoted(record.title)} is kept as it is: this version does not rotate accounts of {label}."
