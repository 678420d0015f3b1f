"""What is recorded in an encrypted workspace stands in no byte of it, of the home folder, of temporary files or of logs."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import urllib.parse
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from prossce_desktop import app
from prossce_desktop.services.workspace.recovery_key import confirm_kept
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, open_workspace
from tests.canary_day import DRAFT, EVERY, NAME, OFFICE, OFFICER, PASSPHRASE, PERSONAL, TITLE
from tests.on_disk import tmp_path, tmp_path_factory
from tests.program import ROOT, program, surroundings
from tests.traces import files, held, left_in

__all__ = ["tmp_path", "tmp_path_factory"]

DONE = (
    "typed_and_pasted", "kept_with_a_reason", "searched", "edited", "mistaken", "exported_without_names", "undone", "drafted_and_locked",
    "copied_and_restored", "titles",
)  # fmt: skip


@dataclass(frozen=True)
class Left:
    """The places where something could lie after the day, and what the program said."""

    root: Path
    said: str

    @property
    def workspace(self) -> Path:
        return self.root / "data" / "ws"

    def closed(self) -> list[Path]:
        """Where nothing at all may stand."""
        return [self.root / one for one in ("data", "home", "tmp", "cwd", "stick")]

    def exported(self) -> list[Path]:
        """Files without personal data."""
        return sorted((self.root / "out").iterdir())


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    root = tmp_path_factory.mktemp("canaries")
    for name in ("data", "home", "tmp", "cwd", "stick", "out"):
        (root / name).mkdir()
    made, _key = app.first(
        root / "data" / "ws", country="KH", office=OFFICE, officer=OFFICER, opening=app.UnlockChoice(PASSPHRASE, remember=False)
    )
    confirm_kept(made)
    made.close()
    surrounded = surroundings(root / "home", PYTHONPATH=str(ROOT), TMPDIR=str(root / "tmp"), PYTHONDONTWRITEBYTECODE="1")
    words = [sys.executable, "-m", "tests.canary_day", str(root / "data" / "ws"), str(root / "out"), str(root / "stick")]
    done = subprocess.run(words, env=surrounded, cwd=root / "cwd", capture_output=True, stdin=subprocess.DEVNULL, check=False)
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == -signal.SIGKILL, said
    return Left(root, said)


pytestmark = [pytest.mark.skipif(os.name != "posix", reason="ends by kill -9"), pytest.mark.slow]


def test_the_whole_day_was_done(left: Left) -> None:
    assert [one for one in DONE if one not in left.said] == [], left.said
    there = {one.name for one in files(left.closed())}
    assert {"base.db", "base.db-wal", "window.ini"} <= there
    assert [one for one in there if one.startswith("report-")], "the mistakes were reported"
    assert any("backups" in one.parts for one in files(left.closed()))
    assert len(left.exported()) == 5


def test_nothing_that_was_typed_lies_open_anywhere(left: Left) -> None:
    assert left_in(left.closed(), EVERY) == []


def test_no_window_title_no_file_name_of_a_window_and_no_output_says_it(left: Left) -> None:
    assert held(left.said.encode(), EVERY) == [], left.said
    assert all(f"'{one}'" in left.said for one in ("ProSSCE Desktop", "Save the PDF", "Error log")), "the windows were looked at"


def test_exports_without_personal_data_hold_none_and_would_be_seen_to(left: Left) -> None:
    assert left_in(left.exported(), PERSONAL) == []
    for file in left.exported():
        assert left_in([file], [TITLE]), f"the title is in {file.name}, so a name would have been found"


def test_no_database_is_readable_and_temporary_files_are_gone(left: Left) -> None:
    for file in files(left.closed()):
        assert not file.read_bytes().startswith(b"SQLite format 3"), file
    assert files([left.root / "tmp", left.root / "cwd"]) == []


def test_command_lines_leave_nothing_either(left: Left) -> None:
    """A check, a backup and its restore, with the passphrase in a file; then all the places again."""
    given = left.root / "given.txt"
    given.write_text(PASSPHRASE, encoding="utf-8")
    cli = program(left.root / "home", environment={"TMPDIR": str(left.root / "tmp")})
    cli("check", left.workspace, "--passphrase-file", given)
    cli("backup", left.workspace, "--out", left.root / "stick" / "cli.prossce", "--passphrase-file", given)
    cli("restore", left.root / "data" / "again", left.root / "stick" / "cli.prossce", "--passphrase-file", given)
    cli("check", left.root / "data" / "again", "--passphrase-file", given)
    assert left_in(left.closed(), EVERY) == []


def test_everything_is_there_for_who_has_the_passphrase(left: Left) -> None:
    with open_workspace(left.workspace, Passphrase(PASSPHRASE), writing=True, wait=0) as store:
        assert DRAFT in [one.typed.get("title") for one in store.drafts.held()]
        assert all(one.ok for one in store.check())


# --- the search itself


@pytest.mark.parametrize(
    "hidden",
    [
        NAME.encode(), NAME.upper().encode(), NAME.encode("utf-16-le"), NAME.encode("utf-16-be"), NAME.encode().hex().encode(),
        *(base64.b64encode(b"x" * before + NAME.encode() + b"y" * after) for before in range(4) for after in range(4)),
        base64.b64encode(f"<{NAME}>".encode("utf-16-le")),
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_form(hidden: bytes) -> None:
    assert held(b"\x00before " + hidden + b" after\xff", [NAME, "Somebody"]) == [NAME]


def test_another_script_is_found_escaped_and_quoted() -> None:
    name = "កាណារី"
    for hidden in (json.dumps({"n": f"a {name}"}), urllib.parse.quote(f"file:///home/{name}.pdf"), f"<bookmark t='{name.encode('ascii', 'xmlcharrefreplace').decode()}'/>"):
        assert held(hidden.encode(), [name]) == [name], hidden


def test_a_name_is_found_in_packed_files_and_in_names_of_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "packed.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("inside.txt", f"a line\n{NAME}\n" * 100)
    assert left_in([tmp_path], [NAME]) == [f"{NAME} in {tmp_path / 'packed.zip'}"]
    (tmp_path / "packed.zip").rename(tmp_path / f"{NAME}.zip")
    assert f"{NAME} in the name of {tmp_path / NAME}.zip" in left_in([tmp_path], [NAME])
