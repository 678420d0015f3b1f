"""At `codes` a person's name is in no byte that the regional office has: mails, packages opened with its key, base, temporary files, logs."""

from __future__ import annotations

import zipfile
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
from tests.exchange.opened import everything_in, everything_sent
from tests.program import Cli, program
from tests.traces import files, held, left_in

pytestmark = pytest.mark.slow

NAME, LATIN, PHONE, ID, REMARK = "កាណារីឈ្មោះ", "Kanarilatin", "0123994477", "KN7305518842", "Kanariremark"
ROLE = "Kanarirolle"
WORDS = (NAME, LATIN, PHONE, PHONE[1:], ID, REMARK, ROLE)
TITLE = "Kanarititel"
"""Of an activity: it goes to the office, so that the search is seen to find."""


class Office:
    """The office's computer: where it works, and every folder that its programs may write to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("home", "tmp", "post", "answers"):
            (root / name).mkdir(parents=True)
        self.cli: Cli = program(root / "home", environment={"TMPDIR": str(root / "tmp")})
        self.cli("init", self.workspace, "--country", "TH", "--office", "Bangkok", "--officer", "Anong", "--no-encryption")

    @property
    def workspace(self) -> Path:
        return self.root / "ws"

    def box(self) -> str:
        with open_workspace(self.workspace, None, writing=False) as store, store.read() as reading:
            return device_keys.box_identity(reading.execute) or ""


def unpack_mails(folder: Path, into: Path) -> None:
    """Every part of every mail draft as a file of its own, decoded; the subject too."""
    into.mkdir()
    for one in folder.glob("*.eml"):
        message = message_from_bytes(one.read_bytes(), policy=default)
        assert isinstance(message, EmailMessage)
        (into / "subject.txt").write_text(str(message["subject"]), encoding="utf-8")
        for n, part in enumerate(message.walk()):
            (into / f"{n}-{part.get_filename() or 'text'}").write_bytes(bytes(part.get_payload(decode=True) or b""))


@pytest.fixture
def sent(tmp_path: Path) -> tuple[Office, Path]:
    """The office, and a folder with what a laptop of Cambodia sends: packages, workbook, PDF and mail drafts."""
    office, country, out = Office(tmp_path / "office"), tmp_path / "country", tmp_path / "sent"
    for one in (country, out):
        one.mkdir()
    kh = program(country)
    office.cli("office", office.workspace, "invite", "--out", office.root / "invitation")
    kh("init", country / "ws", "--country", "KH", "--office", "Phnom Penh", "--officer", "Dara", "--no-encryption")
    kh("device-request", country / "ws", "--invitation", office.root / "invitation", "--out", country / "request")
    office.cli("office", office.workspace, "accept", country / "request")
    person = kh("add", country / "ws", "person", f"name={NAME}", f"latin_name={LATIN}", f"phone={PHONE}", f"national_id={ID}", "sex=female",
                f"remarks={REMARK}", "--json").json["id"]  # fmt: skip
    course = kh("add", country / "ws", "training", f"title={TITLE}", "start=2026-02-02", "--json").json["id"]
    kh("add", country / "ws", "participation", f"person={person}", f"activity={course}", "stage=attended", f"remarks={REMARK}", f"role={ROLE}")
    kh("package", country / "ws", "make", "--out", out)
    return office, out


def test_no_name_is_in_a_mail_or_in_a_package_that_the_office_opens(sent: tuple[Office, Path]) -> None:
    office, out = sent
    unpack_mails(out, out / "mail")
    assert left_in([out], WORDS) == []
    for ending in ("xlsx", "pdf"):
        assert left_in((out / "mail").glob(f"*.{ending}"), [TITLE]), "the title is there, so a name would have been found"
    packages = list(out.rglob("*.prossce"))
    assert len(packages) == 2, "beside the mail, and in it"
    for one in packages:
        read = everything_sent(one.read_bytes(), office.box())
        assert held(read.encode(), WORDS) == [] and TITLE.casefold() in read


def test_the_office_that_takes_it_in_from_any_container_keeps_no_byte_of_a_name(sent: tuple[Office, Path]) -> None:
    office, out = sent
    [package] = out.glob("*.prossce")
    post = office.root / "post"
    (post / "cut.prossce").write_bytes(package.read_bytes()[:-200])
    with zipfile.ZipFile(post / "month.zip", "w") as packed:
        for one in out.iterdir():
            packed.write(one, one.name)
    office.cli("package", office.workspace, "read", post / "cut.prossce", status=4)
    office.cli("package", office.workspace, "read", *out.glob("*.eml"), "--reply-out", office.root / "answers")
    office.cli("package", office.workspace, "read", post / "month.zip", out)
    office.cli("export", office.workspace, "--excel", office.root / "summary.xlsx", "--pdf", office.root / "summary.pdf")
    office.cli("backup", office.workspace, "--out", office.root / "copy.prossce")
    with open_workspace(office.workspace, None, writing=False) as store:
        assert held(everything_in(store).encode(), WORDS) == [] and TITLE.casefold() in everything_in(store)
    assert left_in([office.root], WORDS) == []
    assert left_in([office.workspace], [TITLE]), "the base is open, so a name would have been found"
    assert files([office.root / "tmp"]) == []
