"""The letter to an erased person: what went, what stays, what was out of reach. Names are hand-written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.reports.pages.finished_document import PROJECT, Document, document, foot
from prossce_desktop.reports.pages.page_table import PageTable, TableCell, TableColumn
from prossce_desktop.reports.pages.page_writer import RunningHeads, Writer, columns
from prossce_desktop.reports.report_data import Origin

MOST_LISTED = 40


class Unreached(Protocol):
    """What is told in the letter; `services.people.person_erasure` finds it out."""

    @property
    def time(self) -> dt.datetime: ...
    @property
    def exports(self) -> Sequence[tuple[dt.datetime, str, str]]: ...
    @property
    def backups(self) -> Sequence[dt.datetime]: ...
    @property
    def activities(self) -> Sequence[str]: ...
    @property
    def attachments(self) -> Sequence[str]: ...
    @property
    def packages(self) -> int: ...
    @property
    def last_package(self) -> dt.datetime | None: ...
    @property
    def on_sticks(self) -> int: ...
    @property
    def last_on_stick(self) -> dt.datetime | None: ...


def erasing_letter(origin: Origin, officer: str, left: Unreached) -> Document:
    """One page or two, on A4. It may be written long after the person was erased, and speaks of that day."""
    title = _("Your personal data was erased")
    writer = Writer(RunningHeads(PROJECT, foot(origin)))
    with writer.sect():
        writer.begin(origin.office or PROJECT, title)
        writer.lines(_("To: ________________________________________"))
        writer.skip(12)
        said = _(
            "On {day} we erased the personal data that this office had about you. The data cannot be "
            "restored."
        ).format(day=_day(left.time))
        writer.lines(said, wide=columns(11))
        _went(writer)
        _stays(writer)
        _unreached(writer, left)
        writer.skip(30)
        writer.need(60)
        writer.lines(f"{officer}, {origin.office}" if origin.office else officer)
        writer.skip(18)
        writer.lines(_("Signature: ______________________________"))
    return document(writer.finish(), title=title, subject=_("Letter about erased data"), origin=origin)


def _went(writer: Writer) -> None:
    writer.section(_("What was erased"))
    writer.lines(
        # Translators: from a letter to a person whose data was erased
        _(
            "We erased your name, phone number, e-mail, address, national ID number, date of birth, "
            "nationality, country and province. We also erased your education, occupation and employer. We "
            "erased your answers to the six questions about difficulties with seeing, hearing, walking and "
            "similar. We erased your consent, and every note, question and story about you. We erased all "
            "this from our records and their history. We also erased it from unsaved entries, and from "
            "packages that we had not sent yet."
        ),
        wide=columns(11),
    )
    writer.skip(6)
    writer.lines(
        _("We will tell the other offices. Their programs then erase the same data."), wide=columns(11)
    )


def _stays(writer: Writer) -> None:
    writer.section(_("What stays, so that earlier reports stay correct"))
    writer.lines(
        _(
            "The record that a person of your sex and age, with or without a disability, took part, and "
            "when. Your date of birth "
            "is replaced by another day that gives the same age. None of this says who you are."
        ),
        wide=columns(11),
    )


def _unreached(writer: Writer, left: Unreached) -> None:
    writer.section(_("What the office must check"))
    found = False
    for count, sentence in _sentences(left):
        if count:
            found = True
            writer.lines(sentence, wide=columns(11))
            writer.skip(6)
    _listed(writer, _("Files that were made with your name or data"), [_export(*one) for one in left.exports])
    _listed(
        writer, _("Photos and scans of activities you took part in"), [(one, "") for one in left.attachments]
    )
    _listed(
        writer,
        _("There may be signed paper sheets of these activities"),
        [(one, "") for one in left.activities],
    )
    if not found and not (left.exports or left.attachments or left.activities):
        writer.lines(_("Nothing, as far as we know."), wide=columns(11))


def _sentences(left: Unreached) -> list[tuple[int, str]]:
    n = len(left.backups)
    backups = ngettext_(
        "{n} older backup on this computer. It is encrypted and will be deleted later. If it is restored, "
        "the program first erases your data from it.",
        "{n} older backups on this computer. They are encrypted and will be deleted later. If one of them is "
        "restored, the program first erases your data from it.",
        n,
    ).format(n=n)
    sent = ngettext_(
        "{n} encrypted package was sent by e-mail on {day}. A copy may still be in a mailbox. Only the "
        "offices can open it.",
        "{n} encrypted packages were sent by e-mail, the last on {day}. Copies may still be in mailboxes. "
        "Only the offices can open them.",
        left.packages,
    ).format(n=left.packages, day=_day(left.last_package))
    carried = ngettext_(
        "{n} encrypted package went to another laptop on a USB stick on {day}. It may still be on the stick: "
        "delete it there. Only our laptops can open it.",
        "{n} encrypted packages went to other laptops on USB sticks, the last on {day}. They may still be on "
        "the sticks: delete them there. Only our laptops can open them.",
        left.on_sticks,
    ).format(n=left.on_sticks, day=_day(left.last_on_stick))
    return [(n, backups), (left.packages, sent), (left.on_sticks, carried)]


def _day(time: dt.datetime | None) -> str:
    return formatting.day(time.astimezone().date()) if time is not None else ""


def _export(time: dt.datetime, name: str, holds: str) -> tuple[str, str]:
    labels: dict[str, str] = {
        PersonalData.names: _("names"), PersonalData.all: _("all personal data"),
        "sheet": _("sign-in sheet with names"), "list": _("list of people"),
    }  # fmt: skip
    return name, f"{formatting.day(time.astimezone().date())}, {labels.get(holds, holds)}"


def _listed(writer: Writer, heading: str, lines: Sequence[tuple[str, str]]) -> None:
    if not lines:
        return
    table = PageTable([TableColumn(heading), TableColumn("", 200.0)])
    rows = [(TableCell(left), TableCell(right)) for left, right in lines[:MOST_LISTED]]
    if len(lines) > MOST_LISTED:
        rows.append((TableCell(_("and {n} more").format(n=len(lines) - MOST_LISTED)), TableCell("")))
    table.write(writer, rows)
    writer.skip(6)
