"""The journal of the exchange on paper: each package, its time, offices, contents and status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prossce_desktop.language.messages import _
from prossce_desktop.reports.pages.finished_document import PROJECT, Document, document, foot
from prossce_desktop.reports.pages.page_table import Entry, PageTable, TableCell, TableColumn
from prossce_desktop.reports.pages.page_writer import RunningHeads, Writer, columns
from prossce_desktop.reports.report_data import Origin


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One package in words. `other`: the other office; `stands_out`: somebody should look at it."""

    when: str
    way: str
    package: str
    other: str
    content: str
    state: str
    stands_out: bool = False


@dataclass(frozen=True, slots=True)
class JournalPages:
    """`device`: the laptop of the journal; `finding`: its status in a sentence; `has`: what others have."""

    device: str
    finding: str
    has: Sequence[str]
    rows: Sequence[JournalRow]
    origin: Origin


def journal_pages(data: JournalPages) -> Document:
    """The document: how it stands, then every package, newest first, over as many pages as they need."""
    title = _("Journal of the exchange, {device}").format(device=data.device)
    writer = Writer(RunningHeads(f"{PROJECT} · {data.device}", foot(data.origin)))
    with writer.sect():
        writer.begin(_("Journal"), data.finding, bookmark=title)
        for one in data.has:
            writer.lines(one, wide=columns(11))
        writer.section(_("Packages"), _("A package has arrived only when its receipt has come back."))
        table = PageTable(
            [
                TableColumn(_("Date and time"), 60), TableColumn(_("Sent or received"), 44),
                TableColumn(_("Package"), 68), TableColumn(_("Other office"), 66),
                TableColumn(_("What is in it"), 74), TableColumn(_("Status")),
            ]
        )  # fmt: skip
        table.write(writer, [_row(one) for one in data.rows])
    return document(writer.finish(), title=title, subject=_("Journal of the exchange"), origin=data.origin)


def _row(entry: JournalRow) -> Sequence[Entry]:
    return (
        entry.when,
        entry.way,
        entry.package,
        entry.other,
        entry.content,
        TableCell(entry.state, bold=entry.stands_out),
    )
