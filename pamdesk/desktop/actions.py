"""The one table of actions: menus, shortcuts, tool tips and the shortcut page are made from it, and tests read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from pamdesk.desktop.look import icons
from pamdesk.desktop.look.theme import tokens


class Group(StrEnum):
    """Where an action stands in the program menu."""

    RECORD = "record"
    ROTATION = "rotation"
    FIND = "find"
    VAULT = "vault"
    PROGRAM = "program"


@dataclass(frozen=True)
class ActionSpec:
    """One action: its key, words, icon, shortcuts, and whether it works only on the page that made it."""

    key: str
    words: str
    icon: str
    group: Group
    keys: tuple[str, ...] = ()


def _spec(key: str, words: object, icon: str, group: Group, *keys: str) -> ActionSpec:
    return ActionSpec(key, str(words), icon, group, keys)


ACTIONS: Final[tuple[ActionSpec, ...]] = (
    _spec("new_record", QT_TRANSLATE_NOOP("Actions", "New record"), "plus", Group.RECORD, "Ctrl+N"),
    _spec("open_record", QT_TRANSLATE_NOOP("Actions", "Open record"), "arrow-r", Group.RECORD, "Ctrl+O"),
    _spec("edit_record", QT_TRANSLATE_NOOP("Actions", "Edit record"), "edit", Group.RECORD, "Ctrl+E"),
    _spec("save", QT_TRANSLATE_NOOP("Actions", "Save"), "check", Group.RECORD, "Ctrl+S"),
    _spec("favourite", QT_TRANSLATE_NOOP("Actions", "Favourite"), "star", Group.RECORD, "Ctrl+D"),
    _spec("copy_password", QT_TRANSLATE_NOOP("Actions", "Copy password"), "copy", Group.RECORD, "Ctrl+C"),
    _spec("copy_login", QT_TRANSLATE_NOOP("Actions", "Copy login"), "copy", Group.RECORD, "Ctrl+B"),
    _spec(
        "delete_record",
        QT_TRANSLATE_NOOP("Actions", "Move to trash"),
        "trash",
        Group.RECORD,
        "Ctrl+Backspace",
    ),
    _spec("rotate", QT_TRANSLATE_NOOP("Actions", "Rotate now"), "rotate", Group.ROTATION, "Ctrl+R"),
    _spec("check", QT_TRANSLATE_NOOP("Actions", "Check"), "shield", Group.ROTATION, "Ctrl+Shift+C"),
    _spec("preview", QT_TRANSLATE_NOOP("Actions", "Preview"), "list", Group.ROTATION, "Ctrl+Shift+P"),
    _spec(
        "ask_again",
        QT_TRANSLATE_NOOP("Actions", "Ask the server again"),
        "chat",
        Group.ROTATION,
        "Ctrl+Shift+R",
    ),
    _spec("follow_up", QT_TRANSLATE_NOOP("Actions", "Run the script again"), "script", Group.ROTATION),
    _spec("search", QT_TRANSLATE_NOOP("Actions", "Search"), "search", Group.FIND, "Ctrl+F"),
    _spec("palette", QT_TRANSLATE_NOOP("Actions", "Go to or do"), "search", Group.FIND, "Ctrl+K"),
    _spec("next_area", QT_TRANSLATE_NOOP("Actions", "Next area"), "arrow-r", Group.FIND, "F6"),
    _spec("folders", QT_TRANSLATE_NOOP("Actions", "Views and folders"), "folder", Group.FIND, "Ctrl+Shift+F"),
    _spec("back", QT_TRANSLATE_NOOP("Actions", "Back to the list"), "arrow-l", Group.FIND, "Alt+Left"),
    _spec("jobs", QT_TRANSLATE_NOOP("Actions", "Jobs"), "jobs", Group.FIND, "Ctrl+J"),
    _spec("new_folder", QT_TRANSLATE_NOOP("Actions", "New folder"), "folder", Group.VAULT, "Ctrl+Shift+N"),
    _spec("rename_folder", QT_TRANSLATE_NOOP("Actions", "Rename folder"), "edit", Group.VAULT, "F2"),
    _spec("recovery_kit", QT_TRANSLATE_NOOP("Actions", "Make a recovery kit"), "print", Group.VAULT),
    _spec("lock", QT_TRANSLATE_NOOP("Actions", "Lock"), "lock", Group.VAULT, "Ctrl+L"),
    _spec("lock_after", QT_TRANSLATE_NOOP("Actions", "Lock when nobody is there"), "clock", Group.VAULT),
    _spec("theme_system", QT_TRANSLATE_NOOP("Actions", "Colours as the system"), "app", Group.PROGRAM),
    _spec("theme_light", QT_TRANSLATE_NOOP("Actions", "Light colours"), "app", Group.PROGRAM),
    _spec("theme_dark", QT_TRANSLATE_NOOP("Actions", "Dark colours"), "app", Group.PROGRAM),
    _spec("english", QT_TRANSLATE_NOOP("Actions", "English"), "globe", Group.PROGRAM),
    _spec("japanese", QT_TRANSLATE_NOOP("Actions", "日本語"), "globe", Group.PROGRAM),
    _spec("shortcuts", QT_TRANSLATE_NOOP("Actions", "Shortcuts"), "keyboard", Group.PROGRAM, "F1"),
    _spec("quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "close", Group.PROGRAM, "Ctrl+Q"),
)


class Actions(QObject):
    """The actions of one window; `set_off` keeps an action in its place and says why it does nothing now."""

    def __init__(self, window: QWidget) -> None:
        """Every action of the table, off until somebody does it."""
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._does: dict[str, Callable[[], object]] = {}
        for spec in ACTIONS:
            action = QAction(self)
            action.setObjectName(spec.key)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(lambda _checked=False, key=spec.key: self.do(key))
            window.addAction(action)
            self._actions[spec.key] = action
        self.retranslate()

    def __getitem__(self, key: str) -> QAction:
        """One action; raises KeyError."""
        return self._actions[key]

    def __iter__(self) -> Iterator[str]:
        """The keys, in the order of the table."""
        return iter(self._actions)

    def bind(self, key: str, act: Callable[[], object]) -> None:
        """Say what an action does."""
        self._actions[key]  # a wrong key is a bug, found at once
        self._does[key] = act

    def do(self, key: str) -> None:
        """Do it, where it is on."""
        if self._actions[key].isEnabled():
            self._does[key]()

    def set_off(self, key: str, reason: str) -> None:
        """Turn an action off, and say why."""
        self._actions[key].setEnabled(False)
        self._tell(key, reason)

    def set_on(self, key: str) -> None:
        """Turn an action on again."""
        self._actions[key].setEnabled(True)
        self._tell(key, "")

    def allow(self, key: str, reason: str) -> None:
        """Turn it on where there is no reason against it, off where there is one."""
        if reason:
            self.set_off(key, reason)
        else:
            self.set_on(key)

    def reason(self, key: str) -> str:
        """Why it is off; empty where it is on."""
        return str(self._actions[key].property("reason") or "")

    def tip(self, key: str) -> str:
        """What a button for it says: its words with its key, or why it is off."""
        return self._actions[key].toolTip()

    def _tell(self, key: str, reason: str) -> None:
        action = self._actions[key]
        action.setProperty("reason", reason)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(reason or (f"{action.text()} ({keys})" if keys else action.text()))
        action.setStatusTip(reason)

    def retranslate(self) -> None:
        """Speak the language of the window, in the colours of its theme."""
        for spec in ACTIONS:
            action = self._actions[spec.key]
            action.setText(QCoreApplication.translate("Actions", spec.words))
            action.setIcon(icons.icon(spec.icon, tokens().t2, 16, off=tokens().toff))
            self._tell(spec.key, self.reason(spec.key))

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Every action that has a key, with it, for the page of shortcuts."""
        return tuple(
            (action.text(), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for action in self._actions.values()
            if not action.shortcut().isEmpty()
        )
