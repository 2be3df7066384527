"""The one door to dialogs: a coroutine asks, a person (or a test) answers.

A modal `exec()` freezes every other coroutine of the window's loop, so dialogs are opened and awaited. Views take an
`Ask` and never make a dialog themselves; tests hand them a `ScriptedAsk`.
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from pamdesk.desktop.widgets.chooser import ChoiceQuestion, Chooser
from pamdesk.desktop.widgets.dialog import Question, SentenceDialog, TextQuestion


class Ask(Protocol):
    """What a view may ask a person."""

    async def confirm(self, question: Question) -> bool:
        """True when the person chose the button."""
        ...

    async def text(self, question: TextQuestion) -> str | None:
        """What was typed; None when the person went back."""
        ...

    async def choose(self, question: ChoiceQuestion) -> str | None:
        """The key of what was chosen; None when the person went back."""
        ...

    async def file_to_open(self, title: str, kinds: str) -> Path | None:
        """An existing file; `kinds` as Qt writes filters ("PamDesk (*.json)"). None when the person went back."""
        ...

    async def folder_to_open(self, title: str) -> Path | None:
        """An existing folder, such as a vault. None when the person went back."""
        ...

    async def file_to_save(self, title: str, suggested: Path, kinds: str) -> Path | None:
        """A file to write; the person has agreed to replace it if it is there. None when the person went back."""
        ...


class WindowAsk:
    """Asks with dialogs over a window."""

    def __init__(self, window: QWidget) -> None:
        """Dialogs belong to this window."""
        self._window = window

    async def confirm(self, question: Question) -> bool:
        """Open the sentence and wait."""
        dialog = SentenceDialog(question, self._window)
        return await _answer(dialog)

    async def text(self, question: TextQuestion) -> str | None:
        """Open the sentence with a field and wait."""
        dialog = SentenceDialog(question, self._window)
        agreed = await _answer(dialog)
        return dialog.text() if agreed else None

    async def choose(self, question: ChoiceQuestion) -> str | None:
        """Open the list and wait."""
        dialog = Chooser(question, self._window)
        agreed = await _answer(dialog)
        return dialog.chosen or None if agreed else None

    async def file_to_open(self, title: str, kinds: str) -> Path | None:
        """Open the system's file dialog and wait."""
        dialog = QFileDialog(self._window, title, "", kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return await _path(dialog)

    async def folder_to_open(self, title: str) -> Path | None:
        """Open the system's folder dialog and wait."""
        dialog = QFileDialog(self._window, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return await _path(dialog)

    async def file_to_save(self, title: str, suggested: Path, kinds: str) -> Path | None:
        """Open the system's save dialog and wait."""
        dialog = QFileDialog(self._window, title, str(suggested.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(suggested.name)
        return await _path(dialog)


async def _answer(dialog: QDialog) -> bool:
    done: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def finish(code: int) -> None:
        if not done.done():
            done.set_result(code)

    dialog.finished.connect(finish)
    dialog.open()
    try:
        return await done == QDialog.DialogCode.Accepted
    finally:
        # A cancelled coroutine takes its dialog along.
        dialog.close()
        dialog.deleteLater()


async def _path(dialog: QFileDialog) -> Path | None:
    agreed = await _answer(dialog)
    chosen = dialog.selectedFiles()
    return Path(chosen[0]) if agreed and chosen else None


class ScriptedAsk:
    """Answers from a list, in order, and keeps what it was asked: the fake for tests and screenshots."""

    def __init__(self, answers: Iterable[bool | str | Path | None] = ()) -> None:
        """The answers that will be given."""
        self._answers = deque(answers)
        self.asked: list[Question | TextQuestion | ChoiceQuestion | str] = []

    def _next(self, question: Question | TextQuestion | ChoiceQuestion | str) -> bool | str | Path | None:
        self.asked.append(question)
        if not self._answers:
            raise AssertionError(f"no answer was scripted for {question}")
        return self._answers.popleft()

    async def confirm(self, question: Question) -> bool:
        """The next answer."""
        return self._next(question) is True

    async def text(self, question: TextQuestion) -> str | None:
        """The next answer."""
        answer = self._next(question)
        return answer if isinstance(answer, str) else None

    async def choose(self, question: ChoiceQuestion) -> str | None:
        """The next answer."""
        answer = self._next(question)
        return answer if isinstance(answer, str) else None

    async def file_to_open(self, title: str, kinds: str) -> Path | None:
        """The next answer."""
        return self._file(title)

    async def folder_to_open(self, title: str) -> Path | None:
        """The next answer."""
        return self._file(title)

    async def file_to_save(self, title: str, suggested: Path, kinds: str) -> Path | None:
        """The next answer."""
        return self._file(title)

    def _file(self, title: str) -> Path | None:
        answer = self._next(title)
        return answer if isinstance(answer, Path) else None
