"""Makes the program's icons for Windows, macOS and Linux from the one drawing,
`resources/program/prossce-desktop.svg`.

Run by hand when the drawing changes; what it makes is kept in the repository, so that a build needs no Qt
for it.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "program"
DRAWING = FOLDER / "prossce-desktop.svg"
WINDOWS = (16, 20, 24, 32, 40, 48, 64, 256)
LINUX = (48, 128, 256)
SMALLEST = 16


def drawn(side: int) -> Image.Image:
    """The drawing as a square picture of `side` pixels."""
    text = DRAWING.read_text(encoding="utf-8")
    if side == SMALLEST:  # half pixels would blur: the blocks move to whole ones
        text = text.replace('.5"', '"').replace(' rx="0.3"', "")
    picture = QImage(side, side, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGBA")


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QGuiApplication(sys.argv)
    largest = drawn(256)
    sizes, smaller = [(side, side) for side in WINDOWS], [drawn(side) for side in WINDOWS[:-1]]
    largest.save(FOLDER / "prossce-desktop.ico", sizes=sizes, append_images=smaller)
    drawn(1024).save(FOLDER / "prossce-desktop.icns")
    for side in LINUX:
        drawn(side).save(FOLDER / f"prossce-desktop-{side}.png", optimize=True)
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
