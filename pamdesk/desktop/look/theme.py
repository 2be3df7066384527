"""Light, dark or as the system says: the palette and style sheet, put on the application while it runs."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.sheet import style_sheet
from pamdesk.desktop.look.tokens import DARK, LIGHT, Token, Tokens


class Choice(Enum):
    """What a person picks in the settings."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


_ROLES: Final[tuple[tuple[QPalette.ColorRole, Token], ...]] = (
    (QPalette.ColorRole.Window, "base"),
    (QPalette.ColorRole.WindowText, "t1"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "raised"),
    (QPalette.ColorRole.ToolTipBase, "overlay"),
    (QPalette.ColorRole.ToolTipText, "t1"),
    (QPalette.ColorRole.PlaceholderText, "t3"),
    (QPalette.ColorRole.Text, "t1"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "t1"),
    (QPalette.ColorRole.BrightText, "onaccent"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "onaccent"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "link"),
    (QPalette.ColorRole.LinkVisited, "link"),
    (QPalette.ColorRole.Light, "raised"),
    (QPalette.ColorRole.Midlight, "line"),
    (QPalette.ColorRole.Mid, "line2"),
    (QPalette.ColorRole.Dark, "line2"),
    (QPalette.ColorRole.Shadow, "line3"),
)
_WHEN_OFF: Final = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


@dataclass(frozen=True)
class Theme:
    """A set of tokens that can be put on the application."""

    key: str
    tokens: Tokens

    @staticmethod
    def light() -> "Theme":
        """White on grey."""
        return Theme("light", LIGHT)

    @staticmethod
    def dark() -> "Theme":
        """The same surfaces, raised by lightness."""
        return Theme("dark", DARK)

    @staticmethod
    def system() -> "Theme":
        """What the desktop asks for; light where it does not say."""
        asked = QGuiApplication.styleHints().colorScheme()
        return Theme.dark() if asked == Qt.ColorScheme.Dark else Theme.light()

    @staticmethod
    def of(choice: Choice) -> "Theme":
        """The theme of a setting."""
        return {Choice.LIGHT: Theme.light, Choice.DARK: Theme.dark, Choice.SYSTEM: Theme.system}[choice]()

    def palette(self) -> QPalette:
        """The tokens as a Qt palette."""
        palette = QPalette()
        for role, token in _ROLES:
            palette.setColor(role, QColor(self.tokens.of(token)))
        for role in _WHEN_OFF:
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(self.tokens.toff))
        return palette

    def apply(self, app: QApplication) -> None:
        """Put this theme on the application and every window it has open."""
        if app.style().objectName().lower() != "fusion" and not app.styleSheet():
            app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(font(Role.TEXT))
        app.setPalette(self.palette())
        app.setStyleSheet(style_sheet(self.tokens))


def follow_system(app: QApplication) -> None:
    """Change between light and dark whenever the desktop does; for `Choice.SYSTEM`."""
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: Theme.system().apply(app))


def tokens() -> Tokens:
    """The tokens that are on the application now.

    They are told by the palette's own window colour, so that nothing has to be kept in step, and a palette that the
    system forces (high contrast) still gets the nearer set.
    """
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def colour(token: Token) -> QColor:
    """One token of the theme in force, as a Qt colour."""
    return QColor(tokens().of(token))
