"""The recovery key's sheet as it is printed: what it is for, the key in groups, and the key as a QR code."""

from __future__ import annotations

import html

from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument

from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace import recovery_key_text

_QUIET = 4
"""Empty squares round a QR code, as its standard asks (ISO/IEC 18004)."""
_SIDE = 170
"""Points; about 6 cm."""


def sheet_to_print(sheet: str, identity: str) -> QTextDocument:
    """A page with the sheet's remarks, the key and its code."""
    lines = [line.removeprefix("#").strip() for line in sheet.splitlines() if line.startswith("#")]
    title, *remarks = [line for line in lines if line]
    page = QTextDocument()
    page.addResource(QTextDocument.ResourceType.ImageResource, QUrl("qr"), qr_image(identity))
    words = "".join(f"<p>{html.escape(line)}</p>" for line in remarks)
    key = html.escape(in_groups(identity)).replace("\n", "<br>").replace(" ", "&nbsp;")
    page.setHtml(
        f"<h2>{html.escape(title)}</h2>{words}<p style='font-family: monospace; font-size: 14pt'>{key}</p>"
        f"<p><img src='qr' width='{_SIDE}' height='{_SIDE}'></p>"
        f"<p>{html.escape(_('The square holds the same key, for the camera of a telephone that stays in the office.'))}</p>"
    )
    return page


def qr_image(text: str) -> QImage:
    """A QR code with eight pixels a square and its quiet edge."""
    rows = recovery_key_text.qr_squares(text)
    side = len(rows) + 2 * _QUIET
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for y, row in enumerate(rows):
        for x, on in enumerate(row):
            if on:
                image.setPixelColor(x + _QUIET, y + _QUIET, QColor("black"))
    return image.scaled(side * 8, side * 8)


def in_groups(identity: str) -> str:
    """The key in groups of six letters, four a line, so that it can be copied by hand."""
    start = len("AGE-SECRET-KEY-1")
    rest = identity[start:]
    groups = [rest[at : at + 6] for at in range(0, len(rest), 6)]
    lines = ["  ".join(groups[at : at + 5]) for at in range(0, len(groups), 5)]
    return "\n".join([identity[:start], *lines])
