"""What many accounts of one server share: resource, configuration, admin, gateway; read once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from pamdesk.records.links import LinkKind
from pamdesk.records.record import Record
from pamdesk.rotation.clock import Clock
from pamdesk.rotation.iam_names import iam_user_of
from pamdesk.targets.contract import ServerIdentity
from pamdesk.vault.applications import Gateway
from pamdesk.vault.vault import Vault

T = TypeVar("T")
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_KEPT_SECONDS = (
    2.0  # long enough for a batch's many users, short enough that a switch set elsewhere is obeyed
)


class Surroundings:
    """Reads of the vault that are the same for many accounts, kept for two seconds."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        """Read nothing yet."""
        self.vault = vault
        self._clock = clock
        self._kept: dict[tuple[str, str], tuple[float, object]] = {}

    def record(self, record_id: str) -> Record:
        """Return a resource, a configuration or an admin, with its secrets."""
        return self._recent("record", record_id, lambda: self.vault.records.get(record_id))

    def admin_of(self, resource_id: str) -> str:
        """Return the id of a resource's linked admin, "" where it has none."""
        return self._recent("admin", resource_id, lambda: self._admin(resource_id))

    def environment_of(self, resource_id: str) -> str:
        """Return the id of the configuration that serves a resource, "" where it has none."""
        return self._recent("environment", resource_id, lambda: self._environment(resource_id))

    def gateway(self, configuration: Record) -> Gateway | None:
        """Return the gateway that a configuration names, the built-in one where it names none."""
        wanted = configuration.text("gateway") or self.vault.gateway_id
        gateways = self._recent("gateways", "", self.vault.gateways.list)
        return next((gateway for gateway in gateways if gateway.id == wanted), None)

    def can_read(self, application_id: str, record: Record) -> bool:
        """Tell whether an application may read a record; what it may read is decided by folder."""
        key = f"{application_id} {record.folder}"
        return self._recent(
            "can_read", key, lambda: self.vault.applications.can_read(application_id, record.id)
        )

    def namesakes(self, place_id: str, kind: LinkKind, login: str) -> list[str]:
        """Return the ids of all records outside the trash that are linked to a place with this login."""
        return self._recent("logins", f"{kind} {place_id}", lambda: self._by_login(place_id, kind))[login]

    def iam_users(self, configuration_id: str, name: str) -> list[Record]:
        """Return the records that mean this IAM user (`iam_user_of`) of a configuration; nothing sealed is opened for it."""
        found = self._recent("iam", configuration_id, lambda: self._by_iam_name(configuration_id))
        return found.get(name, [])

    def aws_configurations(self) -> list[Record]:
        """Return every configuration of AWS outside the trash; nothing sealed is opened for it."""
        return self._recent("configurations", "aws", self._in_aws)

    def at_host(self, type_key: str, host: str) -> list[Record]:
        """Return the resources of a type at a host, named as `host_of` does; nothing sealed is opened for it."""
        found = self._recent("hosts", type_key, lambda: self._by_host(type_key))[host]
        return list(self.vault.records.plain(found).values()) if len(found) > 1 else []

    def same_servers(
        self, name: str, read: Callable[[], Mapping[str, ServerIdentity]]
    ) -> Mapping[str, ServerIdentity]:
        """Return which places are one server, as `read` finds it noted under this name."""
        return self._recent("servers", name, read)

    def note_servers(self, name: str, known: Mapping[str, ServerIdentity]) -> None:
        """Take over what has just been noted under this name, so that the next account need not note it again."""
        self._kept[("servers", name)] = (self._clock.monotonic(), known)

    def forget(self, record_id: str) -> None:
        """Forget a record whose secret has just been changed."""
        self._kept.pop(("record", record_id), None)

    def _admin(self, resource_id: str) -> str:
        return next((link.source for link in self.vault.links.into(resource_id, LinkKind.ADMIN)), "")

    def _by_login(self, place_id: str, kind: LinkKind) -> defaultdict[str, list[str]]:
        ids = [link.source for link in self.vault.links.into(place_id, kind)]
        found: defaultdict[str, list[str]] = defaultdict(list)
        for header in self.vault.records.headers(ids):
            found[header.login].append(header.id)
        return found

    def _by_iam_name(self, configuration_id: str) -> defaultdict[str, list[Record]]:
        links = self.vault.links.into(configuration_id, LinkKind.IAM_USER)
        found: defaultdict[str, list[Record]] = defaultdict(list)
        for record in self.vault.records.plain([link.source for link in links]).values():
            found[iam_user_of(record)[1]].append(record)
        return found

    def _in_aws(self) -> list[Record]:
        ids = self.vault.records.ids(type="pamConfiguration")
        return [one for one in self.vault.records.plain(ids).values() if one.text("environment") == "aws"]

    def _by_host(self, type_key: str) -> defaultdict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for header in self.vault.records.headers(self.vault.records.ids(type=type_key)):
            found[host_of(header.host)].append(header.id)
        return found

    def _environment(self, resource_id: str) -> str:
        links = self.vault.links.out(resource_id)
        return next((link.target for link in links if link.kind is LinkKind.ENVIRONMENT), "")

    def _recent(self, what: str, key: str, read: Callable[[], T]) -> T:
        now = self._clock.monotonic()
        kept = self._kept.get((what, key))
        if kept is not None and now - kept[0] < _KEPT_SECONDS:
            return cast("T", kept[1])
        value = read()
        self._kept[(what, key)] = (now, value)
        return value


def host_of(text: str) -> str:
    """Return a host's name as it is compared: in small letters, without a last dot or brackets, one name for this machine."""
    name = text.strip().lower().removesuffix(".").removeprefix("[").removesuffix("]")
    return "localhost" if name in _HERE else name
