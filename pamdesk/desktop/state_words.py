"""From the words of the services to the states that are drawn."""

from __future__ import annotations

from typing import Final

from pamdesk.desktop.look.states import State
from pamdesk.services.states import AccountWord

_STATES: Final[dict[str, State]] = {
    AccountWord.IN_DOUBT.value: State.IN_DOUBT,
    AccountWord.FAILED.value: State.FAILED,
    AccountWord.REFUSED.value: State.FAILED,
    AccountWord.FOLLOWUP_FAILED.value: State.FOLLOW_UP_FAILED,
    AccountWord.RUNNING.value: State.ROTATING,
    AccountWord.DUE.value: State.DUE,
    AccountWord.BY_HAND.value: State.BY_HAND,
    AccountWord.NEVER.value: State.NEVER,
    AccountWord.DONE.value: State.DONE,
    AccountWord.UP_TO_DATE.value: State.UP_TO_DATE,
    AccountWord.OFF.value: State.OFF,
    "skipped": State.OFF,
}


def state_of(word: AccountWord | str) -> State:
    """The drawn state of an account's word; raises KeyError for an unknown one."""
    return _STATES[str(word)]
