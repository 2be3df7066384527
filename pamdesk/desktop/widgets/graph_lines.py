"""Where the arrows of the link graph run: along the row, round a corner from below, or straight down."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainterPath

from pamdesk.desktop.look import metrics

_HEAD: Final = 5.5


def route(source: QRect, target: QRect) -> tuple[QPainterPath, QPointF, QPointF, QRectF]:
    """The line, its tip, the direction it ends in, and where its word stands."""
    clear = metrics.EDGE_CLEARANCE
    if source.center().x() == target.center().x():
        return _route_down(source, target)
    rightward = source.center().x() < target.center().x()
    start = QPointF(
        source.right() + 1 + clear if rightward else source.left() - clear, source.center().y() + 1
    )
    path = QPainterPath(start)
    if source.center().y() == target.center().y():
        tip = QPointF(target.left() - clear if rightward else target.right() + 1 + clear, start.y())
        path.lineTo(tip)
        left, right = sorted((start.x(), tip.x()))
        return (
            path,
            tip,
            QPointF(1 if rightward else -1, 0),
            QRectF(left - 4, start.y() - 24, right - left + 8, 16),
        )
    # From below: along the row, round the corner, up to a third of the target's lower edge.
    up = target.left() + target.width() * (0.335 if rightward else 0.665)
    tip = QPointF(round(up), target.bottom() + 1 + clear)
    bend = metrics.EDGE_RADIUS if rightward else -metrics.EDGE_RADIUS
    path.lineTo(tip.x() - bend, start.y())
    path.quadTo(tip.x(), start.y(), tip.x(), start.y() - metrics.EDGE_RADIUS)
    path.lineTo(tip)
    # The word stands in the gap beside the source, never over the bend.
    near, far = (start.x(), target.left()) if rightward else (target.right(), start.x())
    return path, tip, QPointF(0, -1), QRectF(min(near, far), start.y() - 24, abs(far - near), 16)


def _route_down(source: QRect, target: QRect) -> tuple[QPainterPath, QPointF, QPointF, QRectF]:
    """As `route`, to the node below."""
    clear = metrics.EDGE_CLEARANCE
    path = QPainterPath(QPointF(source.center().x(), source.bottom() + 1 + clear))
    tip = QPointF(target.center().x(), target.top() - clear)
    path.lineTo(tip)
    middle = (source.bottom() + target.top()) / 2
    return path, tip, QPointF(0, 1), QRectF(tip.x() + 8, middle - 8, source.width() / 2 - 8, 16)


def arrow(tip: QPointF, aim: QPointF) -> QPainterPath:
    """An open arrow head at `tip`, pointing along `aim`."""
    side = QPointF(-aim.y(), aim.x())
    back = tip - aim * _HEAD
    path = QPainterPath(back + side * _HEAD)
    path.lineTo(tip)
    path.lineTo(back - side * _HEAD)
    return path
