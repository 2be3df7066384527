"""Strokes that several widgets share."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.tokens import Tokens


def rounded(
    painter: QPainter,
    rect: QRectF | QRect,
    *,
    fill: str | None = None,
    line: str | None = None,
    width: float = 1.0,
    radius: float = metrics.RADIUS,
    dashes: tuple[float, ...] = (),
) -> None:
    """Fill a rounded rectangle and stroke it inside its own edge."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside = QRectF(rect)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = QPen(QColor(line), width)
        if dashes:
            pen.setDashPattern(list(dashes))
        painter.setPen(pen)
        half = width / 2
        inside.adjust(half, half, -half, -half)
        radius = max(0.0, radius - half)
    painter.setBrush(QColor(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inside, radius, radius)
    painter.restore()


def focus_ring(
    painter: QPainter, rect: QRectF | QRect, tokens: Tokens, radius: float = metrics.RADIUS
) -> None:
    """The ring of the keyboard's place, inside the edge so that nothing moves."""
    rounded(painter, rect, line=tokens.link, width=metrics.FOCUS_RING, radius=radius)


def text(
    painter: QPainter,
    rect: QRectF | QRect,
    words: str,
    font: QFont,
    colour: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Draw one line in the middle of `rect`, shortened with an ellipsis where it is too long; its width."""
    area = QRectF(rect)
    measure = QFontMetricsF(font)
    shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, area.width() + 0.5))
    width = measure.horizontalAdvance(shown)
    left = area.left()
    if align & Qt.AlignmentFlag.AlignRight:
        left = area.right() - width
    elif align & Qt.AlignmentFlag.AlignHCenter:
        left = area.center().x() - width / 2
    painter.setFont(font)
    painter.setPen(QColor(colour))
    # On the capitals' middle rather than the line's: Inter's line box sits low, and CJK fallback must not move it.
    baseline = area.center().y() + measure.capHeight() / 2
    painter.drawText(QPointF(left, round(baseline)), shown)
    return width


def width_of(words: str, font: QFont) -> float:
    """The width of one line in pixels."""
    return QFontMetricsF(font).horizontalAdvance(words)
