"""What is due: own schedule or the configuration's default, missed runs once, nothing again after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile

from pamdesk.records.errors import UserError
from pamdesk.records.links import LinkKind
from pamdesk.records.rotation_settings import RotationSettings
from pamdesk.records.schedule import Schedule
from pamdesk.records.schedules import next_after, parse_schedule
from pamdesk.vault.vault import Vault

_BUSY = frozenset({"running", "in_doubt"})


class Timetable:
    """Knows the next time of every scheduled account, and works it out anew only where the vault changed."""

    def __init__(self, vault: Vault) -> None:
        """Read nothing yet."""
        self._vault = vault
        self._known: dict[str, tuple[datetime, Schedule, datetime | None]] = {}
        self._changes = -1
        self._waiting: list[tuple[datetime, str]] = []  # of every account, the next first

    def due(self, now: datetime) -> list[str]:
        """Return the accounts whose time has passed, longest waiting first."""
        changes = self._vault.changes()  # before it is read: what changes meanwhile is read again
        if changes != self._changes:
            self._waiting = sorted((when, user_id) for user_id, when in self.next_times())
            self._changes = changes
        return [user_id for _, user_id in takewhile(lambda each: each[0] <= now, self._waiting)]

    def next_times(self) -> Iterator[tuple[str, datetime]]:
        """Give the next time of every account that is switched on and has a schedule."""
        states = self._vault.journal.account_states()
        for settings in self._vault.rotation_settings.all():
            if not settings.enabled:
                continue
            state = states.get(settings.user_id)
            if state is not None and state.state in _BUSY:
                continue
            schedule = settings.schedule or self._default(settings)
            if schedule is None:
                continue
            # Counted from the last attempt, whatever its end, or from the change of the settings if that is newer:
            # so a restart rotates nothing again, and many missed times are caught up by one run.
            since = max(settings.changed, state.at) if state is not None else settings.changed
            when = self._next(settings.user_id, schedule, since)
            if when is not None:
                yield settings.user_id, when

    def is_due(self, user_id: str, now: datetime) -> bool:
        """Tell whether this account is due still: asked again under its lease."""
        settings = self._vault.rotation_settings.get(user_id)
        if settings is None or not settings.enabled:
            return False
        state = self._vault.journal.account_states([user_id]).get(user_id)
        schedule = settings.schedule or self._default(settings)
        if schedule is None:
            return False
        since = max(settings.changed, state.at) if state is not None else settings.changed
        when = next_after(schedule, since)
        return when is not None and when <= now

    def _next(self, user_id: str, schedule: Schedule, since: datetime) -> datetime | None:
        known = self._known.get(user_id)
        if known is not None and known[0] == since and known[1] == schedule:
            return known[2]
        when = next_after(schedule, since)
        self._known[user_id] = (since, schedule, when)
        return when

    def _default(self, settings: RotationSettings) -> Schedule | None:
        """The configuration's schedule, by reference: a change there holds for everyone who has none of their own."""
        configuration_id = self._configuration(settings.user_id)
        if not configuration_id:
            return None
        text = self._vault.records.get(configuration_id).text("default_schedule")
        try:
            return parse_schedule(text) if text else None
        except UserError:
            return (
                None  # the editor refuses such a text; one that an import brought is shown there as a problem
            )

    def _configuration(self, user_id: str) -> str:
        mine = {link.kind: link.target for link in self._vault.links.of(user_id) if link.source == user_id}
        if LinkKind.IAM_USER in mine:
            return mine[LinkKind.IAM_USER]
        resource = mine.get(LinkKind.BELONGS_TO, "")
        above = [x for x in self._vault.links.of(resource) if x.source == resource] if resource else []
        return next((link.target for link in above if link.kind is LinkKind.ENVIRONMENT), "")
