"""The steps of one rotation as lights; a light is lit only when its fact is in the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pamdesk.desktop.look import icons, metrics, motion
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.look.tokens import Tokens
from pamdesk.desktop.widgets import paint

_LIGHT: Final = 20
_HALO: Final = 28
_NARROWEST: Final = 104
_ROW: Final = 44


class Light(Enum):
    """What a step has come to."""

    WAITS = "waits"
    AT_WORK = "at_work"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class StepWords:
    """A step's name when it is done, waits or failed, and while it is at work."""

    done: str
    at_work: str


STEPS: Final[dict[str, StepWords]] = {
    "checked": StepWords(
        str(QT_TRANSLATE_NOOP("Steps", "Checked")), str(QT_TRANSLATE_NOOP("Steps", "Checking"))
    ),
    "saved": StepWords(str(QT_TRANSLATE_NOOP("Steps", "Saved")), str(QT_TRANSLATE_NOOP("Steps", "Saving"))),
    "sent": StepWords(str(QT_TRANSLATE_NOOP("Steps", "Sent")), str(QT_TRANSLATE_NOOP("Steps", "Sending"))),
    "proved": StepWords(
        str(QT_TRANSLATE_NOOP("Steps", "Proved")), str(QT_TRANSLATE_NOOP("Steps", "Proving"))
    ),
    "current": StepWords(
        str(QT_TRANSLATE_NOOP("Steps", "Current")), str(QT_TRANSLATE_NOOP("Steps", "Making current"))
    ),
    "followed_up": StepWords(
        str(QT_TRANSLATE_NOOP("Steps", "Followed up")), str(QT_TRANSLATE_NOOP("Steps", "Following up"))
    ),
    "finished": StepWords(
        str(QT_TRANSLATE_NOOP("Steps", "Finished")), str(QT_TRANSLATE_NOOP("Steps", "Finishing"))
    ),
}


@dataclass(frozen=True)
class Step:
    """One light: a key of `STEPS`, what happened (in words), and what it has come to."""

    key: str
    detail: str = ""
    light: Light = Light.WAITS

    def word(self) -> str:
        """The step's name as it stands, in the language of the window."""
        words = STEPS[self.key]
        if self.light is Light.AT_WORK:
            return QCoreApplication.translate("Steps", words.at_work)
        if self.light is Light.UNKNOWN:
            return QCoreApplication.translate("State", "In doubt")
        return QCoreApplication.translate("Steps", words.done)


def reader_text(steps: Sequence[Step]) -> str:
    """What a screen reader says: the number of the step that matters now, such as "Step 4 of 7, proving"."""
    if not steps:
        return ""
    passed = sum(step.light is Light.DONE for step in steps)
    at = min(passed, len(steps) - 1)
    said = QCoreApplication.translate("Steps", "Step {number} of {count}, {step}")
    told = said.format(number=at + 1, count=len(steps), step=steps[at].word().lower())
    if steps[at].light is Light.FAILED:
        return QCoreApplication.translate("Steps", "{step}: failed").format(step=told)
    return told


class StepLights(QWidget):
    """The lights in a row, or one below the other where the pane is narrow."""

    def __init__(self) -> None:
        """No lights yet."""
        super().__init__()
        self._steps: tuple[Step, ...] = ()
        self._clock = QTimer(self)
        self._clock.setInterval(metrics.FRAME_MS)
        self._clock.timeout.connect(self.update)
        # Not Fixed: that would take the height of the hint, which was asked for before the width was known.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these; a step that does not apply is left out, not greyed."""
        self._steps = tuple(steps)
        self.setAccessibleName(reader_text(self._steps))
        self.updateGeometry()
        self._pace()
        self.update()

    def steps(self) -> tuple[Step, ...]:
        """What is shown."""
        return self._steps

    def _in_row(self, width: int) -> bool:
        return width >= _NARROWEST * len(self._steps)

    def heightForWidth(self, width: int) -> int:
        """66 for a row; 44 a step where they stand below each other."""
        return 66 if self._in_row(width) else _ROW * len(self._steps)

    def sizeHint(self) -> QSize:
        """A row of lights."""
        return QSize(_NARROWEST * max(1, len(self._steps)), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """A column of lights."""
        return QSize(200, 66)

    def _pace(self) -> None:
        busy = any(step.light is Light.AT_WORK for step in self._steps)
        if busy and self.isVisible() and not motion.reduced():
            self._clock.start()
        else:
            self._clock.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the arc turn while it can be seen."""
        super().showEvent(event)
        self._pace()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the arc."""
        super().hideEvent(event)
        self._clock.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars, lights, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = tokens()
        row = self._in_row(self.width())
        for index, step in enumerate(self._steps):
            last = index == len(self._steps) - 1
            if row:
                self._paint_in_row(painter, now, index, step, last)
            else:
                self._paint_in_column(painter, now, index, step, last)

    def _paint_in_row(self, painter: QPainter, now: Tokens, index: int, step: Step, last: bool) -> None:
        share = (self.width() - 8) / len(self._steps)
        left = 4 + index * share
        if not last:
            bar = QRectF(left + 26, 13, share - 32, 2)
            paint.rounded(painter, bar, fill=now.okfill if step.light is Light.DONE else now.line2, radius=1)
        _light(painter, now, QPointF(left + _LIGHT / 2, 14), step.light)
        words = QRectF(left, 29, share - 8, 20)
        paint.text(painter, words, step.word(), font(Role.STRONG), _ink(now, step))
        paint.text(painter, QRectF(left, 48, share - 8, 16), step.detail, font(Role.SMALL), now.t3)

    def _paint_in_column(self, painter: QPainter, now: Tokens, index: int, step: Step, last: bool) -> None:
        top = index * _ROW
        if not last:
            bar = QRectF(13, top + 26, 2, _ROW - 26 + 2)
            paint.rounded(painter, bar, fill=now.okfill if step.light is Light.DONE else now.line2, radius=1)
        _light(painter, now, QPointF(14, top + 14), step.light)
        room = QRectF(38, top + 4, self.width() - 38, 20)
        paint.text(painter, room, step.word(), font(Role.STRONG), _ink(now, step))
        paint.text(painter, room.translated(0, 18), step.detail, font(Role.SMALL), now.t3)


def _ink(now: Tokens, step: Step) -> str:
    return now.t3 if step.light is Light.WAITS else now.t1


def _light(painter: QPainter, now: Tokens, centre: QPointF, light: Light) -> None:
    lamp = QRectF(centre.x() - _LIGHT / 2, centre.y() - _LIGHT / 2, _LIGHT, _LIGHT)
    halo = QRectF(centre.x() - _HALO / 2, centre.y() - _HALO / 2, _HALO, _HALO)
    match light:
        case Light.WAITS:
            painter.setPen(QPen(QColor(now.line3), 1.75))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(lamp.adjusted(0.9, 0.9, -0.9, -0.9))
        case Light.AT_WORK:
            paint.rounded(painter, halo, fill=now.runbg, radius=_HALO / 2)
            icons.paint(painter, "running", now.run, lamp.left(), lamp.top(), _LIGHT, motion.turn())
        case Light.DONE:
            paint.rounded(painter, lamp, fill=now.okfill, radius=_LIGHT / 2)
            icons.paint(painter, "check", now.onaccent, lamp.left() + 3, lamp.top() + 3, 14)
        case Light.FAILED:
            icons.paint(painter, "bad", now.bad, lamp.left(), lamp.top(), _LIGHT)
        case Light.UNKNOWN:
            paint.rounded(painter, halo, fill=now.badbg, radius=_HALO / 2)
            icons.paint(painter, "doubt", now.bad, lamp.left(), lamp.top(), _LIGHT)
