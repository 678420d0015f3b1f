"""The letter to a person who was erased: what went, what stays, and what the program could not reach.

It holds no name: the hand writes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from prossce_desktop import wording
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.reports.document import PROJECT, Document, document, foot
from prossce_desktop.reports.page import Running, Writer, columns
from prossce_desktop.reports.report_data import Origin
from prossce_desktop.reports.table import Cell, Column, Row, Table

MOST_LISTED = 40


class Unreached(Protocol):
    """What is told in the letter; `services.erasing` finds it out."""

    @property
    def at(self) -> dt.datetime: ...
    @property
    def exports(self) -> Sequence[tuple[dt.datetime, str, str]]: ...
    @property
    def copies(self) -> Sequence[dt.datetime]: ...
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
    writer = Writer(Running(PROJECT, foot(origin)))
    with writer.sect():
        writer.begin(origin.office or PROJECT, title)
        writer.lines(_("To: ________________________________________"))
        writer.skip(12)
        said = _("On {day} we erased what this office had recorded about you. It cannot be brought back.").format(day=_day(left.at))
        writer.lines(said, wide=columns(11))
        _went(writer)
        _stays(writer)
        _unreached(writer, left)
        writer.skip(30)
        writer.need(60)
        writer.lines(f"{officer}, {origin.office}" if origin.office else officer)
        writer.skip(18)
        writer.lines(_("Signature: ______________________________"))
    return document(writer.finish(), title=title, subject=_("Letter about erasing"), origin=origin)


def _went(writer: Writer) -> None:
    writer.section(_("What was erased"))
    writer.lines(
        _(
            "Your name, telephone, e-mail, address, identity number, date of birth, nationality, country and province, education, "
            "occupation, employer, the six answers about difficulties, consent, every remark, question and story about you: in the records "
            "and everything that was done with them, in the search, in what was typed and not saved, and in packages that waited here."
        ),
        wide=columns(11),
    )
    writer.skip(6)
    writer.lines(
        _("The erasure goes to the other offices with the next package each of them gets; there the program erases the same by itself."),
        wide=columns(11),
    )


def _stays(writer: Writer) -> None:
    writer.section(_("What stays, so that what was reported stays true"))
    writer.lines(
        _(
            "That somebody of your sex, of your age in years and with or without a disability took part, and when. In the place of your "
            "birthday stands another day that gives the same age. None of it says who you are."
        ),
        wide=columns(11),
    )


def _unreached(writer: Writer, left: Unreached) -> None:
    writer.section(_("What the program could not reach"))
    found = False
    for count, sentence in _sentences(left):
        if count:
            found = True
            writer.lines(sentence, wide=columns(11))
            writer.skip(6)
    _listed(writer, _("Files that were made with your name or data"), [_export(*one) for one in left.exports])
    _listed(writer, _("Photos and scans of activities you took part in"), [(one, "") for one in left.attachments])
    _listed(writer, _("Signed sheets of these activities may lie on paper"), [(one, "") for one in left.activities])
    if not found and not (left.exports or left.attachments or left.activities):
        writer.lines(_("Nothing that we know of."), wide=columns(11))


def _sentences(left: Unreached) -> list[tuple[int, str]]:
    n = len(left.copies)
    copies = ngettext_(
        "{n} backup copy on this computer was made before. It is encrypted, goes in time, and is erased first if it is used.",
        "{n} backup copies on this computer were made before. They are encrypted, go in time, and are erased first if one is used.",
        n,
    ).format(n=n)
    sent = ngettext_(
        "{n} encrypted e-mail package was sent before, on {day}. A copy may lie in a mail box; only the offices open it.",
        "{n} encrypted e-mail packages were sent before, the last on {day}. Copies may lie in mail boxes; only the offices open them.",
        left.packages,
    ).format(n=left.packages, day=_day(left.last_package))
    carried = ngettext_(
        "{n} encrypted package was carried on a stick to another laptop, on {day}. A copy may lie on the stick, which is to be wiped; "
        "only our laptops open it.",
        "{n} encrypted packages were carried on sticks to other laptops, the last on {day}. Copies may lie on the sticks, which are to be "
        "wiped; only our laptops open them.",
        left.on_sticks,
    ).format(n=left.on_sticks, day=_day(left.last_on_stick))
    return [(n, copies), (left.packages, sent), (left.on_sticks, carried)]


def _day(at: dt.datetime | None) -> str:
    return wording.day(at.astimezone().date()) if at is not None else ""


def _export(at: dt.datetime, name: str, holds: str) -> tuple[str, str]:
    said = {
        "names": _("names"), "all": _("all personal data"), "sheet": _("sign-in sheet with names"), "list": _("list of people"),
    }  # fmt: skip
    return name, f"{wording.day(at.astimezone().date())}, {said.get(holds, holds)}"


def _listed(writer: Writer, heading: str, lines: Sequence[tuple[str, str]]) -> None:
    if not lines:
        return
    table = Table([Column(heading), Column("", 200.0)])
    rows = [Row([Cell(left), Cell(right)]) for left, right in lines[:MOST_LISTED]]
    if len(lines) > MOST_LISTED:
        rows.append(Row([Cell(_("and {n} more").format(n=len(lines) - MOST_LISTED)), Cell("")]))
    table.write(writer, rows)
    writer.skip(6)
