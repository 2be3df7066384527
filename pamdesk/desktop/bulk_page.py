"""Rotate many: every account is looked at first, then they run with live counts, then there is a summary for a ticket."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from pamdesk.desktop import bulk_summary, times
from pamdesk.desktop.bulk_model import BulkModel, Phase
from pamdesk.desktop.bulk_review import ReviewSide
from pamdesk.desktop.bulk_run import RunSide
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.operations import Operations
from pamdesk.desktop.tasks import sentence_of
from pamdesk.desktop.widgets.buttons import Button, IconButton
from pamdesk.desktop.widgets.cell_table import CellTable
from pamdesk.desktop.widgets.note import NoteKind
from pamdesk.desktop.widgets.text import Label, Paragraph, on_area, rule
from pamdesk.records.errors import PamDeskError
from pamdesk.rotation.events import BatchProgress
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.services import bulk
from pamdesk.services.bulk import Judged, Verdict
from pamdesk.vault.jobs import JobOptions

_AT_ONCE: Final = 8  # accounts that are looked at together; the engine holds back for each host
_REVIEW: Final = (30, 18, 17, 14, 36)
_REVIEW_GIVES_WAY: Final = (2, 3)
_RUN: Final = (22, 18, 20, 44, 9)
_RUN_GIVES_WAY: Final = (1, 4)
_AGAIN: Final = frozenset({ResultState.FAILED, ResultState.REFUSED, ResultState.SKIPPED})


class BulkPage(QWidget):
    """One batch at a time, from the choice to its summary; leaving it lets what runs go on."""

    back_asked = Signal()
    record_asked = Signal(str)

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """An empty page; `review` fills it."""
        super().__init__()
        self._desk, self._operations = desk, operations
        self._looking = 0  # counts up: an answer for an earlier choice is not taken
        self._scope: Callable[[], str] = str
        self._batch = ""
        self._began = datetime.now(UTC)
        self._why = ""
        self._stop_after = 0
        self._results: tuple[AccountResult, ...] = ()
        self.model = BulkModel(desk.session.live, self)
        self.table = CellTable("", _REVIEW)
        self.table.setModel(self.model)
        self.review_side, self.run_side = ReviewSide(), RunSide()
        self._back = IconButton("arrow-l", "")
        self._title = Label("", Role.PAGE_TITLE)
        self._under = Label("", Role.SMALL, "t2")
        self._told = Label("", Role.TEXT, "t2")
        self._whole, self._edge = Paragraph("", tone="t2"), rule()
        self.look_again = Button("", "shield")
        self._sides = QStackedWidget()
        on_area(self, "surface")
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._under)
        head = QHBoxLayout()
        head.setContentsMargins(12, 14, 24, 12)
        head.setSpacing(12)
        head.addWidget(self._back)
        head.addLayout(words, 1)
        head.addWidget(self._told)
        head.addWidget(self.look_again)
        for side in (self.review_side, self.run_side):
            held = on_area(QScrollArea(), "surface")
            held.setWidgetResizable(True)
            held.setWidget(side)
            self._sides.addWidget(held)
        self._sides.setFixedWidth(metrics.DETAILS)
        below = QHBoxLayout()
        below.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.table, 1)
        self._whole.setContentsMargins(20, 10, 20, 12)
        left.addWidget(self._edge)
        left.addWidget(self._whole)
        below.addLayout(left, 1)
        below.addWidget(rule("v"))
        below.addWidget(self._sides)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addLayout(below, 1)

    def _connect(self) -> None:
        spawn = self._desk.tasks.spawn
        self._back.clicked.connect(self.back_asked)
        self.look_again.clicked.connect(lambda: spawn(self._look(self.model.accounts(chosen=False))))
        self.model.chosen_changed.connect(self._tell)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._tell_whole())
        self.model.dataChanged.connect(lambda *_: self._tell_whole())
        self.model.modelReset.connect(self._tell_whole)
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))
        self.review_side.begin_asked.connect(lambda: spawn(self.run()))
        self.run_side.pause_asked.connect(self._pause)
        self.run_side.stop_asked.connect(lambda: self._desk.session.cancel(self._batch))
        self.run_side.copy_asked.connect(lambda: self._operations.copy_text(self.summary()))
        self.run_side.save_asked.connect(lambda: spawn(self._save()))
        self.run_side.again_asked.connect(lambda: spawn(self.review(self._again(), self._scope)))
        live = self._desk.session.live
        live.changed.connect(self._follow)
        live.finished.connect(self._finished)

    # -- the review ----------------------------------------------------------------------------------------------

    def is_running(self) -> bool:
        """Whether its batch is at work: then the page shows that, whatever is chosen in the list."""
        return bool(self._batch)

    async def review(self, record_ids: Sequence[str], scope: Callable[[], str]) -> None:
        """Show these accounts, and look at each; `scope` names what they were chosen from."""
        found = await self._desk.session.read(lambda vault: bulk.accounts(vault, record_ids))
        self._scope = scope
        self.model.show(found)
        self.table.set_shares(_REVIEW, _REVIEW_GIVES_WAY)
        self._sides.setCurrentIndex(0)
        self.review_side.number.clear()
        self.look_again.show()
        self._name()
        await self._look(self.model.accounts(chosen=False))

    async def _look(self, accounts: Sequence[bulk.BulkAccount]) -> None:
        """Check every account, some at once; what is no longer asked for is not shown."""
        self._looking += 1
        looking = self._looking
        self.model.show(accounts)
        self.look_again.set_off(self.tr("It is being looked at."))
        places = asyncio.Semaphore(_AT_ONCE)

        async def one(user_id: str) -> None:
            async with places:
                if looking != self._looking:
                    return
                judged = await self._judged(user_id)
            if looking == self._looking and self.model.phase is Phase.REVIEW:
                self.model.judge(user_id, judged)

        await asyncio.gather(*(one(each.id) for each in accounts))
        if looking == self._looking:
            self.look_again.set_on()

    async def _judged(self, user_id: str) -> Judged:
        try:
            return bulk.judge(await self._desk.session.check(user_id))
        except PamDeskError as error:
            return Judged(Verdict.STOPS, sentence_of(error))

    def _tell(self) -> None:
        """The side and the head say what is chosen."""
        if self.model.phase is not Phase.REVIEW:
            return
        chosen = self.model.accounts()
        verdicts = self.model.verdicts()
        total, waiting = self.model.rowCount(), verdicts.get(Verdict.WAITING, 0)
        servers = len({each.place_id for each in chosen if each.place_id})
        self.review_side.show_counts(verdicts, len(chosen), servers, total)
        looked = self.tr("{done} of {total} looked at").format(done=total - waiting, total=total)
        self._told.setText(
            looked if waiting else self.tr("%n of {total} chosen", "", len(chosen)).format(total=total)
        )
        if not waiting:
            self._desk.tasks.spawn(self._tell_run(self.model.ids()))

    async def _tell_run(self, user_ids: Sequence[str]) -> None:
        run = await self._desk.session.read(lambda vault: bulk.run_of(vault, user_ids))
        self.review_side.show_run(run)

    # -- the run -------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Rotate what is chosen, and follow it to its end."""
        self._looking += 1  # whatever is still being looked at is not asked for any more
        self._why, self._stop_after = self.review_side.why.text().strip(), self.review_side.stop_after()
        self._began = datetime.now(UTC)
        self._results = ()
        self._batch = "?"  # until its first event names it
        self.model.run()
        self.table.set_shares(_RUN, _RUN_GIVES_WAY)
        self._sides.setCurrentIndex(1)
        self.run_side.begin()
        self.run_side.show_facts(times.stamp(self._began), self._desk.session.who, self._why)
        self.look_again.hide()
        self._told.setText("")
        total = self.model.rowCount()
        self.run_side.show_progress(BatchProgress("", "running", total, 0, 0, 0, 0, 0), self._stop_after)
        self._name()
        options = JobOptions(stop_after_failures=self._stop_after)
        try:
            self._results = await self._desk.session.rotate(self.model.ids(), self._why, options)
        except PamDeskError as error:
            self._operations.refuse(error)
        finally:
            self._batch = ""
        self._end()

    def _follow(self, user_ids: set[str]) -> None:
        """Show what got further, and the counts of the batch."""
        if not self._batch or self.model.phase is not Phase.RUN:
            return
        self.model.follow(user_ids)
        live = self._desk.session.live
        for user_id in user_ids:
            job = live.job(user_id)
            if self._batch == "?" and job is not None and user_id in self.model.ids():
                self._batch = job.batch_id
        progress = live.batches().get(self._batch)
        if progress is not None:
            self.run_side.show_progress(progress, self._stop_after)

    def _finished(self, result: AccountResult) -> None:
        if self._batch:
            self.model.finish(result)

    def _pause(self) -> None:
        session = self._desk.session
        if self.run_side.is_paused():
            session.resume(self._batch)
        else:
            session.pause(self._batch)

    def _end(self) -> None:
        for result in self._results:
            self.model.finish(result)
        counts = {state: sum(each.state is state for each in self._results) for state in ResultState}
        done, doubt = counts[ResultState.DONE], counts[ResultState.IN_DOUBT]
        failed = counts[ResultState.FAILED] + counts[ResultState.REFUSED]
        skipped = counts[ResultState.SKIPPED]
        ended = BatchProgress("", "done", self.model.rowCount(), done, failed, doubt, skipped, 0)
        self.run_side.show_progress(ended, self._stop_after)
        if doubt:
            told = self.tr(
                "%n account(s) in doubt: both secrets are kept, and the server is asked again.", "", doubt
            )
            kind = NoteKind.DOUBT
        elif failed:
            told = self.tr("%n account(s) failed; their old passwords work as before.", "", failed)
            kind = NoteKind.BAD
        elif skipped:
            told = self.tr("Stopped: %n account(s) were not begun and are as they were.", "", skipped)
            kind = NoteKind.ATTENTION
        else:
            told = self.tr("Every account has a new secret, checked by signing in or confirmed by AWS.")
            kind = NoteKind.OK
        self.run_side.finish(len(self._again()), told, kind)
        self._name()

    def _again(self) -> list[str]:
        return [each.id for each in self._results if each.state in _AGAIN]

    def summary(self) -> str:
        """The batch as text for a ticket; no secret is in it."""
        places = {each.id: each.place for each in self.model.accounts()}
        results = self._results or tuple(self.model.results())
        return bulk_summary.summary(
            results,
            places,
            why=self._why,
            who=self._desk.session.who,
            began=times.stamp(self._began),
            ended=times.stamp(datetime.now(UTC)),
        )

    async def _save(self) -> None:
        title = self.tr("Save the summary")
        suggested = Path.home() / f"pamdesk-{self._began.astimezone():%Y%m%d-%H%M}.txt"
        file = await self._desk.ask.file_to_save(title, suggested, self.tr("Text (*.txt)"))
        if file is not None:
            text = self.summary()
            try:
                await asyncio.to_thread(file.write_text, text, encoding="utf-8")
            except OSError as error:
                said = self.tr("{file} was not written: {reason}").format(
                    file=file.name, reason=error.strerror
                )
                self._desk.toast.say(said, icon="warn", milliseconds=12_000)

    def _open(self, row: int) -> None:
        account = self.model.account(row)
        if account is not None:
            self.record_asked.emit(account.id)

    def _tell_whole(self) -> None:
        """What is said of the row that the keyboard is on, in full: in the table it may be shortened."""
        column = 4 if self.model.phase is Phase.REVIEW else 3
        words = str(self.model.index(self.table.currentIndex().row(), column).data() or "")
        self._whole.set_words(words)
        for widget in (self._edge, self._whole):
            widget.setVisible(bool(words))

    # -- words ---------------------------------------------------------------------------------------------------

    def _name(self) -> None:
        if self.model.phase is Phase.REVIEW:
            said = self.tr("Rotate many: review")
        elif self._batch:
            said = self.tr("Rotate many: running")
        else:
            said = self.tr("Rotate many: summary")
        self._title.setText(said)
        self._under.setText(self._scope())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list; what runs goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """The words that do not depend on the batch."""
        self._back.set_name(self.tr("Back to the list"))
        self.look_again.setText(self.tr("Check again"))
        self.table.setAccessibleName(self.tr("The accounts of this batch"))
        self._name()
        self._tell()
