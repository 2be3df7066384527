"""The page that asks for the master password. It opens nothing itself: it says what the person wants."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pamdesk.desktop.door import DoorPage
from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.buttons import KEYBOARD, Button, Rank, Size
from pamdesk.desktop.widgets.fields import SecretField
from pamdesk.desktop.widgets.note import Glyph
from pamdesk.desktop.widgets.text import Label, Paragraph, on_area


@dataclass(frozen=True)
class VaultChoice:
    """A vault that was opened here before; `note` says where it is or when it was opened last."""

    path: Path
    name: str
    note: str
    reachable: bool = True


class VaultRow(QAbstractButton):
    """One known vault; the chosen one is tinted and ticked."""

    def __init__(self, vault: VaultChoice) -> None:
        """A row for this vault."""
        super().__init__()
        self.vault = vault
        self._ring = False
        self.setCheckable(True)
        self.setText(vault.name)
        self.setFixedHeight(52)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, True)
        self.setAccessibleName(vault.name)
        self.setAccessibleDescription(vault.note)
        self.setEnabled(vault.reachable)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for the keyboard only."""
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, tile, name, note, tick."""
        now = tokens()
        painter = QPainter(self)
        whole = QRectF(self.rect())
        if self.isChecked():
            paint.rounded(painter, whole, fill=now.soft, line=now.link)
        elif self.underMouse() and self.isEnabled():
            paint.rounded(painter, whole, fill=now.hover)
        if self._ring and self.hasFocus():
            paint.focus_ring(painter, whole, now)
        tile = QRectF(12, 10, metrics.TILE_SMALL, metrics.TILE_SMALL)
        paint.rounded(painter, tile, fill=now.press)
        on = self.isEnabled()
        icons.paint(painter, "vault", now.t1 if on else now.t3, 19, 17, metrics.ICON_ROW)
        room = QRectF(56, 7, self.width() - 56 - 44, 20)
        paint.text(painter, room, self.vault.name, font(Role.STRONG), now.t1 if on else now.t2)
        paint.text(
            painter, room.translated(0, 19), self.vault.note, font(Role.SMALL), now.t2 if on else now.t3
        )
        if self.isChecked():
            icons.paint(painter, "check", now.link, self.width() - 30, 17, metrics.ICON_ROW)


class UnlockPage(DoorPage):
    """Known vaults, the master password, *Unlock*, and the other ways in."""

    unlock_asked = Signal(Path, str)
    other_vault_asked = Signal()
    create_asked = Signal()

    def __init__(self, version: str) -> None:
        """A page without vaults; `set_vaults` fills it."""
        super().__init__(version)
        self._reason = ""
        self._refusal = ""
        self._busy = False
        self._by_kit = False
        self._caps = False
        self._rows = QButtonGroup(self)
        self._rows.idClicked.connect(lambda _id: self._chosen())
        self._card = on_area(QFrame(), "card")
        self._list = QVBoxLayout(self._card)
        self._list.setContentsMargins(6, 6, 6, 6)
        self._list.setSpacing(0)
        self._caption = Label("", Role.SMALL, "t2")
        self.password = SecretField("")
        self._caption.setBuddy(self.password)
        self.password.caps_lock_seen.connect(self._caps_lock)
        self.password.textEdited.connect(lambda _text: self.refuse(""))
        self.password.returnPressed.connect(self._go)
        self.unlock = Button("", "unlock", Rank.PRIMARY, Size.LARGE).wide()
        self.unlock.clicked.connect(self._go)
        self._other = _link(self.other_vault_asked)
        self._create = _link(self.create_asked)
        self._recovery = Button("", None, Rank.LINK, Size.INLINE)
        self._recovery.clicked.connect(lambda: self.ask_for_kit(not self._by_kit))
        self._warning, self._warning_words = self._make_warning()
        self._lay_out()
        self.set_vaults(())
        self.retranslate()

    def _make_warning(self) -> tuple[QWidget, Paragraph]:
        words = Paragraph("", Role.SMALL, "t2")
        self._warning_mark = Glyph("warn", "att", metrics.ICON_SMALL)
        self._warning_mark.setFixedHeight(Role.SMALL.value.line)
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._warning_mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        return held, words

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        links.setSpacing(24)
        links.addStretch()
        for link in (self._other, self._create, self._recovery):
            links.addWidget(link)
        links.addStretch()
        self.column.addWidget(self._card)
        self.column.addSpacing(16)
        self.column.addWidget(self._caption)
        self.column.addSpacing(metrics.LABEL_GAP)
        self.column.addWidget(self.password)
        self.column.addWidget(self._warning)
        self.column.addSpacing(16)
        self.column.addWidget(self.unlock)
        self.column.addSpacing(16)
        self.column.addLayout(links)

    def set_vaults(self, vaults: Sequence[VaultChoice], reason: str = "") -> None:
        """Show the known vaults, the first reachable one chosen; `reason` says why it is locked."""
        for row in self._rows.buttons():
            self._rows.removeButton(row)
            row.setParent(None)
            row.deleteLater()
        for number, vault in enumerate(vaults):
            row = VaultRow(vault)
            self._rows.addButton(row, number)
            self._list.addWidget(row)
        first = next((row for row in self._rows.buttons() if row.isEnabled()), None)
        if first is not None:
            first.setChecked(True)
        self._reason = reason
        self._card.setVisible(bool(vaults))
        self.retranslate()

    def vault(self) -> VaultChoice | None:
        """The chosen vault."""
        row = self._rows.checkedButton()
        return row.vault if isinstance(row, VaultRow) else None

    def refuse(self, sentence: str) -> None:
        """Say why it did not open, mark the field and let the person type again; an empty sentence takes it back."""
        if not sentence and not self._refusal:
            return
        self._refusal = sentence
        self.password.set_wrong(sentence)
        self._warn()
        if sentence:
            self.set_busy(False)
            self.password.selectAll()
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """The key is being made: nothing can be pressed twice."""
        self._busy = busy
        self.password.setReadOnly(busy)
        self.retranslate()

    def clear(self) -> None:
        """Forget what was typed, and ask for the master password."""
        if self._by_kit:
            self.ask_for_kit(False)
        self.password.clear()
        self.password.show_letters(False)
        self.refuse("")
        self.set_busy(False)

    def showEvent(self, event: QEvent) -> None:
        """The password is what one came for."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> None:
        self.refuse("")
        self.retranslate()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        chosen = self.vault()
        if chosen is not None and not self._busy and self.password.text():
            self.set_busy(True)
            self.unlock_asked.emit(chosen.path, self.password.text())

    def ask_for_kit(self, by_kit: bool) -> None:
        """Ask for the code of the recovery kit in place of the master password, or the other way round."""
        self._by_kit = by_kit
        self.password.clear()
        self.refuse("")
        self.retranslate()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _caps_lock(self, caps: bool) -> None:
        self._caps = caps
        self._warn()

    def _warn(self) -> None:
        caps = self.tr("Caps Lock is on.") if self._caps else ""
        self._warning_words.set_words(" ".join(filter(None, (self._refusal, caps))))
        self._warning_mark.set_look("bad" if self._refusal else "warn", "bad" if self._refusal else "att")
        self._warning.setVisible(bool(self._refusal or caps))

    def retranslate(self) -> None:
        """Write every text in the language of the window."""
        super().retranslate()
        chosen = self.vault()
        if chosen is None:
            self.title.setText(self.tr("Unlock a vault"))
            self.sentence.set_words(self.tr("Open a vault, or create one."))
        else:
            self.title.setText(self.tr("Unlock {vault}").format(vault=chosen.name))
            self.sentence.set_words(self._reason)
        self.sentence.setVisible(bool(chosen is None or self._reason))
        self._caption.setText(
            self.tr("Code of the recovery kit") if self._by_kit else self.tr("Master password")
        )
        self.password.setAccessibleName(self._caption.text())
        self.unlock.setText(self.tr("Opening…") if self._busy else self.tr("Unlock"))
        if chosen is None:
            self.unlock.set_off(self.tr("Choose a vault first."))
        else:
            self.unlock.set_on()
        self._other.setText(self.tr("Open another vault"))
        self._create.setText(self.tr("Create a vault"))
        self._recovery.setText(
            self.tr("Use the master password") if self._by_kit else self.tr("Use the recovery kit")
        )
        self._warn()


def _link(asked: SignalInstance) -> Button:
    button = Button("", None, Rank.LINK, Size.INLINE)
    button.clicked.connect(asked)
    return button
