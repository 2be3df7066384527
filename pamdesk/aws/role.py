"""The machine's own role: a container's credential endpoint, then the instance metadata service, version 2 only.

Sources: AWS SDK reference, "Container credential provider"; EC2, "Use the Instance Metadata Service". Every request
has a deadline, uses no proxy and follows no redirect. Version 1 of the metadata service is never spoken: it answers
anything that can make the machine send a GET.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlsplit

from pamdesk.records.secret import Secret

T = TypeVar("T")

METADATA_ENDPOINT = "http://169.254.169.254"
CONTAINER_ENDPOINT = "http://169.254.170.2"
_CONTAINER_HOSTS = ("169.254.170.2", "169.254.170.23", "fd00:ec2::23")
_TOKEN_SECONDS = "21600"  # noqa: S105 - a duration
_ROLES_PATH = "/latest/meta-data/iam/security-credentials/"
_LARGEST_ANSWER = 65536  # bytes


class NoRoleError(Exception):
    """No role answered; the text says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class TemporaryCredentials:
    """Credentials of a role, and when they end (UTC)."""

    access_key_id: str
    secret_access_key: Secret
    session_token: Secret
    expires: datetime


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes


def within(seconds: float, work: Callable[[float], T]) -> T:
    """Run `work(deadline)` and wait at most so long, however it dawdles; raises NoRoleError when the time is over."""
    deadline = time.monotonic() + seconds
    answer: Future[T] = Future()

    def attempt() -> None:
        try:
            answer.set_result(work(deadline))
        except Exception as error:  # noqa: BLE001 - handed to the caller, who raises it
            answer.set_exception(error)

    # A thread of its own, not a pool's: a server that sends one byte a second must not keep the program from ending.
    threading.Thread(target=attempt, name="AWS role", daemon=True).start()
    try:
        return answer.result(max(0.0, deadline - time.monotonic()))
    except TimeoutError:
        raise NoRoleError(f"no role answered within {seconds:g} seconds") from None


def container_endpoint(environment: Mapping[str, str]) -> str:
    """Return the address of the container's credentials, or an empty text where this is no container with a role."""
    relative = environment.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "")
    if relative:
        return CONTAINER_ENDPOINT + relative
    return environment.get("AWS_CONTAINER_CREDENTIALS_FULL_URI", "")


def container_credentials(environment: Mapping[str, str], deadline: float) -> TemporaryCredentials:
    """Ask the container's credential endpoint; raises NoRoleError."""
    url = container_endpoint(environment)
    parts = urlsplit(url)
    if parts.scheme != "https" and not _is_container_host(parts.hostname or ""):
        # The SDKs' own rule: a plain http address elsewhere would hand the token to anyone.
        raise NoRoleError("the container's credential endpoint is neither https nor on this machine")
    headers = {"Accept": "application/json"}
    token = _container_token(environment)
    if token:
        headers["Authorization"] = token
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return _credentials(
        _request(url, "GET", path or "/", headers, deadline), "the container's credential endpoint"
    )


def instance_credentials(endpoint: str, deadline: float) -> TemporaryCredentials:
    """Ask the instance metadata service, version 2; raises NoRoleError."""
    token = _request(
        endpoint,
        "PUT",
        "/latest/api/token",
        {"X-aws-ec2-metadata-token-ttl-seconds": _TOKEN_SECONDS},
        deadline,
    )
    if token.status != 200 or not token.body:
        raise NoRoleError(f"the instance metadata service refused a session token (HTTP {token.status})")
    headers = {"X-aws-ec2-metadata-token": token.body.decode("latin-1").strip()}
    roles = _request(endpoint, "GET", _ROLES_PATH, headers, deadline)
    names = roles.body.decode("utf-8", "replace").split()
    if roles.status != 200 or not names:
        raise NoRoleError("the machine is an EC2 instance without a role")
    answer = _request(endpoint, "GET", _ROLES_PATH + quote(names[0], safe="+=,.@-_"), headers, deadline)
    return _credentials(answer, "the instance metadata service")


def _is_container_host(host: str) -> bool:
    if host in ("localhost", *_CONTAINER_HOSTS):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _container_token(environment: Mapping[str, str]) -> str:
    file = environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "")
    if not file:
        return _header_value(environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN", ""))
    try:
        return _header_value(Path(file).read_text(encoding="utf-8").strip())
    except OSError as error:
        raise NoRoleError("the file of the container's authorization token cannot be read") from error


def _header_value(token: str) -> str:
    if "\r" in token or "\n" in token:
        raise NoRoleError("the container's authorization token holds a line break")
    return token


def _request(url: str, method: str, path: str, headers: Mapping[str, str], deadline: float) -> _Answer:
    parts = urlsplit(url)
    left = deadline - time.monotonic()
    if left <= 0:
        raise NoRoleError(f"{parts.hostname} did not answer in time")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=left)
    try:
        connection.request(method, path, headers=dict(headers))
        answer = connection.getresponse()
        return _Answer(answer.status, answer.read(_LARGEST_ANSWER))
    except TimeoutError as error:
        raise NoRoleError(f"{parts.hostname} did not answer in time") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoRoleError(f"{parts.hostname} does not offer a role") from error
    finally:
        connection.close()


def _credentials(answer: _Answer, where: str) -> TemporaryCredentials:
    if answer.status != 200:
        raise NoRoleError(f"{where} gave no credentials (HTTP {answer.status})")
    try:
        document = json.loads(answer.body)
        return TemporaryCredentials(
            document["AccessKeyId"],
            Secret(document["SecretAccessKey"]),
            Secret(document["Token"]),
            datetime.fromisoformat(document["Expiration"]),
        )
    except (ValueError, KeyError, TypeError):
        # Not chained: the text of the error could hold a part of the document, and so of a secret.
        raise NoRoleError(f"{where} gave an answer that holds no credentials") from None
