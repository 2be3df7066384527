"""The model of the jobs drawer, and the delegate that paints a job on two lines with its lights."""

from __future__ import annotations

import time
from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pamdesk.desktop import sentences, step_words, times
from pamdesk.desktop.live import LiveJobs
from pamdesk.desktop.look import icons, metrics, motion, states
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.states import State
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.look.tokens import Tokens
from pamdesk.desktop.state_words import state_of
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.state import paint_state, width
from pamdesk.desktop.widgets.steps import Light, Step, reader_text
from pamdesk.services.window_jobs import JobLine

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()
ROW: Final = 60
_DOT: Final = 14
_BAR: Final = 22


class JobRole(IntEnum):
    """What the delegate asks for: the line, its lights, its state."""

    LINE = Qt.ItemDataRole.UserRole + 1
    LIGHTS = Qt.ItemDataRole.UserRole + 2
    STATE = Qt.ItemDataRole.UserRole + 3


class JobsModel(QAbstractListModel):
    """The newest attempts; what runs in this process is drawn from its events, the rest from the journal."""

    def __init__(self, live: LiveJobs, parent: QObject | None = None) -> None:
        """No jobs."""
        super().__init__(parent)
        self._live = live
        self._lines: Sequence[JobLine] = ()

    def show(self, lines: Sequence[JobLine]) -> None:
        """Show these; the same jobs are only painted anew."""
        if [line.id for line in lines] == [line.id for line in self._lines]:
            self._lines = lines
            self.repaint()
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def repaint(self) -> None:
        """Something got further."""
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def line(self, row: int) -> JobLine | None:
        """One job."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, job_id: str) -> int:
        """Where a job stands; -1 where it does not."""
        return next((row for row, line in enumerate(self._lines) if line.id == job_id), -1)

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """The jobs."""
        return 0 if parent.isValid() else len(self._lines)

    def state(self, line: JobLine) -> State:
        """The state that is drawn."""
        live = self._live.job(line.user_id)
        if live is not None and live.running and line.state == "running":
            return State.ROTATING
        return state_of(line.state)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line, its lights, its state, and what a reader says."""
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        match role:
            case JobRole.LINE:
                return line
            case JobRole.LIGHTS:
                return self._lights(line)
            case JobRole.STATE:
                return self.state(line)
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                lights = reader_text(self._lights(line)) if line.state == "running" else ""
                told = (line.title, states.word(self.state(line)), lights, sentences.said(line.sentence))
                return ", ".join(filter(None, told))
            case Qt.ItemDataRole.ToolTipRole:
                return sentences.said(line.sentence) or None
        return None

    def _lights(self, line: JobLine) -> tuple[Step, ...]:
        live = self._live.job(line.user_id)
        return step_words.lights(
            line, live if live is not None and live.running and line.state == "running" else None
        )


class JobDelegate(QStyledItemDelegate):
    """Title and place, lights while it runs, the sentence after, who and when, and the state."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """60 high."""
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """One job."""
        line = index.data(JobRole.LINE)
        if not isinstance(line, JobLine):
            return
        now = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRectF(option.rect).adjusted(8, 1, -8, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            paint.rounded(painter, row, fill=now.select)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint.rounded(painter, row, fill=now.hover)
        if index.row():
            color = QColor(now.line)
            painter.fillRect(QRectF(row.left() + 44, option.rect.top(), row.width() - 44, 1), color)
        icons.paint(painter, "user", now.t2, row.left() + 12, row.top() + 10, metrics.ICON_ROW)
        right = self._right(painter, row, line, index, now)
        first = QRectF(row.left() + 44, row.top() + 8, right - row.left() - 56, 20)
        across = paint.text(painter, first, line.title, font(Role.BOLD), now.t1)
        if line.place:
            rest = first.adjusted(across + 8, 0, 0, 0)
            paint.text(painter, rest, self._where(line), font(Role.TEXT), now.t2)
        second = first.translated(0, 22)
        if line.state == "running":
            self._lamps(painter, second, index.data(JobRole.LIGHTS) or (), now)
        else:
            words = sentences.said(line.sentence).replace("\n", " ")
            paint.text(painter, QRectF(second.left(), second.top(), row.right() - second.left() - 16, 20), words,
                       font(Role.TEXT), now.t2)  # fmt: skip
        painter.restore()

    def _where(self, line: JobLine) -> str:
        return self.tr("on {place}").format(place=line.place)

    def _right(self, painter: QPainter, row: QRectF, line: JobLine, index: AnyIndex, now: Tokens) -> float:
        state = index.data(JobRole.STATE)
        if not isinstance(state, State):
            return row.right()
        words = states.word(state)
        across = width(state, words)
        box = QRectF(row.right() - across - 14, row.top() + 6, across + 8, 24)
        paint_state(painter, box, state, words, now)
        told = self.tr("{who}, {when}").format(who=self._who(line), when=times.stamp(line.started))
        if line.state == "done":
            told = self.tr("{who}, {when}, took {time}").format(
                who=self._who(line), when=times.stamp(line.started), time=times.took(line.seconds)
            )
        wide = paint.width_of(told, font(Role.SMALL, number=True)) + 2
        room = QRectF(box.left() - wide - 20, row.top() + 8, wide, 20)
        paint.text(painter, room, told, font(Role.SMALL, number=True), now.t3)
        return room.left()

    def _who(self, line: JobLine) -> str:
        if line.who == "schedule":
            return self.tr("by schedule")
        return self.tr("asked by {who}").format(who=line.who)

    @staticmethod
    def _lamps(painter: QPainter, room: QRectF, steps: Sequence[Step], now: Tokens) -> None:
        left, middle = room.left(), room.center().y()
        for number, step in enumerate(steps):
            lamp = QRectF(left, middle - _DOT / 2, _DOT, _DOT)
            if step.light is Light.DONE:
                paint.rounded(painter, lamp, fill=now.okfill, radius=_DOT / 2)
                icons.paint(painter, "check", now.onaccent, left + 2, middle - 5, 10)
            elif step.light is Light.AT_WORK:
                icons.paint(painter, "running", now.run, left, middle - 7, _DOT, motion.turn())
            elif step.light in (Light.FAILED, Light.UNKNOWN):
                icons.paint(
                    painter, "bad" if step.light is Light.FAILED else "doubt", now.bad, left, middle - 7, _DOT
                )
            else:
                paint.rounded(painter, lamp, line=now.line3, width=1.5, radius=_DOT / 2)
            left += _DOT + 4
            if number < len(steps) - 1:
                fill = now.okfill if step.light is Light.DONE else now.line2
                paint.rounded(painter, QRectF(left, middle - 1, _BAR - 4, 2), fill=fill, radius=1)
                left += _BAR
        word = next((s.word() for s in steps if s.light in (Light.AT_WORK, Light.FAILED, Light.UNKNOWN)), "")
        paint.text(painter, room.adjusted(left - room.left() + 8, 0, 0, 0), word, font(Role.TEXT), now.run)


class JobsList(QListView):
    """The list; rows have one height, so that a change of one does not lay out all."""

    def __init__(self) -> None:
        """An empty list."""
        super().__init__()
        self.painted_ms = 0.0
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(JobDelegate(self))
        self.setProperty("area", "surface")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and keep how long it took."""
        began = time.perf_counter()
        super().paintEvent(event)
        self.painted_ms = (time.perf_counter() - began) * 1000
