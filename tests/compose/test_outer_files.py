"""What comes as an e-mail or a zip is known by its content, whatever it is called."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from prossce_desktop import app
from prossce_desktop.errors import InvitationInside, InvitationRefused
from prossce_desktop.exchange.armour import armoured
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import exchange_page, package_files, usb_stick
from prossce_desktop.services.exchange.file_signatures import is_container, may_hold_packages
from prossce_desktop.services.sync.package_words import sentence_of
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system.progress import silent
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
def test_an_invitation_is_opened_inside_its_e_mail(tmp_path: Path, pack: object) -> None:
    with office(tmp_path) as regional, laptop(tmp_path) as store, laptop(tmp_path, "other") as other:
        invitation = invited(regional, tmp_path / "mail")
        pack(tmp_path / "letter", invitation.read_bytes())  # type: ignore[operator]
        for file in (tmp_path / "letter", invitation):
            found = exchange_page.dry_run_files(store, [file], silent)
            assert (found.invitation, found.results) == (file, ())
        assert exchange_page.take_invitation(store, tmp_path / "letter").file == tmp_path / "letter"
        package_files.ask_in(other, tmp_path / "letter", tmp_path / "request")
        for one in (store, other):
            known = exchange_page.standing(one).office
            assert known is not None and known.name == regional.identity.device


def test_of_several_invitations_in_one_mail_box_the_newest_counts(tmp_path: Path) -> None:
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        older = invited(regional, tmp_path / "mail").read_bytes()
        newer = invited(regional, tmp_path / "mail").read_bytes()
        with zipfile.ZipFile(tmp_path / "both", "w") as archive:
            archive.writestr("b", newer)
            archive.writestr("a", older)
        exchange_page.take_invitation(store, tmp_path / "both")
        with pytest.raises(InvitationRefused, match="newer"):
            introductions.take_invitation(store, older, app.now())


@pytest.mark.parametrize("pack", [mailed, zipped])
def test_an_e_mail_without_an_invitation_says_so_and_one_that_was_altered_is_refused(tmp_path: Path, pack: object) -> None:
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        pack(tmp_path / "letter", b"Dear colleagues")  # type: ignore[operator]
        with pytest.raises(InvitationInside, match="This file contains no invitation"):
            exchange_page.take_invitation(store, tmp_path / "letter")
        content = invited(regional, tmp_path / "mail").read_bytes().replace(b"ILO Bangkok", b"ILO Bangkik")
        pack(tmp_path / "letter", content)  # type: ignore[operator]
        with pytest.raises(InvitationRefused, match="changed on the way"):
            exchange_page.take_invitation(store, tmp_path / "letter")
        assert exchange_page.standing(store).office is None


def test_among_other_files_an_invitation_is_named_and_the_packages_are_looked_at(tmp_path: Path) -> None:
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        introduced(regional, store, tmp_path / "mail")
        (tmp_path / "month").mkdir()
        mailed(tmp_path / "month" / "letter", invited(regional, tmp_path / "mail").read_bytes())
        (tmp_path / "month" / "package").write_bytes(back_to(regional, store, tmp_path))
        found = exchange_page.dry_run_files(store, [tmp_path / "month"], silent)
        assert found.invitation is None
        [letter, package] = found.results
        assert sentence_of(letter.outcome).startswith("The file contains no package. Open an invitation alone")
        assert package.outcome.status == "accepted"


@pytest.mark.parametrize("pack", [mailed, zipped, lambda file, content: file.write_bytes(armoured(content))])
@pytest.mark.parametrize("name", ["winmail.dat", "package", "From the office.eml.download"])
def test_a_package_in_a_container_of_any_name_is_found_on_a_stick(tmp_path: Path, pack: object, name: str) -> None:
    (tmp_path / "stick").mkdir()
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        introduced(regional, store, tmp_path / "mail")
        pack(tmp_path / "stick" / name, back_to(regional, store, tmp_path))  # type: ignore[operator]
        (tmp_path / "stick" / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF\0" * 50)
        assert [one.file.name for one in usb_stick.dry_run_stick(store, tmp_path / "stick", silent).dry_run.results] == [name]


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
