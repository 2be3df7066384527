"""A local AWS: moto's server on a free loopback port, its gaps closed, so that what it answers has really happened.

What AWS has no call for is told to `LocalAws.control`, a `World`:
    control.add_faults(Fault(kind=FaultKind.DROP_ANSWER, action="CreateAccessKey", user_name=…))  # any action of any service
    control.set_rate_limit("iam", per_second=5, burst=10)
    control.set_key_behaviour(KeyBehaviour(refused_seconds=8, answers="+-+"))         # local_aws_keys
    control.databases.add(Database(…, set_password=ServerBehind(…)))                  # local_aws_databases, …_servers
    control.databases.set_behaviour("db-1", ChangeBehaviour(forgotten=True))
    control.directories.add(DirectoryHere("d-0123456789", "corp.example.com", LdapsUsers(…)))  # local_aws_directories
    control.commands.add_host(ManagedHost("i-0…", folder))                            # local_aws_commands, …_hosts
    control.consoles["i-0…"] = console_text(["ssh-ed25519 …"])                        # local_aws_consoles
`LocalAwsProcess.control`, for a local AWS in another process, takes faults, rates, keys and databases (`local_aws_orders`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pamdesk.sandbox.local_aws_front import Front
from pamdesk.sandbox.local_aws_moto import install
from pamdesk.sandbox.local_aws_world import REGION, AccessKey, World

if TYPE_CHECKING:
    from werkzeug.serving import BaseWSGIServer

ACCOUNT_ID = "123456789012"


class LocalAws:
    """One local AWS account, served by threads of this process; IAM permissions are enforced from the first call.

    moto's users and roles belong to the process: two servers of one process with one account number share them.
    """

    def __init__(self, account_id: str = ACCOUNT_ID, region: str = REGION) -> None:
        """Describe an account of 12 digits; `start` opens it."""
        self.account_id = account_id
        self.region = region
        self.control = World(account_id, region)
        self._server: BaseWSGIServer | None = None
        self._administrator: AccessKey | None = None

    def start(self, answer_control: Callable[[str, bytes], bytes | None] | None = None) -> Self:
        """Listen on a free loopback port; `answer_control` takes the control requests of another process."""
        from moto.moto_server.werkzeug_app import (
            DomainDispatcherApplication,
            MotoRequestHandler,
            create_backend_app,
        )
        from werkzeug.serving import make_server

        install()
        self._administrator = self.control.furnish()
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        # At DEBUG moto writes the parameters of every call, passwords too.
        logging.getLogger("moto").setLevel(logging.INFO)
        moto: Any = DomainDispatcherApplication(create_backend_app)
        front = Front(self.control, moto, answer_control)
        self._server = make_server("127.0.0.1", 0, front, threaded=True, request_handler=MotoRequestHandler)
        threading.Thread(target=self._server.serve_forever, name="local AWS", daemon=True).start()
        return self

    def stop(self) -> None:
        """Stop listening; a second call does nothing."""
        self.control.metadata.release()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def endpoint_url(self) -> str:
        """Where AWS calls go: the configuration's `endpoint_url`."""
        if self._server is None:
            raise RuntimeError("The local AWS has not been started.")
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def metadata_url(self) -> str:
        """Where the instance metadata service answers."""
        return self.endpoint_url

    @property
    def administrator(self) -> AccessKey:
        """The access key of a user that may do everything."""
        if self._administrator is None:
            raise RuntimeError("The local AWS has not been started.")
        return self._administrator

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
