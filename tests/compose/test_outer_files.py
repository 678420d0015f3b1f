"""What comes as an e-mail or a zip is known by its content, whatever it is called."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from prossce_desktop.compose import exchange_page, stick
from prossce_desktop.compose.outer_files import is_container, may_hold_packages
from prossce_desktop.errors import InvitationInside
from prossce_desktop.exchange.armour import armoured
from prossce_desktop.progress import silent
from prossce_desktop.services.package_words import sentence_of
from prossce_desktop.store.store import Store
from tests.ui.exchange.offices import introduced, invited, laptop, office, send, training

pytestmark = pytest.mark.slow


def mailed(file: Path, content: bytes) -> None:
    message = EmailMessage()
    message["Subject"] = "From the office"
    message.set_content("Dear colleagues")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename="attached")
    file.write_bytes(message.as_bytes())


def zipped(file: Path, content: bytes, name: str = "attached") -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)


@pytest.mark.parametrize("pack", [mailed, zipped])
def test_an_invitation_that_is_still_in_its_e_mail_says_to_save_it_first(tmp_path: Path, pack: object) -> None:
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        invitation = invited(regional, tmp_path / "mail")
        pack(tmp_path / "letter", invitation.read_bytes())  # type: ignore[operator]
        with pytest.raises(InvitationInside, match="attached"):
            exchange_page.take_invitation(store, tmp_path / "letter")
        [found] = exchange_page.look(store, [tmp_path / "letter"], silent).results
        assert (
            sentence_of(found.outcome) == "No package is in it. Save an invitation that is in it as a file of its own."
        )
        assert exchange_page.take_invitation(store, invitation).file == invitation


@pytest.mark.parametrize("pack", [mailed, zipped, lambda file, content: file.write_bytes(armoured(content))])
@pytest.mark.parametrize("name", ["winmail.dat", "package", "From the office.eml.download"])
def test_a_package_in_a_container_of_any_name_is_found_on_a_stick(tmp_path: Path, pack: object, name: str) -> None:
    (tmp_path / "stick").mkdir()
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        introduced(regional, store, tmp_path / "mail")
        pack(tmp_path / "stick" / name, back_to(regional, store, tmp_path))  # type: ignore[operator]
        (tmp_path / "stick" / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF\0" * 50)
        assert [one.file.name for one in stick.look(store, tmp_path / "stick", silent).looked.results] == [name]


def back_to(regional: Store, store: Store, folder: Path) -> bytes:
    """A package of the office for this laptop."""
    training(store, "KH-TR-1")
    exchange_page.take_in(regional, send(store, folder / "mail"))
    [back] = send(regional, folder / "back")
    return back.read_bytes()


def test_pictures_documents_and_workbooks_hold_no_package() -> None:
    for head in (
        b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"%PDF-1.7\n",
        b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml",
    ):
        assert not is_container(head) and not may_hold_packages(head), head
