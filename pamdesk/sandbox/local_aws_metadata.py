"""The instance metadata service of the local AWS: version 2 only, with credentials of a real role that really work.

Behaviour: AWS EC2, "Use the Instance Metadata Service to access instance metadata". A request without a session
token is refused (401), as on an instance where `HttpTokens` is `required`.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

TOKEN_PATH = "/latest/api/token"  # noqa: S105 - a path
ROLES_PATH = "/latest/meta-data/iam/security-credentials/"
IDENTITY_PATH = "/latest/dynamic/instance-identity/document"
LONGEST_TOKEN_SECONDS = 21600
INSTANCE_ID = "i-0123456789abcdef0"


class MetadataMode(StrEnum):
    """How the metadata service behaves."""

    ROLE = "role"  # an instance with a role
    NO_ROLE = "no_role"  # an instance without a role: 404 for credentials
    FORBIDDEN = "forbidden"  # the service is switched off on the instance: 403 for everything
    SILENT = "silent"  # the connection is accepted and never answered


@dataclass(frozen=True, slots=True)
class RoleCredentials:
    """Temporary credentials of the instance's role; `expires` is in the form of the metadata service."""

    access_key_id: str
    secret_access_key: str
    session_token: str
    expires: str


@dataclass(frozen=True, slots=True)
class MetadataAnswer:
    """Status and text of one answer."""

    status: int
    text: str = ""
    content_type: str = "text/plain"


class InstanceMetadata:
    """Answers requests below `/latest/`; `credentials` is asked anew for each answer."""

    def __init__(
        self, account_id: str, region: str, role_name: str, credentials: Callable[[], RoleCredentials]
    ) -> None:
        self.mode = MetadataMode.ROLE
        self._account_id = account_id
        self._region = region
        self._role_name = role_name
        self._credentials = credentials
        self._tokens: dict[str, float] = {}
        self._lock = threading.Lock()
        self._released = threading.Event()

    def release(self) -> None:
        """Let go of every caller that is being kept waiting (when the server stops)."""
        self._released.set()

    def answer(self, method: str, path: str, token: str, ttl: str, forwarded: bool) -> MetadataAnswer:
        """Answer one request; `token` and `ttl` are the headers of version 2, `forwarded` that X-Forwarded-For came."""
        if self.mode is MetadataMode.SILENT:
            self._released.wait()
        if self.mode is MetadataMode.FORBIDDEN or forwarded:
            return MetadataAnswer(403)
        if path == TOKEN_PATH:
            return self._new_token(ttl) if method == "PUT" else MetadataAnswer(405)
        if not self._token_is_good(token):
            return MetadataAnswer(401)
        if method != "GET":
            return MetadataAnswer(405)
        return self._document(path)

    def _new_token(self, ttl: str) -> MetadataAnswer:
        if not ttl.isdigit() or not 1 <= int(ttl) <= LONGEST_TOKEN_SECONDS:
            return MetadataAnswer(400)
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._tokens[token] = time.monotonic() + int(ttl)
        return MetadataAnswer(200, token)

    def _token_is_good(self, token: str) -> bool:
        with self._lock:
            return self._tokens.get(token, 0.0) > time.monotonic()

    def _document(self, path: str) -> MetadataAnswer:
        plain = {
            "/latest/meta-data/instance-id": INSTANCE_ID,
            "/latest/meta-data/placement/region": self._region,
            "/latest/meta-data/placement/availability-zone": f"{self._region}a",
        }
        if path in plain:
            return MetadataAnswer(200, plain[path])
        if path == IDENTITY_PATH:
            return self._identity()
        if self.mode is MetadataMode.ROLE and path in (ROLES_PATH, ROLES_PATH.rstrip("/")):
            return MetadataAnswer(200, self._role_name)
        if self.mode is MetadataMode.ROLE and path == ROLES_PATH + self._role_name:
            return self._role_credentials()
        return MetadataAnswer(404)

    def _identity(self) -> MetadataAnswer:
        document = {
            "accountId": self._account_id,
            "availabilityZone": f"{self._region}a",
            "instanceId": INSTANCE_ID,
            "instanceType": "t3.micro",
            "region": self._region,
            "version": "2017-09-30",
        }
        return MetadataAnswer(200, json.dumps(document), "application/json")

    def _role_credentials(self) -> MetadataAnswer:
        credentials = self._credentials()
        document = {
            "Code": "Success",
            "Type": "AWS-HMAC",
            "AccessKeyId": credentials.access_key_id,
            "SecretAccessKey": credentials.secret_access_key,
            "Token": credentials.session_token,
            "Expiration": credentials.expires,
        }
        return MetadataAnswer(200, json.dumps(document), "application/json")
