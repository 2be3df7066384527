"""The fields of a PAM User and of a login."""

from __future__ import annotations

from pamdesk.records.fields import Field, FieldKind

ONE_TIME_CODE = Field(
    name="one_time_code",
    label="One-time code",
    kind=FieldKind.OTP,
    placeholder="otpauth://totp/…",
    help="The otpauth link or key of a two-factor sign-in.",
    legacy_names=("otp", "oneTimeCode"),
)

PAM_USER: tuple[Field, ...] = (
    Field(
        name="login",
        label="Login",
        required=True,
        help="The account's name, exactly as the target spells it; of an IAM user, the last part of its ARN.",
    ),
    Field(
        name="password",
        label="Password",
        kind=FieldKind.SECRET,
        help="The present password; rotation replaces it.",
    ),
    Field(
        name="private_pem_key",
        label="Private key",
        kind=FieldKind.SECRET_MULTILINE,
        section="Keys",
        help="An SSH private key in PEM or OpenSSH form.",
        legacy_names=("privatePEMKey",),
    ),
    Field(
        name="private_key_passphrase",
        label="Key passphrase",
        kind=FieldKind.SECRET,
        section="Keys",
        help="Opens the private key, where it is encrypted.",
    ),
    Field(
        name="public_key",
        label="Public key",
        kind=FieldKind.MULTILINE,
        section="Keys",
        legacy_names=("publicKey",),
    ),
    Field(
        name="access_key_id",
        label="Access key ID",
        section="Keys",
        placeholder="AKIA…",
        help="The IAM access key of this user.",
        legacy_names=("accessKeyId",),
    ),
    Field(
        name="secret_access_key",
        label="Secret access key",
        kind=FieldKind.SECRET,
        section="Keys",
        help="The access key's secret; rotation replaces both.",
        legacy_names=("accessSecretKey",),
    ),
    Field(
        name="distinguished_name",
        label="Distinguished name",
        section="Where",
        placeholder="arn:aws:iam::123456789012:user/name",
        help="The full ARN of an IAM user, the DN of a directory user.",
        legacy_names=("distinguishedName",),
    ),
    Field(
        name="connect_database",
        label="Connect to database",
        section="Where",
        help="The database that this account may sign in to, where it is not the resource's own.",
        legacy_names=("connectDatabase",),
    ),
    Field(
        name="mysql_host",
        label="Host part",
        section="Where",
        placeholder="%",
        help="Of a MySQL or MariaDB account, the part after @; empty means as found on the server.",
    ),
    ONE_TIME_CODE,
    Field(
        name="through_aws",
        label="Always through AWS",
        kind=FieldKind.YES_NO,
        default=False,
        section="Where",
        help="Of an RDS master user: AWS sets its password even while the present one lets it sign in.",
    ),
    Field(
        name="enable_if_disabled",
        label="Enable if disabled",
        kind=FieldKind.YES_NO,
        default=False,
        section="Where",
        help="Of a user of AWS Managed Microsoft AD: AWS enables a disabled user with a new password; off refuses that.",
    ),
    Field(
        name="managed",
        label="Managed by AWS",
        kind=FieldKind.YES_NO,
        default=False,
        section="Where",
        help="AWS rotates this account itself: it is never changed from here.",
    ),
)

LOGIN: tuple[Field, ...] = (
    Field(name="login", label="Login"),
    Field(name="password", label="Password", kind=FieldKind.SECRET),
    Field(name="url", label="URL", placeholder="https://"),
    ONE_TIME_CODE,
)
