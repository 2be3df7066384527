"""The model of the record table: it holds ids, and reads the rows that are painted, in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from pamdesk.desktop import field_words, times
from pamdesk.desktop.look.states import State
from pamdesk.desktop.state_words import state_of
from pamdesk.desktop.widgets.graph import RECORD_MIME
from pamdesk.desktop.widgets.record_columns import Column, RecordRole, column_title, state_words
from pamdesk.records.types import find as find_type
from pamdesk.services.views import RecordRow

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()
BATCH: Final = 120
_FEW: Final = 8  # look-ups that are faster than making a table for them
KEPT: Final = 4_000  # rows kept; more than any screen shows between two reads


class RecordModel(QAbstractTableModel):
    """Ids in their order, rows as they arrive; `need` is called with the ids of rows that were asked for and are not here."""

    def __init__(
        self,
        need: Callable[[Sequence[str]], None],
        is_running: Callable[[str], bool] = lambda _id: False,
        parent: QObject | None = None,
    ) -> None:
        """An empty model."""
        super().__init__(parent)
        self._need = need
        self._is_running = is_running
        self._ids: Sequence[str] = ()
        self._places: dict[str, int] | None = None
        self._rows: dict[str, RecordRow] = {}
        self._asked: set[str] = set()
        self._missing: set[int] = set()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(0)
        self._clock.timeout.connect(self._ask)

    # -- what it holds -------------------------------------------------------------------------------------------

    def show(self, ids: Sequence[str], rows: Iterable[RecordRow]) -> None:
        """Show other records; the rows given are painted at once."""
        self.beginResetModel()
        self._ids, self._places = ids, None
        self._take(rows)
        self._asked.clear()
        self._missing.clear()
        self.endResetModel()

    def add_rows(self, rows: Iterable[RecordRow]) -> None:
        """Rows that were needed have come."""
        rows = list(rows)
        self._take(rows)
        self._asked.difference_update(row.id for row in rows)
        self.repaint({row.id for row in rows})

    def forget_rows(self, rows: Iterable[RecordRow]) -> None:
        """Everything may have changed: read again what is painted, keep showing what is known until then."""
        self._rows = {row.id: row for row in rows} | {
            one: row for one, row in self._rows.items() if one not in self._rows
        }
        self._asked.clear()

    def _take(self, rows: Iterable[RecordRow]) -> None:
        if len(self._rows) > KEPT:
            self._rows = {}
        self._rows.update((row.id, row) for row in rows)

    def ids(self) -> Sequence[str]:
        """The ids, from the top."""
        return self._ids

    def row_of(self, record_id: str) -> int:
        """Where a record stands; -1 where it does not."""
        if self._places is not None:
            return self._places.get(record_id, -1)
        try:
            return self._ids.index(record_id)
        except ValueError:
            return -1

    def rows_of(self, record_ids: Sequence[str]) -> list[int]:
        """Where those of the records stand that are here, from the top."""
        if len(record_ids) > _FEW and self._places is None:
            self._places = {one: place for place, one in enumerate(self._ids)}
        return sorted(place for place in map(self.row_of, record_ids) if place >= 0)

    def record(self, record_id: str) -> RecordRow | None:
        """What is known of a row."""
        return self._rows.get(record_id)

    def repaint(self, record_ids: Iterable[str]) -> None:
        """The state of these has changed."""
        places = self.rows_of(tuple(record_ids))
        if places:
            first, last = self.index(places[0], 0), self.index(places[-1], len(Column) - 1)
            self.dataChanged.emit(first, last)

    # -- what Qt asks --------------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """The number of records."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """The columns of the table."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        wanted = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return column_title(Column(section)) if wanted and 0 <= section < len(Column) else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Rows can be chosen, and dragged onto a node of the drawing."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """A record's id."""
        return [RECORD_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The first record that is dragged."""
        data = QMimeData()
        if indexes:
            data.setData(RECORD_MIME, self._ids[indexes[0].row()].encode())
        return data

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the delegate paints, and what a reader says."""
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        record_id = self._ids[index.row()]
        if role == RecordRole.ID:
            return record_id
        if role < Qt.ItemDataRole.UserRole and role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        row = self._rows.get(record_id)
        if row is None:
            self._missing.add(index.row())
            self._clock.start()
            return None
        if role >= Qt.ItemDataRole.UserRole:
            return self._painted(row, role)
        return self._said(row, Column(index.column()), tip=role == Qt.ItemDataRole.ToolTipRole)

    def _painted(self, row: RecordRow, role: int) -> object:
        match role:
            case RecordRole.ICON:
                known = find_type(row.type)
                return known.icon if known else "note"
            case RecordRole.TITLE:
                return row.title
            case RecordRole.TYPE:
                return field_words.type_title(row.type)
            case RecordRole.WHERE:
                return row.where or row.where_kind
            case RecordRole.WHERE_KIND:
                return row.where_kind if row.where else ""
            case RecordRole.LAST_ROTATED:
                return self._last(row)
            case RecordRole.LAST_QUIET:
                return bool(row.accounts) or row.last_rotated is None
            case RecordRole.STATE:
                return self._state(row)
            case RecordRole.STATE_COUNT:
                return row.worst_count if row.state is None else 0
        return None

    def _state(self, row: RecordRow) -> State | None:
        if self._is_running(row.id):
            return State.ROTATING
        word = row.state or row.worst
        return state_of(word) if word else None

    def _last(self, row: RecordRow) -> str:
        if self._is_running(row.id):
            return self.tr("Now")
        if row.accounts:
            return self.tr("%n account(s)", "", row.accounts)
        if row.last_rotated is not None:
            return times.moment(row.last_rotated)
        return "–" if row.type == "pamUser" else ""

    def _said(self, row: RecordRow, column: Column, *, tip: bool) -> str | None:
        state = self._state(row)
        told = {
            Column.TITLE: row.title,
            Column.TYPE: field_words.type_title(row.type),
            Column.WHERE: " ".join(filter(None, (row.where, row.where_kind))),
            Column.LAST_ROTATED: self._last(row),
            Column.STATE: state_words(state, row.worst_count if row.state is None else 0) if state else "",
        }[column]
        return None if tip and column is not Column.TITLE and column is not Column.WHERE else told

    def _ask(self) -> None:
        """Ask for the batches around what was painted and is not here."""
        wanted: dict[str, None] = {}
        for place in sorted(self._missing):
            start = place - place % BATCH
            for one in self._ids[start : start + BATCH]:
                if one not in self._rows and one not in self._asked:
                    wanted[one] = None
        self._missing.clear()
        if wanted:
            self._asked.update(wanted)
            self._need(tuple(wanted))
