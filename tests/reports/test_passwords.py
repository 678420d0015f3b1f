"""Exports with a password: LibreOffice and poppler open them with it and not without; what is inside is what stands in the open file."""

from __future__ import annotations

import dataclasses
import io
import shutil
import subprocess
import uuid
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest

from prossce_desktop.reports.file_encryption import lock_pdf
from prossce_desktop.reports.workbook.report_workbook import write_workbook
from tests.program import Cli, inside
from tests.reports import workbooks

PASSWORD = "ភ្នំពេញ 2024 é"
pytestmark = pytest.mark.slow


PYTHON = "/usr/bin/python3"


def has_uno() -> bool:
    """Whether LibreOffice is here, and the system's Python can speak to it."""
    if shutil.which("soffice") is None or not Path(PYTHON).exists():
        return False
    return subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0


@pytest.fixture
def cli() -> Cli:
    return inside()


@pytest.fixture
def files(cli: Cli, tmp_path: Path) -> tuple[Path, Path]:
    """The sample's workbook and PDF, locked by the command line."""
    cli("init", tmp_path / "w", "--country", "KH", "--office", "O", "--officer", "A", "--no-encryption")
    cli("sample", tmp_path / "w")
    (tmp_path / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    made = cli(
        "export",
        tmp_path / "w",
        "--excel",
        tmp_path / "o.xlsx",
        "--pdf",
        tmp_path / "o.pdf",
        "--password-file",
        tmp_path / "password",
        "--json",
    )
    assert [one["bytes"] for one in made.json["files"]] == [(tmp_path / name).stat().st_size for name in ("o.xlsx", "o.pdf")]
    return tmp_path / "o.xlsx", tmp_path / "o.pdf"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not here")
def test_poppler_opens_the_pdf_with_the_password_alone(files: tuple[Path, Path]) -> None:
    _excel, pdf = files
    without = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=False)
    wrong = subprocess.run(["pdftotext", "-upw", "guess", pdf, "-"], capture_output=True, check=False)
    assert without.returncode != 0 and wrong.returncode != 0 and not without.stdout
    right = subprocess.run(["pdftotext", "-upw", PASSWORD, pdf, "-"], capture_output=True, text=True, check=True)
    assert "41,422" in right.stdout
    said = subprocess.run(["pdfinfo", "-upw", PASSWORD, pdf], capture_output=True, text=True, check=True).stdout
    assert "AES-256" in said and "Tagged:          yes" in said
    assert b"41,422" not in pdf.read_bytes()


def test_the_workbook_is_opened_with_the_password_and_its_integrity_holds(files: tuple[Path, Path]) -> None:
    excel, _pdf = files
    with excel.open("rb") as file:
        locked = msoffcrypto.OfficeFile(file)
        assert locked.is_encrypted() and locked.type == "agile"
        with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
            locked.load_key(password="guess", verify_password=True)
        plain = io.BytesIO()
        locked.load_key(password=PASSWORD, verify_password=True)
        locked.decrypt(plain, verify_integrity=True)
    book = openpyxl.load_workbook(plain)
    assert book.sheetnames[0] == "Summary"
    with pytest.raises(Exception, match="zip"):
        openpyxl.load_workbook(excel)


@pytest.mark.skipif(not has_uno(), reason="no LibreOffice here that a program can speak to")
def test_libreoffice_opens_the_workbook_with_the_password_alone(files: tuple[Path, Path], tmp_path: Path) -> None:
    excel, _pdf = files
    found = converted(excel, tmp_path / "with", PASSWORD)
    assert found is not None and "41,422" in found
    assert converted(excel, tmp_path / "without", "guess") is None


SCRIPT = """
import sys, time, uno
from com.sun.star.beans import PropertyValue

def said(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())

pipe, source, target, password = sys.argv[1:]
resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
for _ in range(240):
    try:
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.25)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
try:
    book = desktop.loadComponentFromURL(uno.systemPathToFileUrl(source), "_blank", 0, said(Hidden=True, Password=password))
    if book is not None:
        book.storeToURL(uno.systemPathToFileUrl(target), said(FilterName="Text - txt - csv (StarCalc)"))
        book.close(True)
finally:
    desktop.terminate()
"""
"""Opens a workbook with a password; for the system's Python, which has LibreOffice's own module."""


def converted(file: Path, folder: Path, password: str) -> str | None:
    """The first sheet as CSV, opened by LibreOffice itself with this password; None where it does not open."""
    folder.mkdir()
    made, pipe = folder / "made.csv", f"prossce-{uuid.uuid4().hex}"
    words = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile", f"--accept=pipe,name={pipe};urp;"]
    office = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        subprocess.run([PYTHON, "-c", SCRIPT, pipe, file, made, password], capture_output=True, timeout=120, check=False)
        office.wait(30)
    finally:
        office.kill()
        office.wait()
    return made.read_text(encoding="utf-8", errors="replace") if made.exists() else None


def test_an_empty_password_file_and_a_missing_one_are_wrong_use(cli: Cli, tmp_path: Path) -> None:
    cli("init", tmp_path / "w", "--country", "KH", "--office", "O", "--officer", "A", "--no-encryption")
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    for name in ("empty", "nowhere"):
        cli("export", tmp_path / "w", "--pdf", tmp_path / "o.pdf", "--password-file", tmp_path / name, status=2)
        assert not (tmp_path / "o.pdf").exists()


def test_the_plain_workbook_never_touches_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written aside, before it takes its place, is locked already."""
    seen: list[bytes] = []
    from prossce_desktop.reports.workbook import report_workbook

    whole = report_workbook.replacing

    def watched(path: Path, *, private: bool = False) -> object:
        from contextlib import contextmanager

        @contextmanager
        def inner() -> object:  # type: ignore[misc]
            with whole(path, private=private) as aside:
                yield aside
                seen.append(aside.read_bytes())

        return inner()

    monkeypatch.setattr(report_workbook, "replacing", watched)
    write_workbook(dataclasses.replace(workbooks.data()), tmp_path / "o.xlsx", password=PASSWORD)
    assert len(seen) == 1 and seen[0].startswith(bytes.fromhex("d0cf11e0")) and b"xl/worksheets" not in seen[0]


def test_a_pdf_keeps_its_title_and_language_when_it_is_locked(files: tuple[Path, Path], tmp_path: Path) -> None:
    from pypdf import PdfReader

    _excel, pdf = files
    reader = PdfReader(pdf, password=PASSWORD)
    assert reader.metadata is not None and reader.metadata.title
    assert reader.trailer["/Root"]["/Lang"] == "en"
    again = lock_pdf(pdf_without_password(reader), "other")
    assert PdfReader(io.BytesIO(again), password="other").pages


def pdf_without_password(reader: object) -> bytes:
    from pypdf import PdfWriter

    target = io.BytesIO()
    PdfWriter(clone_from=reader).write(target)  # type: ignore[arg-type]
    return target.getvalue()
