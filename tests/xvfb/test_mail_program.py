"""The draft in a real mail program from Debian, on a real X screen: it opens ready to send, and what the program makes of it is taken in."""

from __future__ import annotations

import email
import email.policy
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from prossce_desktop.services.exchange import exchange_page, package_files
from prossce_desktop.store.workspace.store import Store
from tests.ui.exchange.offices import introduced, laptop, office, training

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(
        any(shutil.which(one) is None for one in ("claws-mail", "Xvfb", "xdotool")), reason="no claws-mail, Xvfb or xdotool here"
    ),
]
FOLDERS = (("inbox", "inbox"), ("sent", "outbox"), ("queue", "queue"), ("drafts", "draft"), ("trash", "trash"))
ACCOUNT = "[Account: 1]\naccount_name=office\nis_default=1\nname=Sok\naddress=sok@example.org\nprotocol=4\nsmtp_server=localhost\n"
PATIENCE = 60.0


class MailProgram:
    """Claws Mail with one draft in its folder of drafts, on a screen of its own."""

    def __init__(self, home: Path, draft: Path) -> None:
        self.drafts = home / "Mail" / "drafts"
        settings = home / ".claws-mail"
        settings.mkdir(parents=True)
        for name, _kind in FOLDERS:
            (home / "Mail" / name).mkdir(parents=True)
        (settings / "accountrc").write_text(ACCOUNT, encoding="utf-8")
        (settings / "clawsrc").write_text("[Common]\nenable_aspell=0\n", encoding="utf-8")
        items = "".join(f'<folderitem type="{kind}" name="{name}" path="{name}"/>' for name, kind in FOLDERS)
        whole = f'<?xml version="1.0"?><folderlist><folder type="mh" name="Mailbox" path="Mail">{items}</folder></folderlist>'
        (settings / "folderlist.xml").write_text(whole, encoding="utf-8")
        shutil.copy(draft, self.drafts / "1")
        read, write = os.pipe()
        words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
        self._server = subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_"))}
        self._environment = kept | {"DISPLAY": display, "HOME": str(home), "LC_ALL": "C.UTF-8", "NO_AT_BRIDGE": "1"}
        self._program = subprocess.Popen(
            ["claws-mail", "--offline", "--select", "#mh/Mailbox/drafts/1"],
            env=self._environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def tool(self, *words: str) -> str:
        """A pair of hands."""
        return subprocess.run(["xdotool", *words], env=self._environment, capture_output=True, text=True, check=False).stdout

    def window(self, name: str) -> str:
        """The window of that name, as soon as it stands."""
        end = time.monotonic() + PATIENCE
        while not (found := self.tool("search", "--onlyvisible", "--name", name).split()):
            assert time.monotonic() < end, f"no window {name}"
            time.sleep(0.3)
        time.sleep(2)  # until what is in it is drawn
        return found[0]

    def picture(self, path: Path) -> None:
        """What the screen shows, to be looked at."""
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root", str(path)], env=self._environment, check=False)

    def close(self) -> None:
        for one in (self._program, self._server):
            one.terminate()
            one.wait(20)


@pytest.fixture
def draft(tmp_path: Path) -> Iterator[tuple[Path, Path, Store]]:
    """The draft of Phnom Penh's first package, the package, and the office it is for."""
    with office(tmp_path) as regional:
        with laptop(tmp_path) as store:
            introduced(regional, store, tmp_path / "mail")
            training(store, "KH-TR-1", "Sok Sophea", "Keo Bopha")
            (tmp_path / "out").mkdir()
            [written] = package_files.make_packages(store, tmp_path / "out")
        assert written.email is not None
        yield written.email, written.path, regional


def test_claws_mail_opens_the_draft_ready_to_send_and_keeps_every_byte(draft: tuple[Path, Path, Store], tmp_path: Path) -> None:
    ours, package, regional = draft
    program = MailProgram(tmp_path / "home", ours)
    try:
        main = program.window("Claws Mail")
        program.tool("windowfocus", main)
        program.tool("mousemove", "500", "197", "click", "--repeat", "2", "--delay", "120", "1")  # the one message in the list
        before = parsed(ours)
        compose = program.window(f"{before['Subject']} - Compose")
        program.picture(tmp_path / "compose.png")
        program.tool("windowfocus", compose)
        program.tool("key", "ctrl+s")
        again = saved_by(program)
    finally:
        program.close()
    assert again["Subject"] == before["Subject"] and "sok@example.org" in again["From"]
    body, there = before.get_body(("plain",)), again.get_body(("plain",))
    assert body is not None and there is not None
    assert there.get_content().split() == body.get_content().split()
    files = [(one.get_filename(), one.get_content()) for one in again.iter_attachments()]
    assert files == [(one.get_filename(), one.get_content()) for one in before.iter_attachments()], "byte for byte"
    assert files[0] == (package.name, package.read_bytes())
    (tmp_path / "mailed.eml").write_bytes(bytes(again))
    results, _news = exchange_page.take_in(regional, [tmp_path / "mailed.eml"])
    assert [one.outcome.status for one in results] == ["accepted"]


def parsed(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def saved_by(program: MailProgram) -> EmailMessage:
    """The draft as the mail program itself wrote it, under another number."""
    end = time.monotonic() + PATIENCE
    while not (found := [one for one in program.drafts.iterdir() if one.name.isdigit() and one.name != "1" and one.stat().st_size > 1_000]):
        assert time.monotonic() < end, "it was not saved"
        time.sleep(0.3)
    time.sleep(1)
    return parsed(found[0])
