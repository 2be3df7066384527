"""The steps of a rotation on Oracle."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import (
    Account,
    Announce,
    Answer,
    Credential,
    Endpoint,
    Facts,
    Finding,
    Outcome,
    Preflight,
    ProbeResult,
    Runner,
    Severity,
    Spec,
)
from pamdesk.targets.oracle.change import MASK, Change, Place, Renewal, description
from pamdesk.targets.oracle.codes import EXPIRED
from pamdesk.targets.oracle.facts import OracleUser
from pamdesk.targets.oracle.findings import expired_own, findings, rules_of
from pamdesk.targets.oracle.probe import end_announced, probe
from pamdesk.targets.oracle.session import Doorway, OracleSession, asking
from pamdesk.targets.oracle.statements import (
    is_sayable,
    longest_password,
    require_words,
    service_of,
    stored_name,
)
from pamdesk.targets.sessions import WORK_SECONDS, Sessions
from pamdesk.targets.words import require_password


class OracleTarget:
    """A session with one Oracle database; see `contract.Target`."""

    def __init__(self, run: Runner, spec: Spec, *, work_seconds: float = WORK_SECONDS) -> None:
        """Take the engine's runner, the target's own Spec, and after how long an unanswered call's connection is cut."""
        self._run = run
        self._spec = spec
        self._sessions: Sessions[OracleSession] = Sessions(run, work_seconds=work_seconds)
        self._renewals: Sessions[Renewal] = Sessions(run, work_seconds=work_seconds)
        self._guard = threading.Lock()
        self._doorways: dict[Endpoint, Doorway] = {}
        # Records whose own password had expired: what stood before the change could not be read, so nothing is compared.
        self._unread: set[str] = set()

    async def preflight(self, account: Account) -> Preflight:
        """See `Target.preflight`; how many wrong passwords lock is read from the profile."""
        try:
            place = self._place(account)
            user, _ = await self._user(account, place)
        except TargetError as error:
            if self._is_own_expired(account, error):
                return Preflight(expired_own(account.login, _title(account)))
            return Preflight((Finding(Severity.STOPS, error.message, code=error.code),))
        found = tuple(findings(user, place.endpoint.title, own=place.own))
        return Preflight(found, user.lockout_threshold)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """See `Target.describe`."""
        place = self._place(account)
        try:
            user, _ = await self._user(account, place)
        except Refused as error:
            if not self._is_own_expired(account, error):
                raise
            return (f"Sign {account.login} in and change its expired password to {MASK} with it.",)
        return (description(place, user),)

    async def rules(self, account: Account) -> TargetRules:
        """See `Target.rules`: the profile's verify function, where it is one that Oracle ships."""
        try:
            user, version = await self._user(account, self._place(account))
        except Refused as error:
            if not self._is_own_expired(account, error):
                raise
            return self._spec.rules
        return rules_of(user, self._spec.rules, longest_password(version))

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """See `Target.apply`: one call that commits by itself; its session is announced before it is sent."""
        place = self._place(account)
        require_words(account, candidate)
        change = Change(account, place, candidate)
        try:
            async with self._sessions.hold(place.key, place.connect, change.prepare) as (held, facts):
                await announce(facts)
                await held.do(change.send)
            return
        except Refused as error:
            # Only a sign-in says so: nothing was announced yet, and the password was found right.
            if not self._is_own_expired(account, error):
                raise
        await self._renew(account, place, candidate, announce)

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """See `Target.probe`: a sign-in over a fresh TLS connection."""
        try:
            place = self._place(account)
            require_password(account, "Oracle", candidate)
            if not is_sayable(candidate):
                sentence = (
                    f"{account.login} cannot have this password: Oracle was never given one of this kind."
                )
                return ProbeResult(Answer.REJECTED, sentence, "password_invalid")
            return await self._run(lambda: probe(place.doorway, account.login, candidate))
        except TargetError as error:
            reached = error.kind is not TargetErrorKind.UNREACHABLE
            return ProbeResult(Answer.UNKNOWN, error.message, error.code, reached=reached)

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """See `Target.outcome`: over once the announced session is gone; whether it was done, only a sign-in tells."""
        number, serial = int(facts.get("session_id", 0)), int(facts.get("serial", 0))
        instance = int(facts.get("instance", 1))
        if not number:
            return Outcome.UNKNOWN
        try:
            place = self._place(account)
            return await self._sessions.use(
                place.key,
                place.connect,
                lambda session: asking(
                    place.endpoint, lambda: end_announced(session, number, serial, instance)
                ),
            )
        except TargetError:
            return Outcome.UNKNOWN

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """See `Target.invariants`: the user's id, whether it is locked, its profile, its container."""
        if account.record_id in self._unread:
            return {}
        try:
            user, _ = await self._user(account, self._place(account))
        except Refused as error:
            if not self._is_own_expired(account, error):
                raise
            self._unread.add(account.record_id)
            return {}
        return user.invariants

    async def retire(self, account: Account, old: Secret) -> None:
        """Do nothing: a gradual rollover (PASSWORD_ROLLOVER_TIME) is the administrator's wish, and ends by itself."""

    async def close(self) -> None:
        """Close every connection."""
        await self._run(self._sessions.close)

    async def _renew(self, account: Account, place: Place, candidate: Secret, announce: Announce) -> None:
        """Change an expired password within its own sign-in, which names no session beforehand."""
        async with self._renewals.hold(
            place.key, lambda: Renewal(account, place, candidate), lambda renewal: None
        ) as (held, _):
            await announce()
            await held.do(lambda renewal: renewal.send())

    def _place(self, account: Account) -> Place:
        endpoint = account.endpoint
        if endpoint is None:
            raise Refused(f"{account.title} belongs to no database. Nothing was sent.", code="no_endpoint")
        require_words(account)
        # A user of a pluggable database signs in to its service only, and there it is changed.
        endpoint = replace(endpoint, database=account.fields.get("connect_database") or endpoint.database)
        service_of(endpoint.title, endpoint.database)
        with self._guard:
            doorway = self._doorways.setdefault(endpoint, Doorway(endpoint))
        own = Credential(
            record_id=account.record_id, title=account.title, login=account.login, password=account.current
        )
        admin = account.admin
        if admin is None or stored_name(admin.login) == stored_name(account.login):
            return Place(endpoint, doorway, admin or own, own=True)
        return Place(endpoint, doorway, admin, own=False)

    async def _user(self, account: Account, place: Place) -> tuple[OracleUser, tuple[int, int]]:
        return await self._sessions.use(
            place.key, place.connect, lambda session: (place.user(session, account.login), session.version)
        )

    def _is_own_expired(self, account: Account, error: TargetError) -> bool:
        return error.code == EXPIRED and self._place(account).own


def _title(account: Account) -> str:
    return account.endpoint.title if account.endpoint is not None else ""
