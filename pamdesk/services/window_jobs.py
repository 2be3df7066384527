"""What the jobs drawer and the step lights show: attempts out of the journal, so that those of other processes show too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pamdesk import targets
from pamdesk.records.links import LinkKind
from pamdesk.rotation.events import Step
from pamdesk.targets.contract import Proof
from pamdesk.vault.journal import Attempt, Event
from pamdesk.vault.states import FOLLOWUP_FAILED, State, account_word
from pamdesk.vault.vault import Vault

MOST = 60  # jobs that the drawer lists
COUNTED = 2_000  # attempts of a day that are counted
_LIVES_ON = (LinkKind.BELONGS_TO, LinkKind.IAM_USER)
_REACHED: dict[State, tuple[Step, ...]] = {
    State.STAGED: (Step.CHECKED, Step.SAVED),
    State.APPLIED: (Step.SENT,),
    State.VERIFIED: (Step.PROVED,),
    State.PROMOTED: (Step.CURRENT,),
    State.DEPENDENTS: (Step.FOLLOWED_UP,),
    State.RETIRING: (Step.FINISHED,),  # what remains is the way out of the old secret, which may take days
    State.DONE: (Step.FINISHED,),
}
STEPS: tuple[Step, ...] = (Step.CHECKED, Step.SAVED, Step.SENT, Step.PROVED, Step.CURRENT, Step.FINISHED)
STEPS_WITH_SCRIPTS: tuple[Step, ...] = (*STEPS[:-1], Step.FOLLOWED_UP, STEPS[-1])


@dataclass(frozen=True, slots=True)
class ReachedStep:
    """A step whose fact is in the journal, and when it came to be."""

    step: Step
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLine:
    """One attempt: of which account, where, how far, and how it ended; `state` is a word of the account states."""

    id: str
    user_id: str
    title: str
    place: str
    method: str
    state: str
    sentence: str
    code: str
    who: str
    started: datetime
    updated: datetime
    next_ask: datetime | None
    seconds: float
    steps: tuple[ReachedStep, ...]
    sent: bool
    confirmed: bool  # proved by the service's own word, where no sign-in could be tried
    followed: bool = False  # scripts ran after it, or were to


@dataclass(frozen=True, slots=True)
class Today:
    """How the rotations since midnight (of this machine's zone) ended, each account by its newest one."""

    done: int = 0
    failed: int = 0
    in_doubt: int = 0
    follow_up_failed: int = 0


@dataclass(frozen=True, slots=True)
class Jobs:
    """The newest jobs, and today's counts."""

    lines: tuple[JobLine, ...] = ()
    today: Today = Today()


def jobs(vault: Vault, now: datetime | None = None) -> Jobs:
    """Return the newest attempts of any process, newest first, with today's counts."""
    midnight = (now or datetime.now(UTC)).astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    attempts = vault.journal.attempts(limit=COUNTED)
    newest: dict[str, Attempt] = {}
    for attempt in attempts:
        newest.setdefault(attempt.user_id, attempt)
    words = Counter(
        account_word(each.state, each.code) for each in newest.values() if each.updated >= midnight
    )
    today = Today(
        done=words["done"],
        failed=words["failed"] + words["refused"],
        in_doubt=words["in_doubt"],
        follow_up_failed=words[FOLLOWUP_FAILED],
    )
    return Jobs(tuple(_lines(vault, attempts[:MOST])), today)


def newest_job(vault: Vault, user_id: str) -> JobLine | None:
    """Return the newest attempt of an account, None where there was none."""
    return next(iter(_lines(vault, vault.journal.attempts(user_id, limit=1))), None)


def _lines(vault: Vault, attempts: Sequence[Attempt]) -> list[JobLine]:
    users = list(dict.fromkeys(attempt.user_id for attempt in attempts))
    places = {
        link.source: link.target for user in users for link in vault.links.of(user) if link.kind in _LIVES_ON
    }
    titles = {h.id: h.title for h in vault.records.headers([*users, *dict.fromkeys(places.values())])}
    return [
        _line(
            vault, attempt, titles.get(attempt.user_id, ""), titles.get(places.get(attempt.user_id, ""), "")
        )
        for attempt in attempts
    ]


def _line(vault: Vault, attempt: Attempt, title: str, place: str) -> JobLine:
    events = vault.journal.events(attempt.id)
    return JobLine(
        id=attempt.id,
        user_id=attempt.user_id,
        title=title,
        place=place,
        method=attempt.method,
        state=account_word(attempt.state, attempt.code),
        sentence=attempt.sentence,
        code=attempt.code,
        who=attempt.who,
        started=attempt.started,
        updated=attempt.updated,
        next_ask=attempt.next_ask,
        seconds=_seconds(attempt, events),
        steps=_reached(events),
        sent=any(event.state in (State.APPLYING, State.APPLIED, State.AMBIGUOUS) for event in events),
        confirmed=is_confirmed(attempt.target),
        followed=bool(vault.script_runs.of_attempt(attempt.id)),
    )


def _seconds(attempt: Attempt, events: Sequence[Event]) -> float:
    """How long the rotation itself took: not the way out of the old secret after it."""
    ended = next((event.at for event in events if event.state is State.RETIRING), attempt.updated)
    return (ended - attempt.started).total_seconds()


def is_confirmed(target: str) -> bool:
    """Tell whether a target has no sign-in that could be tried; false for one that this version does not know."""
    known = next((module for module in targets.ALL if module.spec.key == target), None)
    return known is not None and known.spec.proof is Proof.CONFIRMED


def _reached(events: Sequence[Event]) -> tuple[ReachedStep, ...]:
    found: dict[Step, datetime] = {}
    for event in events:
        for step in _REACHED.get(event.state, ()):
            found.setdefault(step, event.at)
        if event.state is State.APPLYING:
            found.setdefault(Step.CHECKED, event.at)
            if "candidate" in event.facts:  # the target made it, and it is saved since then
                found.setdefault(Step.SAVED, event.at)
    return tuple(ReachedStep(step, at) for step, at in found.items())
