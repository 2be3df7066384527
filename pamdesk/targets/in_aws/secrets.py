"""Whether AWS Secrets Manager rotates a secret of a database, which then has two that change it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Final

from pamdesk.records.errors import TargetError, TargetErrorKind
from pamdesk.targets.contract import AwsCalls, Endpoint, Finding, Severity
from pamdesk.targets.permissions import AwsPlace, Permission, in_region

_ACTION: Final = "secretsmanager:ListSecrets"
_PAGES: Final = 50
_AT_ONCE: Final = 100  # secrets of a page, the most that ListSecrets gives
_OF_RDS: Final = (
    "rds"  # OwningService of what ManageMasterUserPassword makes (Secrets Manager: "managed secrets")
)


def permissions(endpoint: Endpoint, place: AwsPlace) -> tuple[Permission, ...]:
    """Return what is called: ListSecrets takes no resource, and shows names and tags but no secret."""
    region = endpoint.region or place.region
    return (
        Permission(
            purpose="SeeSecretRotation", actions=(_ACTION,), conditions=in_region(region), optional=True
        ),
    )


async def findings(aws: AwsCalls, endpoint: Endpoint) -> tuple[Finding, ...]:
    """Name each secret that is rotated and names this database; whose password it holds, only its owner knows."""
    try:
        rotated = [one for one in await _secrets(aws, endpoint) if one.get("RotationEnabled")]
    except TargetError as error:
        return (
            Finding(
                Severity.NOTICE,
                f"Whether Secrets Manager rotates a secret of {endpoint.title} is not known. {error.message}",
                "An administrator can allow secretsmanager:ListSecrets to the sign-in.",
                "secret_rotation_unknown",
                (_ACTION,),
            ),
        )
    if not rotated:
        sentence = f"Secrets Manager rotates no secret that names {endpoint.title}."
        return (Finding(Severity.PASSED, sentence, code="no_secret_rotation"),)
    return tuple(_rotated(endpoint, one) for one in rotated)


def _rotated(endpoint: Endpoint, secret: Mapping[str, object]) -> Finding:
    name = str(secret.get("Name", ""))
    if secret.get("OwningService") == _OF_RDS:
        return Finding(
            Severity.NOTICE,
            f"RDS itself manages the master password of {endpoint.title}, in the secret {name}.",
            "Leave the master user out of the rotation, or turn ManageMasterUserPassword off.",
            "managed_elsewhere",
        )
    return Finding(
        Severity.NOTICE,
        f"Secrets Manager rotates the secret {name}, which names {endpoint.title}: it changes that user's password too.",
        "Look at whose password it is, and leave that user to one of the two.",
        "secret_rotation",
    )


async def _secrets(aws: AwsCalls, endpoint: Endpoint) -> list[Mapping[str, object]]:
    """Return the secrets that name the database or its host; raises `TargetError`."""
    wanted = _naming((endpoint.resource_name.rpartition(":")[2], endpoint.host))
    return [one async for one in _listed(aws, endpoint) if any(map(wanted.search, _texts(one)))]


async def _listed(aws: AwsCalls, endpoint: Endpoint) -> AsyncIterator[Mapping[str, object]]:
    """Go through all secrets of a region: the filters of Secrets Manager take a name like orders-db apart, or miss it."""
    more: dict[str, str] = {}
    for _ in range(_PAGES):
        try:
            answer = await aws.read(
                "secretsmanager", "list_secrets", region=endpoint.region, MaxResults=_AT_ONCE, **more
            )
        except Exception as error:
            raise aws.target_error(error, "list secrets") from error  # raises what is not AWS's
        found = answer.get("SecretList")
        for one in found if isinstance(found, list) else []:
            yield one
        if not answer.get("NextToken"):
            return
        more = {"NextToken": str(answer["NextToken"])}
    raise TargetError("AWS has more secrets there than are looked through.", TargetErrorKind.UNKNOWN)


def _naming(names: tuple[str, ...]) -> re.Pattern[str]:
    """Match a name that stands for itself: `orders` is not `orders-archive`."""
    either = "|".join(re.escape(name) for name in names if name)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)


def _texts(secret: Mapping[str, object]) -> Iterator[str]:
    yield str(secret.get("Name", ""))
    yield str(secret.get("Description", ""))
    tags = secret.get("Tags")
    for tag in tags if isinstance(tags, list) else []:
        yield str(tag.get("Value", ""))
