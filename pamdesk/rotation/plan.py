"""From an account's id to everything that a rotation needs, or one sentence that says why not."""

from __future__ import annotations

from dataclasses import dataclass, field

from pamdesk import targets
from pamdesk.records.complexity import Complexity
from pamdesk.records.errors import UserError
from pamdesk.records.links import LinkKind
from pamdesk.records.record import Record
from pamdesk.records.rotation_settings import Method, RotationSettings, SecretKind
from pamdesk.records.rules import intersect
from pamdesk.records.schedules import parse_complexity
from pamdesk.records.secret import Secret
from pamdesk.records.ways import pin_field_of, way_of
from pamdesk.rotation.surroundings import Surroundings
from pamdesk.rotation.twins import (
    iam_twins,
    iam_twins_elsewhere,
    same_account,
    same_address,
    same_iam_user,
    twins,
)
from pamdesk.targets.contract import Account, AwsCalls, Credential, Endpoint, Spec, TargetModule
from pamdesk.vault.vault import Vault

AWS = "aws:"  # before the configuration's id, in the host of a cloud identity
_KIND_FIELDS = {
    "pamDatabase": "database_type",
    "pamDirectory": "directory_type",
    "pamMachine": "operating_system",
}
# What a record must hold for AWS to know the resource; a directory without a region is in the configuration's first.
_NAMED_IN_AWS = {
    "pamDatabase": ("database_id", "provider_region"),
    "pamDirectory": ("directory_id",),
    "pamMachine": ("instance_id", "provider_region"),
}
_TLS_FIELDS = {"pamDatabase": "use_ssl", "pamDirectory": "use_ssl", "pamMachine": "ssl_verification"}


class CannotRotate(UserError):
    """The plan refuses, in words; nothing was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """One account with its links followed, as it was when they were."""

    user: Record = field(repr=False)
    settings: RotationSettings
    module: TargetModule = field(repr=False)
    configuration: Record = field(repr=False)
    resource: Record | None = field(default=None, repr=False)
    admin_id: str = ""  # "": the account changes its own secret
    complexity: Complexity
    off: str = ""  # the sentence that names a switch that is off: such an account is asked, and never changed

    @property
    def spec(self) -> Spec:
        """The Spec of the account's target."""
        return self.module.spec

    @property
    def where(self) -> str:
        """The title of what the account lives on, for sentences."""
        return self.resource.title if self.resource else self.configuration.title

    @property
    def calls_aws(self) -> bool:
        """Whether the AWS account of the configuration is signed in to."""
        return self.resource is None or self.spec.by_aws

    @property
    def host(self) -> str:
        """What limits and circuit breakers are counted by."""
        if self.resource is None:
            return f"{AWS}{self.configuration.id}"
        return f"{self.resource.text('host').lower()}:{self.resource.number('port', self.spec.default_port)}"

    @property
    def session_key(self) -> tuple[str, str, str]:
        """Accounts with the same key share one target session: one admin connection for many users."""
        place = self.resource.id if self.resource else self.configuration.id
        return (self.spec.key, place, self.admin_id or (self.user.id if self.resource else ""))


def resolve(around: Surroundings, user_id: str, *, asking: bool = False) -> Resolved:
    """Follow the links of a PAM User; raises `CannotRotate` with one sentence and a stable code.

    With `asking`, a switch that is off refuses nothing and is named in `off`: which secret works may always be asked.
    """
    user = around.vault.records.get(user_id)
    settings = _settings(around.vault, user)
    resource, configuration = _places(around, user, settings)
    off = _off(user, settings, resource, configuration)
    if off and not asking:
        raise CannotRotate(off, code="off")
    is_admin = resource is not None and around.admin_of(resource.id) == user.id
    module = module_for(settings.method, settings.secret, resource, configuration, is_admin=is_admin)
    _refuse_second_record(around, user, resource, configuration, module.spec.default_port)
    admin_id = _admin(around, user, resource, module.spec) if resource else ""
    shared = [resource] if resource else []
    _refuse_unreadable(around, configuration, [user, *shared], admin_id)
    for name in module.spec.needs:
        if not user.fields.get(name):
            raise CannotRotate(
                f"{user.title} needs a {name.replace('_', ' ')} to be rotated as {module.spec.title}.",
                code="field_missing",
            )
    complexity = settings.complexity or _default_complexity(configuration)
    if module.makes_passwords:
        intersect(
            complexity, module.spec.rules
        )  # refuses what can never be satisfied, before anything is asked
    return Resolved(
        user=user,
        settings=settings,
        module=module,
        configuration=configuration,
        resource=resource,
        admin_id=admin_id,
        complexity=complexity,
        off=off,
    )


def module_for(
    method: Method,
    secret: SecretKind,
    resource: Record | None,
    configuration: Record | None,
    *,
    is_admin: bool,
) -> TargetModule:
    """Return the target of an account on a resource (None: a cloud identity); raises `UserError` where there is none."""
    if resource is None:
        return targets.for_account(method, "", "", secret)
    aws = configuration is not None and configuration.text("environment") == "aws"
    in_aws = aws and all(resource.text(name) for name in _NAMED_IN_AWS.get(resource.type, ("",)))
    kind, way = kind_of(resource), way_of(resource)
    return targets.for_account(method, resource.type, kind, secret, in_aws, is_admin, way)


def account_of(around: Surroundings, plan: Resolved, aws: AwsCalls | None) -> Account:
    """Put together what one rotation needs, with the secrets as the plan holds them: one that was made under the lease."""
    user = plan.user
    return Account(
        record_id=user.id,
        title=user.title,
        login=user.text("login"),
        current=user.secret(plan.spec.field),
        passphrase=user.secret("private_key_passphrase"),
        admin=_credential(around.record(plan.admin_id)) if plan.admin_id else None,
        endpoint=endpoint_of(plan.resource, plan.spec.default_port) if plan.resource else None,
        fields=_plain(user),
        aws=aws,
    )


def kind_of(resource: Record) -> str:
    """Return a resource's database type, directory type or operating system, "" where it has none."""
    return resource.text(_KIND_FIELDS.get(resource.type, ""))


def endpoint_of(resource: Record, default_port: int) -> Endpoint:
    """Describe where a resource answers and how it proves who it is."""
    return Endpoint(
        record_id=resource.id,
        title=resource.title,
        host=resource.text("host"),
        port=resource.number("port", default_port),
        use_tls=resource.flag(_TLS_FIELDS.get(resource.type, "use_ssl"), True),
        ca_certificate=resource.text("ca_certificate"),
        fingerprint=resource.text(pin_field_of(resource)),
        database=resource.text("connect_database"),
        domain=resource.text("domain_name"),
        region=resource.text("provider_region"),
        resource_name=resource.text("database_id")
        or resource.text("directory_id")
        or resource.text("instance_id"),
        kind=kind_of(resource),
    )


def _settings(vault: Vault, user: Record) -> RotationSettings:
    if user.type != "pamUser":
        raise CannotRotate(
            f"{user.title} is not a PAM User; only PAM Users are rotated.", code="not_an_account"
        )
    if user.flag("managed", False):
        raise CannotRotate(
            f"{user.title} is managed by AWS, which rotates it itself.", code="managed_elsewhere"
        )
    settings = vault.rotation_settings.get(user.id)
    if settings is None:
        raise CannotRotate(
            f"{user.title} has no rotation settings. Choose a method first.",
            hint=f"pamdesk rotation set {user.id} --method general",
            code="no_settings",
        )
    return settings


def _places(around: Surroundings, user: Record, settings: RotationSettings) -> tuple[Record | None, Record]:
    """Return the resource (None for a cloud identity) and the configuration."""
    mine = {link.kind: link.target for link in around.vault.links.out(user.id)}
    if settings.method in (Method.IAM_PASSWORD, Method.IAM_ACCESS_KEY):
        if LinkKind.IAM_USER not in mine:
            raise CannotRotate(
                f"{user.title} is linked to no AWS configuration. Link it as an IAM user first.",
                code="not_linked",
            )
        return None, around.record(mine[LinkKind.IAM_USER])
    if LinkKind.BELONGS_TO not in mine:
        raise CannotRotate(
            f"{user.title} is linked to nothing. Link it to the resource it belongs to.", code="not_linked"
        )
    resource = around.record(mine[LinkKind.BELONGS_TO])
    environment = around.environment_of(resource.id)
    if not environment:
        raise CannotRotate(
            f"{resource.title} has no PAM Configuration. Link one, so that a gateway serves it.",
            code="no_environment",
        )
    return resource, around.record(environment)


def _off(user: Record, settings: RotationSettings, resource: Record | None, configuration: Record) -> str:
    """Name the first switch that is off: user, then resource, then configuration; empty where none is."""
    switches = [(user, settings.enabled)]
    switches += [(one, one.flag("rotation_enabled", True)) for one in (resource, configuration) if one]
    for record, on in switches:
        if not on:
            return f"Rotation is off for {record.title}. An administrator can turn it on."
    return ""


def _refuse_second_record(
    around: Surroundings, user: Record, resource: Record | None, configuration: Record, default_port: int
) -> None:
    """Name another record of the same account: with the change its password would be wrong, and nobody would know."""
    if resource is None:
        _refuse_second_iam_user(around, user, configuration)
        return
    for there in (resource, *same_address(around, resource, configuration, default_port)):
        for other in twins(around, user, there.id):
            raise CannotRotate(same_account(user, other, resource.title, there.title), code="same_account")


def _refuse_second_iam_user(around: Surroundings, user: Record, configuration: Record) -> None:
    for other in iam_twins(around, user, configuration.id):
        raise CannotRotate(
            same_account(user, other, configuration.title, configuration.title), code="same_account"
        )
    for other, there in iam_twins_elsewhere(around, user, configuration):
        raise CannotRotate(same_iam_user(user, other, configuration.title, there.title), code="same_account")


def _admin(around: Surroundings, user: Record, resource: Record, spec: Spec) -> str:
    """Return the id of the linked admin, or "" where the account changes its own secret."""
    admin = around.admin_of(resource.id)
    if admin and admin != user.id:
        return admin
    if spec.by_aws:
        return ""
    if spec.self_rotation and user.secret(spec.field) is not None:
        return ""
    if spec.self_rotation:
        raise CannotRotate(
            f"{user.title} has no {spec.noun} here to sign in with, and {resource.title} has no admin. Link an admin.",
            code="no_admin",
        )
    raise CannotRotate(f"{resource.title} has no admin. Link one, then check again.", code="no_admin")


def _refuse_unreadable(
    around: Surroundings, configuration: Record, records: list[Record], admin_id: str
) -> None:
    gateway = around.gateway(configuration)
    if gateway is None:
        raise CannotRotate(
            f"{configuration.title} names a gateway that this vault does not have. Choose one.",
            code="no_gateway",
        )
    admins = [around.record(admin_id)] if admin_id else []
    for record in (*records, configuration, *admins):
        if not around.can_read(gateway.application_id, record):
            raise CannotRotate(
                f"The application of {gateway.name} may not read {record.title}. Assign its shared folder to the application.",
                code="not_readable",
            )


def _default_complexity(configuration: Record) -> Complexity:
    text = configuration.text("default_complexity")
    return parse_complexity(text) if text else Complexity()


def _credential(admin: Record) -> Credential:
    return Credential(
        record_id=admin.id,
        title=admin.title,
        login=admin.text("login"),
        password=admin.secret("password"),
        private_key=admin.secret("private_pem_key"),
        passphrase=admin.secret("private_key_passphrase"),
        fields=_plain(admin),
    )


def _plain(user: Record) -> dict[str, str]:
    return {name: user.text(name) for name, value in user.fields.items() if not isinstance(value, Secret)}
