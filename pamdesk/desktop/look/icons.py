"""Icons by symbol id, drawn from `resources/icons.svg`, tinted and kept per (id, colour, size, device ratio)."""

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from pamdesk.services.shipped import resource

_SYMBOL = re.compile(r'<symbol id="([^"]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)
_STEP = 10  # degrees between two pictures of a turning icon
_FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none" stroke="#000" stroke-width="1.75"'
    ' stroke-linecap="round" stroke-linejoin="round">{body}</svg>'
)


@lru_cache(maxsize=1)
def _symbols() -> dict[str, str]:
    text = resource("icons.svg").read_text(encoding="utf-8")
    return {name: _FRAME.format(box=box, body=body) for name, box, body in _SYMBOL.findall(text)}


def names() -> tuple[str, ...]:
    """Every icon there is, in the order of the file."""
    return tuple(_symbols())


@lru_cache(maxsize=1024)
def pixmap(name: str, colour: str, size: int, dpr: float = 1.0) -> QPixmap:
    """The icon in one colour (`#RRGGBB`), `size` device-independent pixels wide; KeyError for an unknown name."""
    # QtSvg is loaded with the first icon, not with the program.
    from PySide6.QtSvg import QSvgRenderer

    edge = round(size * dpr)
    drawn = QPixmap(QSize(edge, edge))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(_symbols()[name].encode())).render(painter, QRectF(0, 0, edge, edge))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(drawn.rect(), QColor(colour))
    painter.end()
    drawn.setDevicePixelRatio(dpr)
    return drawn


def icon(name: str, colour: str, size: int, *, off: str | None = None) -> QIcon:
    """The icon for a menu or an action, sharp at 1x and 2x; `off` is its colour while the action is off."""
    made = QIcon()
    for dpr in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, size, dpr))
        if off is not None:
            made.addPixmap(pixmap(name, off, size, dpr), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=512)
def _turned(name: str, colour: str, size: int, dpr: float, degrees: int) -> QPixmap:
    """The icon turned clockwise: made once for each step, for a turning arc is painted twenty times a second."""
    upright = pixmap(name, colour, size, dpr)
    drawn = QPixmap(upright.size())
    drawn.setDevicePixelRatio(dpr)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(size / 2, size / 2)
    painter.rotate(degrees)
    painter.drawPixmap(QRectF(-size / 2, -size / 2, size, size), upright, QRectF(upright.rect()))
    painter.end()
    return drawn


def paint(
    painter: QPainter, name: str, colour: str, x: float, y: float, size: int, turn: float = 0.0
) -> None:
    """Draw the icon with its upper left corner at x, y, turned clockwise by `turn` degrees."""
    dpr = painter.device().devicePixelRatioF()
    if not turn:
        painter.drawPixmap(round(x), round(y), pixmap(name, colour, size, dpr))
        return
    painter.drawPixmap(
        round(x), round(y), _turned(name, colour, size, dpr, round(turn / _STEP) * _STEP % 360)
    )
