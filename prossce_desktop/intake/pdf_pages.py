"""Pages of a scanned PDF as pictures. PDFium reads them, only in the sandbox, where a crash does no harm."""

from __future__ import annotations

import pypdfium2
from PIL import Image

_POINTS = 72
_DOTS = 300
"""To the inch of paper, where all pixels are kept."""
_LONGEST = 8_000
"""Pixels of the longer side at most: a poster is no sign-in sheet."""


_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"RIFF", b"BM", b"GIF8")
"""How pictures begin, in whose texts anything may stand."""


def is_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF does; some programs put something before it."""
    return b"%PDF-" in content[:1_024] and not content.startswith(_PICTURES)


def how_many(content: bytes) -> int:
    """Its pages. Raises ValueError for what is damaged or has a password."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ValueError("no PDF that can be opened") from error
    try:
        return len(document)
    finally:
        document.close()


def drawn(content: bytes, number: int, longest: int | None) -> Image.Image:
    """One page, from 0, in colour on white; `longest`: pixels of the long side, None: 300 dpi. ValueError."""
    try:
        document = pypdfium2.PdfDocument(content)
        try:
            page = document[number]
            side = max(page.get_size())
            if side <= 0:
                raise ValueError("a page without a size")
            wanted = min(_LONGEST, longest if longest is not None else side / _POINTS * _DOTS)
            picture: Image.Image = page.render(scale=wanted / side).to_pil().convert("RGB")
            return picture
        finally:
            document.close()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise ValueError("a page that cannot be drawn") from error
