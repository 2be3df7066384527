"""What a record must be before it is kept; every refusal is one sentence that names the record and the rule."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from pamdesk.records import types
from pamdesk.records.codec import SEALED_UNKNOWN
from pamdesk.records.configuration_fields import USE_INSTANCE_ROLE
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.field_checks import LONGEST_TEXT, arn_parts, is_date, one_line, why_not
from pamdesk.records.fields import NUMBER_KINDS, Field, FieldKind
from pamdesk.records.record import FieldValue, Record
from pamdesk.records.secret import Secret
from pamdesk.records.words import quoted

LONGEST_TITLE = 200
INVALID = "invalid_record"

_YES_NO = {
    "yes": True,
    "true": True,
    "on": True,
    "1": True,
    "no": False,
    "false": False,
    "off": False,
    "0": False,
}
# A pattern may hold a comma; other lists may be written with commas, because a command line has no lines.
_LINES_ONLY = frozenset({"allowed_url_patterns", "allowed_resource_url_patterns", "autofill_targets"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One rule that a record breaks: the field (empty: the record itself) and the whole sentence."""

    field: str
    sentence: str


def check_record(record: Record, existing_titles: Collection[str] = ()) -> tuple[Problem, ...]:
    """Return every rule that the record breaks, in the order of its editor; with titles given, its own must be none of them."""
    name = quoted(record.title) if record.title.strip() else f"The record without a title ({record.type})"
    table = types.find(record.type)
    if table is None:
        return (Problem("", f"{name} was not saved: this version has no record type {quoted(record.type)}."),)
    reasons = _title(record, existing_titles)
    for field in table.fields_for(record.text("environment") or _default_environment(table)):
        reason = _field(record, field)
        if reason:
            reasons.append((field.name, reason))
    known = {f.name for f in table.fields}
    reasons += [
        (field_name, f"a {table.title} has no field {quoted(field_name)}")
        for field_name in record.fields
        if field_name not in known and not field_name.startswith(SEALED_UNKNOWN)
    ]
    broken = {field_name for field_name, _ in reasons}
    if record.type == types.PAM_CONFIGURATION.key:
        reasons += [r for r in _aws(record) if r[0] not in broken]
    if record.type == types.PAM_USER.key and not broken & {"login", "distinguished_name"}:
        reasons += _iam_user(record)
    reasons += _free_text(record)
    return tuple(Problem(field_name, f"{name} was not saved: {reason}.") for field_name, reason in reasons)


def require_valid(record: Record, existing_titles: Collection[str] = ()) -> None:
    """Raise `InvalidRecord` (`invalid_record`) with the first sentence where the record breaks a rule."""
    problems = check_record(record, existing_titles)
    if problems:
        raise InvalidRecord(problems[0].sentence, code=INVALID)


def parse_field(type_key: str, name: str, text: str) -> FieldValue:
    """Return the value that a text means for a field; raises `InvalidRecord`, or `NotFound` for an unknown type or field.

    Yes/no fields read yes, no, true, false, on, off; lists read lines or commas; choices read their value or their label.
    """
    field = types.by_key(type_key).field(name)
    value = _value(field, text)
    reason = why_not(field, value)
    if reason is None and field.kind is FieldKind.DATE and text.strip() and not is_date(text.strip()):
        reason = f"{field.label} is a date like 2026-11-23, and {quoted(text)} is not"
    if reason is not None:
        raise InvalidRecord(f"{reason[:1].upper()}{reason[1:]}.", code=INVALID)
    return value


def _value(field: Field, text: str) -> FieldValue:
    if field.kind in (FieldKind.SECRET_MULTILINE, FieldKind.MULTILINE):
        return Secret(text) if field.is_secret else text
    line = text.rstrip("\r\n")  # what came from a file ends with one
    if field.is_secret:
        return Secret(line)
    if field.kind is FieldKind.YES_NO:
        if line.strip().lower() not in _YES_NO:
            raise InvalidRecord(f"{field.label} is yes or no, and {quoted(line)} is neither.", code=INVALID)
        return _YES_NO[line.strip().lower()]
    if field.kind in NUMBER_KINDS:
        if not re.fullmatch(r"\s*-?[0-9]{1,18}\s*", line, re.ASCII):
            raise InvalidRecord(f"{field.label} is a whole number, and {quoted(line)} is not.", code=INVALID)
        return int(line)
    if field.kind is FieldKind.LINES:
        parts = re.split(r"[\r\n]+" if field.name in _LINES_ONLY else r"[\r\n,]+", text)
        return tuple(part.strip() for part in parts if part.strip())
    if field.kind is FieldKind.CHOICE:
        wanted = line.strip().casefold()
        return next(
            (c.value for c in field.choices if wanted in (c.value.casefold(), c.label.casefold())),
            line.strip(),
        )
    return line.strip() if field.kind is FieldKind.HOST else line


def _default_environment(table: types.RecordType) -> str:
    field = table.find("environment")
    return str(field.default) if field is not None else ""


def _title(record: Record, existing_titles: Collection[str]) -> list[tuple[str, str]]:
    if not record.title.strip():
        return [("title", "a title is needed")]
    reason = one_line("the title", record.title, LONGEST_TITLE)
    if reason is None and record.title in existing_titles:
        reason = "another record has this title already"
    return [("title", reason)] if reason else []


def _field(record: Record, field: Field) -> str | None:
    value = record.fields.get(field.name)
    empty = value is None or (isinstance(value, str | tuple | Secret) and not value)
    if isinstance(value, str) and not value.strip():
        empty = True
    if empty:
        return f"{field.label} is needed" if field.required and field.default is None else None
    return why_not(field, value) if value is not None else None


def _free_text(record: Record) -> list[tuple[str, str]]:
    reasons: list[tuple[str, str]] = []
    if len(record.notes) > LONGEST_TEXT or "\0" in record.notes:
        reasons.append(
            ("notes", f"the notes have at most {LONGEST_TEXT} characters, and none of them is NUL")
        )
    for custom in record.custom:
        value = custom.value.reveal() if isinstance(custom.value, Secret) else custom.value
        reason = one_line("the label of a field of your own", custom.label, LONGEST_TITLE)
        if not custom.label.strip():
            reason = "a field of your own has a label"
        elif "\0" in value or len(value) > LONGEST_TEXT:
            reason = f"{quoted(custom.label)} has at most {LONGEST_TEXT} characters, and none of them is NUL"
        if reason:
            reasons.append(("custom", reason))
    tags = (
        one_line("a tag", tag, LONGEST_TITLE) if tag.strip() else "a tag is a word" for tag in record.tags
    )
    return reasons + [("tags", reason) for reason in tags if reason]


def _aws(record: Record) -> list[tuple[str, str]]:
    """AWS's own rules: a whole identity, and an ARN of the account and partition that the configuration names."""
    if (record.text("environment") or "aws") != "aws":
        return []
    reasons: list[tuple[str, str]] = []
    key, secret = record.text("access_key_id").strip(), record.secret("secret_access_key")
    profile = record.text("profile").strip()
    secret_is_role = secret is not None and secret.reveal().strip() == USE_INSTANCE_ROLE
    if (key == USE_INSTANCE_ROLE) != secret_is_role:
        reasons.append(
            (
                "access_key_id",
                f"{USE_INSTANCE_ROLE} stands in both the access key ID and its secret, or in neither",
            )
        )
    elif bool(key) != (secret is not None):
        missing = "secret_access_key" if key else "access_key_id"
        label = types.PAM_CONFIGURATION.field(missing).label
        reasons.append((missing, f"an access key has an ID and a secret, and its {label} is missing"))
    elif not key and not profile:
        sentence = f"it needs an access key, {USE_INSTANCE_ROLE} in both of its fields, or an AWS CLI profile"
        reasons.append(("access_key_id", sentence))
    elif profile and key and key != USE_INSTANCE_ROLE:
        reasons.append(
            ("profile", "it has an access key and an AWS CLI profile; only one of them can be meant")
        )
    role, account = arn_parts(record.text("role_arn")), record.text("account_id")
    partition = record.text("partition") or "aws"
    if role is not None and account and role[1] != account:
        reasons.append(("role_arn", f"the role is in account {role[1]}, but the account ID says {account}"))
    if role is not None and role[0] != partition:
        reasons.append(
            ("role_arn", f"the role is in partition {role[0]}, but the partition says {partition}")
        )
    return reasons


def _iam_user(record: Record) -> list[tuple[str, str]]:
    arn = arn_parts(record.text("distinguished_name"))
    login = record.text("login")
    if arn is not None and arn[3] != login:
        return [("login", f"its ARN names the user {quoted(arn[3])}, but its login is {quoted(login)}")]
    return []
