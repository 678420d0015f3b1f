"""Files with a password: workbooks (agile, AES-256), PDFs (AES-256). No plain file touches the disk."""

from __future__ import annotations

import io


def lock_workbook(content: bytes, password: str) -> bytes:
    """The workbook, encrypted. `password` is not empty."""
    from msoffcrypto.format.ooxml import OOXMLFile

    target = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, target)
    return target.getvalue()


def lock_pdf(content: bytes, password: str) -> bytes:
    """The encrypted PDF with its tags and bookmarks; who has the password may do everything with it."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(password, algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
