"""Lucide icons, recoloured and drawn once for each colour, size and screen."""

from __future__ import annotations

import logging
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from prossce_desktop.system import paths

_log = logging.getLogger(__name__)


@cache
def _source(name: str) -> str:
    path = paths.resources() / "icons" / f"{name}.svg"
    if not path.is_file():
        _log.warning("There is no icon called %s", name)
        return ""
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=2000)
def pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The icon in `colour` (#RRGGBB), `size` logical pixels, for a screen of `ratio`; empty if unknown."""
    side = max(1, round(size * ratio))
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    source = _source(name)
    if source:
        stroke = "1.9" if size <= 16 else "1.75"
        source = source.replace('stroke-width="2"', f'stroke-width="{stroke}"').replace(
            "currentColor", colour
        )
        painter = QPainter(image)
        QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
    drawn = QPixmap.fromImage(image)
    drawn.setDevicePixelRatio(ratio)
    return drawn


def draw_icon(painter: QPainter, name: str, corner: QPoint, size: int, colour: str | QColor) -> None:
    """Draw the icon with its upper left corner at `corner`."""
    ratio = painter.device().devicePixelRatio()
    text = colour if isinstance(colour, str) else colour.name()
    painter.drawPixmap(corner, pixmap(name, text, size, ratio))


def draw_icon_in(painter: QPainter, name: str, rect: QRect, size: int, colour: str | QColor) -> None:
    corner = QPoint(rect.left() + (rect.width() - size) // 2, rect.top() + (rect.height() - size) // 2)
    draw_icon(painter, name, corner, size, colour)


def icon(name: str, colour: str) -> QIcon:
    """The icon as a QIcon, for Qt's own parts such as menus; it keeps its colour when the theme changes."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    made = QIcon()
    for one in sorted({1.0, 2.0, ratio}):
        made.addPixmap(pixmap(name, colour, 16, one))
    return made
