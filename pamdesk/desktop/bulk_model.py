"""The accounts of a batch as a table: before it, what a check found of each; during and after it, how far each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from pamdesk.desktop import sentences, step_words, times
from pamdesk.desktop.live import LiveJob, LiveJobs
from pamdesk.desktop.look import states
from pamdesk.desktop.look.states import State
from pamdesk.desktop.look.tokens import Token
from pamdesk.desktop.state_words import state_of
from pamdesk.desktop.widgets.cell_table import CELL, Cell
from pamdesk.desktop.widgets.steps import Light
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.services.bulk import BulkAccount, Judged, Verdict

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_VERDICTS: Final[dict[Verdict, tuple[str, Token]]] = {
    Verdict.WAITING: ("clock", "t3"),
    Verdict.READY: ("ok", "ok"),
    Verdict.NOTE: ("warn", "att"),
    Verdict.STOPS: ("bad", "bad"),
}


class Phase(Enum):
    """What the table shows: the review, or the run and its end."""

    REVIEW = "review"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class _Row:
    account: BulkAccount
    judged: Judged
    chosen: bool
    result: AccountResult | None = None


class BulkModel(QAbstractTableModel):
    """Rows in the order in which they were chosen."""

    chosen_changed = Signal()

    def __init__(self, live: LiveJobs, parent: QObject) -> None:
        """No accounts."""
        super().__init__(parent)
        self._live = live
        self._rows: list[_Row] = []
        self._places: dict[str, int] = {}
        self.phase = Phase.REVIEW

    # -- what is in it -------------------------------------------------------------------------------------------

    def show(self, accounts: Sequence[BulkAccount]) -> None:
        """Begin with these, none of them checked."""
        self.beginResetModel()
        self.phase = Phase.REVIEW
        self._rows = [_Row(each, Judged(Verdict.WAITING), chosen=True) for each in accounts]
        self._places = {each.id: place for place, each in enumerate(accounts)}
        self.endResetModel()
        self.chosen_changed.emit()

    def judge(self, user_id: str, judged: Judged) -> None:
        """Take in what a check found; what it forbids is left out."""
        self._change(user_id, judged=judged, chosen=judged.verdict is not Verdict.STOPS)
        self.chosen_changed.emit()

    def run(self) -> None:
        """From now on show how far the chosen ones are; the others leave the table."""
        self.beginResetModel()
        self.phase = Phase.RUN
        self._rows = [row for row in self._rows if row.chosen]
        self._places = {row.account.id: place for place, row in enumerate(self._rows)}
        self.endResetModel()

    def finish(self, result: AccountResult) -> None:
        """Take in how one account ended."""
        if result.id in self._places:
            self._change(result.id, result=result)

    def follow(self, user_ids: set[str]) -> None:
        """Paint again what got further."""
        for user_id in user_ids & self._places.keys():
            self._repaint(self._places[user_id])

    def accounts(self, *, chosen: bool = True) -> list[BulkAccount]:
        """The chosen accounts, or all of them."""
        return [row.account for row in self._rows if row.chosen or not chosen]

    def ids(self) -> list[str]:
        """The ids of the chosen accounts."""
        return [row.account.id for row in self._rows if row.chosen]

    def verdicts(self) -> Mapping[Verdict, int]:
        """How many rows have each verdict."""
        return Counter(row.judged.verdict for row in self._rows)

    def results(self) -> list[AccountResult]:
        """How those that have ended did."""
        return [row.result for row in self._rows if row.result is not None]

    def account(self, row: int) -> BulkAccount | None:
        """The account of a row."""
        return self._rows[row].account if 0 <= row < len(self._rows) else None

    def _change(
        self,
        user_id: str,
        *,
        judged: Judged | None = None,
        chosen: bool | None = None,
        result: AccountResult | None = None,
    ) -> None:
        place = self._places[user_id]
        row = self._rows[place]
        self._rows[place] = replace(
            row,
            judged=judged or row.judged,
            chosen=row.chosen if chosen is None else chosen,
            result=result or row.result,
        )
        self._repaint(place)

    def _repaint(self, place: int) -> None:
        self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))

    # -- what Qt asks --------------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """The accounts."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Five, in the review as in the run."""
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if self.phase is Phase.REVIEW:
            titles = (
                self.tr("Account"),
                self.tr("Where"),
                self.tr("Changed by"),
                self.tr("Last result"),
                self.tr("Finding"),
            )
        else:
            titles = (
                self.tr("Account"),
                self.tr("Where"),
                self.tr("State"),
                self.tr("What is true"),
                self.tr("Took"),
            )
        return titles[section]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Rows can be reached; in the review they can be ticked unless the check forbids it."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self.phase is Phase.REVIEW and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the delegate paints, and what a reader says."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and self.phase is Phase.REVIEW:
            return Qt.CheckState.Checked if row.chosen else Qt.CheckState.Unchecked
        if role not in (CELL, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cell = (self._reviewed if self.phase is Phase.REVIEW else self._running)(row, index.column())
        return cell if role == CELL else cell.words

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a row; what the check forbids stays out."""
        row = self._rows[index.row()]
        if role != Qt.ItemDataRole.CheckStateRole or row.judged.verdict is Verdict.STOPS:
            return False
        self._change(row.account.id, chosen=Qt.CheckState(value) is Qt.CheckState.Checked)
        self.chosen_changed.emit()
        return True

    def _reviewed(self, row: _Row, column: int) -> Cell:
        quiet: Token = "t1" if row.chosen else "t3"
        account = row.account
        if column == 0:
            return Cell(account.title, "user", tone=quiet, strong=True, box=row.chosen)
        if column == 1:
            return Cell(account.place or self.tr("linked to nothing"), tone=quiet if account.place else "bad")
        if column == 2:
            own = self.tr("the AWS identity") if account.in_cloud else self.tr("itself")
            return Cell(account.admin or own, tone="t2" if row.chosen else "t3")
        if column == 3:
            when = times.moment(account.proved_at) if account.proved_at is not None else ""
            return Cell(when or states.word(state_of(account.last)), tone="t2")
        icon, tone = _VERDICTS[row.judged.verdict]
        return Cell(
            self._said(row.judged), icon, tone, "t1" if row.judged.verdict is not Verdict.WAITING else "t3"
        )

    def _said(self, judged: Judged) -> str:
        if judged.sentence:
            return sentences.said(judged.sentence)
        return self.tr("Ready") if judged.verdict is Verdict.READY else self.tr("looking…")

    def _running(self, row: _Row, column: int) -> Cell:
        account, result = row.account, row.result
        if column == 0:
            return Cell(account.title, "user", strong=True)
        if column == 1:
            return Cell(account.place, tone="t2")
        live = self._live.job(account.id)
        at_work = result is None and live is not None and live.running
        if column == 2:
            return self._state(result, at_work=at_work)
        if column == 3:
            if result is not None:
                return Cell(sentences.said(result.reason), tone="t2")
            return Cell(_step(live) if at_work else self.tr("Waits its turn"), tone="t2" if at_work else "t3")
        seconds = times.took(result.seconds) if result is not None and result.seconds else "–"
        return Cell(seconds, tone="t3", number=True)

    def _state(self, result: AccountResult | None, *, at_work: bool) -> Cell:
        if result is None:
            state = State.ROTATING if at_work else State.NEVER
            return Cell(states.word(state) if at_work else self.tr("Waiting"), state=state)
        if result.state is ResultState.SKIPPED:
            return Cell(self.tr("Not begun"), "off", tone="t2")
        state = state_of(result.state.value)
        return Cell(states.word(state), state=state)


def _step(live: LiveJob | None) -> str:
    """The step that an account is at."""
    return next((step.word() for step in step_words.lights(None, live) if step.light is Light.AT_WORK), "")
