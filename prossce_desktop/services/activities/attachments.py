"""Photos and scans of an activity: add, list, open, save elsewhere, remove; contents are encrypted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prossce_desktop.domain.model.attachment import LONGEST_SIDE, Attachment
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.text.untrusted_names import clean_name
from prossce_desktop.errors import FileMissing, NoPicture, PictureTooLarge, TooManyPages
from prossce_desktop.language.messages import _
from prossce_desktop.store.db.attachments import Pictures
from prossce_desktop.store.log.operation_log import moment
from prossce_desktop.store.queries.activity_attachments import attachments_of, names_added_until
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.sync.attachment_requests import ask, asked_by_others
from prossce_desktop.store.workspace.store import Change, Store
from prossce_desktop.system import held_files
from prossce_desktop.system.atomic_files import in_words, replacing
from prossce_desktop.system.sandbox import Sandbox, SandboxFailed

if TYPE_CHECKING:
    from prossce_desktop.intake.pictures import CleanedPicture

_SECONDS = 30.0
_MEMORY = 1_200 * 1024 * 1024
_NAMED = 120
"""Characters of a file's name that are kept."""
_PAGE = 20
"""And of the page's number behind it."""


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One picture of an activity. `is_here`: its file is on this computer and whole; `time`: added, UTC."""

    id: int
    name: str
    sha256: str
    size: int
    width: int
    height: int
    for_report: bool
    is_here: bool
    is_asked: bool
    """Somebody else asked for it, and does not get it before it is marked."""
    time: dt.datetime
    who: str


def pictures_of(store: Store) -> Pictures:
    """The files beside the base."""
    return Pictures(store.folder, store.key)


def add(store: Store, activity: int, files: Sequence[Path], *, original: bool = False) -> Change:
    """Add pictures as one step, every page of a PDF or TIFF, without camera, place and time.
    `original`: with all their pixels. Raises FileMissing, NoPicture, PictureTooLarge, TooManyPages, disk
    errors.
    """
    made = [one for path in files for one in _named(path, _cleaned(path, None if original else LONGEST_SIDE))]
    held = pictures_of(store)
    with store.work(ActionKind.new, len(made)) as work:
        work.new(
            Attachment.KIND, [_record(activity, name, held.keep(one.content), one) for name, one in made]
        )
    return work.change


def _named(path: Path, pages: Sequence[CleanedPicture]) -> list[tuple[str, CleanedPicture]]:
    """Of several pages each with its number."""
    if len(pages) == 1:
        return [(path.name, pages[0])]
    return [
        (_("{name}, page {n}").format(name=path.name[:_NAMED], n=n), one) for n, one in enumerate(pages, 1)
    ]


def _record(activity: int, name: str, sha256: str, picture: CleanedPicture) -> Attachment:
    kept, size = name[: _NAMED + _PAGE], len(picture.content)
    return Attachment(
        activity=activity,
        name=kept,
        sha256=sha256,
        media="image/jpeg",
        size=size,
        width=picture.width,
        height=picture.height,
    )


def _cleaned(path: Path, longest: int | None) -> list[CleanedPicture]:
    """Its pages, drawn anew by the fenced child."""
    from prossce_desktop.intake import pictures as intake

    if not path.is_file():
        raise FileMissing(path=path)
    try:
        if path.stat().st_size > intake.MOST_BYTES:
            raise NoPicture(name=path.name)
        content = held_files.read(path)
    except OSError as error:
        raise in_words(error, path) from error
    with Sandbox(intake.WORK, memory=_MEMORY, seconds=_SECONDS) as fence:
        try:
            pages = intake.number_in(fence.ask(intake.asked(content, None, longest)))
            if pages > intake.MOST_PAGES:
                raise TooManyPages(name=path.name, most=intake.MOST_PAGES)
            answers = [fence.ask(intake.asked(content, page, longest)) for page in range(pages)]
        except SandboxFailed as broken:
            if broken.too_much:
                raise PictureTooLarge(name=path.name) from broken
            answers = []
    if any(intake.is_too_large(one) for one in answers):
        raise PictureTooLarge(name=path.name)
    made = [intake.understood(one) for one in answers]
    whole = [one for one in made if one is not None]
    if not whole or len(whole) < len(made):
        raise NoPicture(name=path.name)
    return whole


def listed(store: Store, activity: int) -> list[AttachmentRow]:
    """The pictures of an activity, those added last first, pages in their order."""
    held = pictures_of(store)
    with store.read() as reading:
        lines = attachments_of(reading.execute, activity)
        asked = asked_by_others(reading.execute)
    return [
        AttachmentRow(
            one.id, one.name, one.sha256, one.size, one.width, one.height, bool(one.for_report),
            held.opens(one.sha256),
            one.sha256 in asked, moment(one.time_ms), clean_name(one.who),
        )
        for one in lines
    ]  # fmt: skip


def content_of(store: Store, sha256: str) -> bytes:
    """A picture, for showing it; nothing is written anywhere. Raises AttachmentMissing, PictureDamaged."""
    return pictures_of(store).read(sha256)


def save_as(store: Store, sha256: str, path: Path) -> None:
    """Write a picture to `path`, not encrypted; only its owner can read it, for it may be a list of names."""
    content = content_of(store, sha256)
    with replacing(path, private=True) as aside:
        aside.write_bytes(content)


def remove(store: Store, picture: int) -> Change:
    """Take a picture out of the list; its file stays, so that it can come back."""
    with store.work(ActionKind.remove, 1) as work:
        work.remove([picture])
    return work.change


def ask_for(store: Store, sha256: str) -> None:
    """Ask with the next packages for a picture that is not here; who has it sends it once it is marked."""
    with store.sync.exchanging() as db:
        ask(db, sha256)


def mark(store: Store, picture: int, *, for_report: bool) -> Change:
    """It goes to the regional office with the next packages, or does not."""
    with store.work(ActionKind.edit, 1) as work:
        work.set(Attachment.KIND, {picture: {"for_report": for_report}})
    return work.change


def added_until(reading: Reading, people: Sequence[int], until: int) -> list[str]:
    """Names of pictures of the activities of these people, added until then (UTC milliseconds)."""
    return [
        " · ".join(one for one in said if one) for said in names_added_until(reading.execute, people, until)
    ]
