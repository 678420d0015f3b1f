"""The system's own way into a mail program: what is started, with what; a stand-in for xdg-email really runs."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from prossce_desktop.errors import MailNotHanded
from prossce_desktop.system import mail_handover, simple_mapi
from prossce_desktop.system.mail_handover import Letter

TEXT = 'ចាន់ ដារ៉ា\nTwo lines; $HOME `id` "quoted"'
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for xdg-email")


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """An xdg-email on PATH."""
    program = folder / "bin" / "xdg-email"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


def test_xdg_email_gets_subject_text_and_package_word_for_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, f'for one in "$@"; do printf "%s\\0" "$one"; done > "{tmp_path}/said"')
    package = tmp_path / "KH-1 000001.prossce"
    package.write_bytes(b"x")
    assert mail_handover.is_there("linux")
    mail_handover.hand_over(Letter("ProSSCE KH, package 1", TEXT, (package,)), "linux")
    said = (tmp_path / "said").read_bytes().decode().split("\0")[:-1]
    assert said == ["--utf8", "--subject", "ProSSCE KH, package 1", "--body", TEXT, "--attach", str(package)]


def test_a_program_that_has_its_window_open_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed, ended = tmp_path / "closed", tmp_path / "ended"
    until_closed = f'n=0; while [ ! -e "{closed}" ] && [ $n -lt 1000 ]; do n=$((n+1)); sleep 0.02; done; touch "{ended}"'
    stand_in(tmp_path, monkeypatch, until_closed)
    mail_handover.hand_over(Letter("S", "T", ()), "linux", patience=0.3)
    assert not ended.exists()
    [waiting] = [one for one in threading.enumerate() if one.name == "mail program"]
    closed.touch()  # only now the officer closes its window
    waiting.join()
    assert ended.exists()


@pytest.mark.parametrize("script", ["exit 3", "exit 4"])
def test_where_no_mail_program_is_behind_it_that_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    stand_in(tmp_path, monkeypatch, script)
    with pytest.raises(MailNotHanded, match="attach the package, and copy"):
        mail_handover.hand_over(Letter("S", "T", ()), "linux")


def test_without_xdg_email_there_is_no_such_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not mail_handover.is_there("linux")
    with pytest.raises(MailNotHanded):
        mail_handover.hand_over(Letter("S", "T", ()), "linux")


def test_mail_on_a_mac_is_given_the_files() -> None:
    assert mail_handover.words_for(Letter("S", "T", (Path("a"), Path("b"))), "darwin") == ["open", "-a", "Mail", "a", "b"]


def test_the_structures_of_simple_mapi_hold_what_was_said() -> None:
    """The call itself needs Windows; sizes are those of Microsoft's header on 64 bits."""
    import ctypes

    made = simple_mapi.message_of({"subject": "S", "text": "a\nb", "files": ["/x/KH-1.prossce"]})
    assert (made.lpszSubject, made.lpszNoteText, made.nFileCount) == ("S", "a\r\nb", 1)
    assert (made.lpFiles[0].lpszPathName, made.lpFiles[0].lpszFileName, made.lpFiles[0].nPosition) == (
        "/x/KH-1.prossce",
        "KH-1.prossce",
        0xFFFFFFFF,
    )
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert (ctypes.sizeof(simple_mapi.Message), ctypes.sizeof(simple_mapi.FileDescription)) == (96, 40)
