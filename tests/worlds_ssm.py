"""Vaults with one EC2 instance that Systems Manager reaches, whose accounts are those of a real Linux host."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_hosts import WINDOWS, ManagedHost
from tests.servers.sshd import SshServer
from tests.servers.windows_agent import PlayedAgent
from tests.worlds import DatabaseWorld, PasswordServer, World


def managed(aws: LocalAws, server: SshServer, folder: Path) -> ManagedHost:
    """Put an agent on a real host: what is sent to it runs as root among the host's own accounts."""
    folder.mkdir(parents=True, exist_ok=True)
    first = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()[0]
    host = ManagedHost(
        f"i-{secrets.token_hex(8)}1",
        folder,
        name="web-prod",
        prefix=("nsenter", "--target", first, "--mount", "--pid", "--"),
    )
    aws.control.commands.add_host(host)
    return host


def played(aws: LocalAws, folder: Path) -> tuple[ManagedHost, PlayedAgent]:
    """Put an agent on a played Windows host."""
    agent = PlayedAgent()
    host = ManagedHost(
        f"i-{secrets.token_hex(8)}2", folder, platform=WINDOWS, name="win-prod", interpreter=agent
    )
    aws.control.commands.add_host(host)
    return host, agent


@dataclass
class SsmWorld(DatabaseWorld):
    """A world with one managed host and some of its users."""

    aws: LocalAws
    host: ManagedHost


def ssm_world(
    path: Path, aws: LocalAws, server: SshServer | None, *, users: int = 1, **fields: Any
) -> SsmWorld:
    """Make a vault whose configuration holds the administrator's key; without a server the host is a Windows one."""
    key = aws.administrator
    made = World.create(
        path,
        environment="aws",
        **{
            "account_id": aws.account_id,
            "access_key_id": key.access_key_id,
            "secret_access_key": key.secret_access_key,
            "endpoint_url": aws.endpoint_url,
            "region_names": (aws.region,),
            **fields,
        },
    )
    folder = path.parent / f"agent-{secrets.token_hex(4)}"
    on: SshServer | PlayedAgent
    if server is None:
        host, on = played(aws, folder)
    else:
        host, on = managed(aws, server, folder), server
    machine = made.machine("web-prod", "10.0.0.1", 22, "", system=host.platform.lower())
    record = made.vault.records.get(machine)
    named = {"connect_by": "ssm", "instance_id": host.instance_id, "provider_region": aws.region}
    made.vault.records.update(record.with_fields(named), who="test")
    ids, logins = [], []
    for _ in range(users):
        login, password = f"app_{secrets.token_hex(5)}", secrets.token_urlsafe(12)
        on.create_user(login, password)
        ids.append(made.user(login, password, on=machine))
        logins.append(login)
    # A played agent has no port of its own: only Systems Manager reaches it.
    server_of = cast(PasswordServer, on)
    return SsmWorld(
        made.vault, made.folder, made.configuration, server_of, machine, "", ids, logins, aws, host
    )
