"""Pages of a PDF as pictures. PDFium is not safe on several threads at once, so one at a time passes here."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pypdfium2
from PySide6.QtGui import QImage

_ONE_AT_A_TIME = threading.Lock()
LONGEST_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as it is printed; `text` is what it says, for screen readers."""

    page: int
    wide: int
    """The width asked for; the picture's own may be a pixel more."""
    image: QImage
    text: str


def sizes(data: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page in points. Not on the main thread."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(data)
        try:
            return tuple(document.get_page_size(page) for page in range(len(document)))
        finally:
            document.close()


def picture(data: bytes, page: int, wide: int) -> PageImage:
    """One page (from 0), `wide` pixels across. Not on the main thread."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(data)
        try:
            drawn = document[page]
            bitmap = drawn.render(scale=wide / drawn.get_width(), rev_byteorder=True)
            kinds = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888}
            kind = kinds.get(bitmap.n_channels, QImage.Format.Format_RGBX8888)
            image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind).copy()
            text = str(drawn.get_textpage().get_text_range())[:LONGEST_TEXT]
            bitmap.close()
            return PageImage(page, wide, image, text)
        finally:
            document.close()
