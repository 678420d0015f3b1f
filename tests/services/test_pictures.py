"""Photos and scans: shrunk, cleaned, kept once and encrypted, taken out and brought back, and copied with the records."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import (
    AttachmentMissing,
    FileMissing,
    NoPicture,
    PictureDamaged,
    PictureTooLarge,
    TooManyPages,
)
from prossce_desktop.services.activities import attachments
from prossce_desktop.services.workspace import backups
from prossce_desktop.store.db.attachments import FOLDER
from prossce_desktop.store.workspace import restore_from_backup
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.unlock import Passphrase
from prossce_desktop.store.workspace.workspace_lifecycle import create

pytestmark = pytest.mark.slow

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
CAMERA, PLACE = "KanariCam 9000", 0x8825
ORIENTATION, MAKE = 0x0112, 0x010F


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made, _ = create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Passphrase("secret"), now=lambda: NOW)
    return made


@pytest.fixture
def activity(store: Store) -> int:
    with store.work("new", 1) as work:
        return work.new("training", [Training(title="Course", code="C1")])[0]


def photo(path: Path, size: tuple[int, int] = (3000, 2000), *, turned: bool = True) -> Path:
    """As a telephone makes it: with its camera, its place, and on its side."""
    picture = Image.effect_noise(size, 40).convert("RGB")
    exif = Image.Exif()
    exif[MAKE] = CAMERA
    if turned:
        exif[ORIENTATION] = 6
    exif.get_ifd(PLACE)[2] = (11.0, 33.0, 21.0)
    picture.save(path, "JPEG", exif=exif, comment=CAMERA.encode())
    return path


def test_a_photo_is_turned_shrunk_and_cleaned(store: Store, activity: int, tmp_path: Path) -> None:
    attachments.add(store, activity, [photo(tmp_path / "IMG_1.jpg")])
    [one] = attachments.listed(store, activity)
    assert (one.width, one.height, one.name, one.is_here) == (1067, 1600, "IMG_1.jpg", True)
    content = attachments.content_of(store, one.sha256)
    with Image.open(io.BytesIO(content)) as opened:
        assert opened.size == (1067, 1600) and not opened.getexif() and "comment" not in opened.info
    assert CAMERA.encode() not in content and b"Exif" not in content
    attachments.add(store, activity, [tmp_path / "IMG_1.jpg"], original=True)
    assert {(one.width, one.height) for one in attachments.listed(store, activity)} == {(1067, 1600), (2000, 3000)}
    store.close()


def test_a_picture_lies_once_and_nobody_reads_it_without_the_key(store: Store, activity: int, tmp_path: Path) -> None:
    path = photo(tmp_path / "a.jpg")
    attachments.add(store, activity, [path])
    attachments.add(store, activity, [path])
    [file] = list((store.folder / FOLDER).iterdir())
    assert len(attachments.listed(store, activity)) == 2
    assert not file.read_bytes().startswith(b"\xff\xd8") and file.name == attachments.listed(store, activity)[0].sha256
    attachments.save_as(store, file.name, tmp_path / "out.jpg")
    assert (tmp_path / "out.jpg").read_bytes().startswith(b"\xff\xd8")
    assert all(one.ok for one in store.check())
    damaged = bytearray(file.read_bytes())
    damaged[100] ^= 1
    file.write_bytes(damaged)
    with pytest.raises(PictureDamaged):
        attachments.content_of(store, file.name)
    assert [one.name for one in store.check() if not one.ok] == ["attachments"]
    assert not attachments.listed(store, activity)[0].is_here
    attachments.add(store, activity, [path])
    assert attachments.content_of(store, file.name).startswith(b"\xff\xd8") and all(one.ok for one in store.check())
    file.unlink()
    with pytest.raises(AttachmentMissing):
        attachments.content_of(store, file.name)
    assert [one.name for one in store.check() if not one.ok] == ["attachments"]
    store.close()


def test_a_picture_is_taken_out_and_comes_back(store: Store, activity: int, tmp_path: Path) -> None:
    attachments.add(store, activity, [photo(tmp_path / "a.jpg", (300, 200))])
    [one] = attachments.listed(store, activity)
    change = attachments.remove(store, one.id)
    assert attachments.listed(store, activity) == [] and change.step is not None
    store.undo.undo(change.step)
    assert attachments.listed(store, activity) == [one] and attachments.content_of(store, one.sha256)
    store.close()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 no picture", b"\xff\xd8\xff\xe0 cut", b"<svg/>"])
def test_what_is_no_picture_is_refused_in_words(store: Store, activity: int, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.jpg").write_bytes(content)
    with pytest.raises(NoPicture, match=r"x\.jpg"):
        attachments.add(store, activity, [tmp_path / "x.jpg"])
    with pytest.raises(FileMissing):
        attachments.add(store, activity, [tmp_path / "nowhere.jpg"])
    assert attachments.listed(store, activity) == []
    store.close()


def scanned(path: Path, pages: int, **more: str) -> Path:
    """A PDF as a scanner makes it: a picture a page, and who made it."""
    first, *rest = [Image.new("RGB", (827, 1169), (0, 0, 250 - n)) for n in range(pages)]
    first.save(path, "PDF", save_all=True, append_images=rest, author=CAMERA, title=CAMERA, **more)
    return path


def test_a_scanned_pdf_is_a_picture_of_each_page_in_order(store: Store, activity: int, tmp_path: Path) -> None:
    change = attachments.add(store, activity, [scanned(tmp_path / "Sign-in sheet.pdf", 3)])
    found = attachments.listed(store, activity)
    assert [one.name for one in found] == [f"Sign-in sheet.pdf, page {n}" for n in (1, 2, 3)]
    assert {(one.width, one.height) for one in found} == {(1132, 1600)}  # 827 x 1169 pixels on a page of that shape
    for n, one in enumerate(found):
        content = attachments.content_of(store, one.sha256)
        assert content.startswith(b"\xff\xd8") and CAMERA.encode() not in content
        with Image.open(io.BytesIO(content)) as opened:
            assert abs(opened.getpixel((500, 500))[2] - (250 - n)) <= 3  # type: ignore[index]
    store.undo.undo(change.step or "")
    assert attachments.listed(store, activity) == [], "one step"
    [one] = _added(store, activity, scanned(tmp_path / "one.pdf", 1))
    assert one.name == "one.pdf"
    attachments.add(store, activity, [tmp_path / "one.pdf"], original=True)
    assert max(one.height for one in attachments.listed(store, activity)) == 4871  # 1,169 points at 300 a inch
    store.close()


def test_a_scan_of_several_pages_as_tiff_is_a_picture_of_each(store: Store, activity: int, tmp_path: Path) -> None:
    first, *rest = [Image.new("L", (400, 600), 80 * n) for n in range(3)]
    first.save(tmp_path / "scan.tif", save_all=True, append_images=rest)
    found = _added(store, activity, tmp_path / "scan.tif")
    assert [one.name for one in found] == [f"scan.tif, page {n}" for n in (1, 2, 3)]
    with Image.open(io.BytesIO(attachments.content_of(store, found[2].sha256))) as opened:
        assert opened.convert("L").getpixel((9, 9)) == pytest.approx(160, abs=3)
    store.close()


def _added(store: Store, activity: int, path: Path) -> list[attachments.AttachmentRow]:
    before = {one.id for one in attachments.listed(store, activity)}
    attachments.add(store, activity, [path])
    return [one for one in attachments.listed(store, activity) if one.id not in before]


def test_a_photo_whose_comment_speaks_of_a_pdf_is_a_photo(store: Store, activity: int, tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), (9, 9, 9)).save(tmp_path / "a.jpg", comment=b"%PDF-1.7")
    [one] = _added(store, activity, tmp_path / "a.jpg")
    assert (one.width, one.height, one.name) == (40, 30, "a.jpg")
    store.close()


def test_a_pdf_that_is_locked_cut_or_too_long_is_refused_in_words(store: Store, activity: int, tmp_path: Path) -> None:
    whole = scanned(tmp_path / "whole.pdf", 2)
    writer = PdfWriter(clone_from=whole)
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    (tmp_path / "cut.pdf").write_bytes(whole.read_bytes()[:300])
    for name in ("locked.pdf", "cut.pdf"):
        with pytest.raises(NoPicture, match=name):
            attachments.add(store, activity, [whole, tmp_path / name])
    with pytest.raises(TooManyPages, match=r"long\.pdf has more than 60 pages"):
        attachments.add(store, activity, [scanned(tmp_path / "long.pdf", 61)])
    assert attachments.listed(store, activity) == [], "none of them"
    store.close()


def test_what_is_see_through_stands_on_white(store: Store, activity: int, tmp_path: Path) -> None:
    Image.new("RGBA", (40, 30), (255, 0, 0, 0)).save(tmp_path / "scan.png")
    attachments.add(store, activity, [tmp_path / "scan.png"])
    [one] = attachments.listed(store, activity)
    with Image.open(io.BytesIO(attachments.content_of(store, one.sha256))) as opened:
        assert opened.getpixel((5, 5)) == (255, 255, 255)
    store.close()


def test_copies_and_backup_files_hold_each_picture_once(store: Store, activity: int, tmp_path: Path) -> None:
    attachments.add(store, activity, [photo(tmp_path / "a.jpg", (300, 200))])
    [one] = attachments.listed(store, activity)
    copy = store.backups.beside()
    assert [each.name for each in (store.folder / "backups" / FOLDER).iterdir()] == [one.sha256]
    staged = restore_from_backup.stage_backup(store.folder, store.key, copy, tmp_path / "again")
    restored = restore_from_backup.restore(staged, restore_from_backup.key_of(staged, Passphrase("secret")), tmp_path / "again", now=lambda: NOW)
    assert attachments.content_of(restored, one.sha256) == attachments.content_of(store, one.sha256)
    restored.close()
    file = backups.write_backup(store, tmp_path / "b.prossce-backup")
    again, _staged = backups.restore_file(tmp_path / "third", file, Passphrase("secret"))
    assert attachments.content_of(again, one.sha256) == attachments.content_of(store, one.sha256)
    again.close()
    (tmp_path / "stick").mkdir()
    backups.choose_second_place(store, tmp_path / "stick")
    assert [each.name for each in (tmp_path / "stick" / FOLDER).glob("*/*")] == [one.sha256]
    [there] = (tmp_path / "stick").glob("*.prossce-backup")
    assert there.stat().st_size < file.stat().st_size
    fourth, _staged = backups.restore_file(tmp_path / "fourth", there, Passphrase("secret"))
    assert attachments.content_of(fourth, one.sha256) == attachments.content_of(store, one.sha256)
    fourth.close()
    store.close()


def test_two_laptops_that_share_a_second_place_both_get_their_pictures_back(store: Store, activity: int, tmp_path: Path) -> None:
    """The same photo has the same name on both, and is sealed with another key on each."""
    other, _ = create(tmp_path / "v", country="KH", office="O", officer="B", unlock=Passphrase("secret"), now=lambda: NOW)
    with other.work("new", 1) as work:
        [course] = work.new("training", [Training(title="Course", code="C1")])
    path = photo(tmp_path / "a.jpg", (300, 200))
    stick = tmp_path / "stick"
    stick.mkdir()
    for one, of in ((store, activity), (other, course)):
        attachments.add(one, of, [path])
        backups.choose_second_place(one, stick)
    [name] = {each.name for each in (stick / FOLDER).glob("*/*")}
    for one in (store, other):
        [file] = stick.glob(f"{one.identity.device}-*.prossce-backup")
        back, _staged = backups.restore_file(tmp_path / f"back-{one.identity.device}", file, Passphrase("secret"))
        assert attachments.content_of(back, name) == attachments.content_of(one, name)
        assert all(each.ok for each in back.check())
        back.close()
        one.close()


def test_pictures_that_lie_unparted_in_a_second_place_come_back_and_are_moved_to_their_own_folder(
    store: Store, activity: int, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    attachments.add(store, activity, [photo(tmp_path / "a.jpg", (300, 200))])
    backups.choose_second_place(store, stick)
    [parted] = (stick / FOLDER).glob("*/*")
    unparted = parted.rename(stick / FOLDER / parted.name)
    [file] = stick.glob("*.prossce-backup")
    back, _staged = backups.restore_file(tmp_path / "back", file, Passphrase("secret"))
    assert attachments.content_of(back, parted.name) == attachments.content_of(store, parted.name)
    back.close()
    file.unlink()
    backups.choose_second_place(store, stick)
    assert parted.is_file() and not unparted.exists()
    store.close()


def of_many_pixels(path: Path, side: int, mode: str, kind: str, **how: object) -> Path:
    """A picture of `side` times `side` pixels, whose file is small."""
    tile = Image.linear_gradient("L").resize((side, side)).convert(mode)
    tile.save(path, kind, **how)
    return path


HUGE = 10_488
"""Squared: 110 million pixels."""


@pytest.mark.parametrize(
    ("mode", "kind", "how"),
    [("RGB", "JPEG", {"progressive": True}), ("1", "TIFF", {"compression": "group4"}), ("RGBA", "PNG", {"compress_level": 1})],
    ids=["jpeg", "scan", "see-through"],
)
@pytest.mark.parametrize("original", [False, True], ids=["shrunk", "original"])
def test_a_picture_of_a_hundred_and_ten_megapixels_stays_within_the_memory_of_its_reader(
    store: Store, activity: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, kind: str, how: dict[str, object], original: bool
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    file = of_many_pixels(tmp_path / f"huge.{kind.lower()}", HUGE, mode, kind, **how)
    attachments.add(store, activity, [file], original=original)
    [one] = attachments.listed(store, activity)
    assert (one.width, one.height) == ((HUGE, HUGE) if original else (1600, 1600))


def test_a_picture_of_too_many_pixels_is_refused_in_words(
    store: Store, activity: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    for kind, side in (("PNG", 11_000), ("WEBP", 6_400)):
        file = of_many_pixels(tmp_path / f"huge.{kind.lower()}", side, "L", kind, **({"compress_level": 1} if kind == "PNG" else {"quality": 1, "method": 0}))
        with pytest.raises(PictureTooLarge, match="too many pixels"):
            attachments.add(store, activity, [file])
    assert attachments.listed(store, activity) == []
