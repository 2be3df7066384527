"""Which IAM user a record means, however it spells it."""

from __future__ import annotations

from pamdesk.records.field_checks import arn_parts
from pamdesk.records.record import Record


def iam_user_of(record: Record) -> tuple[str, str]:
    """Return the AWS account that the record's ARN names ("" where it has none) and the user's name as it is compared.

    Names of IAM users are not told apart by their case (IAM, CreateUser: UserName); the path is no part of them.
    """
    parts = arn_parts(record.text("distinguished_name").strip())
    if parts is not None and parts[2] == "user":
        return parts[1], parts[3].lower()
    return "", record.text("login").strip().lower()
