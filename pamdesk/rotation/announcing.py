"""The announcement: APPLYING is durable, and the lease still ours, directly before the first irreversible act."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import Future

from pamdesk.records.errors import StaleLease
from pamdesk.rotation import words
from pamdesk.rotation.doubt import doubt_about
from pamdesk.rotation.events import Step
from pamdesk.rotation.naming import names_of
from pamdesk.rotation.plan import AWS, Resolved
from pamdesk.rotation.results import ResultState
from pamdesk.rotation.work import Ended, Work, durable
from pamdesk.targets.contract import NO_FACTS, Facts, Made, ServerIdentity
from pamdesk.vault.journal import Attempt, Candidate, State
from pamdesk.vault.vault import Vault

ANNOUNCED_AT = "announced_at"  # seconds since 1970: from here on a change may have been sent; 0: none was
REJECTED = "rejected"  # marks of the secrets that were rejected since then and need not be asked again
PLACE = "place"  # the host it was sent to: a reconciliation never offers the candidate to another
CLUSTER = "cluster"  # which server it was, by its own word
FLAGS = "flags"  # JSON of what must be the same before and after, for a comparison after a crash


class AnnounceOnce:
    """Makes APPLYING durable, once, and guards it with the lease before and after the write."""

    def __init__(self, work: Work) -> None:
        """Belong to one attempt."""
        self._work = work
        self.made = False
        self.before: Mapping[str, str] | None = None  # what must be the same afterwards, where it was read
        self.server: ServerIdentity | None = None
        self.candidate: Candidate | None = None  # a secret that the target made, once it is stored
        self._given_up = False
        self.facts: Facts = NO_FACTS

    async def __call__(self, facts: Facts = NO_FACTS) -> None:
        """Write the facts under the fencing token; raises `StaleLease` where it is too late to send."""
        if self.made:
            raise RuntimeError("announce was called twice in one attempt")
        self._guard()
        now = int(self._work.tools.clock.now().timestamp())
        own: dict[str, str | int] = {ANNOUNCED_AT: now, REJECTED: "", PLACE: self._work.plan.host}
        own |= names_of(self._work.account)
        if self.before is not None:
            own[FLAGS] = json.dumps(dict(self.before), sort_keys=True)
        if self.server is not None:
            own[CLUSTER] = self.server.cluster
        self.facts = {**facts, **own}
        await self._work.advance(State.APPLYING, facts=dict(self.facts))
        self._guard()  # the write itself may have taken long (a suspended machine): read the clock again
        self.made = True

    async def secret(self, made: Made, facts: Facts = NO_FACTS) -> None:
        """Store a secret that the target made, before any other call; raises `StaleLease`, and what the vault raises."""
        self.facts = {
            **self.facts,
            **facts,
        }  # first: where it cannot be stored, the facts name what is to be removed
        work, journal = self._work, self._work.tools.vault.journal
        staged = journal.stage(work.lease.now, work.attempt.id, made.secret, fields=made.fields, facts=facts)
        self.candidate = await durable(staged)
        work.tell(Step.SAVED, made.sentence)

    def give_up(self) -> None:
        """Let nothing be sent any more: the engine has stopped waiting for a driver that had not announced itself."""
        self._given_up = True

    def _guard(self) -> None:
        if self._given_up:
            raise StaleLease(
                f"The change of {self._work.plan.user.title} was given up before anything was sent."
            )
        if self._work.tools.clock.monotonic() >= self._work.lease.now.deadline:
            raise StaleLease(
                f"The time to change {self._work.plan.user.title} ran out before anything was sent."
            )


def age(work: Work) -> float:
    """Seconds since the change may have been sent; a late writer's own row counts as a new sending."""
    sent = work.attempt.facts.get(ANNOUNCED_AT, work.attempt.started.timestamp())
    return work.tools.clock.now().timestamp() - float(sent)


def left_place(vault: Vault, plan: Resolved, attempt: Attempt) -> str:
    """Return where an attempt was sent, by a name for sentences, if its account is linked elsewhere now; "" if it is not."""
    place = str(attempt.facts.get(PLACE, plan.host))
    if place == plan.host and attempt.target == plan.spec.key:
        return ""
    configuration = vault.records.headers([place.removeprefix(AWS)]) if place.startswith(AWS) else ()
    return configuration[0].title if configuration else place


def flags_of(facts: Facts) -> Mapping[str, str] | None:
    """Return what an announced attempt had read before it changed anything; None where it is not known."""
    text = facts.get(FLAGS)
    return {str(name): str(value) for name, value in json.loads(str(text)).items()} if text else None


def say_late(work: Work, announce: AnnounceOnce) -> Future[None]:
    """Write, unfenced, that the change may have been sent as late as now: whoever asks waits from now on."""
    now = int(work.tools.clock.now().timestamp())
    return work.tools.vault.journal.late(work.attempt.id, {**announce.facts, ANNOUNCED_AT: now})


async def lost(work: Work, announce: AnnounceOnce, error: StaleLease) -> Ended:
    """Another writer has taken over, or time ran out: say LATE, unfenced, where something may have been sent."""
    if not announce.made:
        reason = words.nothing_sent(error.message)
        return Ended(ResultState.SKIPPED, False, reason, "lease_lost")
    await durable(say_late(work, announce))
    return Ended(
        ResultState.IN_DOUBT,
        None,
        doubt_about(work.attempt, kept=announce.candidate is not None),
        "lease_lost",
    )
