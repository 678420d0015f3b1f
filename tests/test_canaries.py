"""What is recorded in an encrypted workspace stands in no byte of it, of the home folder, of temporary files or of logs."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop import compose
from prossce_desktop.store.workspace import Passphrase, open_workspace
from tests.program import ROOT, surroundings

SECRET = "Kanaripass-9137"
TITLE, DRAFT, NAME, PASTED, PHONE, SOUGHT = "Kanarititel", "Kanaridraft", "Kanariname", "Kanaripasted", "0123994477", "Kanarisought"
OFFICE, OFFICER = "Kanarioffice", "Kanariofficer"
EVERY = (SECRET, TITLE, DRAFT, NAME, PASTED, PHONE, PHONE[1:], SOUGHT, OFFICE, OFFICER)
PERSONAL = (NAME, PASTED, PHONE, PHONE[1:])

DAY = """
import os, signal, sys
from pathlib import Path
from tests.driven import Ctrl, Driven, Key
from tests.test_canaries import DRAFT, NAME, PASTED, PHONE, SECRET, SOUGHT, TITLE
from prossce_desktop import compose
from prossce_desktop.services import exports, pages
from prossce_desktop.ui.place import PageName, Place

folder = Path(sys.argv[1])
driven = Driven(folder, SECRET)
store = driven.shell.session.store
driven.go(Place(PageName.activity, kind="training"))
driven.type(TITLE)
driven.press(Key.Key_S, Ctrl)
driven.settle()
with store.read() as reading:
    [training] = [one.id for one in reading.records("training")]
driven.go(Place(PageName.activity, record=training, kind="training", tab="people"))
driven.type(NAME)
driven.press(Key.Key_Return)
driven.settle()
driven.paste(f"{PASTED}\\t{PHONE}\\n{PASTED} B\\t{PHONE[:-1]}8\\n")
driven.settle()
driven.press(Key.Key_Return)
driven.settle()
driven.go(Place(PageName.people))
driven.shell.open_go_to()
driven.type(SOUGHT)
driven.settle()
driven.type(PHONE)
driven.settle()
driven.press(Key.Key_Escape)
driven.program.window.hide()  # nobody is there to read the dialog about the mistake
driven.settle()
try:
    raise ValueError(f"{NAME} {PHONE}")
except ValueError as mistake:
    sys.excepthook(ValueError, mistake, mistake.__traceback__)
driven.program.window.show()
with store.read() as reading:
    people = [one.value.name for one in reading.records("person")]
assert NAME in people and len(people) >= 3, people
wanted = exports.Wanted(excel=folder.parent / "o.xlsx", pdf=folder.parent / "o.pdf")
exports.export(store, wanted, compose.now(), compose.today())
pages.write_activity_page(store, training, folder.parent / "page.pdf", compose.now(), compose.today())
driven.shell.undo()
driven.settle()
driven.shell.undo()
driven.settle()
driven.go(Place(PageName.activity, kind="career_fair"))
driven.type(DRAFT)
from PySide6.QtTest import QTest
QTest.qWait(2500)
driven.settle()
assert [one.typed.get("title") for one in store.drafts() if one.kind == "career_fair"] == [DRAFT], store.drafts()
assert store.backup_at_exit() is not None
print("done", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def parts(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and of the files packed into it."""
    data = path.read_bytes()
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    if data[:5] == b"%PDF-":
        yield subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout


def held(path: Path, canaries: tuple[str, ...]) -> list[str]:
    """Which of them a file holds, in any of the usual encodings."""
    codes = ("utf-8", "utf-16-le", "utf-16-be")
    return [f"{one} in {path}" for data in parts(path) for one in canaries if any(one.lower().encode(code) in data.lower() for code in codes)]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="ends by kill -9")
def test_nothing_that_was_typed_lies_open_anywhere(tmp_path: Path) -> None:
    folder, home, temporary = tmp_path / "ws", tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    temporary.mkdir()
    made, _key = compose.first(folder, country="KH", office=OFFICE, officer=OFFICER, opening=compose.Opening(SECRET, remember=False))
    made.close()
    surrounded = surroundings(home, PYTHONPATH=str(ROOT), TMPDIR=str(temporary), PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run([sys.executable, "-c", DAY, folder], env=surrounded, cwd=tmp_path, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == -signal.SIGKILL and "done" in said, said
    assert not [one for one in EVERY if one in said], said
    assert list(home.rglob("report-*.txt")), "the mistake was reported"
    files = [one for place in (folder, home, temporary) for one in place.rglob("*") if one.is_file()]
    assert {"base.db", "base.db-wal"} <= {one.name for one in files} and any("backups" in one.parts for one in files)
    assert [one for file in files for one in held(file, EVERY)] == []
    assert [name for one in files for name in EVERY if name.lower() in one.name.lower()] == []
    exported = [tmp_path / name for name in ("o.xlsx", "o.pdf", "page.pdf")]
    assert [one for file in exported for one in held(file, PERSONAL)] == []
    assert all(held(file, (TITLE,)) for file in exported), "the titles are in the exports, so names would have been found"
    for file in folder.rglob("*.db*"):
        assert not file.read_bytes().startswith(b"SQLite format 3"), file
    with open_workspace(folder, Passphrase(SECRET), writing=True, wait=0) as store:
        assert [one.typed["title"] for one in store.drafts() if one.kind == "career_fair"] == [DRAFT]
        assert all(one.ok for one in store.check())
