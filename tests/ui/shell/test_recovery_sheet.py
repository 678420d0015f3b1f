"""The printed recovery key can be read back: by eye from the groups, by a telephone from the square."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from prossce_desktop.services.workspace.recovery_key import sheet
from prossce_desktop.store.workspace.key_file import make_recovery, written_identity
from prossce_desktop.ui.access.show_recovery_key_page import sheet_to_print
from tests.pdf_text import pdf_text


def printed(tmp_path: Path, qapp: object) -> tuple[str, Path]:
    import datetime as dt

    identity, _recipient = make_recovery()
    page = sheet_to_print(sheet(identity, office="<b>Phnom Penh</b>", country="KH", day=dt.date(2026, 11, 25)), identity)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "key.pdf"))
    page.print_(printer)
    return identity, tmp_path / "key.pdf"


@pytest.mark.slow
def test_the_printed_groups_are_the_key(tmp_path: Path, qapp: object) -> None:
    identity, file = printed(tmp_path, qapp)

    text = pdf_text(file, "layout")

    assert "recovery key of <b>Phnom Penh</b> (KH)" in text
    after = text[text.index("AGE-SECRET-KEY-1") :]
    key = after[: after.index("The QR code")]
    assert written_identity(key) == identity


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg reads the code from a picture of the page")
def test_a_telephone_reads_the_key_from_the_square(tmp_path: Path, qapp: object) -> None:
    identity, file = printed(tmp_path, qapp)
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", str(file), str(tmp_path / "key")], check=True)

    read = subprocess.run(["zbarimg", "--raw", "-q", "--nodbus", str(tmp_path / "key.png")], capture_output=True, text=True, check=True)

    assert read.stdout.strip() == identity
