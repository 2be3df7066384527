"""The bar at the top: program menu, vault, AWS identity, lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from pamdesk.desktop.actions import ACTIONS, Actions
from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.look.tokens import Token
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.buttons import IconButton, Pressable
from pamdesk.desktop.widgets.chip import Tile
from pamdesk.desktop.widgets.text import Elided, on_area


class IdentityChip(Pressable):
    """Which AWS account, reached how, and how long that is good."""

    def __init__(self) -> None:
        """Hidden until there is an AWS configuration."""
        super().__init__("")
        self._name = self._account = self._source = ""
        self._tone: Token = "t2"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, name: str, account: str, source: str, *, tone: Token = "t2") -> None:
        """Show an identity; `source` may be a sentence that says why there is none."""
        self._name, self._account, self._source, self._tone = name, account, source, tone
        self.setAccessibleName(", ".join(filter(None, (name, account, source))))
        self.setToolTip(", ".join(filter(None, (name, account, source))))
        self.updateGeometry()
        self.show()
        self.update()

    def sizeHint(self) -> QSize:
        """Icon, name, account, line, source."""
        width = 36 + paint.width_of(self._name, font(Role.BOLD)) + 12
        if self._account:
            width += paint.width_of(self._account, font(Role.TEXT, ident=True)) + 8
        width += 9 + paint.width_of(self._source, font(Role.TEXT)) + 12
        return QSize(min(560, round(width + 1)), metrics.CONTROL)

    def minimumSizeHint(self) -> QSize:
        """The name."""
        return QSize(120, metrics.CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outline, icon, name, account, line, source."""
        now = tokens()
        painter = QPainter(self)
        back = now.hover if self.underMouse() else now.raised if now.surface != "#FFFFFF" else now.surface
        paint.rounded(painter, self.rect(), fill=back, line=now.line2)
        icons.paint(painter, "cloud", now.t1, 11, (self.height() - 18) / 2, 18)
        left = 36.0
        right = self.width() - 12
        room = QRectF(left, 0, right - left, self.height())
        left += paint.text(painter, room, self._name, font(Role.BOLD), now.t1) + 8
        if self._account:
            room = QRectF(left, 0, right - left, self.height())
            left += paint.text(painter, room, self._account, font(Role.TEXT, ident=True), now.t2) + 8
        painter.fillRect(QRectF(left, 8, 1, self.height() - 16), now.line2)
        room = QRectF(left + 8, 0, right - left - 8, self.height())
        paint.text(painter, room, self._source, font(Role.TEXT), now.of(self._tone))
        if self._ring:
            paint.focus_ring(painter, self.rect(), now)


class GoTo(Pressable):
    """The door to the command palette, with its key; only its icon where there is no room."""

    def __init__(self) -> None:
        """Without words until it is told them."""
        super().__init__("")
        self._words, self._keys = "", ""
        self._small = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, words: str, keys: str) -> None:
        """Show these words and this key."""
        self._words, self._keys = words, keys
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({keys})")
        self.updateGeometry()
        self.update()

    def set_small(self, small: bool) -> None:
        """Show the icon alone."""
        self._small = small
        self.updateGeometry()
        self.update()

    def _cap(self) -> float:
        return paint.width_of(self._keys, font(Role.CAPTION_STRONG)) + 12

    def sizeHint(self) -> QSize:
        """Icon, words, key."""
        if self._small:
            return self.minimumSizeHint()
        width = 36 + paint.width_of(self._words, font(Role.TEXT)) + 8 + self._cap() + 10
        return QSize(round(width + 1), metrics.CONTROL)

    def minimumSizeHint(self) -> QSize:
        """The icon."""
        return QSize(metrics.CONTROL, metrics.CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outline, icon, words, key."""
        now = tokens()
        painter = QPainter(self)
        back = now.hover if self.underMouse() else now.raised if now.surface != "#FFFFFF" else now.surface
        paint.rounded(painter, self.rect(), fill=back, line=now.line2)
        whole = not self._small and self.width() >= self.sizeHint().width()
        left = 11 if whole else (self.width() - 18) / 2
        icons.paint(painter, "search", now.t2, left, (self.height() - 18) / 2, 18)
        if whole:
            right = self.width() - 10
            cap = QRectF(right - self._cap(), (self.height() - 18) / 2, self._cap(), 18)
            paint.rounded(painter, cap, line=now.line2, radius=metrics.RADIUS_SMALL)
            middle = Qt.AlignmentFlag.AlignHCenter
            paint.text(painter, cap, self._keys, font(Role.CAPTION_STRONG), now.t3, middle)
            room = QRectF(36, 0, cap.left() - 8 - 36, self.height())
            paint.text(painter, room, self._words, font(Role.TEXT), now.t2)
        if self._ring:
            paint.focus_ring(painter, self.rect(), now)


class TopBar(QWidget):
    """48 px of chrome."""

    identity_asked = Signal()

    def __init__(self, actions: Actions, vault: str) -> None:
        """The bar of one vault."""
        super().__init__()
        on_area(self, "base")
        self.setFixedHeight(metrics.TOP_BAR)
        self._actions = actions
        self._menu = IconButton("menu", "")
        self._menu.clicked.connect(self.open_menu)
        self._folders = IconButton("folder", "")
        self._folders.clicked.connect(lambda: actions.do("folders"))
        self._folders.hide()
        self._lock = IconButton("lock", "")
        self._lock.clicked.connect(lambda: actions.do("lock"))
        self.identity = IdentityChip()
        self.identity.clicked.connect(self.identity_asked)
        self.go_to = GoTo()
        self.go_to.clicked.connect(lambda: actions.do("palette"))
        name = Elided(vault, Role.SECTION)
        name.setMaximumWidth(320)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._menu)
        row.addWidget(self._folders)
        row.addWidget(Tile("rotate", side=24, glyph=16, brand=True))
        row.addSpacing(2)
        row.addWidget(name)
        row.addStretch(1)
        row.addWidget(self.identity)
        row.addWidget(self.go_to)
        row.addWidget(self._lock)
        self.retranslate()

    def set_narrow(self, narrow: bool) -> None:
        """Offer the folders, which a narrow window has no room for beside its page."""
        self._folders.setVisible(narrow)
        self.go_to.set_small(narrow)

    def open_menu(self) -> None:
        """The program menu, made from the table of actions."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        group = ACTIONS[0].group
        for spec in ACTIONS:
            if spec.group is not group:
                menu.addSeparator()
                group = spec.group
            menu.addAction(self._actions[spec.key])
        menu.popup(self._menu.mapToGlobal(self._menu.rect().bottomLeft()))

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """The names of the buttons."""
        self._menu.set_name(self.tr("Menu"))
        self._folders.set_name(self._actions.tip("folders"))
        self._lock.set_name(self._actions.tip("lock"))
        palette = self._actions["palette"]
        keys = palette.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.go_to.say(palette.text(), keys)
