"""Orders to the services of a local AWS in another process, as plain values: given here, carried out there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from typing import Any

from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws_databases import ChangeBehaviour, Database
from pamdesk.sandbox.local_aws_servers import ServerBehind
from pamdesk.sandbox.local_aws_world import World


class RemoteDatabases:
    """The databases of a local AWS in another process; what it does is described at `Databases`."""

    def __init__(self, ask: Callable[..., Any]) -> None:
        """Send orders through `ask`, which takes a command and its arguments."""
        self._ask = ask

    def add(
        self,
        identifier: str,
        engine: str,
        master_username: str,
        address: str,
        port: int,
        *,
        behind: ServerBehind | None = None,
        cluster: bool = False,
        member_of: str = "",
    ) -> None:
        """Put an instance or a cluster there; `behind` is the real server whose password changes."""
        server = None
        if behind is not None:
            server = {field.name: getattr(behind, field.name) for field in fields(behind)}
            server["password"] = behind.password.reveal()
        plain = {
            "identifier": identifier,
            "engine": engine,
            "master_username": master_username,
            "address": address,
            "port": port,
            "cluster": cluster,
            "member_of": member_of,
        }
        self._ask("databases.add", plain, server)

    def set_status(self, identifier: str, status: str, *, cluster: bool = False) -> None:
        """Say another status than `available`."""
        self._ask("databases.set_status", identifier, status, cluster)

    def set_behaviour(self, identifier: str, behaviour: ChangeBehaviour, *, cluster: bool = False) -> None:
        """Change how the next changes go."""
        self._ask("databases.set_behaviour", identifier, asdict(behaviour), cluster)


def carry_out(world: World, command: str, arguments: list[Any]) -> object:
    """Carry out one order to a service; raises KeyError for one that does not exist."""
    match command:
        case "databases.add":
            world.databases.add(Database(**arguments[0], set_password=_server(arguments[1])))
        case "databases.set_status":
            world.databases.set_status(arguments[0], arguments[1], cluster=arguments[2])
        case "databases.set_behaviour":
            behaviour = ChangeBehaviour(**arguments[1])
            world.databases.set_behaviour(arguments[0], behaviour, cluster=arguments[2])
        case _:
            raise KeyError(command)
    return None


def _server(plain: Mapping[str, Any] | None) -> ServerBehind | None:
    if plain is None:
        return None
    values = {**plain, "password": Secret(plain["password"])}
    return ServerBehind(**values)
