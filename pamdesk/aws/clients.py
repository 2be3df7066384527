"""Clients of AWS services: hermetic sessions, built once, without the SDK's own retries."""

from __future__ import annotations

import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from botocore.credentials import CredentialProvider, Credentials
    from botocore.session import Session

# botocore makes its clients at run time; the operations are checked against AWS's models when they are called.
Client: TypeAlias = Any

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
CONNECTIONS = 16  # kept open for each client
_CLIENTS_KEPT = 128


def new_session(credentials: Credentials | None = None, *, profile: str = "") -> Session:
    """Return a session with these credentials, or those of a profile; environment and shared files give none.

    Raises botocore's ProfileNotFound.
    """
    import botocore.session
    from botocore.credentials import CredentialResolver

    _keep_secrets_out_of_logs()
    if profile:
        session = botocore.session.Session(profile=profile)
        session.set_config_variable("ignore_configured_endpoint_urls", True)
        resolver = session.get_component("credential_provider")
        # A profile that holds no credentials must not fall through to another identity.
        for other in ("env", "container-role", "iam-role", "ec2-credentials-file", "boto-config"):
            resolver.remove(other)
        return session
    nowhere = (None, None, os.devnull, None)
    no_profile = (None, None, None, None)
    hermetic = {"config_file": nowhere, "credentials_file": nowhere, "profile": no_profile}
    session = botocore.session.Session(session_vars=hermetic)
    # A client without an address of its own must not take one from AWS_ENDPOINT_URL.
    session.set_config_variable("ignore_configured_endpoint_urls", True)
    session.register_component("credential_provider", CredentialResolver([_given(credentials)]))
    return session


def _given(credentials: Credentials | None) -> CredentialProvider:
    """Return a provider that has these credentials; `Session.set_credentials` takes only keys that do not renew."""
    from botocore.credentials import CredentialProvider

    class Given(CredentialProvider):
        METHOD = "pamdesk"

        def load(self) -> Credentials | None:
            return credentials

    return Given()


def build_client(
    session: Session,
    service: str,
    *,
    region: str,
    endpoint_url: str = "",
    connect_seconds: float = CONNECT_SECONDS,
    read_seconds: float = READ_SECONDS,
    key: tuple[str, str] = ("", ""),
) -> Client:
    """Build a client that sends every call once: a repeat is decided by whoever can know that nothing was changed.

    An access key that is given (its id and secret) signs in place of the session's credentials.
    """
    from botocore.config import Config

    from pamdesk.aws.settings import is_loopback

    config = Config(
        # total_max_attempts counts the first attempt, unlike max_attempts (botocore, `Config.retries`).
        retries={"total_max_attempts": 1, "mode": "standard"},
        connect_timeout=connect_seconds,
        read_timeout=read_seconds,
        max_pool_connections=CONNECTIONS,
        tcp_keepalive=True,
        # None means the environment's proxies, which a company may need; this machine needs none.
        proxies={} if is_loopback(endpoint_url) else None,
        user_agent_extra="PamDesk",
    )
    return session.create_client(
        service,
        region_name=region,
        endpoint_url=endpoint_url or None,
        config=config,
        aws_access_key_id=key[0] or None,
        aws_secret_access_key=key[1] or None,
    )


class ClientCache:
    """One client for each identity, service and region: building one costs about 150 ms of CPU. Thread-safe."""

    def __init__(self) -> None:
        self._clients: OrderedDict[Hashable, Client] = OrderedDict()
        # Also held while a client is built: botocore's sessions are not thread-safe there.
        self._lock = threading.Lock()

    def get(self, identity: Hashable, service: str, region: str, build: Callable[[], Client]) -> Client:
        """Return the client of this identity, service and region; `build` is called at most once for it."""
        key = (identity, service, region)
        with self._lock:
            if key not in self._clients:
                self._clients[key] = build()
                if len(self._clients) > _CLIENTS_KEPT:
                    self._clients.popitem(last=False)
            self._clients.move_to_end(key)
            return self._clients[key]

    def once(self, build: Callable[[], Client]) -> Client:
        """Build a client that is not kept: the caller closes it."""
        with self._lock:
            return build()


def _keep_secrets_out_of_logs() -> None:
    """Hold botocore's and urllib3's loggers at INFO: at DEBUG they write bodies of requests and answers."""
    for name in ("botocore", "urllib3", "boto3"):
        logger = logging.getLogger(name)
        if logger.level < logging.INFO:
            logger.setLevel(logging.INFO)
