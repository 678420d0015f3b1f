"""Pages of a scanned PDF as pictures. PDFium reads them, in the fenced child alone, where it may crash and hurt nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from PIL import Image

_POINTS = 72
_DOTS = 300
"""A inch of paper, where all pixels are kept."""
_LONGEST = 8_000
"""Pixels of the longer side at most: a poster is no sign-in sheet."""


class TooManyPages(Exception):
    """More than were asked for."""


def is_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF does; some programs put something before it."""
    return b"%PDF-" in content[:1_024]


def drawn(content: bytes, longest: int | None, most: int) -> Iterator[Image.Image]:
    """Each page in colour on white; `longest`: pixels of its longer side, None: 300 a inch.

    Raises ValueError for what is damaged or has a password, TooManyPages.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ValueError("no PDF that can be opened") from error
    try:
        if len(document) > most:
            raise TooManyPages
        if not len(document):
            raise ValueError("a PDF without pages")
        for page in document:
            side = max(page.get_size())
            wanted = min(_LONGEST, longest if longest is not None else side / _POINTS * _DOTS)
            if side <= 0:
                raise ValueError("a page without a size")
            bitmap = page.render(scale=wanted / side)
            yield bitmap.to_pil().convert("RGB")
            bitmap.close()
            page.close()
    except pypdfium2.PdfiumError as error:
        raise ValueError("a page that cannot be drawn") from error
    finally:
        document.close()
