"""English and Japanese, switched while the window is open."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from pamdesk.services.shipped import resource


class Language(Enum):
    """A language of the window; the value is the one in file names."""

    ENGLISH = "en"
    JAPANESE = "ja"


NAMES: Final[dict[Language, str]] = {Language.ENGLISH: "English", Language.JAPANESE: "日本語"}
_MARK: Final = "pamdesk-language"


def system_language() -> Language:
    """Japanese where the desktop's first language is, else English."""
    first = QLocale.system().uiLanguages()[:1]
    return Language.JAPANESE if first and first[0].startswith("ja") else Language.ENGLISH


def use(app: QCoreApplication, language: Language) -> None:
    """Speak this language from now on: every open widget gets a LanguageChange event.

    Raises FileNotFoundError when the catalogue is not shipped.
    """
    for old in app.findChildren(QTranslator, _MARK):
        app.removeTranslator(old)
        old.deleteLater()
        old.setObjectName("")
    app.setProperty(_MARK, language.value)
    ours = resource("translations", f"pamdesk_{language.value}.qm")
    _add(app, str(ours))
    if language is not Language.ENGLISH:
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        _add(app, f"{folder}/qtbase_{language.value}.qm")
    QLocale.setDefault(QLocale(language.value))


def spoken(app: QCoreApplication) -> Language:
    """The language in use; English before any was chosen."""
    return Language(app.property(_MARK) or Language.ENGLISH.value)


def _add(app: QObject, file: str) -> None:
    translator = QTranslator(app)
    translator.setObjectName(_MARK)
    if not translator.load(file):
        raise FileNotFoundError(file)
    QCoreApplication.installTranslator(translator)
