"""In which state an account is, in the words of the design system; nothing sealed of the account is opened for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from pamdesk.records.errors import InvalidRecord, UserError
from pamdesk.records.links import LinkKind
from pamdesk.records.record import Record
from pamdesk.records.rotation_settings import Method, RotationSettings, SecretKind
from pamdesk.records.schedule import Schedule
from pamdesk.records.schedules import next_after, parse_schedule
from pamdesk.records.words import moment
from pamdesk.rotation.plan import module_for
from pamdesk.targets.contract import TargetModule
from pamdesk.vault.states import AccountState
from pamdesk.vault.vault import Vault

DUE_WITHIN = timedelta(days=1)
# A schedule that runs more often than this would be due always: it is due only when its time has passed.
OFTEN = timedelta(days=2)


class AccountWord(StrEnum):
    """The states, worst first; `refused` shows in the window as Failed – nothing changed, as `failed` does."""

    IN_DOUBT = "in_doubt"
    FAILED = "failed"
    REFUSED = "refused"
    FOLLOWUP_FAILED = "followup_failed"
    RUNNING = "running"
    DUE = "due"
    BY_HAND = "changed_by_hand"
    NEVER = "never"
    DONE = "done"
    UP_TO_DATE = "up_to_date"
    OFF = "off"


WORST_FIRST: tuple[AccountWord, ...] = tuple(AccountWord)
_KEPT = {each.value: each for each in (AccountWord.IN_DOUBT, AccountWord.RUNNING)}
_FAILED = {
    each.value: each for each in (AccountWord.FAILED, AccountWord.REFUSED, AccountWord.FOLLOWUP_FAILED)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """One account's state: its word and sentence, when it was last proved, and when it is rotated next."""

    user_id: str
    word: AccountWord
    sentence: str
    code: str
    at: datetime | None
    seconds: float
    who: str
    proved_at: datetime | None
    next_at: datetime | None
    settings: RotationSettings | None
    place: (
        str  # the id of the resource or configuration that it is rotated on; "" where it is linked to nothing
    )
    configuration: str


class _Times:
    """The next two times of schedules; thousands of accounts share a few, and most were changed between the same two times."""

    def __init__(self) -> None:
        """Nothing worked out yet."""
        self._known: dict[Schedule, list[tuple[datetime, datetime, datetime | None]]] = {}

    def after(self, schedule: Schedule, moment: datetime) -> tuple[datetime | None, datetime | None]:
        """Return the first time after a moment, and the one after that; raises `InvalidRecord`."""
        known = self._known.setdefault(schedule, [])
        for since, first, second in known:
            if since <= moment < first:
                return first, second
        first_at = next_after(schedule, moment)
        if first_at is None:
            return None, None
        for place, (since, first, second) in enumerate(known):
            if first == first_at:  # the same stretch of time, known from a later moment on
                known[place] = (min(since, moment), first, second)
                return first, second
        second_at = next_after(schedule, first_at)
        known.append((moment, first_at, second_at))
        return first_at, second_at


class StateReader:
    """Reads many accounts' states at one moment; resources and configurations are looked at once each."""

    def __init__(self, vault: Vault, now: datetime | None = None) -> None:
        """Take the vault and the moment, which is the present one unless told."""
        self._vault = vault
        self._now = now or datetime.now(UTC)
        self._places: dict[str, Record | None] = {}
        self._admins: dict[str, str] = {}
        self._times = _Times()

    def of(self, user_ids: Sequence[str]) -> dict[str, AccountView]:
        """Return the views of these PAM Users."""
        states = self._vault.journal.account_states(user_ids)
        settings = self._vault.rotation_settings.get_many(user_ids)
        where = self._where(user_ids)
        self.look_at(record_id for pair in where.values() for record_id in pair)
        return {
            user_id: self.view(user_id, states.get(user_id), settings.get(user_id), *where[user_id])
            for user_id in user_ids
        }

    def place(self, record_id: str) -> Record | None:
        """Return the plain half of a resource or configuration, read once; None where it is gone."""
        if record_id not in self._places:
            self.look_at([record_id])
        return self._places[record_id]

    def module(
        self, user_id: str, method: Method, secret: SecretKind, where: tuple[str, str] | None = None
    ) -> TargetModule | None:
        """Return the target that rotates a PAM User by this method (`where`: as of `where`), None where there is none."""
        place_id, configuration_id = where or self.where(user_id)
        resource = self.place(place_id) if place_id and place_id != configuration_id else None
        configuration = self.place(configuration_id) if configuration_id else None
        is_admin = resource is not None and self._admin_of(place_id) == user_id
        try:
            return module_for(method, secret, resource, configuration, is_admin=is_admin)
        except UserError:
            return None

    def _admin_of(self, resource_id: str) -> str:
        if resource_id not in self._admins:
            links = self._vault.links.into(resource_id, LinkKind.ADMIN)
            self._admins[resource_id] = next((link.source for link in links), "")
        return self._admins[resource_id]

    def look_at(self, record_ids: Iterable[str]) -> None:
        """Read several resources and configurations at once."""
        wanted = [one for one in dict.fromkeys(record_ids) if one and one not in self._places]
        found = self._vault.records.plain(wanted)
        self._places.update((one, found.get(one)) for one in wanted)

    def view(
        self,
        user_id: str,
        state: AccountState | None,
        settings: RotationSettings | None,
        place: str,
        configuration: str,
    ) -> AccountView:
        """Put one account's view together from what was read of it."""
        known = state if state is not None and state.state != AccountWord.NEVER else None
        next_at, due_from = self._next(settings, configuration, known)
        switched_off = self._off(settings, place, configuration)
        word = self._word(known, due_from, off=bool(switched_off))
        sentence, code = (known.sentence, known.code) if known else ("", "")
        if word is AccountWord.OFF:
            sentence, code = switched_off, "off"
        elif by_hand := self._by_hand(known):
            sentence, code = by_hand, AccountWord.BY_HAND.value
        return AccountView(
            user_id=user_id,
            word=word,
            sentence=sentence,
            code=code,
            at=known.at if known else None,
            seconds=known.seconds if known else 0.0,
            who=known.who if known else "",
            proved_at=known.proved_at if known else None,
            next_at=next_at,
            settings=settings,
            place=place,
            configuration=configuration,
        )

    def where(self, user_id: str) -> tuple[str, str]:
        """Return the ids of what a user is rotated on (resource or configuration) and of the configuration; "" for none."""
        return self._where([user_id])[user_id]

    def _where(self, user_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        homes = {
            link.source: link
            for link in self._vault.links.out_many(user_ids)
            if link.kind in (LinkKind.BELONGS_TO, LinkKind.IAM_USER)
        }
        resources = {link.target for link in homes.values() if link.kind is LinkKind.BELONGS_TO}
        environments = self._read_environments(resources)
        found: dict[str, tuple[str, str]] = {}
        for user_id in user_ids:
            home = homes.get(user_id)
            place = home.target if home else ""
            cloud = home is not None and home.kind is LinkKind.IAM_USER
            found[user_id] = (place, place if cloud else environments.get(place, ""))
        return found

    def _read_environments(self, resources: Iterable[str]) -> dict[str, str]:
        return {
            link.source: link.target
            for link in self._vault.links.out_many(sorted(resources))
            if link.kind is LinkKind.ENVIRONMENT
        }

    def _off(self, settings: RotationSettings | None, place: str, configuration: str) -> str:
        """Return the sentence that names the first switch that is off: user, resource, configuration."""
        if settings is not None and not settings.enabled:
            return "Rotation is off for this account. An administrator can turn it on."
        for record_id in dict.fromkeys((place, configuration)):
            record = self.place(record_id) if record_id else None
            if record is not None and not record.flag("rotation_enabled", True):
                return f"Rotation is off for {record.title}. An administrator can turn it on."
        return ""

    def _next(
        self, settings: RotationSettings | None, configuration: str, state: AccountState | None
    ) -> tuple[datetime | None, datetime | None]:
        """Return the next time, and from when on the account counts as due."""
        schedule = settings.schedule or self._default_schedule(configuration) if settings else None
        if settings is None or schedule is None:
            return None, None
        since = max(settings.changed, state.at) if state is not None else settings.changed
        try:
            next_at, after_that = self._times.after(schedule, since)
        except InvalidRecord:
            return None, None  # the editor shows what is wrong with it
        if next_at is None:
            return None, None
        often = after_that is not None and after_that - next_at < OFTEN
        return next_at, next_at if often else next_at - DUE_WITHIN

    def _default_schedule(self, configuration: str) -> Schedule | None:
        record = self.place(configuration) if configuration else None
        text = record.text("default_schedule") if record is not None else ""
        try:
            return parse_schedule(text) if text else None
        except InvalidRecord:
            return None

    def _by_hand(self, state: AccountState | None) -> str:
        """Say that what was proved is not what stands here now; empty where it is, or where a newer state matters more."""
        if state is None or state.by_hand_at is None or state.state in _KEPT:
            return ""
        if state.state in _FAILED and state.at > state.by_hand_at:
            return ""
        return f"Changed by hand at {moment(state.by_hand_at)}; not proved since."

    def _word(self, state: AccountState | None, due_from: datetime | None, *, off: bool) -> AccountWord:
        if state is not None and state.state in _KEPT:
            return _KEPT[state.state]
        if off:
            return AccountWord.OFF
        by_hand = bool(self._by_hand(state))
        if state is not None and state.state in _FAILED and not by_hand:
            return _FAILED[state.state]
        if due_from is not None and due_from <= self._now:
            return AccountWord.DUE
        if by_hand:
            return AccountWord.BY_HAND
        if state is None or state.proved_at is None:
            return AccountWord.NEVER
        today = self._now.astimezone().date()
        return AccountWord.DONE if state.proved_at.astimezone().date() == today else AccountWord.UP_TO_DATE


def worst(words: Sequence[AccountWord]) -> AccountWord | None:
    """Return the worst of several states, None of none."""
    return min(words, key=WORST_FIRST.index, default=None)
