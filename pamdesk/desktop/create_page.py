"""The page that makes a vault. It writes nothing itself: it says what the person wants."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pamdesk.desktop.door import DoorPage
from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.look.tokens import Token
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.buttons import Button, Rank, Size
from pamdesk.desktop.widgets.fields import CheckBox, Field, SecretField, labelled
from pamdesk.desktop.widgets.note import Glyph
from pamdesk.desktop.widgets.text import Label, Paragraph

WEAK_BITS = 40
FAIR_BITS = 56
STRONG_BITS = 64


@dataclass(frozen=True)
class NewVault:
    """What the person asked for. `password` never leaves the signal's receiver."""

    name: str
    path: Path
    password: str
    print_kit: bool

    def __repr__(self) -> str:
        return f"NewVault({self.name!r}, {str(self.path)!r})"


class StrengthBar(QWidget):
    """Four pieces, lit one by one as the password grows."""

    def __init__(self) -> None:
        """Nothing typed yet."""
        super().__init__()
        self._lit = 0
        self._fill: Token = "okfill"
        self.setFixedHeight(4)

    def set_bits(self, bits: float) -> None:
        """Light the pieces for this many bits."""
        self._lit = (
            0 if bits <= 0 else 1 + sum(bits >= limit for limit in (WEAK_BITS, FAIR_BITS, STRONG_BITS))
        )
        self._fill = "badfill" if bits < WEAK_BITS else "attfill" if bits < FAIR_BITS else "okfill"
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pieces."""
        now = tokens()
        painter = QPainter(self)
        share = (self.width() - 3 * 4) / 4
        for piece in range(4):
            fill = now.of(self._fill) if piece < self._lit else now.press
            paint.rounded(painter, QRectF(piece * (share + 4), 0, share, 4), fill=fill, radius=2)


class PlaceField(Field):
    """Where the vault will lie, with *Choose* inside its right edge."""

    choose_asked = Signal()

    def __init__(self) -> None:
        """A field that is changed by *Choose* only."""
        super().__init__("", tall=True)
        self.setReadOnly(True)
        self.choose = Button("", None, Rank.LINK, Size.INLINE, parent=self)
        self.choose.clicked.connect(self.choose_asked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep *Choose* at the right."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Make room for the icon and the button."""
        size = self.choose.sizeHint()
        self.choose.resize(size)
        self.choose.move(self.width() - size.width() - 11, (self.height() - size.height()) // 2)
        self.setTextMargins(28, 0, size.width() + 8, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then the folder."""
        super().paintEvent(event)
        icons.paint(QPainter(self), "folder", tokens().t2, 11, (self.height() - 18) / 2, 18)


class CreatePage(DoorPage):
    """Name, place, master password with its strength, and the recovery kit."""

    create_asked = Signal(NewVault)
    open_asked = Signal()
    place_asked = Signal(Path)

    def __init__(
        self, version: str, folder: Path, bits: Callable[[str], float], invent: Callable[[], str]
    ) -> None:
        """`bits` tells the entropy of a typed password, `invent` makes a good one to propose."""
        super().__init__(version)
        self._folder = folder
        self._path: Path | None = None
        self._bits, self._invent = bits, invent
        self._refusal = ""
        self._proposed = ""
        self._busy = False
        self.name = Field("", tall=True)
        self.place = PlaceField()
        self.password = SecretField("")
        self.again = SecretField("")
        self.strength = StrengthBar()
        self._strength_mark = Glyph("ok", "ok", metrics.ICON_SMALL)
        self._strength_words = Label("", Role.SMALL, "ok")
        self._another = Button("", None, Rank.LINK, Size.INLINE_SMALL)
        self._hint = Paragraph("", Role.SMALL, "t3")
        self.kit = CheckBox("")
        self.kit.setChecked(True)
        self.make = Button("", "vault", Rank.PRIMARY, Size.LARGE).wide()
        self._open = Button("", None, Rank.LINK, Size.INLINE)
        self._refusal_words = Paragraph("", Role.SMALL, "bad")
        self._lay_out()
        self._connect()
        self.propose()
        self.retranslate()

    def _lay_out(self) -> None:
        self._name_box = labelled("", self.name)
        self._place_box = labelled("", self.place)
        self._password_box = labelled("", self.password)
        self._again_box = labelled("", self.again)
        for box in (self._name_box, self._place_box):
            self.column.addWidget(box)
            self.column.addSpacing(16)
        self.column.addWidget(self._password_box)
        self.column.addSpacing(8)
        self.column.addWidget(self.strength)
        self.column.addSpacing(8)
        strength = QHBoxLayout()
        strength.setSpacing(6)
        for part in (self._strength_mark, self._strength_words):
            strength.addWidget(part)
        strength.addStretch()
        strength.addWidget(self._another)
        self.column.addLayout(strength)
        self.column.addSpacing(4)
        self.column.addWidget(self._hint)
        self.column.addWidget(self._again_box)
        self.column.addSpacing(16)
        self.column.addWidget(self.kit)
        self.column.addWidget(self._refusal_words)
        self.column.addSpacing(16)
        self.column.addWidget(self.make)
        self.column.addSpacing(16)
        self.column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignHCenter)

    def _connect(self) -> None:
        self.name.textChanged.connect(lambda _text: self._renamed())
        self.place.choose_asked.connect(lambda: self.place_asked.emit(self.path()))
        self.password.textChanged.connect(lambda _text: self._weigh())
        self.again.textChanged.connect(lambda _text: self._weigh())
        self.password.shown_changed.connect(lambda _shown: self._weigh())
        self._another.clicked.connect(self.propose)
        self.make.clicked.connect(self._go)
        for field in (self.name, self.password, self.again):
            field.returnPressed.connect(self._go)
        self._open.clicked.connect(self.open_asked)

    def propose(self) -> None:
        """Write a made password into the field, where it can be read."""
        self.password.setText(self._invent())
        self.password.show_letters(True)
        self.again.clear()

    def path(self) -> Path:
        """Where the vault will lie."""
        if self._path is not None:
            return self._path
        kept = "".join(letter if letter.isalnum() else "-" for letter in self.name.text().strip().lower())
        return self._folder / f"{'-'.join(filter(None, kept.split('-'))) or 'vault'}.pamdesk"

    def set_path(self, path: Path) -> None:
        """The person chose a place."""
        self._path = path
        self._renamed()

    def refuse(self, sentence: str) -> None:
        """Say why it was not made; an empty sentence takes it back."""
        self._refusal = sentence
        if sentence:
            self.set_busy(False)
        self._weigh()

    def set_busy(self, busy: bool) -> None:
        """The vault is being made: nothing can be pressed twice."""
        self._busy = busy
        self.retranslate()

    def clear(self) -> None:
        """Forget what was typed, and propose anew."""
        self.propose()
        self.refuse("")
        self.set_busy(False)

    def showEvent(self, event: QEvent) -> None:
        """The name comes first."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _renamed(self) -> None:
        path = self.path()
        self.place.setText(f"{path.parent.name} / {path.name}")
        self.place.setToolTip(str(path))
        self._refusal = ""
        self._weigh()

    def _why_not(self) -> str:
        """The sentence that keeps *Create vault* off; empty when it may be pressed."""
        if not self.name.text().strip():
            return self.tr("The vault has no name yet.")
        if not self.password.text():
            return self.tr("The vault has no master password yet.")
        if self._bits(self.password.text()) < WEAK_BITS:
            return self.tr("This password can be guessed. Make it longer.")
        if not self.password.shown() and self.again.text() != self.password.text():
            return self.tr("The two passwords are not the same.")
        return self.tr("The vault is being made.") if self._busy else ""

    def _weigh(self) -> None:
        bits = self._bits(self.password.text()) if self.password.text() else 0.0
        self.strength.set_bits(bits)
        about = round(bits)
        words, icon = self.tr("Weak: about {bits} bits"), "bad"
        tone: Literal["ok", "att", "bad"] = "bad"
        if bits >= FAIR_BITS:
            words, icon, tone = self.tr("Strong: about {bits} bits"), "ok", "ok"
        elif bits >= WEAK_BITS:
            words, icon, tone = self.tr("Fair: about {bits} bits"), "warn", "att"
        self._strength_words.setText(words.format(bits=about))
        self._strength_words.set_tone(tone)
        self._strength_mark.set_look(icon, tone)
        self.strength.setAccessibleName(self._strength_words.text())
        shown = self.password.shown()
        self._hint.setVisible(shown)
        self._again_box.setVisible(not shown)
        self._refusal_words.set_words(self._refusal)
        self._refusal_words.setVisible(bool(self._refusal))
        reason = self._why_not()
        if reason:
            self.make.set_off(reason)
        else:
            self.make.set_on()

    def _go(self) -> None:
        if not self._why_not():
            self.set_busy(True)
            made = NewVault(self.name.text().strip(), self.path(), self.password.text(), self.kit.isChecked())
            self.create_asked.emit(made)

    def retranslate(self) -> None:
        """Write every text in the language of the window."""
        super().retranslate()
        self.title.setText(self.tr("Create a vault"))
        self.sentence.set_words(self.tr("Encrypted as a whole. Without the password nobody can read a word."))
        if self.name.text() in ("", self._proposed):
            self._proposed = self.tr("Operations")
            self.name.setText(self._proposed)
        _rename(self._name_box, self.tr("Name"), self.name)
        _rename(self._place_box, self.tr("Where"), self.place)
        _rename(self._password_box, self.tr("Master password"), self.password)
        _rename(self._again_box, self.tr("The same password again"), self.again)
        self.place.choose.setText(self.tr("Choose"))
        self.place.fit()
        self._another.setText(self.tr("Make another one"))
        self._hint.set_words(self.tr("It is shown, so there is no need to type it twice."))
        self.kit.setText(self.tr("Print a recovery kit next. It is the only other way in."))
        self.make.setText(self.tr("Making the vault…") if self._busy else self.tr("Create vault"))
        self._open.setText(self.tr("Open an existing vault"))
        self._renamed()


def _rename(box: QWidget, words: str, field: Field) -> None:
    caption = box.findChild(Label)
    if caption is not None:
        caption.setText(words)
    field.setAccessibleName(words)
