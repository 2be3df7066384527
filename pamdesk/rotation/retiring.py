"""After the new secret is current: the one before it is taken out of service, where a target holds two side by side.

At once; where it keeps a grace, `grace` does it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pamdesk.records.errors import TargetError
from pamdesk.records.secret import Secret
from pamdesk.rotation import words
from pamdesk.rotation.work import Work
from pamdesk.vault.journal import Candidate, State

_LEFT = "old_left"  # the code of a rotation after which the old secret still works
_KEPT_BACK = frozenset({_LEFT, "blocked"})


async def retire(work: Work, sentence: str, code: str) -> tuple[str, str]:
    """Take older secrets out of service and return sentence and code of the rotation, which stands in any case.

    While the new secret has not signed in by itself (blocked), the old one stays. Done again after a crash, it does no harm.
    """
    spec = work.plan.spec
    at_once = spec.retires and not spec.grace_seconds and code != "blocked"
    old = list(_old(work)) if at_once else []
    if not old:
        return sentence, code
    await work.advance(State.RETIRING, code=code, sentence=sentence)
    try:
        for candidate in old:
            await work.target.retire(work.account, candidate.secret)
    except TargetError as error:
        return f"{sentence} {words.old_left(work.plan.where, error.message)}", _LEFT
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
