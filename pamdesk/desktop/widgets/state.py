"""A state drawn as icon, colour and word: as a label, and for delegates and nodes."""

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QFont, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pamdesk.desktop.look import icons, metrics, motion, states
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.states import LOOKS, State
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.look.tokens import Tokens
from pamdesk.desktop.widgets import paint

_GAP = 7


def face(state: State, *, small: bool = False) -> QFont:
    """The type that a state's word is set in."""
    if small:
        return font(Role.SMALL)
    return font(Role.STRONG if LOOKS[state].strong else Role.TEXT)


def width(state: State, words: str, *, small: bool = False, plain: bool = False) -> int:
    """Pixels that `paint_state` needs for these words."""
    glyph = metrics.ICON_SMALL if small else metrics.ICON_ROW
    chip = 15 if LOOKS[state].filled and not plain else 0
    return round(glyph + _GAP + chip + paint.width_of(words, face(state, small=small)) + 0.5)


def paint_state(
    painter: QPainter,
    rect: QRectF,
    state: State,
    words: str,
    now: Tokens,
    *,
    plain: bool = False,
    small: bool = False,
) -> None:
    """Draw icon and word at the left of `rect`; `plain` leaves out the filled chip (counts of a resource).

    The chip reaches 6 px out to the left, so that its icon stands in line with the icons above and below.
    """
    look = LOOKS[state]
    filled = look.filled and not plain
    ink = now.onaccent if filled else now.of(look.colour)
    tint = now.onaccent if filled else now.of(look.icon_colour)
    glyph = metrics.ICON_SMALL if small else metrics.ICON_ROW
    letters = face(state, small=small)
    if filled:
        across = min(rect.width() + 6, 6 + glyph + _GAP + paint.width_of(words, letters) + 9)
        top = rect.center().y() - metrics.CHIP / 2
        paint.rounded(painter, QRectF(rect.left() - 6, top, across, metrics.CHIP), fill=now.badfill)
    turn = motion.turn() if state is State.ROTATING else 0.0
    icons.paint(painter, look.icon, tint, rect.left(), rect.center().y() - glyph / 2, glyph, turn)
    paint.text(painter, rect.adjusted(glyph + _GAP, 0, -9 if filled else 0, 0), words, letters, ink)


class StateLabel(QWidget):
    """The state of one record; its arc turns while it is rotating."""

    def __init__(self, state: State = State.NEVER, words: str = "", *, small: bool = False) -> None:
        """A state; `words` replaces its own word, such as "Due since 22 Nov"."""
        super().__init__()
        self._small = small
        self._state = state
        self._words = words
        self._clock = QTimer(self)
        self._clock.setInterval(metrics.FRAME_MS)
        self._clock.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_state(state, words)

    def set_state(self, state: State, words: str = "") -> None:
        """Show another state."""
        self._state, self._words = state, words
        self.setAccessibleName(self.words())
        self.updateGeometry()
        self._pace()
        self.update()

    def state(self) -> State:
        """The state shown."""
        return self._state

    def words(self) -> str:
        """What is written beside the icon."""
        return self._words or states.word(self._state)

    def _chip(self) -> int:
        return 6 if LOOKS[self._state].filled else 0

    def sizeHint(self) -> QSize:
        """Icon, gap, words."""
        flat = self._small and not LOOKS[self._state].filled
        return QSize(width(self._state, self.words(), small=self._small), 18 if flat else metrics.CHIP)

    def minimumSizeHint(self) -> QSize:
        """The icon and a few letters; the words end in an ellipsis."""
        return QSize(min(64, self.sizeHint().width()), self.sizeHint().height())

    def _pace(self) -> None:
        if self._state is State.ROTATING and self.isVisible() and not motion.reduced():
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
        """The state, whole."""
        room = QRectF(self.rect()).adjusted(self._chip(), 0, 0, 0)
        paint_state(QPainter(self), room, self._state, self.words(), tokens(), small=self._small)
