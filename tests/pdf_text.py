"""What a program that is not ours reads in a PDF: poppler; PDFium where poppler is not, as on Windows."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

POPPLER = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not here, and PDFium reads tables in another order")


def pdf_text(pdf: Path | bytes, way: str = "", *, password: str | None = None) -> str:
    """All of the text. `way`: `layout` as it stands on the page, `raw` in the order of the document, else poppler's own order.

    Raises AssertionError where it does not open.
    """
    data = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    if shutil.which("pdftotext") is None:
        return _by_pdfium(data, password)
    words = ["pdftotext", *([f"-{way}"] if way else []), *(["-upw", password] if password else []), "-", "-"]
    done = subprocess.run(words, input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8")


def _by_pdfium(data: bytes, password: str | None) -> str:
    import pypdfium2

    try:
        pages = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        raise AssertionError(str(error)) from error
    return "".join(page.get_textpage().get_text_range().replace("\r\n", "\n") + "\f" for page in pages)
