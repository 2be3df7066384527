"""The ten states of a rotated secret: icon, colour and word, always the three together."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from pamdesk.desktop.look.tokens import Token


class State(Enum):
    """A state, worst first: the order of the members is the order of the table."""

    IN_DOUBT = "in_doubt"
    FAILED = "failed"
    FOLLOW_UP_FAILED = "follow_up_failed"
    ROTATING = "rotating"
    DUE = "due"
    BY_HAND = "by_hand"
    NEVER = "never"
    DONE = "done"
    UP_TO_DATE = "up_to_date"
    OFF = "off"


@dataclass(frozen=True)
class StateLook:
    """How a state is drawn; `filled` stands out as white on `badfill`."""

    icon: str
    colour: Token
    icon_colour: Token
    word: str
    strong: bool = True
    filled: bool = False


LOOKS: Final[dict[State, StateLook]] = {
    State.IN_DOUBT: StateLook(
        "doubt", "bad", "bad", str(QT_TRANSLATE_NOOP("State", "In doubt")), filled=True
    ),
    State.FAILED: StateLook("bad", "bad", "bad", str(QT_TRANSLATE_NOOP("State", "Failed – nothing changed"))),
    State.FOLLOW_UP_FAILED: StateLook(
        "follow", "att", "att", str(QT_TRANSLATE_NOOP("State", "Follow-up failed"))
    ),
    State.ROTATING: StateLook("running", "run", "run", str(QT_TRANSLATE_NOOP("State", "Rotating"))),
    State.DUE: StateLook("clock", "att", "att", str(QT_TRANSLATE_NOOP("State", "Due"))),
    State.BY_HAND: StateLook(
        "edit", "att", "att", str(QT_TRANSLATE_NOOP("State", "Changed by hand – not proved"))
    ),
    State.NEVER: StateLook(
        "never", "t2", "t3", str(QT_TRANSLATE_NOOP("State", "Never rotated")), strong=False
    ),
    State.DONE: StateLook("check", "ok", "ok", str(QT_TRANSLATE_NOOP("State", "Done"))),
    State.UP_TO_DATE: StateLook("ok", "ok", "ok", str(QT_TRANSLATE_NOOP("State", "Up to date"))),
    State.OFF: StateLook("off", "t2", "t3", str(QT_TRANSLATE_NOOP("State", "Off")), strong=False),
}


def word(state: State) -> str:
    """The state in the language of the window."""
    return QCoreApplication.translate("State", LOOKS[state].word)


def counted(state: State, count: int) -> str:
    """The state of a resource: how many of its accounts are in it, such as "2 due"."""
    match state:
        case State.IN_DOUBT:
            return QCoreApplication.translate("State", "%n in doubt", "", count)
        case State.FAILED:
            return QCoreApplication.translate("State", "%n failed", "", count)
        case State.FOLLOW_UP_FAILED:
            return QCoreApplication.translate("State", "%n follow-up failed", "", count)
        case State.ROTATING:
            return QCoreApplication.translate("State", "%n rotating", "", count)
        case State.DUE:
            return QCoreApplication.translate("State", "%n due", "", count)
        case State.BY_HAND:
            return QCoreApplication.translate("State", "%n changed by hand", "", count)
        case State.NEVER:
            return QCoreApplication.translate("State", "%n never rotated", "", count)
        case _:
            return word(state)


def worst(states: Iterable[State]) -> State | None:
    """The state that stands first in the order of the table; None when there is none."""
    order = tuple(State)
    return min(states, key=order.index, default=None)
