"""Every view of a vault as pictures: light and dark, English and Japanese, at 1x and 2x. It opens no window on a screen."""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from pamdesk.desktop import preferences
from pamdesk.desktop.collector import Collector
from pamdesk.desktop.look import language, motion
from pamdesk.desktop.look.language import Language
from pamdesk.desktop.look.theme import Theme
from pamdesk.desktop.main import end_loop, start_loop
from pamdesk.desktop.tree_model import ALL
from pamdesk.desktop.window import Window
from pamdesk.desktop.work_page import WorkPage
from pamdesk.services.states import AccountWord

SIZE = QSize(1440, 900)
RATIOS = (1, 2)
THEMES = ("light", "dark")
_UNKNOWN = "zzz-none"  # no record has it
_PATIENCE = 30.0  # seconds that a view may take to be read


class ScreenshotError(RuntimeError):
    """A view did not come up; a bug of the window."""


def write_screenshots(
    vault_path: Path,
    password: str,
    folder: Path,
    *,
    themes: Sequence[str] = THEMES,
    languages: Sequence[Language] = tuple(Language),
    ratios: Sequence[int] = RATIOS,
    rotate: bool = False,
    metadata_endpoint: str = "",
) -> tuple[Path, ...]:
    """Write every view into a folder as `view-theme-language@2x.png` and return the files; rotates nothing unless asked.

    Makes the application (offscreen) where there is none; raises ScreenshotError where the vault does not open.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    present = QApplication.instance()
    app = present if isinstance(present, QApplication) else QApplication(["pamdesk"])
    motion.set_reduced(app, True)
    folder.mkdir(parents=True, exist_ok=True)
    shots = _Shots(app, folder, themes, languages, ratios)
    window = Window(
        vault_path, settings=preferences.Preferences(), remembers=False, metadata_endpoint=metadata_endpoint
    )
    collector = Collector(app)
    loop = start_loop(app)

    async def work() -> None:
        try:
            await shots.take(window, vault_path, password, rotate=rotate)
        finally:
            app.quit()

    task = loop.create_task(work())
    app.exec()
    window.close()
    window.wait_closed()
    end_loop(loop)
    collector.restore()
    task.result()
    return tuple(shots.files)


class _Shots:
    def __init__(
        self,
        app: QApplication,
        folder: Path,
        themes: Sequence[str],
        languages: Sequence[Language],
        ratios: Sequence[int],
    ) -> None:
        self._app, self._folder = app, folder
        self._themes, self._languages, self._ratios = themes, languages, ratios
        self.files: list[Path] = []

    async def take(self, window: Window, vault_path: Path, password: str, *, rotate: bool) -> None:
        """Take every view."""
        window.resize(SIZE)
        window.show()
        await self._views("unlock", window)
        window.show_create()
        await self._views("create", window)
        window.show_unlock()
        window.open_vault(vault_path, password)
        await self._until(lambda: window.work is not None and window.session is not None)
        work = window.work
        assert work is not None
        await self._until(lambda: work.browse.model.rowCount() > 0 or work.desk.session.overview.changes >= 0)
        await asyncio.sleep(0.5)
        await self._records(window, work, rotate=rotate)

    async def _records(self, window: Window, work: WorkPage, *, rotate: bool) -> None:
        account = self._account(work)
        if account:
            work.go_to(account)
            await self._until(lambda: work.browse.pane.record_id() == account)
        await self._views("main", window)
        await self._palette(window, work)
        for index, name in enumerate(("links", "rotation", "history"), start=1):
            work.browse.pane.tabs.bar.setCurrentIndex(index)
            await asyncio.sleep(0.2)
            await self._views(f"details-{name}", window)
        work.browse.pane.tabs.bar.setCurrentIndex(0)
        if account:
            await self._account_pages(window, work, account, rotate=rotate)
        await self._many(window, work, rotate=rotate)
        work.jobs.open(True)
        await asyncio.sleep(0.3)
        await self._views("jobs", window)
        work.jobs.open(False)
        work.browse.search.setText(_UNKNOWN)
        await asyncio.sleep(0.5)
        await self._views("nothing-found", window)
        work.browse.search.clear()

    async def _palette(self, window: Window, work: WorkPage) -> None:
        for name, text in (("palette", ""), ("palette-typed", "app"), ("palette-nothing", _UNKNOWN)):
            work.show_palette(text)
            await asyncio.sleep(0.3)
            await self._views(name, window)
        work.desk.actions.do("palette")

    async def _many(self, window: Window, work: WorkPage, *, rotate: bool) -> None:
        """The review of many accounts, with what was found of each; where they may be rotated, the run and its end."""
        accounts = [one for one, view in work.desk.session.overview.accounts.items() if view.settings]
        work.pages.setCurrentWidget(work.bulk)
        await work.bulk.review(accounts, lambda: str(work.scope.tree.index_of_key(ALL).data()))
        await asyncio.sleep(0.2)
        await self._views("bulk-review", window)
        if rotate:
            running = asyncio.ensure_future(work.bulk.run())
            await self._until(lambda: len(work.bulk.model.results()) > 3 or running.done())
            await self._views("bulk-running", window, variants=1)
            await running
            await self._views("bulk-summary", window)
        work.show_list()

    async def _account_pages(self, window: Window, work: WorkPage, account: str, *, rotate: bool) -> None:
        work.open_record(account, rotation=True)
        await self._until(lambda: work.pages.currentWidget() is work.record)
        await work.record.run_check()
        await work.record.run_preview()
        await self._views("rotation-panel", window)
        if rotate:
            await self._rotation(window, work, account)
        work.edit_record()
        await self._until(lambda: work.pages.currentWidget() is work.editor)
        await self._views("editor", window)
        await work.editor.leave()
        await self._until(lambda: work.pages.currentWidget() is work.record)
        work.show_list()

    async def _rotation(self, window: Window, work: WorkPage, account: str) -> None:
        """The lights on their way, caught from the events: a rotation may take no longer than a blink."""
        caught: list[str] = []
        await self._views("ready", window, variants=1)

        def catch(record_ids: set[str]) -> None:
            if account in record_ids and not caught and 2 <= self._steps(work, account) <= 4:
                caught.append(account)
                work.record.follow()
                self._save("rotating", window, self._themes[0], self._languages[0])

        work.desk.session.live.changed.connect(catch)
        await work.operations.rotate([account])
        await asyncio.sleep(0.8)
        work.desk.session.live.changed.disconnect(catch)
        await self._views("rotated", window)

    @staticmethod
    def _steps(work: WorkPage, account: str) -> int:
        job = work.desk.session.live.job(account)
        return len(job.steps) if job is not None else 0

    @staticmethod
    def _account(work: WorkPage) -> str:
        """An account that can be shown whole: linked, with settings, and not the worst one."""
        accounts = work.desk.session.overview.accounts
        wanted = (AccountWord.DUE, AccountWord.UP_TO_DATE, AccountWord.DONE, AccountWord.NEVER)
        for word in wanted:
            found = [
                one for one, view in accounts.items() if view.word is word and view.settings and view.place
            ]
            general = [one for one in found if accounts[one].place != accounts[one].configuration]
            if general or found:
                return (general or found)[0]
        return next(iter(accounts), "")

    async def _views(self, name: str, window: Window, *, variants: int = 0) -> None:
        pairs = list(itertools.product(self._themes, self._languages))
        for theme, spoken in pairs[:variants] if variants else pairs:
            Theme(theme, (Theme.dark() if theme == "dark" else Theme.light()).tokens).apply(self._app)
            if language.spoken(self._app) is not spoken:
                language.use(self._app, spoken)
                await asyncio.sleep(0.15)
            if window.work is not None:
                window.work.desk.actions.retranslate()
            await asyncio.sleep(0.05)
            self._save(name, window, theme, spoken)

    def _save(self, name: str, window: Window, theme: str, spoken: Language) -> None:
        for ratio in self._ratios:
            ending = "" if ratio == 1 else f"@{ratio}x"
            file = self._folder / f"{name}-{theme}-{spoken.value}{ending}.png"
            picture(window, ratio).save(str(file))
            self.files.append(file)

    @staticmethod
    async def _until(true: Callable[[], bool]) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + _PATIENCE
        while not true():
            if loop.time() > end:
                raise ScreenshotError("A view did not come up.")
            await asyncio.sleep(0.03)


def picture(widget: QWidget, ratio: int) -> QImage:
    """A widget as a picture, `ratio` pixels for each device-independent one."""
    drawn = QImage(widget.size() * ratio, QImage.Format.Format_RGB32)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    widget.render(painter, QPoint())
    painter.end()
    return drawn
