"""Rotating accounts now, their settings, their states, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pamdesk.records.complexity import Complexity
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.links import LinkKind
from pamdesk.records.rotation_settings import Method, RotationSettings, SecretKind
from pamdesk.records.rules import check_complexity
from pamdesk.records.schedule import Schedule
from pamdesk.records.schedules import require_allowed
from pamdesk.records.words import quoted
from pamdesk.rotation import grace
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.events import Event
from pamdesk.rotation.results import AccountPlan, AccountResult
from pamdesk.rotation.thread import EngineThread
from pamdesk.services.logs import mask_last_resort
from pamdesk.services.naming import folder as find_folder
from pamdesk.services.states import AccountView, AccountWord, StateReader
from pamdesk.vault.jobs import JobOptions
from pamdesk.vault.journal import Attempt
from pamdesk.vault.states import account_word
from pamdesk.vault.vault import Vault

USER = "pamUser"
HOURLY_LIMIT = "hourly_limit"  # the vault-wide setting that forbids schedules more often than hourly

_NEVER_SENT = ("interrupted", "cancelled", "batch_stopped")  # codes: it ended before anything was sent


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """One account as `rotation status`, `rotate --plan` and `links` list it; `state` is a word of the contract."""

    id: str
    title: str
    target: str
    method: str
    state: str
    changed: bool | None
    reason: str
    code: str
    seconds: float
    at: datetime | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsChange:
    """What of a user's rotation settings is to change; None leaves a value, `default` goes back to the configuration's."""

    method: Method | None = None
    secret: SecretKind | None = None
    schedule: Schedule | None = None
    default_schedule: bool = False
    complexity: Complexity | None = None
    default_complexity: bool = False
    enabled: bool | None = None


def engine_thread(
    vault: Vault, emit: Callable[[Event], None], *, metadata_endpoint: str = ""
) -> EngineThread:
    """Return a started engine for this vault; `emit` is called from its thread. The caller closes it.

    `metadata_endpoint` replaces the machine's own instance metadata: for the sandbox.
    """
    mask_last_resort()
    thread = EngineThread(lambda: Engine(vault, emit=emit, metadata_endpoint=metadata_endpoint))
    thread.start()
    return thread


def rotate(
    thread: EngineThread,
    user_ids: Sequence[str],
    *,
    who: str,
    why: str = "",
    options: JobOptions | None = None,
) -> Future[tuple[AccountResult, ...]]:
    """Rotate accounts as one durable batch."""
    return thread.submit(lambda engine: engine.rotate(user_ids, who=who, why=why, options=options))


def plan(thread: EngineThread, user_ids: Sequence[str]) -> Future[tuple[AccountPlan, ...]]:
    """Say what a rotation would do, statement by statement; changes nothing."""
    return thread.submit(lambda engine: engine.plan(user_ids))


def recover(thread: EngineThread, *, patience: float = 15.0) -> Future[tuple[AccountResult, ...]]:
    """Settle what an interrupted program left unfinished, waiting at most `patience` seconds for an answer."""
    return thread.submit(lambda engine: engine.recover(patience=patience))


def in_folder(vault: Vault, text: str) -> list[str]:
    """Return the accounts of a folder and those below it that have rotation settings and are not switched off."""
    return _switched_on(vault, vault.records.ids(type=USER, folder=find_folder(vault, text).id))


def everything(vault: Vault) -> list[str]:
    """Return every account that has rotation settings and is not switched off."""
    return _switched_on(vault, vault.records.ids(type=USER))


def _switched_on(vault: Vault, user_ids: Sequence[str]) -> list[str]:
    on = {settings.user_id for settings in vault.rotation_settings.all() if settings.enabled}
    return [user_id for user_id in user_ids if user_id in on]


def unfinished(vault: Vault, user_ids: Sequence[str] | None = None) -> bool:
    """Tell whether the journal has an attempt (of these accounts) whose end nobody knows yet."""
    wanted = None if user_ids is None else set(user_ids)
    open_attempts = vault.journal.attempts(unfinished=True, limit=100_000)
    return any(
        wanted is None or attempt.user_id in wanted for attempt in open_attempts if not grace.waits(attempt)
    )


def status(vault: Vault, user_ids: Sequence[str] | None = None) -> tuple[AccountLine, ...]:
    """Return the states of these accounts, or of all that have rotation settings."""
    if user_ids is None:
        known = {settings.user_id for settings in vault.rotation_settings.all()}
        user_ids = [user_id for user_id in vault.records.ids(type=USER) if user_id in known]
    reader = StateReader(vault)
    views = reader.of(user_ids)
    titles = {header.id: header.title for header in vault.records.headers(user_ids)}
    return tuple(_line(reader, views[user_id], titles[user_id]) for user_id in user_ids if user_id in titles)


def _line(reader: StateReader, view: AccountView, title: str) -> AccountLine:
    state, code = view.word.value, view.code
    if view.word is AccountWord.FOLLOWUP_FAILED:
        state, code = AccountWord.DONE.value, view.word.value
    changed = {AccountWord.FAILED: False, AccountWord.REFUSED: False, AccountWord.DONE: True}.get(view.word)
    if changed and view.code in _NEVER_SENT:
        changed = False  # an earlier attempt was proved today; the sentence is about a later one
    return AccountLine(
        id=view.user_id,
        title=title,
        target=target_key(reader, view),
        method=view.settings.method.value if view.settings else "",
        state=state,
        changed=True if view.word is AccountWord.FOLLOWUP_FAILED else changed,
        reason=view.sentence,
        code=code,
        seconds=view.seconds,
        at=view.at,
        next_at=view.next_at,
    )


def target_key(reader: StateReader, view: AccountView) -> str:
    """Return the key of the Spec that rotates an account, empty where none does."""
    if view.settings is None or not view.place:
        return ""
    module = reader.module(
        view.user_id, view.settings.method, view.settings.secret, (view.place, view.configuration)
    )
    return module.spec.key if module else ""


def attempts(vault: Vault, user_id: str | None, limit: int = 100) -> list[Attempt]:
    """Return attempts, newest first, of one account or of all."""
    return vault.journal.attempts(user_id, limit=limit)


def word_of(attempt: Attempt) -> str:
    """Return an attempt's state in the words of results: a `cancelled` one was `skipped`; on the way it is `running`."""
    word = account_word(attempt.state, attempt.code)
    return AccountWord.DONE.value if word == AccountWord.FOLLOWUP_FAILED else word


def settings_of(vault: Vault, user_id: str) -> RotationSettings | None:
    """Return a user's rotation settings, None where there are none."""
    return vault.rotation_settings.get(user_id)


def change_settings(vault: Vault, user_id: str, change: SettingsChange, who: str) -> RotationSettings:
    """Make or change a user's settings; raises InvalidRecord. A first setting without a method takes the one of its link."""
    header = vault.records.header(user_id)
    if header.type != USER:
        raise InvalidRecord(
            f"{quoted(header.title)} is not a PAM User; only PAM Users are rotated.", code="not_an_account"
        )
    now = datetime.now(UTC)
    old = vault.rotation_settings.get(user_id)
    if old is None:
        old = RotationSettings(
            user_id=user_id,
            method=change.method or _method_of_link(vault, user_id, header.title),
            changed=now,
        )
    settings = _apply(old, change, now)
    if settings.schedule is not None:
        require_allowed(settings.schedule, hourly_limit=vault.settings.get(HOURLY_LIMIT, True))
    if settings.complexity is not None:
        check_complexity(settings.complexity, f"The complexity of {quoted(header.title)}")
    vault.rotation_settings.set(settings, who)
    return settings


def _apply(old: RotationSettings, change: SettingsChange, now: datetime) -> RotationSettings:
    schedule = None if change.default_schedule else change.schedule or old.schedule
    complexity = None if change.default_complexity else change.complexity or old.complexity
    return replace(
        old,
        method=change.method or old.method,
        secret=change.secret or old.secret,
        schedule=schedule,
        complexity=complexity,
        enabled=old.enabled if change.enabled is None else change.enabled,
        changed=now,
    )


def _method_of_link(vault: Vault, user_id: str, title: str) -> Method:
    kinds = {link.kind for link in vault.links.of(user_id) if link.source == user_id}
    if LinkKind.IAM_USER in kinds:
        return Method.IAM_PASSWORD
    if LinkKind.BELONGS_TO in kinds:
        return Method.GENERAL
    raise InvalidRecord(
        f"{quoted(title)} is linked to nothing, so its method must be said.",
        hint="pamdesk rotation set USER --method general, iam_password, iam_access_key or scripts_only.",
        code="no_method",
    )
