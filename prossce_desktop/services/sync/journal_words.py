"""A line of the journal in words, the same on screen and paper."""

from __future__ import annotations

from prossce_desktop.domain.translatable import N_
from prossce_desktop.exchange.header import Header
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.packages.payload_kind import carried
from prossce_desktop.services.sync.journal_entries import NEVER_OPENED, JournalEntry, State
from prossce_desktop.services.sync.package_words import REFUSED
from prossce_desktop.store.sync.package_journal import PARTS, PICTURES

_CARRIED = {PARTS: N_("Personal values that were asked for"), PICTURES: N_("Photos and scans")}


def brought(header: Header) -> str:
    """What a package without operations brings; "" where it has some, or is a receipt alone."""
    words = _CARRIED.get(carried(header) or "")
    return _(words) if words else ""


def size(count: int) -> str:
    """480 kB, 12.4 MB."""
    if count < 1_000_000:
        return _("{n} kB").format(n=formatting.number(max(1, round(count / 1000))))
    return _("{n} MB").format(n=formatting.decimal(count / 1_000_000, 0 if count % 1_000_000 == 0 else 1))


def package(entry: JournalEntry) -> str:
    """KH-7f3a91 122."""
    return f"{entry.name} {entry.number}" if entry.name else _("Unknown sender")


def way(entry: JournalEntry) -> str:
    """Whether it went or came."""
    return _("Sent") if entry.outgoing else _("Received")


def content(entry: JournalEntry) -> str:
    """How much is in it, and for whom."""
    if not entry.is_read:
        return (
            _("Not opened yet, {size}").format(size=size(entry.size))
            if entry.state not in NEVER_OPENED
            else size(entry.size)
        )
    if entry.code in _CARRIED:
        said = _(_CARRIED[entry.code])
    elif entry.asks:
        said = _("Asks to be let in")
    elif not entry.operations:
        said = _("Only a receipt, nothing new")
    else:
        said = numbered("{n} change", "{n} changes", entry.operations)
    return _("{content}, for {name}").format(content=said, name=entry.receiver) if entry.outgoing else said


def state(entry: JournalEntry) -> str:
    """Where it stands."""
    if entry.state is State.late:
        return numbered("No receipt after {n} day", "No receipt after {n} days", entry.days)
    if entry.state is State.refused:
        return (
            _("Refused. {why}").format(why=_(REFUSED[entry.code])) if entry.code in REFUSED else _("Refused")
        )
    if entry.state is State.taken and not entry.operations:
        return _("Imported")  # nothing in it has to be answered
    return _(entry.state.words)
