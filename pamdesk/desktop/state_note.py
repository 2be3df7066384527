"""The one sentence that says how an account stands, and on which tint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from pamdesk.desktop import related, sentences, times
from pamdesk.desktop.live import LiveJob
from pamdesk.desktop.widgets.note import NoteKind
from pamdesk.services.states import AccountView, AccountWord
from pamdesk.services.window_record import RecordScreen


@dataclass(frozen=True)
class StateNote:
    """What a note says."""

    kind: NoteKind
    bold: str
    words: str = ""
    icon: str = ""


def note_of(screen: RecordScreen, live: LiveJob | None) -> StateNote | None:
    """The note of a record; None where there is nothing to say."""
    state = screen.details.state
    if live is not None and live.running:
        told = QCoreApplication.translate("StateNote", "It is being changed now.")
        return StateNote(NoteKind.RUNNING, told)
    if state is not None and state.word is AccountWord.IN_DOUBT:
        return _of_state(state)
    if screen.gaps:
        gap = screen.gaps[0]
        titles = {node.id: node.title for node in screen.graph.nodes}
        bold, mend = related.gap_words(gap, titles.get(gap.at, ""))
        return StateNote(NoteKind.ATTENTION, bold, mend, "unlink")
    if state is None:
        return None
    return _of_state(state)


def _of_state(state: AccountView) -> StateNote:
    told = sentences.said(state.sentence)
    match state.word:
        case AccountWord.IN_DOUBT:
            return StateNote(NoteKind.DOUBT, told)
        case AccountWord.FAILED | AccountWord.REFUSED:
            return StateNote(NoteKind.BAD, *_split(told))
        case AccountWord.FOLLOWUP_FAILED:
            return StateNote(NoteKind.ATTENTION, *_split(told), icon="follow")
        case AccountWord.RUNNING:
            words = QCoreApplication.translate("StateNote", "It is being changed now.")
            return StateNote(NoteKind.RUNNING, words)
        case AccountWord.DUE:
            return StateNote(NoteKind.ATTENTION, _due(state), told, "clock")
        case AccountWord.BY_HAND:
            more = QCoreApplication.translate(
                "StateNote", "Rotate now makes a new secret and says how it was proved."
            )
            return StateNote(NoteKind.ATTENTION, told, more, "edit")
        case AccountWord.NEVER:
            words = QCoreApplication.translate("StateNote", "Never rotated.")
            more = QCoreApplication.translate(
                "StateNote", "Rotate now makes a new secret and says how it was proved."
            )
            return StateNote(NoteKind.PLAIN, words, more, "never")
        case AccountWord.OFF:
            return StateNote(NoteKind.PLAIN, told, icon="off")
        case AccountWord.DONE | AccountWord.UP_TO_DATE:
            return StateNote(NoteKind.OK, _with_day(state, told))


def _with_day(state: AccountView, told: str) -> str:
    if (
        state.proved_at is None
        or state.proved_at.astimezone().date() == datetime.now(UTC).astimezone().date()
    ):
        return told
    day = times.day(state.proved_at)
    if day in told:
        return told  # the sentence says the whole moment
    return f"{day}: {told}" if told else day


def _due(state: AccountView) -> str:
    if state.next_at is None:
        return QCoreApplication.translate("StateNote", "Due.")
    if state.next_at <= datetime.now(UTC):
        words = QCoreApplication.translate("StateNote", "Due since {when}.")
    else:
        words = QCoreApplication.translate("StateNote", "Due {when}.")
    return words.format(when=times.stamp(state.next_at))


def _split(told: str) -> tuple[str, str]:
    """What is true stands first, in bold."""
    for end in (". ", "。"):
        head, found, rest = told.partition(end)
        if found and rest:
            return head + end.strip(), rest.strip()
    return told, ""
