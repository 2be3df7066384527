"""What a single value of a field must be; each check returns why it is not, or nothing."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlsplit

from pamdesk.records.errors import InvalidRecord
from pamdesk.records.fields import NUMBER_KINDS, Field, FieldKind
from pamdesk.records.record import FieldValue
from pamdesk.records.schedules import parse_complexity, parse_schedule
from pamdesk.records.secret import Secret
from pamdesk.records.words import listed, quoted

LONGEST_LINE = 2_000  # characters of a one-line value
LONGEST_TEXT = 200_000  # of one with several lines: a chain of certificates fits

_REGION = re.compile(r"[a-z]{2,5}(-[a-z]+)+-[0-9]{1,2}")
_ARN = re.compile(r"arn:(aws[a-z-]*):iam::([0-9]{12}):(user|role)/(?:[!-~]*/)?([\w+=,.@-]{1,64})", re.ASCII)
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_ONE_LINE = frozenset(FieldKind) - {FieldKind.MULTILINE, FieldKind.SECRET_MULTILINE, FieldKind.LINES}


def why_not(field: Field, value: FieldValue) -> str | None:
    """Return why a value is not one of this field, as the end of a sentence, or None; no secret is repeated in it."""
    label = field.label
    if field.is_secret:
        return (
            _text(field, value.reveal())
            if isinstance(value, Secret)
            else f"{label} is a secret and is kept as one"
        )
    if isinstance(value, Secret):
        return f"{label} is not a secret field"
    if field.kind is FieldKind.YES_NO:
        return None if isinstance(value, bool) else f"{label} is yes or no"
    if field.kind in NUMBER_KINDS:
        return _number(field, value)
    if field.kind is FieldKind.LINES:
        return _lines(field, value)
    if not isinstance(value, str):
        return f"{label} is a text"
    if not value:
        return None
    return _text(field, value) or _formed(field, value)


def one_line(label: str, text: str, longest: int = LONGEST_LINE) -> str | None:
    """Return why a text is not a single line without control characters, or None."""
    if any(ord(c) < 32 or ord(c) == 127 or c in "\u0085\u2028\u2029" for c in text):
        return f"{label} is one line, without control characters"
    if any("\ud800" <= c <= "\udfff" for c in text):
        return f"{label} holds half a character (a lone surrogate)"
    return f"{label} has at most {longest} characters" if len(text) > longest else None


def arn_parts(text: str) -> tuple[str, str, str, str] | None:
    """Return partition, account, `user` or `role`, and name of an IAM ARN, or None where it is none."""
    match = _ARN.fullmatch(text)
    return None if match is None else (match[1], match[2], match[3], match[4])


def _text(field: Field, text: str) -> str | None:
    if field.kind in _ONE_LINE:
        return one_line(field.label, text)
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        return f"{field.label} holds a character that is none (NUL or a lone surrogate)"
    return f"{field.label} has at most {LONGEST_TEXT} characters" if len(text) > LONGEST_TEXT else None


def _number(field: Field, value: FieldValue) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return f"{field.label} is a whole number"
    if field.kind is FieldKind.PORT and not 1 <= value <= 65535:
        return f"{field.label} is from 1 to 65535, and {value} is not"
    return None


def _lines(field: Field, value: FieldValue) -> str | None:
    if not isinstance(value, tuple):
        return f"{field.label} is a list of lines"
    reasons = (one_line(field.label, line) or (_formed(field, line) if line else None) for line in value)
    return next((reason for reason in reasons if reason), None)


def _formed(field: Field, text: str) -> str | None:
    if field.kind is FieldKind.CHOICE and text not in field.values:
        return f"{field.label} is {listed(field.values, 'or')}, and {quoted(text)} is none of them"
    if field.kind is FieldKind.HOST:
        return _host(field.label, text)
    check = _BY_NAME.get(field.name)
    return check(field.label, text) if check is not None else None


def _host(label: str, text: str) -> str | None:
    if "://" in text:
        return f"{label} is a name or an address without {text.split('://', 1)[0]}://, as in db.example.com"
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    try:
        ipaddress.ip_address(bare)
    except ValueError:
        pass  # then it is a name
    else:
        return None
    if re.fullmatch(r".+:[0-9]+", text):
        return f"{label} is written without a port; the port has a field of its own"
    if len(text) > 253 or not all(_LABEL.fullmatch(part) for part in text.removesuffix(".").split(".")):
        return f"{label} is a name or an address, and {quoted(text)} is neither"
    return None


def _region(label: str, text: str) -> str | None:
    return (
        None
        if _REGION.fullmatch(text)
        else f"{label}: {quoted(text)} is not the name of a region, as us-east-1 is"
    )


def _account(label: str, text: str) -> str | None:
    return None if re.fullmatch(r"[0-9]{12}", text) else f"{label} is 12 digits, and {quoted(text)} is not"


def _role(label: str, text: str) -> str | None:
    parts = arn_parts(text)
    if parts is not None and parts[2] == "role":
        return None
    return f"{label} is like arn:aws:iam::123456789012:role/Rotation, and {quoted(text)} is not"


def _name_of_user(label: str, text: str) -> str | None:
    if not text.lower().startswith("arn:"):
        return None  # the DN of a directory user
    parts = arn_parts(text)
    if parts is not None and parts[2] == "user":
        return None
    return f"{label} is like arn:aws:iam::123456789012:user/name, and {quoted(text)} is not"


def _endpoint(label: str, text: str) -> str | None:
    try:
        url = urlsplit(text)
        host, _ = url.hostname, url.port
    except ValueError:
        return f"{label} is a web address, and {quoted(text)} is not"
    if url.scheme not in ("http", "https") or not host:
        return f"{label} starts with https:// and names a host"
    if url.username is not None or url.password is not None:
        return f"{label} holds no user name and no password"
    if url.scheme == "http" and not _is_loopback(host):
        return f"{label} starts with https://: new passwords go there, and http:// is for this machine itself only"
    return None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _mapping(label: str, text: str) -> str | None:
    match = re.fullmatch(r"([0-9]{1,5})=([a-z][a-z0-9-]*)", text)
    if match is None or not 1 <= int(match[1]) <= 65535:
        return f"{label} has lines like 3307=mysql, and {quoted(text)} is not"
    return None


def _network(label: str, text: str) -> str | None:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return f"{label} is like 10.0.0.0/24, and {quoted(text)} is not"
    return None


def _directory(label: str, text: str) -> str | None:
    return (
        None
        if re.fullmatch(r"d-[0-9a-f]{10}", text)
        else f"{label} is like d-0123456789, and {quoted(text)} is not"
    )


def _certificate(label: str, text: str) -> str | None:
    return (
        None
        if "-----BEGIN CERTIFICATE-----" in text
        else f"{label} is in PEM, which has a line BEGIN CERTIFICATE"
    )


def _fingerprint(label: str, text: str) -> str | None:
    return None if re.fullmatch(r"SHA256:[0-9A-Za-z+/=:]{20,100}", text) else f"{label} starts with SHA256:"


_HOST_KEY = re.compile(
    r"([a-z0-9@.-]+ )?SHA256:[0-9A-Za-z+/]{43}=?|[a-z0-9@.-]+ AAAA[0-9A-Za-z+/]{20,}={0,2}( .*)?"
)


def _host_key(label: str, text: str) -> str | None:
    # SHA256:…, ssh-ed25519 SHA256:… or the key itself as known_hosts has it, perhaps with a comment.
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if all(_HOST_KEY.fullmatch(line) for line in lines):
        return None
    return f"{label} is SHA256: and 43 characters, or a public key such as ssh-ed25519 AAAA…"


def _schedule(label: str, text: str) -> str | None:
    return _parsed(label, text, parse_schedule)


def _complexity(label: str, text: str) -> str | None:
    return _parsed(label, text, parse_complexity)


def _parsed(label: str, text: str, parse: Callable[[str], object]) -> str | None:
    try:
        parse(text)
    except InvalidRecord as error:
        return f"{label}: {error.message.removesuffix('.')}"
    return None


def is_date(text: str) -> bool:
    """Tell whether a text is a date like 2026-11-23."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_BY_NAME: Mapping[str, Callable[[str, str], str | None]] = {
    "account_id": _account,
    "alternative_ips": _host,
    "ca_certificate": _certificate,
    "certificate_fingerprint": _fingerprint,
    "default_complexity": _complexity,
    "default_schedule": _schedule,
    "directory_id": _directory,
    "distinguished_name": _name_of_user,
    "dom_network_cidr": _network,
    "endpoint_url": _endpoint,
    "network_cidr": _network,
    "port_mapping": _mapping,
    "provider_region": _region,
    "region_names": _region,
    "role_arn": _role,
    "ssh_host_key": _host_key,
}
