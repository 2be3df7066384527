"""The fields of what holds accounts: machines, databases, directories; and of a remote browser."""

from __future__ import annotations

from pamdesk.records.fields import Choice, Field, FieldKind
from pamdesk.records.user_fields import ONE_TIME_CODE

DATABASE_TYPES = (
    Choice("postgresql", "PostgreSQL"),
    Choice("mysql", "MySQL"),
    Choice("mariadb", "MariaDB"),
    Choice("mssql", "SQL Server"),
    Choice("oracle", "Oracle"),
    Choice("mongodb", "MongoDB"),
)
OPERATING_SYSTEMS = (Choice("linux", "Linux"), Choice("windows", "Windows"), Choice("macos", "macOS"))
CONNECTIONS = (
    Choice("ssh", "SSH"),
    Choice("winrm", "WinRM over HTTPS"),
    Choice("ssm", "AWS Systems Manager"),
)
DIRECTORY_TYPES = (Choice("active_directory", "Active Directory"), Choice("openldap", "OpenLDAP"))

_REGION = Field(
    name="provider_region",
    label="Region",
    section="Cloud",
    placeholder="ap-northeast-1",
    help="The AWS region of this resource.",
    legacy_names=("providerRegion",),
)
_GROUP = Field(
    name="provider_group",
    label="Resource group",
    section="Cloud",
    help="Azure's resource group: kept and exported again.",
    legacy_names=("providerGroup",),
)
_ROTATION = Field(
    name="rotation_enabled",
    label="Rotation",
    kind=FieldKind.YES_NO,
    default=True,
    section="Rotation",
    help="Off: no account here is rotated.",
)
_USE_SSL = Field(
    name="use_ssl",
    label="Use TLS",
    kind=FieldKind.YES_NO,
    default=True,
    section="Identity",
    help="Off: nothing is sent until the certificate is pinned.",
    legacy_names=("useSSL",),
)
_CA = Field(
    name="ca_certificate",
    label="CA certificate",
    kind=FieldKind.MULTILINE,
    section="Identity",
    placeholder="-----BEGIN CERTIFICATE-----",
    help="Who must have signed the server's certificate, in PEM; empty means the system's own list.",
)
_FINGERPRINT = Field(
    name="certificate_fingerprint",
    label="Pinned certificate",
    section="Identity",
    placeholder="SHA256:…",
    help="The fingerprint of a certificate that a person accepted.",
)


def _host(example: str) -> Field:
    return Field(
        name="host",
        label="Host",
        kind=FieldKind.HOST,
        required=True,
        placeholder=example,
        help="A name or an address, without https:// and without a port.",
        legacy_names=("hostName",),
    )


def _port(example: str, meaning: str) -> Field:
    return Field(name="port", label="Port", kind=FieldKind.PORT, placeholder=example, help=meaning)


MACHINE: tuple[Field, ...] = (
    _host("web-prod-3.example.com"),
    _port(
        "22",
        "22 is SSH, 5985 and 5986 are WinRM; another port needs a line in the configuration's port mapping.",
    ),
    Field(
        name="operating_system",
        label="Operating system",
        kind=FieldKind.CHOICE,
        choices=OPERATING_SYSTEMS,
        help="Services and scheduled tasks are followed up on Windows only.",
        legacy_names=("operatingSystem",),
    ),
    Field(
        name="connect_by",
        label="Connect by",
        kind=FieldKind.CHOICE,
        choices=CONNECTIONS,
        help="Empty means SSH, and WinRM over HTTPS for Windows unless its port is 22.",
    ),
    Field(
        name="ssl_verification",
        label="Verify identity",
        kind=FieldKind.YES_NO,
        default=True,
        section="Identity",
        help="Off: nothing is sent until the host key or certificate is pinned.",
        legacy_names=("sslVerification",),
    ),
    Field(
        name="ssh_host_key",
        label="Pinned host key",
        section="Identity",
        placeholder="SHA256:…",
        help="The host key that a person accepted.",
        legacy_names=("public_host_key",),
    ),
    _CA,
    _FINGERPRINT,
    Field(
        name="instance_id",
        label="Instance ID",
        section="Cloud",
        placeholder="i-0abc…",
        help="Of an EC2 instance.",
        legacy_names=("instanceId",),
    ),
    Field(name="instance_name", label="Instance name", section="Cloud", legacy_names=("instanceName",)),
    _REGION,
    _GROUP,
    ONE_TIME_CODE,
    _ROTATION,
)

DATABASE: tuple[Field, ...] = (
    _host("billing.abc123.ap-northeast-1.rds.amazonaws.com"),
    _port("5432", "Empty means the usual one of its type."),
    Field(
        name="database_type",
        label="Type",
        kind=FieldKind.CHOICE,
        choices=DATABASE_TYPES,
        help="Decides how accounts are changed and proved.",
        legacy_names=("databaseType",),
    ),
    Field(
        name="connect_database",
        label="Connect to database",
        help="The database to sign in to; empty means the usual one of its type.",
        legacy_names=("connectDatabase",),
    ),
    _USE_SSL,
    _CA,
    _FINGERPRINT,
    Field(
        name="database_id",
        label="Database ID",
        section="Cloud",
        help="The RDS identifier; with the region it lets the master password be set through AWS.",
        legacy_names=("databaseId",),
    ),
    _REGION,
    _GROUP,
    ONE_TIME_CODE,
    _ROTATION,
)

DIRECTORY: tuple[Field, ...] = (
    _host("ad.example.com"),
    _port(
        "636", "636 is LDAPS, 389 is LDAP with StartTLS; Active Directory changes passwords over TLS only."
    ),
    Field(
        name="directory_type",
        label="Type",
        kind=FieldKind.CHOICE,
        choices=DIRECTORY_TYPES,
        help="Decides how passwords are changed.",
        legacy_names=("directoryType",),
    ),
    Field(
        name="domain_name",
        label="Domain name",
        placeholder="example.com",
        help="The DNS name of the domain.",
        legacy_names=("domainName",),
    ),
    Field(
        name="alternative_ips",
        label="Alternative addresses",
        kind=FieldKind.LINES,
        help="Other domain controllers, one a line.",
        legacy_names=("alternativeIPs",),
    ),
    Field(
        name="user_match",
        label="User filter",
        help="Which users discovery takes: an OU, a DN filter or a regular expression.",
        legacy_names=("userMatch",),
    ),
    _USE_SSL,
    _CA,
    _FINGERPRINT,
    Field(
        name="directory_id",
        label="Directory ID",
        section="Cloud",
        placeholder="d-0123456789",
        help="Of AWS Directory Service; lets passwords be set through AWS.",
        legacy_names=("directoryId",),
    ),
    _REGION,
    _GROUP,
    ONE_TIME_CODE,
    _ROTATION,
)

REMOTE_BROWSER: tuple[Field, ...] = (
    Field(name="url", label="URL", placeholder="https://", legacy_names=("rbiUrl",)),
    Field(name="allow_url_manipulation", label="Address may be edited", kind=FieldKind.YES_NO, default=False),
    Field(name="allowed_url_patterns", label="Allowed addresses", kind=FieldKind.LINES),
    Field(name="allowed_resource_url_patterns", label="Allowed resources", kind=FieldKind.LINES),
    Field(name="autofill_targets", label="Autofill targets", kind=FieldKind.LINES),
    Field(name="autofill_credentials", label="Autofill credential"),
    Field(name="ignore_server_cert", label="Ignore the certificate", kind=FieldKind.YES_NO, default=False),
    ONE_TIME_CODE,
)
