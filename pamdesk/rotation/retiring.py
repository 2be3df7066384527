"""After the new secret is current: the one before it is taken out of service, where a target holds two side by side.

At once, or, where scripts follow, after them: until they have told whoever depends on the account, the old one is in use.
Where it keeps a grace, `grace` does it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pamdesk.records.errors import TargetError
from pamdesk.records.secret import Secret
from pamdesk.rotation import words
from pamdesk.rotation.plan import Resolved
from pamdesk.rotation.work import Work
from pamdesk.vault.journal import Candidate, State
from pamdesk.vault.states import FOLLOWUP_FAILED

LEFT = "old_left"  # the code of a rotation after which the old secret still works
_KEPT_BACK = frozenset({LEFT, "blocked", FOLLOWUP_FAILED})


def retires_at_once(plan: Resolved) -> bool:
    """Tell whether the old secret goes as soon as the new one is in place, and whoever depends on it was told."""
    return plan.spec.retires and not plan.spec.grace_seconds


async def retire(work: Work, sentence: str, code: str) -> tuple[str, str]:
    """Take older secrets out of service and return sentence and code of the rotation, which stands in any case.

    While the new secret has not signed in by itself (blocked), the old one stays. Done again after a crash, it does no harm.
    """
    old = list(_old(work)) if retires_at_once(work.plan) and code != "blocked" else []
    if not old:
        return sentence, code
    if work.attempt.finished is None:
        await work.advance(State.RETIRING, code=code, sentence=sentence)
    try:
        for candidate in old:
            await work.target.retire(work.account, candidate.secret)
    except TargetError as error:
        return f"{sentence} {words.old_left(work.plan.where, error.message)}", LEFT
    return sentence, code


def _old(work: Work) -> Iterator[Candidate]:
    """Give the secret that was current before, and earlier ones too where the last rotation had to leave one."""
    journal, current = work.tools.vault.journal, work.account.current
    done = [
        a
        for a in journal.attempts(work.plan.user.id)
        if a.state is State.DONE and a.field == work.attempt.field
    ]
    statuses = {"previous", "archived"} if done and done[0].code in _KEPT_BACK else {"previous"}
    given: list[Secret] = [current] if current is not None else []
    for candidate in journal.candidates(work.plan.user.id):
        mine = candidate.field == work.attempt.field and candidate.status in statuses
        if mine and candidate.secret not in given:
            given.append(candidate.secret)
            yield candidate
