"""QR codes: what a telephone reads from paper."""

from __future__ import annotations

from typing import Any


def squares(text: str) -> list[list[bool]]:
    """The squares of a QR code, row by row; up to 15 % of them may be covered."""
    from reportlab.graphics.barcode import qrencoder

    code: Any = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(qrencoder.QR8bitByte(text.encode("utf-8")))
    code.make()
    return [[bool(on) for on in row] for row in code.modules]
