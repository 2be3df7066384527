"""The words of the record tables in the language of the window; a test holds this list against the tables."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from pamdesk.records.fields import Field
from pamdesk.records.types import find

WORDS: Final[tuple[object, ...]] = (
    QT_TRANSLATE_NOOP("Fields", "PAM Configuration"),
    QT_TRANSLATE_NOOP("Fields", "PAM Configurations"),
    QT_TRANSLATE_NOOP("Fields", "A gateway, an environment and the identity that reaches it."),
    QT_TRANSLATE_NOOP("Fields", "Environment"),
    QT_TRANSLATE_NOOP("Fields", "What this configuration reaches."),
    QT_TRANSLATE_NOOP("Fields", "AWS"),
    QT_TRANSLATE_NOOP("Fields", "Local network"),
    QT_TRANSLATE_NOOP("Fields", "Azure"),
    QT_TRANSLATE_NOOP("Fields", "Domain controller"),
    QT_TRANSLATE_NOOP("Fields", "Google Cloud"),
    QT_TRANSLATE_NOOP("Fields", "Oracle Cloud"),
    QT_TRANSLATE_NOOP("Fields", "Gateway"),
    QT_TRANSLATE_NOOP("Fields", "The gateway that does the work; the built-in one runs inside this program."),
    QT_TRANSLATE_NOOP("Fields", "Application folder"),
    QT_TRANSLATE_NOOP(
        "Fields", "A shared folder that the gateway's application may read; best with few members."
    ),
    QT_TRANSLATE_NOOP("Fields", "AWS ID"),
    QT_TRANSLATE_NOOP("Fields", "Your own name for this AWS environment."),
    QT_TRANSLATE_NOOP("Fields", "Account ID"),
    QT_TRANSLATE_NOOP("Fields", "12 digits; filled in at the first success, once you accept it."),
    QT_TRANSLATE_NOOP("Fields", "Access key ID"),
    QT_TRANSLATE_NOOP(
        "Fields",
        "Used where the instance's role is absent or not enough; USE_INSTANCE_ROLE means there is no key.",
    ),
    QT_TRANSLATE_NOOP("Fields", "Secret access key"),
    QT_TRANSLATE_NOOP("Fields", "The key's secret, or USE_INSTANCE_ROLE in both."),
    QT_TRANSLATE_NOOP("Fields", "Regions"),
    QT_TRANSLATE_NOOP("Fields", "One a line; the first is the default, all are searched by discovery."),
    QT_TRANSLATE_NOOP("Fields", "AWS CLI profile"),
    QT_TRANSLATE_NOOP("Fields", "A named profile of this machine, instead of an access key."),
    QT_TRANSLATE_NOOP("Fields", "Role ARN"),
    QT_TRANSLATE_NOOP("Fields", "A role to assume, in this account or another."),
    QT_TRANSLATE_NOOP("Fields", "External ID"),
    QT_TRANSLATE_NOOP("Fields", "What the role's trust policy asks for, if anything."),
    QT_TRANSLATE_NOOP("Fields", "Endpoint URL"),
    QT_TRANSLATE_NOOP("Fields", "A VPC endpoint, GovCloud or a practice environment; empty means AWS's own."),
    QT_TRANSLATE_NOOP("Fields", "Partition"),
    QT_TRANSLATE_NOOP("Fields", "Which AWS this is."),
    QT_TRANSLATE_NOOP("Fields", "AWS GovCloud (US)"),
    QT_TRANSLATE_NOOP("Fields", "AWS China"),
    QT_TRANSLATE_NOOP("Fields", "AWS European Sovereign Cloud"),
    QT_TRANSLATE_NOOP("Fields", "AWS ISO"),
    QT_TRANSLATE_NOOP("Fields", "AWS ISOB"),
    QT_TRANSLATE_NOOP("Fields", "Network ID"),
    QT_TRANSLATE_NOOP("Fields", "Starts the names of what discovery finds."),
    QT_TRANSLATE_NOOP("Fields", "Network CIDR"),
    QT_TRANSLATE_NOOP("Fields", "The addresses that discovery searches."),
    QT_TRANSLATE_NOOP("Fields", "Azure ID"),
    QT_TRANSLATE_NOOP("Fields", "Your own name for this Azure environment."),
    QT_TRANSLATE_NOOP("Fields", "Client ID"),
    QT_TRANSLATE_NOOP("Fields", "Client secret"),
    QT_TRANSLATE_NOOP("Fields", "Subscription ID"),
    QT_TRANSLATE_NOOP("Fields", "Tenant ID"),
    QT_TRANSLATE_NOOP("Fields", "Resource groups"),
    QT_TRANSLATE_NOOP("Fields", "One a line; empty means all."),
    QT_TRANSLATE_NOOP("Fields", "Domain"),
    QT_TRANSLATE_NOOP("Fields", "The domain's full DNS name."),
    QT_TRANSLATE_NOOP("Fields", "Host"),
    QT_TRANSLATE_NOOP("Fields", "Port"),
    QT_TRANSLATE_NOOP("Fields", "Use TLS"),
    QT_TRANSLATE_NOOP("Fields", "Scan the controller's network"),
    QT_TRANSLATE_NOOP("Fields", "User filter"),
    QT_TRANSLATE_NOOP("Fields", "An OU, a DN filter or a regular expression."),
    QT_TRANSLATE_NOOP("Fields", "Administrative credential"),
    QT_TRANSLATE_NOOP("Fields", "Google Cloud ID"),
    QT_TRANSLATE_NOOP("Fields", "Your own name for this environment."),
    QT_TRANSLATE_NOOP("Fields", "Service account key"),
    QT_TRANSLATE_NOOP("Fields", "Workspace administrator"),
    QT_TRANSLATE_NOOP("Fields", "Oracle Cloud ID"),
    QT_TRANSLATE_NOOP("Fields", "Administrator OCID"),
    QT_TRANSLATE_NOOP("Fields", "Public key"),
    QT_TRANSLATE_NOOP("Fields", "Private key"),
    QT_TRANSLATE_NOOP("Fields", "Tenancy OCID"),
    QT_TRANSLATE_NOOP("Fields", "Region"),
    QT_TRANSLATE_NOOP("Fields", "Rotation"),
    QT_TRANSLATE_NOOP("Fields", "Off: nothing that uses this configuration is rotated."),
    QT_TRANSLATE_NOOP("Fields", "Default schedule"),
    QT_TRANSLATE_NOOP("Fields", "For accounts that have no schedule of their own."),
    QT_TRANSLATE_NOOP("Fields", "Default complexity"),
    QT_TRANSLATE_NOOP("Fields", "Length, then least counts of upper case, lower case, digits and symbols."),
    QT_TRANSLATE_NOOP("Fields", "Port mapping"),
    QT_TRANSLATE_NOOP("Fields", "Ports that are not the usual ones, one a line."),
    QT_TRANSLATE_NOOP("Fields", "Network"),
    QT_TRANSLATE_NOOP("Fields", "Identity provider"),
    QT_TRANSLATE_NOOP("Fields", "Another program's identity provider: kept and exported again."),
    QT_TRANSLATE_NOOP("Fields", "PAM Machine"),
    QT_TRANSLATE_NOOP("Fields", "PAM Machines"),
    QT_TRANSLATE_NOOP("Fields", "A Linux, Windows or macOS host, an EC2 instance among them."),
    QT_TRANSLATE_NOOP("Fields", "A name or an address, without https:// and without a port."),
    QT_TRANSLATE_NOOP(
        "Fields",
        "22 is SSH, 5985 and 5986 are WinRM; another port needs a line in the configuration's port mapping.",
    ),
    QT_TRANSLATE_NOOP("Fields", "Operating system"),
    QT_TRANSLATE_NOOP("Fields", "Services and scheduled tasks are followed up on Windows only."),
    QT_TRANSLATE_NOOP("Fields", "Linux"),
    QT_TRANSLATE_NOOP("Fields", "Windows"),
    QT_TRANSLATE_NOOP("Fields", "macOS"),
    QT_TRANSLATE_NOOP("Fields", "Verify identity"),
    QT_TRANSLATE_NOOP("Fields", "Off: nothing is sent until the host key or certificate is pinned."),
    QT_TRANSLATE_NOOP("Fields", "Identity"),
    QT_TRANSLATE_NOOP("Fields", "Pinned host key"),
    QT_TRANSLATE_NOOP("Fields", "The host key that a person accepted."),
    QT_TRANSLATE_NOOP("Fields", "CA certificate"),
    QT_TRANSLATE_NOOP(
        "Fields", "Who must have signed the server's certificate, in PEM; empty means the system's own list."
    ),
    QT_TRANSLATE_NOOP("Fields", "Pinned certificate"),
    QT_TRANSLATE_NOOP("Fields", "The fingerprint of a certificate that a person accepted."),
    QT_TRANSLATE_NOOP("Fields", "Instance ID"),
    QT_TRANSLATE_NOOP("Fields", "Of an EC2 instance."),
    QT_TRANSLATE_NOOP("Fields", "Cloud"),
    QT_TRANSLATE_NOOP("Fields", "Instance name"),
    QT_TRANSLATE_NOOP("Fields", "The AWS region of this resource."),
    QT_TRANSLATE_NOOP("Fields", "Resource group"),
    QT_TRANSLATE_NOOP("Fields", "Azure's resource group: kept and exported again."),
    QT_TRANSLATE_NOOP("Fields", "One-time code"),
    QT_TRANSLATE_NOOP("Fields", "The otpauth link or key of a two-factor sign-in."),
    QT_TRANSLATE_NOOP("Fields", "Off: no account here is rotated."),
    QT_TRANSLATE_NOOP("Fields", "PAM Database"),
    QT_TRANSLATE_NOOP("Fields", "PAM Databases"),
    QT_TRANSLATE_NOOP("Fields", "A database server, an RDS instance or cluster among them."),
    QT_TRANSLATE_NOOP("Fields", "Empty means the usual one of its type."),
    QT_TRANSLATE_NOOP("Fields", "Type"),
    QT_TRANSLATE_NOOP("Fields", "Decides how accounts are changed and proved."),
    QT_TRANSLATE_NOOP("Fields", "PostgreSQL"),
    QT_TRANSLATE_NOOP("Fields", "MySQL"),
    QT_TRANSLATE_NOOP("Fields", "MariaDB"),
    QT_TRANSLATE_NOOP("Fields", "SQL Server"),
    QT_TRANSLATE_NOOP("Fields", "Oracle"),
    QT_TRANSLATE_NOOP("Fields", "MongoDB"),
    QT_TRANSLATE_NOOP("Fields", "Connect to database"),
    QT_TRANSLATE_NOOP("Fields", "The database to sign in to; empty means the usual one of its type."),
    QT_TRANSLATE_NOOP("Fields", "Off: nothing is sent until the certificate is pinned."),
    QT_TRANSLATE_NOOP("Fields", "Database ID"),
    QT_TRANSLATE_NOOP(
        "Fields", "The RDS identifier; with the region it lets the master password be set through AWS."
    ),
    QT_TRANSLATE_NOOP("Fields", "PAM Directory"),
    QT_TRANSLATE_NOOP("Fields", "PAM Directories"),
    QT_TRANSLATE_NOOP("Fields", "Active Directory, AWS Managed Microsoft AD or OpenLDAP."),
    QT_TRANSLATE_NOOP(
        "Fields", "636 is LDAPS, 389 is LDAP with StartTLS; Active Directory changes passwords over TLS only."
    ),
    QT_TRANSLATE_NOOP("Fields", "Decides how passwords are changed."),
    QT_TRANSLATE_NOOP("Fields", "Active Directory"),
    QT_TRANSLATE_NOOP("Fields", "OpenLDAP"),
    QT_TRANSLATE_NOOP("Fields", "Domain name"),
    QT_TRANSLATE_NOOP("Fields", "The DNS name of the domain."),
    QT_TRANSLATE_NOOP("Fields", "Alternative addresses"),
    QT_TRANSLATE_NOOP("Fields", "Other domain controllers, one a line."),
    QT_TRANSLATE_NOOP("Fields", "Which users discovery takes: an OU, a DN filter or a regular expression."),
    QT_TRANSLATE_NOOP("Fields", "Directory ID"),
    QT_TRANSLATE_NOOP("Fields", "Of AWS Directory Service; lets passwords be set through AWS."),
    QT_TRANSLATE_NOOP("Fields", "PAM User"),
    QT_TRANSLATE_NOOP("Fields", "PAM Users"),
    QT_TRANSLATE_NOOP("Fields", "An account on a resource or in the cloud, whose secret is changed."),
    QT_TRANSLATE_NOOP("Fields", "Login"),
    QT_TRANSLATE_NOOP(
        "Fields",
        "The account's name, exactly as the target spells it; of an IAM user, the last part of its ARN.",
    ),
    QT_TRANSLATE_NOOP("Fields", "Password"),
    QT_TRANSLATE_NOOP("Fields", "The present password; rotation replaces it."),
    QT_TRANSLATE_NOOP("Fields", "An SSH private key in PEM or OpenSSH form."),
    QT_TRANSLATE_NOOP("Fields", "Keys"),
    QT_TRANSLATE_NOOP("Fields", "Key passphrase"),
    QT_TRANSLATE_NOOP("Fields", "Opens the private key, where it is encrypted."),
    QT_TRANSLATE_NOOP("Fields", "The IAM access key of this user."),
    QT_TRANSLATE_NOOP("Fields", "The access key's secret; rotation replaces both."),
    QT_TRANSLATE_NOOP("Fields", "Distinguished name"),
    QT_TRANSLATE_NOOP("Fields", "The full ARN of an IAM user, the DN of a directory user."),
    QT_TRANSLATE_NOOP("Fields", "Where"),
    QT_TRANSLATE_NOOP(
        "Fields", "The database that this account may sign in to, where it is not the resource's own."
    ),
    QT_TRANSLATE_NOOP("Fields", "Host part"),
    QT_TRANSLATE_NOOP(
        "Fields", "Of a MySQL or MariaDB account, the part after @; empty means as found on the server."
    ),
    QT_TRANSLATE_NOOP("Fields", "Managed by AWS"),
    QT_TRANSLATE_NOOP("Fields", "AWS rotates this account itself: it is never changed from here."),
    QT_TRANSLATE_NOOP("Fields", "Always through AWS"),
    QT_TRANSLATE_NOOP(
        "Fields",
        "Of an RDS master user: AWS sets its password even while the present one lets it sign in.",
    ),
    QT_TRANSLATE_NOOP("Fields", "Logins"),
    QT_TRANSLATE_NOOP("Fields", "Any other credential, for people, scripts and imports."),
    QT_TRANSLATE_NOOP("Fields", "URL"),
    QT_TRANSLATE_NOOP("Fields", "PAM Remote Browser"),
    QT_TRANSLATE_NOOP("Fields", "PAM Remote Browsers"),
    QT_TRANSLATE_NOOP(
        "Fields",
        "A web application opened in an isolated browser: kept whole and exported again, never rotated.",
    ),
    QT_TRANSLATE_NOOP("Fields", "Address may be edited"),
    QT_TRANSLATE_NOOP("Fields", "Allowed addresses"),
    QT_TRANSLATE_NOOP("Fields", "Allowed resources"),
    QT_TRANSLATE_NOOP("Fields", "Autofill targets"),
    QT_TRANSLATE_NOOP("Fields", "Autofill credential"),
    QT_TRANSLATE_NOOP("Fields", "Ignore the certificate"),
)


def said(words: str) -> str:
    """A label, help, section or choice of the tables; what is not of them stays as it is."""
    return QCoreApplication.translate("Fields", words) if words else ""


def type_title(key: str) -> str:
    """What a record type is called; the key itself where a newer version wrote it."""
    known = find(key)
    return said(known.title) if known else key


def label_of(field: Field) -> str:
    """A field's label."""
    return said(field.label)
