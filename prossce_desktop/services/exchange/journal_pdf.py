"""The journal of the exchange as pages, in the language of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.reports.pages.journal_pages import JournalPages, JournalRow, journal_pages
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.exchange.exchange_page import ExchangeStatus, JournalEntry, State
from prossce_desktop.services.packages.receipt_words import confirmed
from prossce_desktop.services.reporting.report_export import origin_of
from prossce_desktop.services.sync import journal_words
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system import clock
from prossce_desktop.system.atomic_files import replacing


def pages(store: Store) -> bytes:
    """A PDF in memory: how it stands, and every package."""
    found = exchange_page.standing(store)
    with store.read() as reading:
        origin = origin_of(reading, clock.now(), clock.today(), sample=False)
    rows = [_row(one) for one in found.journal]
    return journal_pages(JournalPages(found.device, finding(found.journal), _has(found), rows, origin)).data


def write(store: Store, path: Path) -> None:
    """The same into a file. Raises what the disk answers."""
    content = pages(store)
    with replacing(path) as aside:
        aside.write_bytes(content)


def finding(entries: Sequence[JournalEntry]) -> str:
    """How it stands, in one sentence."""
    if not entries:
        return _("Nothing sent or received yet")
    waits = sum(one.state.waits for one in entries)
    refused = sum(one.state is State.refused for one in entries)
    all_said = numbered("{n} package", "{n} packages", len(entries))
    wait_said = numbered("{n} is waiting", "{n} are waiting", waits) if waits else _("nothing is waiting")
    if not refused:
        return _("{packages}: {waits}").format(packages=all_said, waits=wait_said)
    refused_said = numbered("{n} refused", "{n} refused", refused)
    return _("{packages}: {waits}, {refused}").format(
        packages=all_said, waits=wait_said, refused=refused_said
    )


def _has(status: ExchangeStatus) -> list[str]:
    """What each receiver is known to have."""
    lines = [f"{one.name}: {confirmed(one)}" if status.regional else confirmed(one) for one in status.unsent]
    lacking = [(one, one.operations) for one in status.unsent if one.operations]
    said = [
        numbered(
            "{n} change is waiting for a receipt from {office}.",
            "{n} changes are waiting for a receipt from {office}.",
            n,
            office=one.office,
        )
        for one, n in lacking
    ]
    return [*lines, *said] if not status.regional else lines


def _row(entry: JournalEntry) -> JournalRow:
    at = entry.time.astimezone()
    when = formatting.short_moment(at)
    other = entry.office or (entry.receiver if entry.outgoing else "")
    stands_out = entry.state.waits or entry.state is State.refused
    return JournalRow(
        when, journal_words.way(entry), journal_words.package(entry), other, journal_words.content(entry),
        journal_words.state(entry),
        stands_out,
    )  # fmt: skip
